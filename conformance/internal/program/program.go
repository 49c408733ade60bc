// Package program runs sessctl on cases.
package program

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/judge"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// Sessctl is the program under test, an absolute path.
type Sessctl string

// Ask runs sessctl in exactly the environment of a case that was laid out.
func (p Sessctl) Ask(c cases.Case, reading string) judge.Document {
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
		return judge.Document{Broken: "no answer in 60 s"}
	}
	if cmd.ProcessState == nil {
		return judge.Document{Broken: err.Error()}
	}
	d, err := judge.Parse(out.Bytes())
	if err != nil {
		said := strings.TrimSpace(errs.String())
		if said == "" {
			said = out.String()
		}
		return judge.Document{Broken: fmt.Sprintf("exit %d: %.200s (%v)", cmd.ProcessState.ExitCode(), said, err)}
	}
	d.Exit = cmd.ProcessState.ExitCode()
	return d
}
