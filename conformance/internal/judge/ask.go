// Package judge asks sessctl about a case and says where it disagrees with what
// an SDK answered, and about what.
package judge

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/sessctl/sessctl/conformance/internal/cases"
)

// Sessctl is the program under test, an absolute path.
type Sessctl string

// Document is what is read of `resolve -o json`.
type Document struct {
	Error    any                `json:"error"`
	Profile  struct{ Name any } `json:"profile"`
	Settings map[string]Setting `json:"settings"`
	Creds    struct {
		Status      string `json:"status"`
		Provider    string `json:"provider"`
		AccessKeyID string `json:"access_key_id"`
		Message     string `json:"message"`
		Steps       []Step `json:"steps"`
	} `json:"credentials"`

	Exit   int    `json:"-"`
	Broken string `json:"-"` // there is no such document, and why
}

// Setting is one entry of settings.
type Setting struct {
	Value  *string `json:"value"`
	Set    bool    `json:"set"`
	Origin Origin  `json:"origin"`
}

// Origin is where a value stands.
type Origin struct {
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Key    string `json:"key"`
}

// Step is one entry of credentials.steps.
type Step struct {
	Kind            string `json:"kind"`
	AccessKeyID     string `json:"access_key_id"`
	Command         string `json:"command"`
	RoleARN         string `json:"role_arn"`
	ExternalID      string `json:"external_id"`
	MFASerial       string `json:"mfa_serial"`
	DurationSeconds any    `json:"duration_seconds"`
	RoleSessionName string `json:"role_session_name"`
	Endpoint        string `json:"endpoint"`
	AccountID       string `json:"account_id"`
	RoleName        string `json:"role_name"`
	URL             string `json:"url"`
}

// value is a setting's value and the kind of its origin, both empty for none.
func (d Document) value(name string) (value, kind string) {
	s := d.Settings[name]
	if s.Value != nil {
		value = *s.Value
	}
	if !s.Set && value == "" {
		return "", ""
	}
	return value, s.Origin.Kind
}

// Ask runs sessctl in exactly the environment of a case that was laid out.
func (p Sessctl) Ask(c cases.Case, reading string) Document {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	argv := []string{"resolve", "--as", reading, "-o", "json"}
	if c.Profile != "" {
		argv = append(argv, "--profile", c.Profile)
	}
	if c.Region != "" {
		argv = append(argv, "--region", c.Region)
	}
	cmd := exec.CommandContext(ctx, string(p), argv...)
	cmd.Dir = c.Home
	env := map[string]string{"PATH": os.Getenv("PATH"), "HOME": c.Home}
	for name, value := range c.Env {
		env[name] = value
	}
	cmd.Env = []string{}
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if ctx.Err() != nil {
		return Document{Broken: "no answer in 60 s"}
	}
	if cmd.ProcessState == nil {
		return Document{Broken: err.Error()}
	}
	var d Document
	decoder := json.NewDecoder(bytes.NewReader(out.Bytes()))
	decoder.UseNumber()
	if err := decoder.Decode(&d); err != nil {
		said := strings.TrimSpace(errs.String())
		if said == "" {
			said = out.String()
		}
		return Document{Broken: fmt.Sprintf("exit %d: %.200s (%v)", cmd.ProcessState.ExitCode(), said, err)}
	}
	d.Exit = cmd.ProcessState.ExitCode()
	return d
}
