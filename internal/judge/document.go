// Package judge says where sessctl's document of a case disagrees with what an
// SDK answered, and about what. Only tests use it: those of this module on
// recorded answers, and those of the module conformance on the SDKs themselves.
package judge

import (
	"bytes"
	"encoding/json"
	"slices"
)

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
	Problems []Problem `json:"problems"`

	Exit   int    `json:"-"`
	Broken string `json:"-"` // there is no such document, and why
}

// Problem is one entry of problems.
type Problem struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

// undecided reports whether sessctl says that the SDK answers now one thing, now another.
func (d Document) undecided() bool {
	return slices.ContainsFunc(d.Problems, func(p Problem) bool { return p.Code == "section-undecided" })
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
	TokenExpires    string `json:"token_expires"`
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

// Parse reads a document, numbers as they are written.
func Parse(text []byte) (Document, error) {
	var d Document
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	err := decoder.Decode(&d)
	return d, err
}
