package sharedfile

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Section is a bracketed header and the entries below it.
type Section struct {
	Name string // what the parser hands on, such as "profile dev"
	Pos  Pos    // of the opening bracket

	body body // nil for no entries
}

// Entries gives the entries of the section, in the order of the text. Those of a
// large file are made anew by each call: ask once.
func (s *Section) Entries() []Entry {
	if s.body == nil {
		return nil
	}
	return s.body.entries()
}

// body is what has a section's entries: a list, or what they are made of.
type body interface{ entries() []Entry }

type list []Entry

func (l list) entries() []Entry { return l }

// packFrom is the size, in bytes, from which the entries of a document are too many
// to be kept as they are.
const packFrom = 256 << 10

func (d *Document) large() bool { return len(d.Text) >= packFrom }

// take gives the section its entries, which are the parser's own where the
// document is large: they go into a store, which the first of them makes.
func (s *Section) take(d *Document, in **store, entries []Entry) {
	switch {
	case len(entries) == 0:
		s.body = nil
	case d.large():
		if *in == nil {
			*in = &store{doc: d}
		}
		s.body = (*in).pack(entries)
	default:
		s.body = list(entries)
	}
}

// store has the entries of all sections of a large file as one parser reads them:
// where their keys and values stand in the text, which takes a tenth of the memory.
type store struct {
	doc    *Document
	rows   [][]row
	odd    [][]Entry // what does not stand in the text as the parser hands it on
	blocks []block   // what is nested, in the order of the rows it is nested under
	raws   []rawText // in the order of the rows whose they are
}

// rawText is where the raw text of one row stands, which is not its value.
type rawText struct {
	of     int64 // the row's number
	at, to int32
}

// block is what is nested under one row: rows too.
type block struct {
	under          int64 // the row's number
	chunk, from, n int32
}

// packed is the body of a section of a large file: rows of a store that stand one
// after the other.
type packed struct {
	in             *store
	chunk, from, n int32
}

// row is one entry of which the value follows soon after the key. Of an odd one
// the length of the key is 0 and at its number.
type row struct {
	at       int32 // where the key begins
	key, gap uint8 // how long the key is, and what is between it and the value
	value    uint16
}

// What is to be known of a row's key and value, beside the length of the value.
const (
	folded      = 1 << 15 // the key is in lower case
	withRaw     = 1 << 14 // the value is its own raw text
	joined      = 1 << 13 // the value is lines of the text without the blanks around them
	valueLength = 1<<13 - 1
)

// Sizes of the pieces of a store, in rows and entries: what grows by pieces is
// never copied.
const (
	rowChunk = 8192
	oddChunk = 128
)

// pack puts entries, in which there is at least one, into the store.
func (in *store) pack(entries []Entry) *packed {
	var blocks []block
	for i := range entries {
		if nested := entries[i].Nested; len(nested) > 0 {
			rows := in.pack(nested)
			blocks = append(blocks, block{int64(i), rows.chunk, rows.from, rows.n})
		}
	}
	last := len(in.rows) - 1
	if last < 0 || len(in.rows[last])+len(entries) > cap(in.rows[last]) {
		in.rows = append(in.rows, make([]row, 0, max(len(entries), min(rowChunk, len(in.doc.Text)/16))))
		last++
	}
	p := &packed{in, int32(last), int32(len(in.rows[last])), int32(len(entries))} //nolint:gosec // a file has no more lines
	for i := range entries {
		in.rows[last] = append(in.rows[last], in.row(&entries[i], p.number(i)))
	}
	for _, b := range blocks { // those within them, of rows before these, are there already
		b.under = p.number(int(b.under))
		in.blocks = append(in.blocks, b)
	}
	return p
}

// under gives what is nested under a row, by its number.
func (in *store) under(number int64) []Entry {
	i, is := slices.BinarySearchFunc(in.blocks, number, func(b block, n int64) int { return cmp.Compare(b.under, n) })
	if !is {
		return nil
	}
	b := in.blocks[i]
	return (&packed{in, b.chunk, b.from, b.n}).entries()
}

// number is that of a row in the whole store.
func (p *packed) number(i int) int64 { return int64(p.chunk)<<32 + int64(p.from) + int64(i) }

// row packs an entry without what is nested under it, as the row of a number.
func (in *store) row(e *Entry, number int64) row {
	if r, raw, ok := in.doc.row(e); ok {
		if raw.to > 0 {
			raw.of = number
			in.raws = append(in.raws, raw)
		}
		return r
	}
	odd := *e
	odd.Nested = nil
	last := len(in.odd) - 1
	if last < 0 || len(in.odd[last]) == oddChunk {
		in.odd = append(in.odd, make([]Entry, 0, oddChunk))
		last++
	}
	in.odd[last] = append(in.odd[last], odd)
	return row{at: int32(last*oddChunk + len(in.odd[last]) - 1)} //nolint:gosec // a file has no more lines
}

