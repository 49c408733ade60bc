package main

import (
	"slices"
	"testing"
)

// TestCommandNames: a command is found by its names before it is made.
func TestCommandNames(t *testing.T) {
	for _, c := range commands {
		cmd := c.make(&app{})
		if names := append([]string{cmd.Name()}, cmd.Aliases...); !slices.Equal(names, c.names) {
			t.Errorf("commands.go calls %q what goes by %q", c.names, names)
		}
	}
	one, _ := newRoot(stdStreams(), "--profile", "get", "resolve")
	if n := len(one.Commands()); n > 2 {
		t.Errorf("%d commands are made for one", n)
	}
	all, _ := newRoot(stdStreams(), "--profile", "resolve", "nonsense")
	if n := len(all.Commands()); n != len(commands) {
		t.Errorf("%d commands are made where none is named, not %d", n, len(commands))
	}
}
