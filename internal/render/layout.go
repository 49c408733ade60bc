package render

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// page gathers lines of text, none wider than the terminal where it can be helped.
type page struct {
	t Terminal
	b bytes.Buffer
}

func newPage(t Terminal) *page { return &page{t: t} }

func (p *page) flush() error {
	_, err := p.t.styled().Write(p.b.Bytes())
	return err
}

func (p *page) blank() { p.b.WriteByte('\n') }

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
func (p *page) flow(indent int, spans ...span) {
	at := indent
	first := true
	for _, s := range spans {
		for _, word := range strings.Fields(visible(s.text)) {
			w := width(word)
			switch {
			case first:
			case at+1+w > p.t.Width:
				p.b.WriteByte('\n')
				p.pad(indent)
				at = indent
			default:
				p.b.WriteByte(' ')
				at++
			}
			first = false
			p.b.WriteString(p.t.paint(s.st, word))
			at += w
		}
	}
	p.b.WriteByte('\n')
}

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
