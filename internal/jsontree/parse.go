package jsontree

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxValues is how many values a text may have, and with it the memory that a
// tree takes; the largest model has three hundred thousand.
const MaxValues = 2_000_000

// MaxDepth is how deep arrays and objects may be nested.
const MaxDepth = 200

// SyntaxError says what is wrong with a text and where.
type SyntaxError struct {
	Line, Column int // from 1; columns count bytes
	Message      string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// Parse reads a text as one JSON value. Its error is a *SyntaxError.
func Parse(text []byte) (*Value, error) { return ParseWithout(text) }

// ParseWithout reads a text as one JSON value and leaves out every field of one
// of these names, at any depth; models are mostly documentation.
func ParseWithout(text []byte, names ...string) (*Value, error) {
	p := parser{text: string(text), without: names}
	p.at = len(p.text) - len(strings.TrimPrefix(p.text, "\ufeff"))
	var v Value
	if p.value(&v, 0) {
		if p.space(); p.at < len(p.text) {
			p.fail("unexpected text after the value")
		}
	}
	if p.message != "" {
		before := p.text[:p.at]
		nl := strings.LastIndexByte(before, '\n')
		return nil, &SyntaxError{Line: 1 + strings.Count(before, "\n"), Column: p.at - nl, Message: p.message}
	}
	return &v, nil
}

type parser struct {
	text    string
	at      int
	without []string
	message string
	items   []Value // of the arrays being read, innermost last
	fields  []Field // of the objects being read
	values  int     // read so far

	itemRoom  []Value // for the items and fields of what is read to its end
	fieldRoom []Field
}

// keep copies a slice into room, which it makes larger in steps: a tree is
// mostly small slices.
func keep[T any](room *[]T, s []T) []T {
	if len(s) == 0 {
		return nil
	}
	if len(*room) < len(s) {
		*room = make([]T, max(len(s), 128))
	}
	kept := (*room)[:len(s):len(s)]
	*room = (*room)[len(s):]
	copy(kept, s)
	return kept
}

func (p *parser) fail(message string) bool {
	if p.message == "" {
		p.message = message
	}
	return false
}

func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\n', '\t', '\r':
			p.at++
		default:
			return
		}
	}
}

func (p *parser) next() byte {
	p.space()
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *parser) value(v *Value, depth int) bool {
	c := p.next()
	v.Offset = p.at
	if p.values++; p.values > MaxValues {
		return p.fail(fmt.Sprintf("more than %d values", MaxValues))
	}
	switch {
	case c == '"':
		v.Kind = String
		return p.str(&v.Text)
	case c == '{' || c == '[':
		if depth >= MaxDepth {
			return p.fail(fmt.Sprintf("nested deeper than %d levels", MaxDepth))
		}
		if c == '{' {
			return p.object(v, depth+1)
		}
		return p.array(v, depth+1)
	case c == '-' || c >= '0' && c <= '9':
		return p.number(v)
	case c == 't':
		return p.word(v, Bool, "true")
	case c == 'f':
		return p.word(v, Bool, "false")
	case c == 'n':
		return p.word(v, Null, "null")
	case p.at >= len(p.text):
		return p.fail("unexpected end of the text")
	}
	return p.fail("expected a value")
}

func (p *parser) word(v *Value, k Kind, word string) bool {
	if !strings.HasPrefix(p.text[p.at:], word) {
		return p.fail("expected " + word)
	}
	v.Kind, v.Text = k, p.text[p.at:p.at+len(word)]
	p.at += len(word)
	return true
}

func (p *parser) array(v *Value, depth int) bool {
	v.Kind = Array
	p.at++
	if p.next() == ']' {
		p.at++
		return true
	}
	base := len(p.items)
	for {
		var item Value
		if !p.value(&item, depth) {
			return false
		}
		p.items = append(p.items, item)
		switch p.next() {
		case ',':
			p.at++
		case ']':
			p.at++
			v.Items = keep(&p.itemRoom, p.items[base:])
			p.items = p.items[:base]
			return true
		default:
			return p.fail(`expected "," or "]" in an array`)
		}
	}
}

