package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/suggest"
)

// argsOf has a command line of every command that prints an answer.
var argsOf = map[string][]string{
	"settings": {"region"}, "bundle": {"--bundle", "testdata/case.json"},
	"resolve": {}, "get": {"region"}, "explain": {"region"}, "credentials": {}, "profiles": {}, "compare": {"region"}, "handlers": {},
	"diff": {"default", "dev"},
	"copy": {"--region", "eu-west-1"}, "client": {"sts"}, "request": {"sts", "GetCallerIdentity", "--at", "2026-01-02"}, "check": {"region=us-east-1"}, "lint": {}, "version": {},
	"completion": {"bash"},
}

// TestEveryCommandRefusesOtherFormats has every command take each format that
// its help and completion name, and refuse every other with the list of them.
func TestEveryCommandRefusesOtherFormats(t *testing.T) {
	home := copyHome(t, "../../testdata/home")
	root, _ := newRoot(streams{in: strings.NewReader(""), out: &bytes.Buffer{}, err: &bytes.Buffer{}})
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		args, ok := argsOf[cmd.Name()]
		if !ok {
			t.Errorf("%s has no command line here", cmd.Name())
			continue
		}
		own := formatsOf(cmd)
		call := func(more ...string) (int, string, string) {
			var out, errs bytes.Buffer
			line := slices.Concat([]string{cmd.Name()}, args, []string{"--no-env", "--home", home, "--region", "us-east-1"}, more)
			status := run(line, streams{in: strings.NewReader(""), out: &out, err: &errs})
			return status, out.String(), errs.String()
		}
		usual, text, _ := call()
		for _, format := range append(render.AllFormats(), "nonsense", "jsn", "JSON", "text ") {
			status, out, errs := call("-o", format)
			switch {
			case slices.Contains(own, format) && (status != usual || out == ""):
				t.Errorf("%s -o %s ends with %d and prints %q, %q", cmd.Name(), format, status, out, errs)
			case slices.Contains(own, format) && (out == text) != (format == own[0]):
				t.Errorf("%s -o %s prints what it prints without, or does not", cmd.Name(), format)
			case !slices.Contains(own, format) && (status != exitUsage || out != "" || !strings.Contains(errs, "unknown output format") || !strings.Contains(errs, suggest.Or(own))):
				t.Errorf("%s -o %s ends with %d and prints %q, %q", cmd.Name(), format, status, out, errs)
			}
			if format == "jsn" && slices.Contains(own, "json") && !strings.Contains(errs, `did you mean "json"?`) {
				t.Errorf("%s -o jsn does not ask whether json was meant: %s", cmd.Name(), errs)
			}
		}
		helpNames(t, cmd, own)
		completesFormats(t, append([]string{cmd.Name()}, args...), own)
	}
}

func helpNames(t *testing.T, cmd *cobra.Command, own []string) {
	t.Helper()
	var out bytes.Buffer
	run([]string{cmd.Name(), "--help"}, streams{in: strings.NewReader(""), out: &out, err: &out})
	if want := "the output FORMAT: " + strings.Join(own, ", "); !strings.Contains(strings.Join(strings.Fields(out.String()), " "), want) {
		t.Errorf("%s --help does not say %q:\n%s", cmd.Name(), want, out.String())
	}
}

func completesFormats(t *testing.T, line, own []string) {
	t.Helper()
	var out bytes.Buffer
	run(slices.Concat([]string{"__complete"}, line, []string{"-o", ""}), streams{in: strings.NewReader(""), out: &out, err: &bytes.Buffer{}})
	words, _, _ := strings.Cut(out.String(), ":")
	if got := strings.Fields(words); !slices.Equal(got, own) {
		t.Errorf("%s -o completes %q, want %q", line[0], got, own)
	}
}

// TestPreferredFormat counts where a command has it, and must be one.
func TestPreferredFormat(t *testing.T) {
	home := copyHome(t, "../../testdata/home")
	for _, tt := range []struct {
		preferred string
		args      []string
		status    int
		begins    string
	}{
		{"json", []string{"resolve"}, exitDone, "{"},
		{"json", []string{"get", "region"}, exitDone, "us-east-1\n"},
		{"json", []string{"resolve", "-o", "text"}, exitDone, "profile"},
		{"env", []string{"handlers", "--as", "go-v1"}, exitDone, "Validate"},
		{"nonsense", []string{"get", "region"}, exitUsage, ""},
		{"nonsense", []string{"get", "region", "-o", "text"}, exitDone, "us-east-1\n"},
	} {
		t.Setenv("SESSCTL_OUTPUT", tt.preferred)
		var out, errs bytes.Buffer
		status := run(append(tt.args, "--no-env", "--home", home, "--region", "us-east-1"), streams{in: strings.NewReader(""), out: &out, err: &errs})
		if status != tt.status || !strings.HasPrefix(out.String(), tt.begins) {
			t.Errorf("SESSCTL_OUTPUT=%s sessctl %v ends with %d: %.40q %q", tt.preferred, tt.args, status, out.String(), errs.String())
		}
	}
}
