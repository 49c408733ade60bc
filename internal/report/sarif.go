package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/printable"
)

// The Static Analysis Results Interchange Format, 2.1.0 (OASIS standard).

const (
	sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"
	project     = "https://github.com/sessctl/sessctl"
	fingerprint = "sessctl/v1"
	root        = "%SRCROOT%" // which viewers take for the top of the checkout
)

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID       string     `json:"id"`
	Name     string     `json:"name,omitempty"`
	Short    *sarifText `json:"shortDescription,omitempty"`
	Full     *sarifText `json:"fullDescription,omitempty"`
	Help     *sarifText `json:"help,omitempty"`
	HelpURI  string     `json:"helpUri,omitempty"`
	Defaults struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifArtifact struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId,omitempty"`
}

type sarifRegion struct {
	Line   int `json:"startLine"`
	Column int `json:"startColumn,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifLogical struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

type sarifLocation struct {
	Physical *sarifPhysical `json:"physicalLocation,omitempty"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifResult struct {
	Rule         string            `json:"ruleId"`
	Index        int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
}

type sarifNotification struct {
	Level   string    `json:"level"`
	Message sarifText `json:"message"`
	Rule    struct {
		ID string `json:"id"`
	} `json:"associatedRule"`
}

func sarif(w io.Writer, r Report, at Places) error {
	rules, index := make([]sarifRule, 0, len(r.Rules)), map[string]int{}
	for _, rule := range r.Rules {
		index[rule.ID] = len(rules)
		rules = append(rules, sarifRuleOf(rule))
	}
	mark := marks(r, at)
	results, notes, whole := []sarifResult{}, []sarifNotification{}, true
	for i := range r.Results {
		x := &r.Results[i]
		whole = whole && x.Outcome != Broken
		if x.Outcome == Unmatched {
			n := sarifNotification{Level: "warning", Message: sarifText{x.Name + ": " + x.Message}}
			n.Rule.ID = x.Rule
			notes = append(notes, n)
		}
		if x.told() {
			results = append(results, sarifResult{Rule: x.Rule, Index: index[x.Rule], Level: x.Severity, Message: sarifText{x.text()},
				Locations: sarifLocations(x, r.Files, at), Fingerprints: map[string]string{fingerprint: mark(x)}})
		}
	}
	driver := map[string]any{"name": "sessctl", "informationUri": project, "rules": rules}
	if r.Version != "" {
		driver["semanticVersion"] = r.Version
	}
	run := map[string]any{
		"tool":              map[string]any{"driver": driver},
		"columnKind":        "unicodeCodePoints",
		"automationDetails": map[string]string{"id": "sessctl-" + r.Command + "/"},
		"invocations":       []any{map[string]any{"executionSuccessful": whole, "toolExecutionNotifications": notes}},
		"results":           results,
	}
	return indented(w, map[string]any{"$schema": sarifSchema, "version": "2.1.0", "runs": []any{run}})
}

func sarifRuleOf(rule Rule) sarifRule {
	s := sarifRule{ID: rule.ID, Short: sarifOptional(rule.Title), Full: sarifOptional(rule.Text), Help: sarifOptional(rule.Help), HelpURI: rule.URL}
	s.Defaults.Level = rule.Severity
	return s
}

func sarifOptional(s string) *sarifText {
	if s == "" {
		return nil
	}
	return &sarifText{s}
}

// sarifLocations are where a result is: in a file where there is any, since some
// viewers want one, and where it really is where that is no file.
func sarifLocations(x *Result, files []document.File, at Places) []sarifLocation {
	l := sarifLocation{}
	if p, ok := at.place(x, files); ok {
		l.Physical = &sarifPhysical{Artifact: sarifArtifact{URI: p.uri()}}
		if p.inside {
			l.Physical.Artifact.Base = root
		}
		if p.line > 0 {
			l.Physical.Region = &sarifRegion{p.line, p.column}
		}
	}
	switch o := x.Origin; {
	case o.Kind == "env":
		l.Logical = []sarifLogical{{o.Name, "variable"}}
	case o.Kind == "file" && o.Section != "":
		name := o.Section
		if o.Key != "" {
			name = strings.Join([]string{o.Section, o.Key}, "/")
		}
		l.Logical = []sarifLogical{{name, "member"}}
	}
	if l.Physical == nil && l.Logical == nil {
		return []sarifLocation{}
	}
	return []sarifLocation{l}
}

// indented writes JSON for people and programs.
func indented(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(printable.JSON(b.Bytes()))
	return err
}
