package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/render"
)

func TestFirstReadIsAwaited(t *testing.T) {
	began, came := 0, 0
	r := &awaited{Reader: strings.NewReader("one\ntwo\n"), begin: func() func() { began++; return func() { came++ } }}
	if text, err := io.ReadAll(slowly{r}); string(text) != "one\ntwo\n" || err != nil {
		t.Errorf("it reads %q, %v", text, err)
	}
	if began != 1 || came != 1 {
		t.Errorf("it begins to wait %d times and ends %d times", began, came)
	}
}

// slowly reads one byte at a time.
type slowly struct{ io.Reader }

func (r slowly) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(len(p), 1)]) }

// TestWaitingIsSaidAtOnce: what is said of waiting is not held back, and has no secret in it.
func TestWaitingIsSaidAtOnce(t *testing.T) {
	var shown bytes.Buffer
	vault := document.NewVault(nil)
	out := render.NewOutput(&shown)
	out.Through(redact.NewNet(vault, &shown))
	_, a := newRoot(streams{in: strings.NewReader(""), out: out, err: out}, "resolve")
	a.env.Vault = vault
	a.tellWaiting("pipe token=q7Zr8tXw2Lp9Kd")
	if got := shown.String(); !strings.Contains(got, "still waiting for pipe token=") || strings.Contains(got, "q7Zr") {
		t.Errorf("it says %q", got)
	}
}
