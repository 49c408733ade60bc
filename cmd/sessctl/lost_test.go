package main

import (
	"os"
	"strings"
	"testing"
)

// TestEveryCommandIsInTheScriptOfLostOutput keeps testdata/script/lost.txtar whole.
func TestEveryCommandIsInTheScriptOfLostOutput(t *testing.T) {
	script, err := os.ReadFile("testdata/script/lost.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, commands, _ := strings.Cut(string(script), "-- commands --")
	root, _ := newRoot(streams{in: strings.NewReader("")})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd("x")
	for _, c := range root.Commands() {
		if name := c.Name(); !strings.Contains(commands, "\n"+name) {
			t.Errorf("no line of the script has %s", name)
		}
	}
}
