package render

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"
)

// hostile is text that would drive a terminal.
const hostile = "a\x1b]0;t\x07\x9b31m\u009b2J\x7f\r\u061c\u202e\u2066\U000e0041\U000e007f\ufeff\u200b\u2028\xff\t\n"

func TestVisible(t *testing.T) {
	want := `a\x1b]0;t\x07\x9b31m\u009b2J\x7f\r\u061c\u202e\u2066\U000e0041\U000e007f\ufeff\u200b\u2028\xff\t\n`
	if got := visible(hostile); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, plain := range []string{"", "plain", "naïve 日本 \u00ae \ufffd 🙂"} {
		if got := visible(plain); got != plain {
			t.Errorf("%q is written %q", plain, got)
		}
	}
}

func terminalOutput(b *bytes.Buffer) *Output { return &Output{w: b, terminal: true} }

func TestOutputToATerminal(t *testing.T) {
	var b bytes.Buffer
	o := terminalOutput(&b)
	for i := range len(hostile) { // a byte at a time: characters come in parts
		if n, err := o.Write([]byte{hostile[i]}); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	red := "\x1b[31mred\x1b[0m\x1b[2J\x1b]0;x\x07\x1b"
	for i := range len(red) {
		if _, err := o.Styled().Write([]byte{red[i]}); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	want := strings.TrimSuffix(visible(hostile), `\t\n`) + "\t\n\x1b[31mred\x1b[0m" + `\x1b[2J\x1b]0;x\x07\x1b`
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestOutputElsewhereIsExact(t *testing.T) {
	var b bytes.Buffer
	o := NewOutput(&b)
	if _, err := o.Write([]byte(hostile)); err != nil || b.String() != hostile || o.Close() != nil {
		t.Errorf("%q, %v", b.String(), err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

func TestOutputRemembersItsFailure(t *testing.T) {
	for _, o := range []*Output{NewOutput(fullDisk{}), {w: fullDisk{}, terminal: true}} {
		if _, err := o.Write([]byte("x")); err == nil {
			t.Error("a full disk takes a text")
		}
		if _, err := o.Styled().Write([]byte("y")); err == nil {
			t.Error("and a second one")
		}
		if err := o.Close(); !errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), "stdout") {
			t.Errorf("%v", err)
		}
	}
	o := &Output{w: fullDisk{}, terminal: true, held: []byte{0xe2}}
	if err := o.Close(); err == nil {
		t.Error("the last of the text is lost without a word")
	}
}

func TestJSONEscapes(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, map[string]string{"k\u009b": "\x1b\x7f\u0085\u061c\u202e\U000e0041 é日🙂\u00a0"}); err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"k\\u009b\": \"\\u001b\\u007f\\u0085\\u061c\\u202e\\udb40\\udc41 é日🙂\u00a0\"\n}\n"
	if b.String() != want {
		t.Errorf("%s, want %s", b.String(), want)
	}
}

// FuzzOutput: whatever is printed, however it is cut, no terminal gets more
// than text, line ends, tabs and colours of this package.
func FuzzOutput(f *testing.F) {
	f.Add([]byte(hostile), uint8(3), true)
	f.Add([]byte("\x1b[1;31m\x1b[0"), uint8(2), true)
	f.Add([]byte("\x1b[31m\xe2\x80"), uint8(1), false)
	f.Fuzz(func(t *testing.T, text []byte, cut uint8, colours bool) {
		var b bytes.Buffer
		o := terminalOutput(&b)
		step := int(cut)%7 + 1
		for i := 0; i < len(text); i += step {
			part := text[i:min(i+step, len(text))]
			if colours {
				_, _ = o.Styled().Write(part)
			} else {
				_, _ = o.Write(part)
			}
		}
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
		shown := b.String()
		if !utf8.ValidString(shown) {
			t.Fatalf("%q is no text", shown)
		}
		for i := 0; i < len(shown); {
			r, n := utf8.DecodeRuneInString(shown[i:])
			if r == 0x1b && colours {
				length, _ := colour([]byte(shown[i:]))
				if length == 0 {
					t.Fatalf("%q has an escape that is no colour", shown)
				}
				i += length
				continue
			}
			if r != '\n' && r != '\t' && invisible(r) {
				t.Fatalf("%q has %U", shown, r)
			}
			i += n
		}
		var whole bytes.Buffer
		w := terminalOutput(&whole)
		if !colours {
			_, _ = w.Write(text)
		} else {
			_, _ = w.Styled().Write(text)
		}
		_ = w.Close()
		if whole.String() != shown {
			t.Fatalf("in parts %q, at once %q", shown, whole.String())
		}
	})
}
