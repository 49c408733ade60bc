package policy

import (
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/document"
)

// TestLoopsInLoopsEnd holds an expression that runs for long to its time.
func TestLoopsInLoopsEnd(t *testing.T) {
	p, err := Compile("let r = 1..99; all(r, all(r, all(r, all(r, # > 0))))")
	if err != nil {
		t.Fatal(err)
	}
	if n := loops(p.compiled); n != 4 {
		t.Errorf("it has %d loops", n)
	}
	if _, err := runInTime(p.compiled, map[string]any{}, time.Millisecond); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("it ends with %v", err)
	}
	p.late.Store(true)
	about := Subject{Document: &document.Document{}}
	if _, err := p.Ask(about); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("it is asked again: %v", err)
	}
	if seen := p.Explain(about); len(seen) > 0 {
		t.Errorf("it is explained again: %v", seen)
	}
}

func TestLoopsInLoopsAreAsked(t *testing.T) {
	p, err := Compile("all(1..9, let a = #; any(1..9, # == a))")
	if err != nil {
		t.Fatal(err)
	}
	if holds, err := p.Ask(Subject{Document: &document.Document{}}); err != nil || !holds {
		t.Errorf("it comes to %v, %v", holds, err)
	}
}
