package sharedfile

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// GoV2 is the parser of aws-sdk-go-v2 (config v1.33.16, internal/ini). It takes
// any text: what it cannot use it passes over in silence. The one thing that
// stops it is a value that is a lone quote, on which it panics.
//
//   - Lines end at \n alone, and a \r is mostly trimmed away as white space; a
//     byte order mark is part of the first line, which then is no header
//     (ini.go, Parse).
//   - A header may be indented, and a comment may follow it (tokenize.go,
//     asProfile). The first run of blanks between its two words becomes one
//     space (strings.go, splitProfile; parse.go, handleProfile).
//   - A key ends at = or :, whichever comes first, and is folded to lower case
//     (asProperty). A comment in a value begins at a blank before # or ;
//     (trimPropertyComment). Quotes around a value are dropped (unquote).
//   - An indented line with a delimiter is a key nested under the one before
//     if that has no value, else a key of its own (handleSubProperty); without
//     a delimiter it continues the value before (handleContinuation).
func GoV2() Grammar { return Grammar{Name: "the parser of aws-sdk-go-v2", Parse: parseGoV2} }

type gov2Parser struct {
	lineParser
	dropped bool   // entries here belong to no section
	current int    // index of the entry that indented lines belong to, or -1
	more    []byte // its value with the lines that continue it
}

func parseGoV2(d *Document) *File {
	p := &gov2Parser{lineParser: byNewline(d, "=", ":"), current: -1, dropped: true}
	for p.line = 1; p.start <= len(d.Text); p.line++ {
		line, next := p.upToNewline()
		if p.line == 1 && d.BOM {
			p.marked(line)
		} else {
			p.read(line)
		}
		if p.file.Err != nil {
			break
		}
		p.start = next
	}
	p.endSection()
	return p.file
}

// marked reads the first line of a file that begins with a byte order mark: it
// can only be a key before any section.
func (p *gov2Parser) marked(line string) {
	trimmed := trimLeft(line)
	if trimmed == "" {
		return
	}
	if trimmed[0] != '#' && trimmed[0] != ';' {
		p.note(0, "byte-order-mark", "the byte order mark before it hides this line from the parser")
	}
	p.property(line, trimmed)
}

func (p *gov2Parser) read(line string) {
	unindented := trimBlanks(line)
	trimmed := trimLeft(unindented)
	if trimmed == "" {
		return
	}
	switch {
	case unindented[0] == '#' || unindented[0] == ';':
	case trimmed[0] == '[' && p.header(len(line)-len(trimmed), trimmed):
	case len(unindented) == len(line):
		if !p.property(line, trimmed) {
			p.junk(line, trimmed)
		}
	default:
		if !p.nested(line, unindented) {
			p.continued(line, unindented)
		}
	}
}

// header begins a section, if the line is a header. at is the place of its bracket.
func (p *gov2Parser) header(at int, s string) bool {
	s, _, _ = strings.Cut(s, "#")
	s, _, _ = strings.Cut(s, ";")
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[len(s)-1] != ']' {
		return false
	}
	name := strings.TrimSpace(s[1 : len(s)-1])
	if i := firstBlank(name); i >= 0 {
		rest := trimBlanks(name[i:])
		if len(name)-i-len(rest) > 1 || name[i] == '\t' {
			name = name[:i] + " " + rest
		}
	}
	p.endSection()
	p.file.Sections = append(p.file.Sections, Section{Name: name, Pos: p.pos(at)})
	p.section = &p.file.Sections[len(p.file.Sections)-1]
	p.dropped = name == ""
	if p.dropped {
		p.note(at, "empty-header", "a header without a name: the keys below it are ignored")
	}
	return true
}

func (p *gov2Parser) endSection() {
	p.endEntry()
	p.closeSection()
}

// endEntry gives the current entry the lines that continued it.
func (p *gov2Parser) endEntry() {
	if p.more != nil {
		p.entries[p.current].Value = string(p.more)
		p.more = nil
	}
	p.current = -1
}

// property reads a line that is not indented as a key and its value.
func (p *gov2Parser) property(line, trimmed string) bool {
	d := delimiter(line)
	text := line
	if d >= 0 {
		text = cutComment(line)
	}
	if d < 0 || d >= len(text) {
		return false
	}
	e := Entry{Key: strings.ToLower(strings.TrimSpace(text[:d])), KeyPos: p.pos(len(line) - len(trimmed))}
	at, value := p.value(text, d)
	if p.file.Err != nil {
		return true
	}
	e.Value, e.ValuePos = value, p.pos(at)
	p.add(e, len(line)-len(trimmed))
	return true
}

