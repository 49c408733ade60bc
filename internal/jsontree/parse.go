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
	v, ok := p.value(0)
	if ok {
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

func (p *parser) value(depth int) (v Value, ok bool) {
	c := p.next()
	v.Offset = p.at
	if p.values++; p.values > MaxValues {
		return v, p.fail(fmt.Sprintf("more than %d values", MaxValues))
	}
	switch {
	case c == '"':
		v.Kind = String
		v.Text, ok = p.str()
		return v, ok
	case c == '{' || c == '[':
		if depth >= MaxDepth {
			return v, p.fail(fmt.Sprintf("nested deeper than %d levels", MaxDepth))
		}
		p.at++
		if c == '{' {
			v.Kind = Object
			v.Fields, ok = p.object(depth + 1)
		} else {
			v.Kind = Array
			v.Items, ok = p.array(depth + 1)
		}
		return v, ok
	case c == '-' || c >= '0' && c <= '9':
		v.Kind = Number
		v.Text, ok = p.number()
		return v, ok
	case c == 't':
		return p.word(v, Bool, "true")
	case c == 'f':
		return p.word(v, Bool, "false")
	case c == 'n':
		return p.word(v, Null, "null")
	case p.at >= len(p.text):
		return v, p.fail("unexpected end of the text")
	}
	return v, p.fail("expected a value")
}

func (p *parser) word(v Value, k Kind, word string) (Value, bool) {
	if !strings.HasPrefix(p.text[p.at:], word) {
		return v, p.fail("expected " + word)
	}
	v.Kind, v.Text = k, p.text[p.at:p.at+len(word)]
	p.at += len(word)
	return v, true
}

func (p *parser) array(depth int) ([]Value, bool) {
	if p.next() == ']' {
		p.at++
		return nil, true
	}
	base := len(p.items)
	for {
		item, ok := p.value(depth)
		if !ok {
			return nil, false
		}
		p.items = append(p.items, item)
		switch p.next() {
		case ',':
			p.at++
		case ']':
			p.at++
			items := keep(&p.itemRoom, p.items[base:])
			p.items = p.items[:base]
			return items, true
		default:
			return nil, p.fail(`expected "," or "]" in an array`)
		}
	}
}

func (p *parser) object(depth int) ([]Field, bool) {
	if p.next() == '}' {
		p.at++
		return nil, true
	}
	base := len(p.fields)
	for {
		if p.next() != '"' {
			return nil, p.fail("expected the name of a field, in double quotes")
		}
		name, ok := p.str()
		if !ok {
			return nil, false
		}
		if p.next() != ':' {
			return nil, p.fail(`expected ":" after the name of a field`)
		}
		p.at++
		wanted := true
		for _, without := range p.without {
			if name == without && p.next() == '"' { // a member of a shape may have such a name, as an object
				wanted = false
			}
		}
		if wanted {
			v, ok := p.value(depth)
			if !ok {
				return nil, false
			}
			p.fields = append(p.fields, Field{name, v})
		} else if !p.skipString() {
			return nil, false
		}
		switch p.next() {
		case ',':
			p.at++
		case '}':
			p.at++
			fields := keep(&p.fieldRoom, p.fields[base:])
			p.fields = p.fields[:base]
			return fields, true
		default:
			return nil, p.fail(`expected "," or "}" in an object`)
		}
	}
}

// number takes a literal of JSON's grammar.
func (p *parser) number() (string, bool) {
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
		return "", p.fail("expected a digit")
	}
	if p.at < len(p.text) && p.text[p.at] == '.' {
		p.at++
		if !digits() {
			return "", p.fail("expected a digit after the decimal point")
		}
	}
	if p.at < len(p.text) && p.text[p.at]|0x20 == 'e' {
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		if !digits() {
			return "", p.fail("expected a digit in the exponent")
		}
	}
	return p.text[start:p.at], true
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

func (p *parser) str() (string, bool) {
	p.at++
	start := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			s := p.text[start:p.at]
			p.at++
			if !utf8.ValidString(s) {
				s = strings.ToValidUTF8(s, "\ufffd")
			}
			return s, true
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", p.fail("a control character in a string must be escaped")
		}
		p.at++
	}
	return "", p.fail("unexpected end of the text in a string")
}

// escaped reads on in a string whose first escape stands at p.at.
func (p *parser) escaped(start int) (string, bool) {
	b := append(make([]byte, 0, p.at-start+32), p.text[start:p.at]...)
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '"':
			p.at++
			return strings.ToValidUTF8(string(b), "\ufffd"), true
		case c < ' ':
			return "", p.fail("a control character in a string must be escaped")
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
				return "", p.fail(`expected four hexadecimal digits after "\u"`)
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
			return "", p.fail(`unknown escape in a string`)
		}
	}
	return "", p.fail("unexpected end of the text in a string")
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
