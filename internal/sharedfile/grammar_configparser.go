package sharedfile

import (
	"strings"
	"unicode/utf8"
)

// ConfigParser is the parser of botocore and the AWS CLI: RawConfigParser of
// Python 3.11's configparser with its defaults, and what botocore 1.43.11 makes
// of the values (configloader.py, raw_config_parse). Any fault loses the whole
// file.
//
//   - The text is UTF-8 without exception, and a byte order mark is part of the
//     first line (configparser.py, read; open in text mode).
//   - A header ends at the last ] of its line; a key at the first = or :, folded
//     to lower case. Sections and keys of a section may not come twice. The keys
//     of [DEFAULT] are inherited by every section (_read, options).
//   - No comment follows a value: # and ; begin one only at the start of a line.
//   - A line that is indented deeper than the key before it continues its value,
//     whatever it looks like, and blank lines do not end a value (_read).
//   - A value that begins on the line below its key is a block of keys, each with
//     a = (configloader.py, _parse_nested).
func ConfigParser() Grammar {
	return Grammar{Name: "the parser of botocore and the AWS CLI", Parse: parseConfigParser}
}

// configParserDefaults is the section whose keys every section inherits.
const configParserDefaults = "DEFAULT"

type configParser struct {
	lineParser     // its section is nil in [DEFAULT] and before any header
	indent     int // of the last header or key, in characters
	headed     bool
	names      map[string]struct{} // of the sections so far
	keys       map[string]struct{} // of the section, once it has many
	defaults   []Entry             // of [DEFAULT]
	current    *Entry              // whose value is being read
	value      pythonValue

	bad       *Error // a line that is no key, told when the file is at its end
	badNested *Error // the same of the value's own parser, which runs after
	badShared *Error // the same in [DEFAULT], which matters once a section inherits it
}

func parseConfigParser(d *Document) *File {
	p := &configParser{lineParser: lineParser{doc: d, file: &File{Doc: d}, simple: true}}
	if at := firstInvalid(d.Text); at >= 0 {
		p.fail(at, "this byte is not UTF-8: the whole file is rejected", "UnicodeDecodeError: 'utf-8' codec can't decode byte")
		return p.file
	}
	if d.BOM {
		p.line = 1
		p.fail(0, "the byte order mark before the first line hides its header: the whole file is rejected",
			"configparser.MissingSectionHeaderError: File contains no section headers.")
		return p.file
	}
	if !d.large() {
		lines := strings.Count(d.Text, "\n") + 1
		p.entries = make([]Entry, 0, min(lines, strings.Count(d.Text, "=")+strings.Count(d.Text, ":")))
	}
	brackets := strings.Count(d.Text, "[")
	p.file.Sections = make([]Section, 0, brackets)
	p.names = make(map[string]struct{}, brackets)
	for p.line = 1; p.line <= d.Lines() && p.file.Err == nil; p.line++ {
		p.start = d.Offset(Pos{p.line, 1})
		p.read(d.Line(p.line))
	}
	p.endSection()
	p.finish()
	return p.file
}

// finish raises what is raised at the end of the file, and inherits.
func (p *configParser) finish() {
	f := p.file
	if f.Err == nil {
		f.Err = p.bad
	}
	if f.Err == nil {
		f.Err = p.badNested
	}
	if f.Err == nil && len(f.Sections) > 0 {
		f.Err = p.badShared
	}
	if f.Err != nil {
		f.Sections = nil
		return
	}
	if len(p.defaults) == 0 {
		return
	}
	bodies := make([]inheriting, len(f.Sections))
	for i := range f.Sections {
		s := &f.Sections[i]
		bodies[i] = inheriting{own: s.body, defaults: &p.defaults}
		s.body = &bodies[i]
	}
}

func (p *configParser) read(line string) {
	blanks, indent := pythonIndent(line)
	text := pythonTrimRight(line[blanks:])
	switch {
	case text == "":
		if p.current != nil {
			p.value.blank()
		}
		return
	case text[0] == '#' || text[0] == ';':
		return
	case p.current != nil && indent > p.indent:
		p.continued(blanks, text)
		return
	}
	p.indent = indent
	if name, ok := configParserHeader(text); ok {
		p.header(blanks, name, text)
		return
	}
	if !p.headed {
		message := "this stands before any section header: the whole file is rejected"
		if text[0] == '[' {
			message = "a header that is not closed: the whole file is rejected"
		}
		p.fail(p.start+blanks, message,
			"configparser.MissingSectionHeaderError: File contains no section headers.")
		return
	}
	p.property(blanks, text)
}

// configParserHeader is the pattern \[(.+)\] at the beginning of a line.
func configParserHeader(text string) (string, bool) {
	if text[0] != '[' {
		return "", false
	}
	end := strings.LastIndexByte(text, ']')
	if end < 2 {
		return "", false
	}
	return text[1:end], true
}

