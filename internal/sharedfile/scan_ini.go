package sharedfile

import (
	"strconv"
	"strings"
)

// iniScan goes over a text as ini.v1 does (parser.go, File.parse), for the
// places that the library does not tell.
type iniScan struct {
	doc      *Document
	sections []Section
	headers  []int     // offset of each section's bracket, -1 for the keys before any
	entries  []Entry   // of all sections, one after the other
	spans    []iniSpan // where each of the entries stands, all its lines
	notes    []Note
	err      *Error
	failed   int // offset of the line that the parser gives up on

	next  int // offset of the next line
	from  int // where the section's entries begin
	auto  int // the number of the section's next key that is a dash
	place int // index in doc.starts, for at
}

type iniSpan struct{ from, to int32 }

func scanINI(d *Document) *iniScan {
	text := d.Text
	lines := strings.Count(text, "\n") + 1
	keys := min(lines, strings.Count(text, "=")+strings.Count(text, ":"))
	s := &iniScan{doc: d, auto: 1, entries: make([]Entry, 0, keys), spans: make([]iniSpan, 0, keys)}
	headers := strings.Count(text, "\n[") + 2
	s.sections, s.headers = make([]Section, 0, headers), make([]int, 0, headers)
	if !d.BOM && (strings.HasPrefix(text, "\xfe\xff") || strings.HasPrefix(text, "\xff\xfe")) {
		s.next = 2
		s.note(0, "byte-order-mark", "", "a mark of UTF-16 is dropped, and the rest read as if it were UTF-8")
	}
	for s.next < len(text) && s.err == nil {
		start, end := s.line()
		line := trimLeft(text[start:end])
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		start = end - len(line)
		if s.failed = start; line[0] == '[' {
			s.header(start, line)
		} else {
			s.key(start, end, line)
		}
	}
	s.endSection()
	return s
}

// line gives the bounds of the next line, its line end included.
func (s *iniScan) line() (start, end int) {
	start = s.next
	if n := strings.IndexByte(s.doc.Text[start:], '\n'); n >= 0 {
		s.next = start + n + 1
	} else {
		s.next = len(s.doc.Text)
	}
	return start, s.next
}

func (s *iniScan) header(at int, line string) {
	end := strings.LastIndexByte(line, ']')
	switch {
	case end < 0:
		s.fail("the header has no closing bracket", "unclosed section")
		return
	case end == 1:
		s.fail("the header names no section", "empty section name")
		return
	}
	s.begin(line[1:end], at)
	name, rest := line[1:end], strings.TrimSpace(line[end+1:])
	switch {
	case strings.IndexByte(name, ']') >= 0:
		s.note(at, "header-to-last-bracket", "", "the section's name reaches to the last ] of the line")
	case name != strings.TrimSpace(name):
		s.note(at, "spaces-in-header", "", "the spaces inside the brackets are part of the section's name")
	case rest != "" && rest[0] != '#' && rest[0] != ';':
		s.note(at, "text-after-header", "", "what follows the header on its line is ignored")
	}
}

func (s *iniScan) begin(name string, at int) {
	s.endSection()
	pos := Pos{1, 1}
	if at >= 0 {
		pos = s.at(at)
	}
	s.sections = append(s.sections, Section{Name: name, Pos: pos})
	s.headers = append(s.headers, at)
	s.auto = 1
}

func (s *iniScan) endSection() {
	if n := len(s.sections); n > 0 {
		s.sections[n-1].body = list(s.entries[s.from:len(s.entries):len(s.entries)])
	}
	s.from = len(s.entries)
}

// key reads a line as a key and its value, with the lines that the value goes on over.
func (s *iniScan) key(start, end int, line string) {
	name, at, rest := s.keyName(line)
	if s.err != nil {
		return
	}
	if len(s.sections) == 0 {
		s.begin(DefaultSection, -1)
		s.note(start, "key-before-section", name, "a key before any header is in section DEFAULT, which is no profile's default here")
	}
	e := Entry{Key: name, KeyPos: s.at(start + at)}
	value, valueAt := s.value(start+rest, end, name)
	if s.err != nil {
		return
	}
	if name == "" {
		s.fail("there is nothing between the quotes of the key", "error creating new key: empty key name")
		return
	}
	if name == "-" {
		e.Key = "#" + strconv.Itoa(s.auto)
		s.auto++
		s.note(start, "numbered-key", e.Key, "a key that is a dash is named by its number in the section")
	}
	e.Value, e.ValuePos = value, s.at(valueAt)
	s.entries = append(s.entries, e)
	s.spans = append(s.spans, iniSpan{int32(start), int32(s.next)})
}

// keyName takes the key off a line (readKeyName): its name, where the name
// begins, and where the value's part does.
func (s *iniScan) keyName(line string) (name string, at, rest int) {
	quote := ""
	switch {
	case len(line) > 6 && line[:3] == `"""`:
		quote = `"""`
	case line[0] == '"', line[0] == '`':
		quote = line[:1]
	}
	after := 0
	if quote != "" {
		close := strings.Index(line[len(quote):], quote)
		if close < 0 {
			s.fail("the quote that opens the key is never closed", "missing closing key quote")
			return "", 0, 0
		}
		name, at = line[len(quote):len(quote)+close], len(quote)
		after = len(quote) + close + len(quote)
	}
	delimiter := strings.IndexAny(line[after:], "=:")
	switch {
	case delimiter < 0:
		s.fail("a line without = or : is neither a key nor a header", "key-value delimiter not found")
		return "", 0, 0
	case quote == "" && delimiter == 0:
		s.fail("there is no key before the delimiter", "empty key name")
		return "", 0, 0
	case quote == "":
		name = line[:delimiter]
	case strings.TrimSpace(line[after:after+delimiter]) != "":
		s.note(s.failed+after, "text-after-quote", name, "what stands between the quoted key and the delimiter is ignored")
	}
	at += len(name) - len(trimLeft(name))
	return strings.TrimSpace(name), at, after + delimiter + 1
}

// fail gives up on the line at failed.
func (s *iniScan) fail(message, sdk string) {
	s.err = &Error{Pos: s.at(s.failed), Message: message, SDK: sdk}
}

func (s *iniScan) note(at int, code, key, message string) {
	if len(s.notes) >= maxNotes {
		return
	}
	n := Note{Pos: s.at(at), Code: code, Message: message, Key: key}
	if k := len(s.sections); k > 0 {
		n.Section = s.sections[k-1].Name
	}
	s.notes = append(s.notes, n)
}

// at gives the place of an offset. Offsets mostly grow, so it walks the lines
// along instead of searching them.
func (s *iniScan) at(offset int) Pos {
	starts := s.doc.lineStarts()
	if offset < int(starts[s.place]) {
		return s.doc.Pos(offset)
	}
	for s.place+1 < len(starts) && int(starts[s.place+1]) <= offset {
		s.place++
	}
	return Pos{s.place + 1, offset - int(starts[s.place]) + 1}
}
