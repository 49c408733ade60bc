package sharedfile

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spec is the parser of the specification that the SDKs for Rust, Java v2,
// Kotlin and .NET follow, as the Rust SDK has it (aws-runtime 1.10.2,
// env_config/parse.rs and normalize.rs).
//
//   - Lines end at \n or \r\n. White space is blanks and tabs alone. A file that
//     is not UTF-8 counts as empty (source.rs, file_contents_to_string), and a
//     byte order mark is text before any section.
//   - A line with # or ; in its first column is a comment; an indented one is
//     not. A comment after a header needs no blank before it, one after a value
//     does (prepare_line).
//   - A header begins in the first column. Between brackets stands a type and a
//     name, or a name alone (SectionPair::parse).
//   - A key ends at =, and is folded to lower case. One with other characters
//     than letters, digits and _-/.%@:+ is dropped (validate_identifier).
//   - An indented line continues the value before it, comments and all. Below a
//     key without a value it must be a nested key (validate_subproperty). What
//     else it says is kept as text; only below sections of other types than
//     profile and sso-session are nested keys taken apart (parse_sub_properties).
//   - A line that is none of these loses the file, and with it the other one.
func Spec() Grammar { return Grammar{Name: "the parser of the specification", Parse: parseSpec} }

type specParser struct {
	lineParser
	other bool // the section is of a type whose nested keys count

	open    bool  // a key stands before, which indented lines continue
	dropped bool  // it has a name that is none
	block   bool  // it had no value, so that what follows must be nested keys
	current Entry // the key, while it is open
	more    []byte
}

func parseSpec(d *Document) *File {
	if !utf8.ValidString(d.Text) {
		return &File{Doc: d, Notes: []Note{{Pos: d.Pos(invalidByte(d.Text)), Code: "not-utf-8",
			Message: "this byte is not UTF-8, and so the whole file counts as empty"}}}
	}
	p := &specParser{lineParser: byNewline(d, "=")}
	if d.BOM {
		p.line = 1
		p.simple = true
		p.fail(0, "the file begins with a byte order mark, which this parser takes for text before any section", "Expected a profile definition")
		return p.file
	}
	for p.line = 1; p.start <= len(d.Text) && p.file.Err == nil; p.line++ {
		line, next := p.upToNewline()
		if next <= len(d.Text) {
			line = strings.TrimSuffix(line, "\r")
		}
		p.read(line)
		p.start = next
	}
	p.endSection()
	return p.file
}

func invalidByte(text string) int {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return i
			}
		}
	}
	return 0
}

func (p *specParser) read(line string) {
	rest := trimBlanks(line)
	switch {
	case rest == "", line[0] == '#', line[0] == ';':
	case line[0] == '[':
		p.header(line)
	case len(rest) < len(line):
		p.continued(line, rest)
	default:
		p.property(line)
	}
}

// header begins a section (read_profile_line).
func (p *specParser) header(line string) {
	s := withoutComment(line, false)
	if len(s) < 2 || s[len(s)-1] != ']' {
		p.fail(0, "a section header without a ] at its end", "Profile definition must end with ']'")
		return
	}
	p.endSection()
	name := strings.Trim(s[1:len(s)-1], " \t")
	if i := firstBlank(name); i >= 0 {
		kind, rest := strings.TrimSpace(name[:i]), strings.TrimSpace(name[i:])
		p.other = kind != "profile" && kind != "sso-session"
		if len(kind)+1+len(rest) < len(name) || name[i] == '\t' {
			name = kind + " " + rest
		}
	} else {
		p.other, name = false, strings.TrimSpace(name)
	}
	p.file.Sections = append(p.file.Sections, Section{Name: name, Pos: p.pos(0)})
	p.section = &p.file.Sections[len(p.file.Sections)-1]
}

