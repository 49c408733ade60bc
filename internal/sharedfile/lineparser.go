package sharedfile

import "strings"

// lineParser is what the parsers have in common that take a file line by line:
// where they are, and what they have so far.
type lineParser struct {
	doc    *Document
	file   *File
	store  *store
	simple bool // places follow from counting: every line of the document ends where the parser's does

	line, start int // of the line being read
	section     *Section
	entries     []Entry // of all sections, one after the other; of the section alone where the document is large
	from        int     // where the section's entries begin
}

// byNewline begins to read lines that end at \n, in which one of the delimiters
// makes a key.
func byNewline(d *Document, delimiters ...string) lineParser {
	const maxHint = 1 << 17 // memory set aside is bounded, whatever the text
	lines := strings.Count(d.Text, "\n") + 1
	keys := 0
	for _, delimiter := range delimiters {
		keys += strings.Count(d.Text, delimiter)
	}
	if d.large() {
		keys = 0
	}
	return lineParser{doc: d, simple: d.Lines() == lines, entries: make([]Entry, 0, min(lines, keys)),
		file: &File{Doc: d, Sections: make([]Section, 0, min(lines, strings.Count(d.Text, "["), maxHint))}}
}

// upToNewline gives the line that begins at start, and where the next one begins:
// behind the text once there is none.
func (p *lineParser) upToNewline() (line string, next int) {
	line = p.doc.Text[p.start:]
	if n := strings.IndexByte(line, '\n'); n >= 0 {
		return line[:n], p.start + n + 1
	}
	return line, len(p.doc.Text) + 1
}

// closeSection gives the section the entries since it began.
func (p *lineParser) closeSection() {
	if p.section != nil {
		p.section.take(p.doc, &p.store, p.entries[p.from:len(p.entries):len(p.entries)])
	}
	p.from, p.section = len(p.entries), nil
	if p.doc.large() {
		clear(p.entries)
		p.entries, p.from = p.entries[:0], 0
	}
}

func (p *lineParser) note(at int, code, message string) { p.noteKey(at, code, message, "") }

func (p *lineParser) noteKey(at int, code, message, key string) {
	if len(p.file.Notes) >= maxNotes {
		return
	}
	n := Note{Pos: p.pos(at), Code: code, Message: message, Key: key}
	if p.section != nil {
		n.Section = p.section.Name
	}
	p.file.Notes = append(p.file.Notes, n)
}

// pos gives the place of a byte of the line being read.
func (p *lineParser) pos(at int) Pos {
	if p.simple {
		return Pos{p.line, at + 1}
	}
	return p.doc.Pos(p.start + at)
}
