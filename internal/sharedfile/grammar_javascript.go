package sharedfile

import "strings"

// JavaScript is the parser of the AWS SDK for JavaScript v3 (@smithy/core
// 3.41.0, config: parseIni). It passes over what it cannot use, and gives up on
// a file for one thing alone, a section named __proto__.
//
//   - Lines end at \n or \r\n. White space is what JavaScript trims, a byte order
//     mark among it.
//   - A comment begins at # or ; that stands first in its line or after white
//     space, in headers and values alike.
//   - A line that begins with [ and ends with ], once comments and white space
//     are off, is a header, whatever stands between. See HeaderJS.
//   - A key ends at the first =. Case and inner blanks count. No quotes, no
//     continuation lines.
//   - A key with nothing after it heads a block: the keys of the indented lines
//     below it are nested. It has no value itself, so that an earlier value of
//     the same key stays.
func JavaScript() Grammar {
	return Grammar{Name: "the parser of the AWS SDK for JavaScript v3", Parse: parseJS}
}

type jsParser struct {
	lineParser
	dropped bool // keys here belong to no section
	head    int  // index of the entry whose block indented lines belong to, or -1
}

func parseJS(d *Document) *File {
	p := &jsParser{lineParser: byNewline(d, "="), head: -1, dropped: true}
	for p.line = 1; p.start <= len(d.Text); p.line++ {
		line, next := p.upToNewline()
		p.read(strings.TrimSuffix(line, "\r"))
		if p.file.Err != nil {
			p.file.Sections = nil
			return p.file
		}
		p.start = next
	}
	p.endSection()
	return p.file
}

func (p *jsParser) read(line string) {
	text := trimJS(uncommentJS(line))
	if text == "" {
		return
	}
	at := len(line) - len(trimLeftJS(line))
	if text[0] == '[' && text[len(text)-1] == ']' {
		p.header(at, text[1:len(text)-1])
		return
	}
	if text[0] == '[' {
		p.note(at, "broken-header", "not a section header to this SDK, since the line does not end with a bracket: the lines below belong to the section before")
	}
	if p.dropped {
		if p.section == nil && text[0] != '[' {
			p.note(at, "key-before-section", "a key before the first header belongs to no profile")
		}
		return
	}
	p.property(line, text, at)
}

// uncommentJS cuts a line at the first # or ; that begins it or follows white space.
func uncommentJS(line string) string {
	if strings.IndexByte(line, '#') < 0 && strings.IndexByte(line, ';') < 0 {
		return line
	}
	for i := 0; i < len(line); i++ {
		if c := line[i]; (c == '#' || c == ';') && (i == 0 || endsBlankJS(line[:i])) {
			return line[:i]
		}
	}
	return line
}

func (p *jsParser) header(at int, name string) {
	p.endSection()
	name = decodeJS(name)
	if name == "__proto__" || name == "profile __proto__" {
		p.file.Err = &Error{Pos: p.pos(at), Message: "a section of this name makes this SDK take the whole file for an empty one",
			SDK: "Found invalid profile name"}
		return
	}
	p.file.Sections = append(p.file.Sections, Section{Name: name, Pos: p.pos(at)})
	p.section = &p.file.Sections[len(p.file.Sections)-1]
	_, p.dropped = HeaderJS(name)
	if name == "" {
		p.note(at, "empty-header", "a header without a name: the keys below it are ignored")
	}
}

func (p *jsParser) endSection() {
	p.closeSection()
	p.head = -1
}

func (p *jsParser) property(line, text string, at int) {
	eq := strings.IndexByte(text, '=')
	if eq <= 0 {
		if text[0] != '[' {
			p.note(at, "junk-line", "a line without a key and = is ignored")
		}
		return
	}
	key, raw := trimJS(text[:eq]), text[eq+1:]
	value := trimJS(raw)
	if value == "" {
		p.head = len(p.entries)
		p.entries = append(p.entries, Entry{Key: decodeJS(key), KeyPos: p.pos(at), ValuePos: p.pos(at + eq + 1)})
		return
	}
	if p.head >= 0 && !startsBlankJS(line) {
		p.head = -1
	}
	e := Entry{Key: decodeJS(key), KeyPos: p.pos(at), Value: decodeJS(value), ValuePos: p.pos(at + eq + 1 + len(raw) - len(trimLeftJS(raw)))}
	switch {
	case p.head >= 0:
		block := &p.entries[p.head]
		block.Nested = append(block.Nested, e)
	case key == "__proto__":
		p.noteKey(at, "junk-line", "a key of this name is rejected by this SDK", key)
	default:
		p.entries = append(p.entries, e)
	}
}

// HeaderJS gives what the SDK calls a section: the text between the brackets,
// or TYPE.NAME where that is two words, the first of which is profile,
// sso-session or services; the name may be in quotes. It reports whether the
// keys of the section are dropped: those of any other two words, and of none.
func HeaderJS(text string) (key string, dropped bool) {
	kind, name, ok := wordsJS(text)
	switch {
	case !ok:
		return text, text == ""
	case kind == "profile", kind == "sso-session", kind == "services":
		return kind + "." + name, false
	}
	return "", true
}

// wordsJS takes a header for two words with one blank between them.
func wordsJS(text string) (first, second string, ok bool) {
	i := 0
	for i < len(text) && (wordJS(text[i]) || text[i] == '-') {
		i++
	}
	if i == 0 || i == len(text) || !startsBlankJS(text[i:]) {
		return "", "", false
	}
	rest := trimLeftJS(text[i:])
	if blank := text[i : len(text)-len(rest)]; !oneRune(blank) {
		return "", "", false
	}
	if n := len(rest); n >= 2 && (rest[0] == '"' || rest[0] == '\'') && rest[n-1] == rest[0] {
		rest = rest[1 : n-1]
	}
	for j := 0; j < len(rest); j++ {
		if c := rest[j]; !wordJS(c) && !strings.ContainsRune("-@+.%:/", rune(c)) {
			return "", "", false
		}
	}
	return text[:i], rest, rest != ""
}

func wordJS(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func oneRune(s string) bool {
	n := 0
	for range s {
		n++
	}
	return n == 1
}
