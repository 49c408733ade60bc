package main

import (
	"strings"
	"testing"
)

func TestPanicIsOneLine(t *testing.T) {
	var none []string
	for what, f := range map[string]func(){
		"a panic of type string": func() { panic("q7Zr8tXw2Lp9Kd") },
		"index out of range":     func() { _ = none[len(what(none))] },
	} {
		exit := guarded(func() error { f(); return nil })
		if exit.status != exitFailed || !strings.Contains(exit.message, what) || !strings.Contains(exit.message, "panic_test.go:") || strings.Contains(exit.message, "q7Zr") || strings.Contains(exit.message, "\n") {
			t.Errorf("%s ends with %d: %s", what, exit.status, exit.message)
		}
	}
}

func what(list []string) []string { return list }
