package sharedfile

import (
	"strings"
	"unicode/utf8"
)

// Java is the parser of the AWS SDK for Java v2 (2.59.1, profiles,
// internal/ProfileFileReader).
//
//   - Lines end at \n, \r\n or a lone \r (BufferedReader.lines). Bytes that are no
//     UTF-8 become U+FFFD, and a byte order mark is text.
//   - Blanks and control characters around names and values are dropped
//     (String.trim), but a line is indented by a blank or a tab alone.
//   - A line with # or ; in its first column is a comment. One after a header needs
//     no blank before it, one after a value a blank or tab, and an indented line has none.
//   - Keys keep their case. One with other characters than letters, digits and
//     _-/.%@:+ is dropped with what continues it; in a section that is no profile
//     nothing is looked at (parseLine, ignoringCurrentProfile).
//   - An indented line continues the value before it. Below a key without a value
//     it must be x = y, and sets the key key.x too (readPropertyContinuationLine).
//   - A line that is none of these loses the file, and with it the other one.
//
// Which sections are profiles depends on the file: see JavaSection.
func Java(config bool) Grammar {
	file := "credentials"
	if config {
		file = "config"
	}
	parse := func(d *Document) *File {
		p := &javaParser{doc: d, file: &File{Doc: d}, config: config}
		p.parse()
		return p.file
	}
	return Grammar{Name: "the parser of the AWS SDK for Java v2, " + file + " file", Parse: parse,
		header: func(header string) string { return javaHeader(config, header) }}
}

// JavaKind is what the AWS SDK for Java v2 takes a section for.
type JavaKind int

// The kinds of sections. JavaNoName is a profile that cannot have its name.
const (
	JavaIgnored JavaKind = iota
	JavaNoName
	JavaProfile
	JavaSSOSession
	JavaServices
)

// JavaSection takes a header apart (parseProfileDefinition,
// parseSpecialProfileDefinition). prefixed reports whether it says "profile".
func JavaSection(config bool, header string) (kind JavaKind, name string, prefixed bool) {
	kind, name = JavaProfile, header
	word, rest, two := strings.Cut(strings.Replace(header, "\t", " ", 1), " ")
	rest = javaTrim(rest)
	switch {
	case two && word == "sso-session":
		kind, name = JavaSSOSession, rest
	case two && word == "services":
		kind, name = JavaServices, rest
	case two && word == "profile":
		prefixed = true
		if config {
			name = rest
		}
	}
	switch {
	case kind != JavaProfile && !config, config && kind == JavaProfile && !prefixed && header != "default":
		return JavaIgnored, name, prefixed
	case !Identifier(name):
		return JavaNoName, name, prefixed
	}
	return kind, name, prefixed
}

type javaParser struct {
	doc    *Document
	file   *File
	store  *store
	config bool

	start    int // of the line being read
	section  *Section
	entries  []Entry // of the section being read
	begun    bool    // a section that counts stood before
	ignored  bool    // the section being read is none that counts
	prefixed bool    // [profile default] was there
	dropped  bool    // the key being read has a name that is none
	block    bool    // it had no value, so that what follows must be nested keys
	open     bool    // there is a key that an indented line continues
	more     []byte
}

func (p *javaParser) parse() {
	if p.doc.BOM {
		p.fail(0, "the file begins with a byte order mark, which this parser takes for text before any section", "Expected a profile definition on line 1")
		return
	}
	text := p.doc.Text
	for p.start < len(text) && p.file.Err == nil {
		end, next := len(text), len(text)
		if i := strings.IndexAny(text[p.start:], "\r\n"); i >= 0 {
			end = p.start + i
			next = end + 1
			if strings.HasPrefix(text[end:], "\r\n") {
				next++
			}
		}
		p.read(text[p.start:end])
		p.start = next
	}
	p.endSection()
}

// endSection gives the section its entries.
func (p *javaParser) endSection() {
	p.endEntry()
	if p.section == nil {
		return
	}
	p.section.take(p.doc, &p.store, p.entries)
	if p.entries = p.entries[:0]; !p.doc.large() {
		p.entries = nil // the section has it
	}
}

func (p *javaParser) read(line string) {
	switch {
	case strings.Trim(line, "\t ") == "", line[0] == '#', line[0] == ';':
	case line[0] == '[':
		p.endEntry()
		p.header(line)
	case line[0] == ' ', line[0] == '\t':
		p.continued(line)
	default:
		p.endEntry()
		p.property(line)
	}
}

// header begins a section (sectionDefinitionLine, readProfileDefinitionLine,
// readSectionProfileDefinitionLine).
func (p *javaParser) header(line string) {
	if len(line) == 1 {
		p.fail(0, "a line that is a bracket alone", "begin 1, end 0, length 1")
		return
	}
	comment := len(line)
	if i := strings.IndexAny(line, "#;"); i >= 0 {
		comment = i
	}
	text := javaTrim(line[:comment])
	if !strings.HasSuffix(text, "]") {
		p.fail(0, "a section header without a ] at its end", "Profile definition must end with ']'")
		return
	}
	raw := javaTrim(text[1 : len(text)-1])
	kind, name, prefixed := JavaSection(p.config, raw)
	p.endSection()
	p.file.Sections = append(p.file.Sections, Section{Name: javaHeader(p.config, raw), Pos: p.pos(0)})
	p.section = &p.file.Sections[len(p.file.Sections)-1]
	p.ignored = kind == JavaIgnored || kind == JavaNoName
	if p.config && kind == JavaProfile && name == "default" {
		p.ignored = !prefixed && p.prefixed
		p.prefixed = p.prefixed || prefixed
	}
	if !p.ignored {
		p.begun, p.open, p.dropped = true, false, false
	}
}