func (p *configParser) header(at int, name, text string) {
	p.endSection()
	p.headed = true
	if rest := strings.TrimSpace(text[len(name)+2:]); rest != "" && rest[0] != '#' && rest[0] != ';' {
		p.note(at+len(name)+2, "text-after-header", "what follows the header on its line is ignored")
	}
	if name == configParserDefaults {
		p.note(at, "default-section", "the keys of [DEFAULT] are inherited by every section of this file")
		return
	}
	if strings.TrimSpace(name) != name {
		p.note(at, "spaces-in-header", "white space inside the brackets is part of the section's name")
	}
	if _, again := p.names[name]; again {
		p.fail(p.start+at, "the section ["+name+"] stands here a second time: the whole file is rejected",
			"configparser.DuplicateSectionError: section '"+name+"' already exists")
		return
	}
	p.names[name] = struct{}{}
	p.file.Sections = append(p.file.Sections, Section{Name: name, Pos: p.pos(at)})
	p.section = &p.file.Sections[len(p.file.Sections)-1]
}

func (p *configParser) endSection() {
	p.endEntry()
	p.closeSection()
	p.keys = nil
}

// property reads a line as a key and its value.
func (p *configParser) property(at int, text string) {
	p.endEntry()
	d := delimiter(text)
	if d < 0 {
		p.badLine(at, "a line without = or :, so that the whole file is rejected")
		if text[0] == '[' {
			p.bad.Message = "a header that is not closed: the whole file is rejected"
		}
		return
	}
	if d == 0 {
		p.badLine(at, "a line without a key before its = or :, so that the whole file is rejected")
	}
	key := strings.ToLower(pythonTrimRight(text[:d]))
	if p.taken(key) {
		p.fail(p.start+at, "the key "+key+" stands in its section a second time: the whole file is rejected",
			"configparser.DuplicateOptionError: option '"+key+"' in section '"+p.sectionName()+"' already exists")
		return
	}
	skip, _ := pythonIndent(text[d+1:])
	valueAt := at + d + 1 + skip
	if skip == len(text)-d-1 { // nothing there
		valueAt = at + len(text)
	}
	e := Entry{Key: key, KeyPos: p.pos(at), ValuePos: p.pos(valueAt)}
	into := &p.entries
	if p.section == nil {
		into = &p.defaults
	}
	*into = append(*into, e)
	p.current = &(*into)[len(*into)-1]
	p.value.begin(text[d+1+skip:])
	if key == "" {
		p.current = nil // no line continues it; the file is lost anyway
	}
}

// manyKeys is how many keys of a section are looked through one by one.
const manyKeys = 24

// taken notes a key of the section and reports whether it was there before.
func (p *configParser) taken(key string) bool {
	sofar := p.entries[p.from:]
	if p.section == nil {
		sofar = p.defaults
	}
	if len(sofar) < manyKeys {
		return hasKey(sofar, key)
	}
	if p.keys == nil {
		p.keys = make(map[string]struct{}, 2*len(sofar))
		for i := range sofar {
			p.keys[sofar[i].Key] = struct{}{}
		}
	}
	_, again := p.keys[key]
	p.keys[key] = struct{}{}
	return again
}

func hasKey(entries []Entry, key string) bool {
	for i := range entries {
		if entries[i].Key == key {
			return true
		}
	}
	return false
}

func (p *configParser) sectionName() string {
	if p.section == nil {
		return configParserDefaults
	}
	return p.section.Name
}

func (p *configParser) continued(at int, text string) {
	key := p.current.Key
	switch {
	case p.value.first == "":
	case text[0] == '[':
		p.noteKey(at, "continued-value", "this indented line continues the value of "+key+", though it looks like a header", key)
	case delimiter(text) > 0:
		p.noteKey(at, "continued-value", "this indented line continues the value of "+key+", though it looks like a key", key)
	default:
		p.noteKey(at, "continued-value", "this indented line continues the value of "+key, key)
	}
	p.value.add(p.start+at, text)
}

// endEntry gives the current entry its value.
func (p *configParser) endEntry() {
	if p.current == nil {
		return
	}
	e := p.current
	p.current = nil
	if !p.value.block() {
		e.Value = p.value.text()
		return
	}
	nested, at, ok := p.value.nested(p.doc)
	if e.Nested = nested; ok {
		return
	}
	bad := &Error{Pos: p.doc.Pos(at), Message: "a line without = below " + e.Key + ", whose value begins on the next line: the whole file is rejected",
		SDK: "ValueError: not enough values to unpack (expected 2, got 1)"}
	if p.section == nil {
		p.badShared = firstError(p.badShared, bad)
	} else {
		p.badNested = firstError(p.badNested, bad)
	}
}

func firstError(was, now *Error) *Error {
	if was != nil {
		return was
	}
	return now
}

func (p *configParser) badLine(at int, message string) {
	if p.bad == nil {
		p.bad = &Error{Pos: p.pos(at), Message: message, SDK: "configparser.ParsingError: Source contains parsing errors"}
	}
}

func (p *configParser) fail(at int, message, sdk string) {
	p.file.Err = &Error{Pos: p.doc.Pos(at), Message: message, SDK: sdk}
}

// firstInvalid gives the place of the first byte that is not UTF-8, or -1.
func firstInvalid(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
