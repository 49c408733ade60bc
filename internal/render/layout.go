package render

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/document"
)

// page gathers lines of text, none wider than the terminal where it can be helped.
type page struct {
	t   Terminal
	b   bytes.Buffer
	now time.Time // from which instants are told

	faulty map[document.Origin]bool // places that an error has named
}

func newPage(t Terminal) *page { return &page{t: t, now: t.instant()} }

func (p *page) flush() error {
	text := p.b.Bytes()
	for bytes.HasSuffix(text, []byte("\n\n")) {
		text = text[:len(text)-1]
	}
	_, err := p.t.styled().Write(text)
	return err
}

// pour writes what there is of a long page before a line begins, so that none is
// in memory as a whole.
func (p *page) pour() {
	if p.b.Len() < 64<<10 {
		return
	}
	_, _ = p.t.styled().Write(p.b.Bytes()) // Output remembers what could not be written
	p.b.Reset()
}

func (p *page) blank() { p.b.WriteByte('\n') }

// gap is a blank line between two blocks, where both have something in them.
func (p *page) gap() {
	if b := p.b.Bytes(); len(b) > 0 && !bytes.HasSuffix(b, []byte("\n\n")) {
		p.blank()
	}
}

// span is a piece of a line with its style.
type span struct {
	st   style
	text string
}

func width(s string) int { return utf8.RuneCountInString(s) }

// wider reports whether a text takes more than n columns, without counting all of it.
func wider(s string, n int) bool {
	for range s {
		if n--; n < 0 {
			return true
		}
	}
	return false
}

// line writes spans with two spaces between them; spans that do not fit go on
// to lines of their own, indented.
func (p *page) line(indent int, spans ...span) {
	at := 0
	for i, s := range spans {
		text := visible(s.text)
		if strings.TrimSpace(text) == "" {
			continue
		}
		if i > 0 && at+2+width(strings.TrimRight(text, " ")) > p.t.Width {
			p.newline()
			p.pad(indent)
			at = indent
			blanks := len(text) - len(strings.TrimRight(text, " "))
			for wider(text, p.t.Width-at) && strings.IndexByte(text[:len(text)-blanks], ' ') >= 0 {
				cut := p.cut(text, p.t.Width-at)
				p.b.WriteString(p.t.paint(s.st, text[:cut]))
				p.newline()
				p.pad(indent)
				text = strings.TrimLeft(text[cut:], " ")
			}
		} else if i > 0 {
			p.b.WriteString("  ")
			at += 2
		}
		p.b.WriteString(p.t.paint(s.st, text))
		at += width(text)
	}
	p.newline()
}

// newline ends a line, without white space at its end.
func (p *page) newline() {
	p.b.Truncate(len(bytes.TrimRight(p.b.Bytes(), " ")))
	p.b.WriteByte('\n')
}

// cut finds where to break a text so that at most n columns stand before it.
func (p *page) cut(text string, n int) int {
	columns, last := 0, 0
	for i, r := range text {
		if r == ' ' {
			last = i
		}
		if columns++; columns > n {
			break
		}
	}
	if last == 0 {
		if i := strings.IndexByte(text, ' '); i > 0 {
			return i
		}
		return len(text)
	}
	return last
}

func (p *page) pad(n int) { p.b.WriteString(strings.Repeat(" ", n)) }

// field writes a label in a column of its own and a text beside it, wrapped
// below itself.
func (p *page) field(label string, labelStyle style, column int, spans ...span) {
	p.b.WriteString(p.t.paint(labelStyle, label))
	gap := column - width(label)
	if gap < 1 {
		p.b.WriteByte('\n')
		gap = column
	}
	p.pad(gap)
	p.flow(column, spans...)
}

// flow writes spans word by word, a space between spans, wrapped at the width
// and indented; it begins at the column indent.
func (p *page) flow(indent int, spans ...span) { p.flowFrom(indent, indent, spans...) }

// flowFrom does so where the first line begins at another column than the rest.
// A style is begun once a line, not once a word.
func (p *page) flowFrom(at, indent int, spans ...span) {
	first := true
	for _, s := range spans {
		var run []string
		end := func() {
			p.b.WriteString(p.t.paint(s.st, strings.Join(run, " ")))
			run = run[:0]
		}
		for _, word := range glued(strings.Fields(visible(s.text)), p.t.Width-indent) {
			w := width(word)
			switch {
			case first:
			case at+1+w > p.t.Width:
				end()
				p.b.WriteByte('\n')
				p.pad(indent)
				at = indent
			default:
				if len(run) == 0 {
					p.b.WriteByte(' ')
				}
				at++
			}
			first = false
			run = append(run, word)
			at += w
		}
		end()
	}
	p.b.WriteByte('\n')
}

// glued joins words that no line may end between: a number and its unit of time,
// a place and its section with all its words, if they fit into one line.
func glued(words []string, room int) []string {
	list := words[:0]
	for i, w := range words {
		open := i > 0 && strings.Count(list[len(list)-1], "[") > strings.Count(list[len(list)-1], "]") && strings.Contains(list[len(list)-1], ":")
		if i > 0 && (open || strings.HasPrefix(w, "[") && strings.Contains(words[i-1], ":") && width(words[i-1])+1+width(w) <= room || unit(w) && digit(list[len(list)-1])) {
			list[len(list)-1] += " " + w
			continue
		}
		list = append(list, w)
	}
	return list
}

func unit(w string) bool {
	switch strings.TrimRight(w, ".,;)") {
	case "s", "min", "h", "days", "years":
		return true
	}
	return false
}

func digit(w string) bool { return w != "" && w[len(w)-1] >= '0' && w[len(w)-1] <= '9' }

// fit pads a text to n columns.
func fit(s string, n int) string {
	if d := n - width(visible(s)); d > 0 {
		return s + strings.Repeat(" ", d)
	}
	return s
}

// plural is "1 thing" or "2 things".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