// javaHeader gives a header with one blank behind the word that says its type.
func javaHeader(config bool, header string) string {
	kind, name, prefixed := JavaSection(config, header)
	if word, _, two := strings.Cut(strings.Replace(header, "\t", " ", 1), " "); two && (prefixed || kind == JavaSSOSession || kind == JavaServices) {
		header = word + " " + name
	}
	return validUTF8(header)
}

// property reads a line that is not indented (readPropertyDefinitionLine).
func (p *javaParser) property(line string) {
	if !p.begun && !p.ignored {
		p.fail(0, "a line before any section header", "Expected a profile definition")
		return
	}
	text := javaTrim(line[:javaComment(line)])
	at := strings.Index(line, text)
	key, value, equals := strings.Cut(text, "=")
	key = javaTrim(key)
	switch {
	case p.ignored && (!equals || key == ""):
		return
	case !equals:
		p.fail(0, "a line without an equals sign", "Expected an '=' sign defining a property")
		return
	case key == "":
		p.fail(0, "a key without a name", "Property did not have a name")
		return
	}
	if p.dropped = !Identifier(key); p.dropped {
		if !p.ignored {
			p.note(at, "key-ignored", "this key is dropped: names have letters, digits and _-/.%@:+ alone", "")
		}
		return
	}
	v, value := p.value(at+strings.IndexByte(text, '=')+1, value)
	p.open, p.block = true, value == ""
	p.entries = append(p.entries, Entry{Key: key, Value: value, KeyPos: p.pos(at), ValuePos: p.pos(v)})
}

// continued reads an indented line (readPropertyContinuationLine).
func (p *javaParser) continued(line string) {
	text := javaTrim(line)
	at := strings.Index(line, text)
	switch {
	case p.ignored || p.dropped:
		return
	case !p.open:
		p.fail(at, "an indented line that continues no key", "Expected a profile or property definition")
		return
	}
	entry := &p.entries[len(p.entries)-1]
	if p.block && !p.nested(entry, text, at) {
		return
	}
	if !p.block && p.more == nil {
		p.note(at, "continued-value", "this indented line continues the value of "+entry.Key, entry.Key)
	}
	if i := javaComment(line); i < len(line) {
		p.note(i+1, "comment-in-value", "a comment on an indented line is part of the value", entry.Key)
	}
	if p.more == nil {
		p.more = append(make([]byte, 0, 2*len(entry.Value)+len(text)+1), entry.Value...)
	}
	p.more = append(append(p.more, '\n'), validUTF8(text)...)
}

// nested takes an indented line as a nested key.
func (p *javaParser) nested(entry *Entry, text string, at int) bool {
	key, value, equals := strings.Cut(text, "=")
	key = javaTrim(key)
	switch {
	case !equals:
		p.fail(at, "an indented line below a key without a value must be a nested key, with an equals sign", "Expected an '=' sign defining a property")
		return false
	case key == "":
		p.fail(at, "a nested key without a name", "Property did not have a name")
		return false
	case !Identifier(key):
		return true
	}
	v, value := p.value(at+strings.IndexByte(text, '=')+1, value)
	entry.Nested = append(entry.Nested, Entry{Key: key, Value: value, KeyPos: p.pos(at), ValuePos: p.pos(v)})
	return true
}

// value drops blanks around a value that begins at a byte of the line.
func (p *javaParser) value(at int, text string) (int, string) {
	value := javaTrim(text)
	if value == "" {
		return at, ""
	}
	return at + strings.Index(text, value), validUTF8(value)
}

func (p *javaParser) endEntry() {
	if p.more != nil {
		p.entries[len(p.entries)-1].Value = string(p.more)
		p.more = nil
	}
}

func (p *javaParser) fail(at int, message, sdk string) {
	p.file.Err = &Error{Pos: p.pos(at), Message: message, SDK: sdk}
}

func (p *javaParser) note(at int, code, message, key string) {
	if len(p.file.Notes) < maxNotes {
		p.file.Notes = append(p.file.Notes, Note{Pos: p.pos(at), Code: code, Message: message, Section: p.section.Name, Key: key})
	}
}

// pos gives the place of a byte of the line being read.
func (p *javaParser) pos(at int) Pos { return p.doc.Pos(p.start + at) }

// javaComment gives the place of the blank before a comment, the end where there is none.
func javaComment(line string) int {
	for i := 1; i < len(line); i++ {
		if (line[i] == '#' || line[i] == ';') && (line[i-1] == ' ' || line[i-1] == '\t') {
			return i - 1
		}
	}
	return len(line)
}

// javaTrim is String.trim.
func javaTrim(s string) string {
	return strings.TrimFunc(s, func(c rune) bool { return c <= ' ' })
}

// validUTF8 decodes bytes as Java does: each part of a character that cannot be
// one becomes U+FFFD.
func validUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var out strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && size == 1 {
			size = malformed(s)
		}
		out.WriteRune(r)
		s = s[size:]
	}
	return out.String()
}

// malformed is how many bytes at the beginning of a text are the beginning of
// one character (the maximal subpart).
func malformed(s string) int {
	first, last := byte(0x80), byte(0xbf)
	var want int
	switch c := s[0]; {
	case 0xc2 <= c && c <= 0xdf:
		want = 2
	case 0xe0 <= c && c <= 0xef:
		want = 3
		if c == 0xe0 {
			first = 0xa0
		} else if c == 0xed {
			last = 0x9f
		}
	case 0xf0 <= c && c <= 0xf4:
		want = 4
		if c == 0xf0 {
			first = 0x90
		} else if c == 0xf4 {
			last = 0x8f
		}
	default:
		return 1
	}
	n := 1
	for n < want && n < len(s) && first <= s[n] && s[n] <= last {
		n++
		first, last = 0x80, 0xbf
	}
	return n
}