// nested reads an indented line as a key, if it is one: nested under the key
// before, or one of its own.
func (p *gov2Parser) nested(line, text string) bool {
	d := delimiter(text)
	if d < 0 {
		return false
	}
	indent := len(line) - len(text)
	keyAt := len(line) - len(trimLeft(line))
	e := Entry{Key: strings.ToLower(strings.TrimSpace(text[:d])), KeyPos: p.pos(keyAt)}
	at, value := p.value(line, indent+d)
	if p.file.Err != nil {
		return true
	}
	if p.current >= 0 && p.entries[p.current].Value == "" && p.more == nil {
		e.Value, e.ValuePos = value, p.pos(at)
		parent := &p.entries[p.current]
		parent.Nested = append(parent.Nested, e)
		if len(cutComment(value)) < len(value) {
			p.noteKey(at, "comment-in-value", "a comment on a nested key is part of its value", parent.Key+"."+e.Key)
		}
		return true
	}
	// Comments and white space go after quotes here, and quotes before a comment stay.
	value = cutComment(value)
	e.Value = strings.TrimSpace(value)
	e.ValuePos = p.pos(at + len(value) - len(trimLeft(value)))
	p.add(e, keyAt)
	return true
}

// continued reads an indented line without a delimiter.
func (p *gov2Parser) continued(line, text string) {
	at := len(line) - len(text)
	if p.current < 0 || p.more == nil && p.entries[p.current].Value == "" {
		p.note(at, "junk-line", "an indented line that continues no value is ignored")
		return
	}
	e := &p.entries[p.current]
	if p.more == nil {
		p.more = append(make([]byte, 0, 2*len(e.Value)+len(text)), e.Value...)
		p.noteKey(at, "continued-value", "this indented line continues the value of "+e.Key, e.Key)
	}
	p.more = append(append(p.more, '\n'), text...)
}

// add takes an entry into the section.
func (p *gov2Parser) add(e Entry, keyAt int) {
	if p.dropped {
		if p.section == nil {
			p.noteKey(keyAt, "key-before-section", e.Key+" stands before any section header and is ignored", e.Key)
		}
		return
	}
	p.endEntry()
	p.entries = append(p.entries, e)
	if e.Key != "" {
		p.current = len(p.entries) - 1
	}
}

// value reads the value after the delimiter at d in text, and gives its place too.
func (p *gov2Parser) value(text string, d int) (int, string) {
	rest := trimLeft(text[d+1:])
	at := len(text) - len(rest)
	value := strings.TrimSpace(rest)
	if value == "" {
		at = d + 1
		if at < len(text) && text[at] == ' ' {
			at++
		}
		return at, ""
	}
	if q := value[0]; (q == '"' || q == '\'') && value[len(value)-1] == q {
		if len(value) == 1 {
			p.file.Err = &Error{Pos: p.pos(at), Message: "a value that is a lone quote makes this SDK's parser panic",
				SDK: "panic: runtime error: slice bounds out of range [1:0]"}
			return at, ""
		}
		return at + 1, value[1 : len(value)-1]
	}
	return at, value
}

func (p *gov2Parser) junk(line, trimmed string) {
	at := len(line) - len(trimmed)
	if trimmed[0] == '[' {
		p.note(at, "broken-header", "not a section header to this SDK, so the lines below belong to the section before")
		return
	}
	p.note(at, "junk-line", "a line without = or : is ignored")
}

func firstBlank(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' || s[i] == '\t' {
			return i
		}
	}
	return -1
}

// delimiter gives the place of the first = or :, or -1.
func delimiter(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '=' || s[i] == ':' {
			return i
		}
	}
	return -1
}

// cutComment drops a comment: # or ; after a blank, and all that follows.
func cutComment(s string) string { return cutCommentSign(cutCommentSign(s, '#'), ';') }

func cutCommentSign(s string, sign byte) string {
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], sign)
		if n < 0 {
			return s
		}
		if i += n; i > 0 && (s[i-1] == ' ' || s[i-1] == '\t') {
			return s[:i-1]
		}
	}
}

// trimBlanks drops leading spaces and tabs.
func trimBlanks(s string) string {
	i := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return s[i:]
}

// trimLeft drops leading white space of every kind, as strings.TrimSpace does.
func trimLeft(s string) string {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || '\t' <= c && c <= '\r':
		case c >= utf8.RuneSelf:
			return strings.TrimLeftFunc(s[i:], unicode.IsSpace)
		default:
			return s[i:]
		}
	}
	return ""
}
