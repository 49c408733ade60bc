package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/sdk"
)

// TestHelpFits reads the help of every command: it fits a terminal, and names
// the values that --as and -o take.
func TestHelpFits(t *testing.T) {
	root, _ := newRoot(stdStreams())
	helped := 0
	for _, cmd := range append([]*cobra.Command{root}, root.Commands()...) {
		name := strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), "sessctl"), " ")
		if name == "help" || name == "completion" {
			continue
		}
		helped++
		var out bytes.Buffer
		if status := run(strings.Fields(name+" --help"), streams{in: strings.NewReader(""), out: &out, err: &out}); status != exitDone {
			t.Errorf("%s --help exits with %d", name, status)
		}
		for line := range strings.Lines(out.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > helpWidth {
				t.Errorf("%s --help has a line of %d columns: %s", name, n, line)
			}
		}
		said := strings.Join(strings.Fields(out.String()), " ")
		for _, s := range sdk.All() {
			if !strings.Contains(said, s.Reading.ID) {
				t.Errorf("%s --help does not name %s", name, s.Reading.ID)
			}
		}
		for _, format := range formatsOf(cmd) {
			if cmd != root && !strings.Contains(said, format) {
				t.Errorf("%s --help does not name the format %s", name, format)
			}
		}
	}
	if helped < 14 {
		t.Errorf("only %d commands", helped)
	}
}

func TestReflowed(t *testing.T) {
	text := "one two three\nfour\n\n  kept as\n  it is\n\nlast"
	if got, want := reflowed(text, 9), "one two\nthree\nfour\n\n  kept as\n  it is\n\nlast"; got != want {
		t.Errorf("reflowed: %q, want %q", got, want)
	}
}
