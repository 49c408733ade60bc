package render

import (
	"fmt"
	"strings"
)

// Error prints why a command failed, and what to do about it, to standard error:
// in the form that texts begin with. On a terminal both are wrapped; a log gets
// each as one line, to be searched.
func Error(t Terminal, message, fix string, lines ...string) {
	p := newPage(t)
	_, wrapped := isTerminal(t.Writer)
	say := func(label string, st style, text string) {
		p.label(label, st, verdictColumn)
		if wrapped && !strings.Contains(text, "  ") {
			p.flow(verdictColumn, span{plain, t.Shorten(text)})
			return
		}
		fmt.Fprintln(&p.b, t.Shorten(visible(text)))
	}
	say("error:", red, message)
	for _, line := range lines {
		fmt.Fprintf(&p.b, "  %s\n", t.Shorten(visible(line)))
	}
	if fix != "" {
		say("fix:", green, fix)
	}
	_ = p.flush() // the output remembers what it could not write
}