// row packs an entry, if its texts stand in the document where it says.
func (d *Document) row(e *Entry) (r row, raw rawText, ok bool) {
	at, ok := d.offsetOf(e.KeyPos, len(e.Key))
	if !ok || e.Key == "" || len(e.Key) > math.MaxUint8 || len(e.Value) > valueLength {
		return row{}, raw, false
	}
	value, ok := d.offsetOf(e.ValuePos, 0)
	gap := value - at - len(e.Key)
	if !ok || gap < 0 || gap > math.MaxUint8 {
		return row{}, raw, false
	}
	if e.Raw != "" && e.Raw != e.Value {
		from := value
		if !strings.HasPrefix(d.Text[from:], e.Raw) {
			from-- // the place of a value in quotes is behind the first of them
		}
		if !strings.HasPrefix(d.Text[from:], e.Raw) {
			return row{}, raw, false
		}
		raw.at, raw.to = int32(from), int32(from+len(e.Raw)) //nolint:gosec // a file is not that large
	}
	r = row{int32(at), uint8(len(e.Key)), uint8(gap), uint16(len(e.Value))} //nolint:gosec // see above
	if !strings.HasPrefix(d.Text[value:], e.Value) {
		length, ok := d.joinedAt(value, e.Value)
		if !ok {
			return row{}, raw, false
		}
		r.value = joined | uint16(length) //nolint:gosec // it is no longer than that
	}
	if text := d.Text[at : at+len(e.Key)]; text != e.Key {
		if strings.ToLower(text) != e.Key {
			return row{}, raw, false
		}
		r.value |= folded
	}
	if e.Raw != "" && raw.to == 0 {
		r.value |= withRaw
	}
	return r, raw, true
}

// joinedAt reports whether a value is made of the lines of the text from a place
// on, without the blanks around them, and how long those lines are.
func (d *Document) joinedAt(at int, value string) (length int, ok bool) {
	end := at
	for range strings.Count(value, "\n") + 1 {
		line := strings.IndexByte(d.Text[end:], '\n')
		if line < 0 {
			end = len(d.Text) + 1
			break
		}
		end += line + 1
	}
	length = end - 1 - at
	if length < 0 || length > valueLength || len(value) > length {
		return 0, false
	}
	return length, joinLines(d.Text[at:at+length]) == value
}

// joinLines takes the blanks around each line of a text away, but for those before
// the first.
func joinLines(text string) string {
	b := make([]byte, 0, len(text))
	for i := 0; ; i++ {
		line, rest, more := strings.Cut(text, "\n")
		line = strings.TrimRight(line, " \t\r")
		if i > 0 {
			line = strings.TrimLeft(line, " \t")
		}
		if b = append(b, line...); !more {
			return string(b)
		}
		b, text = append(b, '\n'), rest
	}
}

// offsetOf is Offset of a place that n bytes of the text follow, if it is one
// that Pos gives.
func (d *Document) offsetOf(p Pos, n int) (at int, ok bool) {
	starts := d.lineStarts()
	if p.Line < 1 || p.Line > len(starts) || p.Column < 1 {
		return 0, false
	}
	at = d.Offset(p)
	return at, at+n <= len(d.Text) && (p.Line == len(starts) || at < int(starts[p.Line]))
}

// raw gives the raw text of a row that is not its value, by its number.
func (in *store) raw(number int64) string {
	i, is := slices.BinarySearchFunc(in.raws, number, func(r rawText, n int64) int { return cmp.Compare(r.of, n) })
	if !is {
		return ""
	}
	return in.doc.Text[in.raws[i].at:in.raws[i].to]
}

func (p *packed) entries() []Entry {
	all := make([]Entry, p.n)
	places := cursor{doc: p.in.doc}
	for i, r := range p.in.rows[p.chunk][p.from : p.from+p.n] {
		if r.key == 0 {
			all[i] = p.in.odd[r.at/oddChunk][r.at%oddChunk]
		} else {
			all[i] = r.entry(&places)
		}
		if len(p.in.blocks) > 0 {
			all[i].Nested = p.in.under(p.number(i))
		}
		if len(p.in.raws) > 0 && r.key > 0 {
			all[i].Raw = cmp.Or(p.in.raw(p.number(i)), all[i].Raw)
		}
	}
	return all
}

func (r row) entry(places *cursor) Entry {
	text, at := places.doc.Text, int(r.at)
	value := at + int(r.key) + int(r.gap)
	e := Entry{Key: text[at : at+int(r.key)], Value: text[value : value+int(r.value&valueLength)], KeyPos: places.pos(at), ValuePos: places.pos(value)}
	if r.value&joined != 0 {
		e.Value = joinLines(e.Value)
	}
	if r.value&folded != 0 {
		e.Key = strings.ToLower(e.Key)
	}
	if r.value&withRaw != 0 {
		e.Raw = e.Value
	}
	return e
}

// cursor gives places that mostly come one after the other: it walks along the
// lines instead of searching them.
type cursor struct {
	doc  *Document
	line int // index of the line of the last place
}

func (c *cursor) pos(offset int) Pos {
	starts := c.doc.lineStarts()
	for steps := 0; offset < int(starts[c.line]) || c.line+1 < len(starts) && int(starts[c.line+1]) <= offset; steps++ {
		if offset < int(starts[c.line]) || steps == 8 {
			p := c.doc.Pos(offset)
			c.line = p.Line - 1
			return p
		}
		c.line++
	}
	return Pos{c.line + 1, offset - int(starts[c.line]) + 1}
}

// inheriting is the body of a section that has the entries of another too, but
// for those whose keys it has itself.
type inheriting struct {
	own      body
	defaults *[]Entry
}

func (h *inheriting) entries() []Entry {
	var own []Entry
	if h.own != nil {
		own = h.own.entries()
	}
	known := func(key string) bool { return hasKey(own, key) }
	if len(own) >= manyKeys {
		keys := make(map[string]struct{}, len(own))
		for i := range own {
			keys[own[i].Key] = struct{}{}
		}
		known = func(key string) bool { _, is := keys[key]; return is }
	}
	all := slices.Clip(own)
	for _, e := range *h.defaults {
		if !known(e.Key) {
			all = append(all, e)
		}
	}
	return all
}
