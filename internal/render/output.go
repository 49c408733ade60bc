package render

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/term"
)

// Output is where a program prints. Whatever prints goes through it:
//
//   - It remembers the first write that failed, so that the program can say so
//     at its end whoever printed.
//   - What reaches a terminal is text alone. A control character, a mark of
//     direction or a tag is written as an escape, from every command and in every
//     format. Where there is no terminal the bytes are left as they are.
type Output struct {
	w        io.Writer
	flush    func() error // nil where nothing is held back
	file     *os.File     // nil where w is none
	terminal bool

	mu   sync.Mutex
	held []byte // the beginning of a character or of a colour, still to come whole
	err  error
}

// NewOutput looks at w and stands before it.
func NewOutput(w io.Writer) *Output {
	o := &Output{w: w}
	o.file, _ = w.(*os.File)
	o.terminal = o.file != nil && term.IsTerminal(int(o.file.Fd()))
	return o
}

// Through puts a writer between the output and where it goes. What that one
// holds back, it writes when the output is closed.
func (o *Output) Through(w interface {
	io.Writer
	Flush() error
}) {
	o.w, o.flush = w, w.Flush
}

// Write prints bytes in which no colours are to be.
func (o *Output) Write(p []byte) (int, error) { return o.write(p, false) }

// Styled gives a writer for text that this package has coloured: it lets the
// colours through, and no other escape.
func (o *Output) Styled() io.Writer { return styled{o} }

type styled struct{ *Output }

func (s styled) Write(p []byte) (int, error) { return s.write(p, true) }

func (o *Output) write(p []byte, colours bool) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return 0, o.err
	}
	if !o.terminal {
		n, err := o.w.Write(p)
		o.fail(err)
		return n, err
	}
	text := append(o.held, p...)
	shown, rest := forTerminal(text, colours, false)
	o.held = append([]byte(nil), text[len(text)-rest:]...)
	if _, err := io.WriteString(o.w, shown); err != nil {
		o.fail(err)
		return 0, err
	}
	return len(p), nil
}

func (o *Output) fail(err error) {
	if o.err == nil {
		o.err = err
	}
}

// Flush writes what is held back for the sake of secrets.
func (o *Output) Flush() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.flush == nil {
		return nil
	}
	return o.flush()
}

// Close ends the output and gives the first error that it met, without the
// name that the system has for the stream. Some file systems tell only when a
// file is closed that there was no room for it.
func (o *Output) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.held) > 0 && o.err == nil {
		shown, _ := forTerminal(o.held, false, true)
		o.held = nil
		_, err := io.WriteString(o.w, shown)
		o.fail(err)
	}
	if o.flush != nil {
		o.fail(o.flush())
	}
	if o.file != nil && o.err == nil {
		if info, err := o.file.Stat(); err == nil && info.Mode().IsRegular() {
			o.fail(o.file.Close())
		}
	}
	var path *fs.PathError
	if errors.As(o.err, &path) {
		return path.Err
	}
	return o.err
}

// isTerminal reports whether text goes to a terminal, and which file that is.
func isTerminal(w io.Writer) (*os.File, bool) {
	switch w := w.(type) {
	case *Output:
		return w.file, w.terminal
	case *os.File:
		return w, term.IsTerminal(int(w.Fd()))
	}
	return nil, false
}

// forTerminal gives what a terminal may be sent of a text, and how many bytes
// at its end are not decided yet, unless that is the last.
func forTerminal(text []byte, colours, last bool) (shown string, rest int) {
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		tail := text[i:]
		if !last && !utf8.FullRune(tail) {
			return b.String(), len(tail)
		}
		r, n := utf8.DecodeRune(tail)
		if r == 0x1b && colours {
			length, whole := colour(tail)
			if !whole && !last {
				return b.String(), len(tail)
			}
			if length > 0 {
				b.Write(tail[:length])
				i += length
				continue
			}
		}
		if r == '\n' || r == '\t' {
			b.WriteByte(byte(r))
		} else {
			writeVisible(&b, r, string(tail[:n]))
		}
		i += n
	}
	return b.String(), 0
}

// maxColour is the length of the longest colour that this package writes.
const maxColour = len("\x1b[38;5;255m")

// colour gives the length of the colour at the beginning of a text, 0 where
// there is none. It is not whole where the text ends before that is known.
func colour(text []byte) (length int, whole bool) {
	for i := 1; i < len(text) && i < maxColour; i++ {
		switch c := text[i]; {
		case i == 1 && c == '[', i > 1 && (c == ';' || '0' <= c && c <= '9'):
		case i > 2 && c == 'm':
			return i + 1, true
		default:
			return 0, true
		}
	}
	return 0, len(text) >= maxColour
}
