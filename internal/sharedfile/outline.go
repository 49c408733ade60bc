package sharedfile

import (
	"iter"
	"slices"
	"strings"
	"sync"
)

// A file of thousands of profiles is mostly of lines that every parser reads
// alike. An outline is such a file's sections, found in one pass without any
// grammar, so that each of several grammars need parse only the sections that
// somebody asks for.

// chunk is a section of an outline: its header and all lines up to the next.
type chunk struct {
	start, headed, end int32 // in the document's text: where it begins, where its header's bracket closes, where it ends
	line               int32 // of the header, from 1
}

// header is what stands between the brackets.
func (c chunk) header(text string) string { return text[c.start+1 : c.headed] }

// outlineFrom is the size, in bytes, from which an outline pays.
const outlineFrom = 32 << 10

// outline gives the sections of a document of which every line is one that all
// grammars read alike, without remark; nil for any other document.
func (d *Document) outline() []chunk {
	if len(d.Text) < outlineFrom || d.BOM {
		return nil
	}
	o := newOutliner(d.Text)
	for o.at < len(o.text) {
		if !o.plainLine() {
			return nil
		}
		o.line++
	}
	if n := len(o.chunks); n > 0 {
		o.chunks[n-1].end = int32(len(o.text)) //nolint:gosec // a file is not that large
	}
	return o.chunks
}

// Plain reports whether the document is one that is parsed section by section:
// every line of it is plain, so that there is nothing odd to look for.
func (d *Document) Plain() bool { return d.chunks() != nil }

type outliner struct {
	text   string
	at     int
	line   int
	chunks []chunk
	seen   []int32             // a hash table of places in chunks, counted from 1
	keys   []string            // of the section so far, as many as are looked through one by one
	more   map[string]struct{} // the others
}

func newOutliner(text string) *outliner {
	headers := strings.Count(text, "[") + 1 // a plain text has few others, in comments
	if headers > len(text)/16 {
		headers = strings.Count(text, "\n[") + 1 // which takes longer
	}
	size := 16
	for size < 2*headers {
		size *= 2
	}
	return &outliner{text: text, line: 1, chunks: make([]chunk, 0, headers), seen: make([]int32, size)}
}

// again reports whether a header was there before, and notes it.
func (o *outliner) again(header string) bool {
	hash := uint32(2166136261) // FNV-1a
	for i := range len(header) {
		hash = (hash ^ uint32(header[i])) * 16777619
	}
	at := int(hash) & (len(o.seen) - 1)
	for ; o.seen[at] != 0; at = (at + 1) & (len(o.seen) - 1) {
		if o.chunks[o.seen[at]-1].header(o.text) == header {
			return true
		}
	}
	o.seen[at] = int32(len(o.chunks) + 1)
	return false
}

const (
	printable = 1 << iota
	keyByte
	valueByte
	wordByte
)

// classes says of each byte where a plain line may have it.
var classes = func() (c [256]uint8) {
	for b := ' '; b < 0x7f; b++ {
		c[b] |= printable
	}
	for _, span := range []string{"az", "AZ", "09"} {
		for b := span[0]; b <= span[1]; b++ {
			c[b] |= valueByte | wordByte
			if span != "AZ" {
				c[b] |= keyByte
			}
		}
	}
	c['_'] |= keyByte | valueByte | wordByte
	c['-'] |= valueByte | wordByte
	for _, b := range []byte("/.:@+") {
		c[b] |= valueByte
	}
	return c
}()

// span gives the end of the bytes of a class from i on.
func (o *outliner) span(i int, class uint8) int {
	text := o.text
	for i < len(text) && classes[text[i]]&class != 0 {
		i++
	}
	return i
}

// plainLine passes over one line, or tells that it is not plain.
func (o *outliner) plainLine() bool {
	switch c := o.text[o.at]; {
	case c == '\n':
		o.at++
		return true
	case c == '#' || c == ';':
		return o.end(o.span(o.at, printable))
	case c == '[':
		return o.plainHeader()
	case 'a' <= c && c <= 'z':
		return o.plainProperty()
	}
	return false
}