func (p *parser) object(v *Value, depth int) bool {
	v.Kind = Object
	p.at++
	if p.next() == '}' {
		p.at++
		return true
	}
	base := len(p.fields)
	for {
		var f Field
		if p.next() != '"' {
			return p.fail("expected the name of a field, in double quotes")
		}
		if !p.str(&f.Name) {
			return false
		}
		if p.next() != ':' {
			return p.fail(`expected ":" after the name of a field`)
		}
		p.at++
		wanted := true
		for _, name := range p.without {
			if f.Name == name && p.next() == '"' { // a member of a shape may have such a name, as an object
				wanted = false
			}
		}
		if wanted {
			if !p.value(&f.Value, depth) {
				return false
			}
			p.fields = append(p.fields, f)
		} else if !p.skipString() {
			return false
		}
		switch p.next() {
		case ',':
			p.at++
		case '}':
			p.at++
			v.Fields = keep(&p.fieldRoom, p.fields[base:])
			p.fields = p.fields[:base]
			return true
		default:
			return p.fail(`expected "," or "}" in an object`)
		}
	}
}

// number takes a literal of JSON's grammar.
func (p *parser) number(v *Value) bool {
	start := p.at
	digits := func() bool {
		from := p.at
		for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
			p.at++
		}
		return p.at > from
	}
	if p.text[p.at] == '-' {
		p.at++
	}
	switch {
	case p.at < len(p.text) && p.text[p.at] == '0':
		p.at++
	case !digits():
		return p.fail("expected a digit")
	}
	if p.at < len(p.text) && p.text[p.at] == '.' {
		p.at++
		if !digits() {
			return p.fail("expected a digit after the decimal point")
		}
	}
	if p.at < len(p.text) && p.text[p.at]|0x20 == 'e' {
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		if !digits() {
			return p.fail("expected a digit in the exponent")
		}
	}
	v.Kind, v.Text = Number, p.text[start:p.at]
	return true
}

// skipString passes over a string without keeping it.
func (p *parser) skipString() bool {
	for i := p.at + 1; ; {
		n := strings.IndexByte(p.text[i:], '"')
		if n < 0 {
			p.at = len(p.text)
			return p.fail("unexpected end of the text in a string")
		}
		i += n
		escaped := false
		for j := i - 1; p.text[j] == '\\'; j-- {
			escaped = !escaped
		}
		i++
		if !escaped {
			p.at = i
			return true
		}
	}
}

func (p *parser) str(s *string) bool {
	p.at++
	start := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			*s = p.text[start:p.at]
			p.at++
			if !utf8.ValidString(*s) {
				*s = strings.ToValidUTF8(*s, "\ufffd")
			}
			return true
		case c == '\\':
			return p.escaped(s, start)
		case c < ' ':
			return p.fail("a control character in a string must be escaped")
		}
		p.at++
	}
	return p.fail("unexpected end of the text in a string")
}

// escaped reads on in a string whose first escape stands at p.at.
func (p *parser) escaped(s *string, start int) bool {
	b := append(make([]byte, 0, p.at-start+32), p.text[start:p.at]...)
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '"':
			p.at++
			*s = strings.ToValidUTF8(string(b), "\ufffd")
			return true
		case c < ' ':
			return p.fail("a control character in a string must be escaped")
		case c != '\\':
			b = append(b, c)
			p.at++
			continue
		}
		p.at++
		if p.at >= len(p.text) {
			break
		}
		c = p.text[p.at]
		p.at++
		switch c {
		case '"', '\\', '/':
			b = append(b, c)
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r, ok := p.hex4()
			if !ok {
				return p.fail(`expected four hexadecimal digits after "\u"`)
			}
			if utf16.IsSurrogate(r) {
				at := p.at
				low := rune(utf8.RuneError)
				if strings.HasPrefix(p.text[p.at:], `\u`) {
					p.at += 2
					low, _ = p.hex4()
				}
				if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
					p.at = at
				}
			}
			b = utf8.AppendRune(b, r)
		default:
			p.at -= 2
			return p.fail(`unknown escape in a string`)
		}
	}
	return p.fail("unexpected end of the text in a string")
}

func (p *parser) hex4() (rune, bool) {
	if p.at+4 > len(p.text) {
		return 0, false
	}
	var r rune
	for _, c := range []byte(p.text[p.at : p.at+4]) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	p.at += 4
	return r, true
}