// property reads a line that is not indented (read_property_line).
func (p *specParser) property(line string) {
	if p.section == nil {
		p.fail(0, "a line before any section header", "Expected a profile definition")
		return
	}
	text := withoutComment(line, true)
	d := strings.IndexByte(text, '=')
	if d < 0 {
		p.fail(0, "a line without an equals sign", "Expected an '=' sign defining a property")
		return
	}
	key := strings.Trim(text[:d], " \t")
	if key == "" {
		p.fail(0, "a key without a name", "Property did not have a name")
		return
	}
	p.endEntry()
	at, value := valueAfter(text, d)
	p.open, p.block, p.dropped = true, value == "", !Identifier(key)
	p.current = Entry{Key: lowerASCII(key), Value: value, KeyPos: p.pos(0), ValuePos: p.pos(at)}
	if p.dropped {
		p.note(0, "key-ignored", "this key is dropped: names have letters, digits and _-/.%@:+ alone")
	}
	if p.other {
		p.nested(text[at:at+len(value)], at)
	}
}

// continued reads an indented line (read_property_continuation).
func (p *specParser) continued(line, rest string) {
	at := len(line) - len(rest)
	rest = strings.TrimRight(rest, " \t")
	switch {
	case p.section == nil:
		p.fail(at, "an indented line before any section header", "Expected a profile definition")
		return
	case !p.open:
		p.fail(at, "an indented line that continues no key", "Expected a property definition, found continuation")
		return
	}
	comment := commentAt(rest, true)
	text := rest[:comment]
	if p.block {
		d := strings.IndexByte(text, '=')
		if d < 0 {
			p.fail(at, "an indented line below a key without a value must be a nested key, with an equals sign", "Expected an '=' sign defining a sub-property")
			return
		}
		if strings.Trim(text[:d], " \t") == "" {
			p.fail(at, "a nested key without a name", "Sub-property did not have a name")
			return
		}
	} else if p.more == nil && !p.dropped {
		p.noteKey(at, "continued-value", "this indented line continues the value of "+p.current.Key, p.current.Key)
	}
	if comment < len(rest) && !p.dropped {
		p.noteKey(at+comment, "comment-in-value", "a comment on an indented line is part of the value", p.current.Key)
	}
	if p.more == nil {
		p.more = append(make([]byte, 0, 2*len(p.current.Value)+len(rest)+1), p.current.Value...)
	}
	p.more = append(append(p.more, '\n'), rest...)
	if p.block || p.other {
		p.nested(rest, at)
	}
}

// nested takes a line of a value as a nested key, if it has an equals sign.
func (p *specParser) nested(text string, at int) {
	d := strings.IndexByte(text, '=')
	if d < 0 {
		return
	}
	key := strings.Trim(text[:d], " \t")
	v, value := valueAfter(text, d)
	p.current.Nested = append(p.current.Nested, Entry{Key: key, Value: value, KeyPos: p.pos(at), ValuePos: p.pos(at + v)})
}

func (p *specParser) endEntry() {
	if p.open && !p.dropped {
		if p.more != nil {
			p.current.Value = string(p.more)
		}
		p.entries = append(p.entries, p.current)
	}
	p.open, p.more, p.current = false, nil, Entry{}
}

func (p *specParser) endSection() {
	p.endEntry()
	p.closeSection()
}

func (p *specParser) fail(at int, message, sdk string) {
	p.file.Err = &Error{Pos: p.pos(at), Message: message, SDK: sdk}
}

// valueAfter gives the value after the equals sign at d in text, and its place.
func valueAfter(text string, d int) (int, string) {
	rest := trimBlanks(text[d+1:])
	if rest == "" {
		return min(d+2, len(text)), ""
	}
	return len(text) - len(rest), strings.TrimRight(rest, " \t")
}

// withoutComment drops blanks at the end, and a comment (prepare_line).
func withoutComment(s string, blank bool) string {
	return strings.TrimRight(s[:commentAt(s, blank)], " \t")
}

// commentAt gives the place of the # or ; that begins a comment, after white
// space of any kind where blank says so; the end where there is none.
func commentAt(s string, blank bool) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '#' && s[i] != ';' {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(s[:i]); !blank || i > 0 && unicode.IsSpace(before) {
			return i
		}
	}
	return len(s)
}

// Identifier reports whether a text can be the name of a profile, a section or a
// key in the specification (normalize.rs, validate_identifier).
func Identifier(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case letter(c), '0' <= c && c <= '9':
		case c == '_', c == '-', c == '/', c == '.', c == '%', c == '@', c == ':', c == '+':
		default:
			return false
		}
	}
	return true
}

func lowerASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