// end closes a line at i.
func (o *outliner) end(i int) bool {
	switch {
	case i == len(o.text):
	case o.text[i] == '\n':
		i++
	default:
		return false
	}
	o.at = i
	return true
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func (o *outliner) plainHeader() bool {
	start := o.at
	i := o.span(start+1, wordByte)
	if i == start+1 || i == len(o.text) || !letter(o.text[start+1]) {
		return false
	}
	if o.text[i] == ' ' {
		word := i + 1
		i = o.span(word, wordByte)
		if i == word || !letter(o.text[word]) {
			return false
		}
	}
	if i == len(o.text) || o.text[i] != ']' {
		return false
	}
	header := o.text[start+1 : i]
	if o.again(header) || len(header) == len("default") && header != "default" && strings.EqualFold(header, "default") {
		return false
	}
	if n := len(o.chunks); n > 0 {
		o.chunks[n-1].end = int32(start) //nolint:gosec // a file is not that large
	}
	o.chunks = append(o.chunks, chunk{start: int32(start), headed: int32(i), line: int32(o.line)}) //nolint:gosec // nor has it more lines
	o.keys = o.keys[:0]
	if len(o.more) > 0 {
		clear(o.more)
	}
	return o.end(i + 1)
}

// keyAgain reports whether a key was there before in its section, and notes it.
func (o *outliner) keyAgain(key string) bool {
	if slices.Contains(o.keys, key) {
		return true
	}
	if len(o.keys) < manyKeys {
		o.keys = append(o.keys, key)
		return false
	}
	if o.more == nil {
		o.more = map[string]struct{}{}
	}
	_, again := o.more[key]
	o.more[key] = struct{}{}
	return again
}

func (o *outliner) plainProperty() bool {
	start := o.at
	i := o.span(start, keyByte)
	key := o.text[start:i]
	if len(o.chunks) == 0 || o.keyAgain(key) {
		return false
	}
	for i < len(o.text) && o.text[i] == ' ' {
		i++
	}
	if i == len(o.text) || o.text[i] != '=' {
		return false
	}
	i++
	for i < len(o.text) && o.text[i] == ' ' {
		i++
	}
	value := i
	if i = o.span(value, valueByte); i == value || !letter(o.text[value]) && o.text[value] != '/' && (o.text[value] < '0' || o.text[value] > '9') {
		return false
	}
	return o.end(i)
}

// Lazily parses the document: at once where it is small or has a line that
// grammars read in different ways, and otherwise section by section. The File
// is then read by All, At and Mentioning alone; one that is not parsed at once has
// no error and no notes.
func (g Grammar) Lazily(d *Document) *File {
	chunks := d.chunks()
	if chunks == nil {
		f := g.Parse(d)
		f.shelve()
		return f
	}
	return &File{Doc: d, lazy: &lazy{doc: d, grammar: g, chunks: chunks}}
}

// lazy is a file of which a section is parsed when somebody asks for its entries.
// Safe for concurrent use.
type lazy struct {
	doc     *Document
	grammar Grammar
	chunks  []chunk

	mu     sync.Mutex
	whole  []Section
	parsed map[int32][]Entry // by the places of chunks: some of them, since people ask again
	kept   int               // how many entries those are
}

// mostKept is how many entries are kept of the sections that were parsed.
const mostKept = 4096

// All gives every section.
func (f *File) All() []Section {
	switch {
	case f.shelf != nil:
		return f.shelf.all()
	case f.lazy == nil:
		return f.Sections
	}
	f.lazy.mu.Lock()
	defer f.lazy.mu.Unlock()
	if f.lazy.whole == nil && !f.Doc.large() {
		f.lazy.whole = f.lazy.grammar.Parse(f.Doc).Sections // which is sooner than one by one
	}
	if f.lazy.whole == nil { // it is large, and nobody asks for all of it twice
		bodies := make([]outlined, len(f.lazy.chunks))
		all := make([]Section, len(f.lazy.chunks))
		for i := range bodies {
			all[i] = f.lazy.section(i, &bodies[i])
		}
		return all
	}
	return f.lazy.whole
}

// Count is how many sections there are, none of a file that is not there.
func (f *File) Count() int {
	switch {
	case f == nil:
		return 0
	case f.lazy != nil:
		return len(f.lazy.chunks)
	case f.shelf != nil:
		return len(f.shelf.rows)
	}
	return len(f.Sections)
}

// At gives the section of a number, from 0. Of a large file it is made anew.
func (f *File) At(i int) *Section {
	switch {
	case f.shelf != nil:
		return f.shelf.at(i)
	case f.lazy == nil:
		return &f.Sections[i]
	case f.Doc.large():
		return f.lazy.at(i)
	}
	return &f.All()[i]
}

// Mentioning gives the sections whose headers have a text in them.
func (f *File) Mentioning(text string) iter.Seq[*Section] {
	return func(yield func(*Section) bool) {
		switch {
		case f.shelf != nil:
			for i := range f.shelf.rows {
				if strings.Contains(f.shelf.name(i), text) && !yield(f.shelf.at(i)) {
					return
				}
			}
		case f.lazy == nil:
			for i := range f.Sections {
				if strings.Contains(f.Sections[i].Name, text) && !yield(&f.Sections[i]) {
					return
				}
			}
		case inPlainHeader(text):
			f.Doc.headings.mentioning(f.Doc.Text, f.lazy.chunks, text, func(i int) bool {
				return yield(f.lazy.at(i))
			})
		}
	}
}

// section is that of a chunk.
func (l *lazy) section(i int, o *outlined) Section {
	c := l.chunks[i]
	*o = outlined{l, int32(i)} //nolint:gosec // a file has no more sections
	name := c.header(l.doc.Text)
	if l.grammar.header != nil {
		name = l.grammar.header(name)
	}
	return Section{Name: name, Pos: Pos{int(c.line), 1}, body: o}
}

// at makes one section.
func (l *lazy) at(i int) *Section {
	made := &struct {
		s Section
		o outlined
	}{}
	made.s = l.section(i, &made.o)
	return &made.s
}

// inPlainHeader reports whether the header of an outlined section can have a text in it.
func inPlainHeader(text string) bool {
	for i := range len(text) {
		if c := text[i]; c != ' ' && classes[c]&wordByte == 0 {
			return false
		}
	}
	return true
}

// outlined is the body of a section of an outline.
type outlined struct {
	of    *lazy
	chunk int32
}

func (o *outlined) entries() []Entry {
	o.of.mu.Lock()
	defer o.of.mu.Unlock()
	return o.of.entries(o.chunk)
}

func (l *lazy) entries(i int32) []Entry {
	if known, ok := l.parsed[i]; ok {
		return known
	}
	if !l.doc.large() && len(l.whole) == len(l.chunks) {
		return l.whole[i].Entries()
	}
	entries := l.grammar.part(l.doc, l.chunks[i])
	if l.kept += len(entries) + 1; l.parsed == nil || l.kept > mostKept {
		l.parsed, l.kept = map[int32][]Entry{}, len(entries)+1
	}
	l.parsed[i] = entries
	return entries
}

// part parses one chunk and moves its places to where it stands.
func (g Grammar) part(d *Document, c chunk) []Entry {
	sections := g.Parse(DocumentOf(d.Path, d.Text[c.start:c.end])).Sections
	if len(sections) == 0 {
		return nil
	}
	entries := sections[len(sections)-1].Entries()
	for i := range entries {
		entries[i].KeyPos.Line += int(c.line) - 1
		entries[i].ValuePos.Line += int(c.line) - 1
	}
	return entries
}
