package sharedfile

import (
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
// document is large.
func (s *Section) take(d *Document, entries []Entry) {
	switch {
	case len(entries) == 0:
		s.body = nil
	case d.large():
		s.body = pack(d, entries)
	default:
		s.body = list(entries)
	}
}

// packed is the body of a section of a large file: where its keys and values
// stand in the text, which takes a tenth of the memory.
type packed struct {
	doc    *Document
	rows   []row
	odd    []Entry           // what does not stand in the text as the parser hands it on
	blocks map[int32]*packed // what is nested, by the row it is nested under
}

// row is one entry of which the value follows soon after the key. Of an odd one
// the length of the key is 0 and at its index.
type row struct {
	at       int32 // where the key begins
	key, gap uint8 // how long the key is, and what is between it and the value
	value    uint16
}

// What is to be known of a row's key and value, beside the length of the value.
const (
	folded      = 1 << 15 // the key is in lower case
	withRaw     = 1 << 14 // the value is its own raw text
	valueLength = 1<<14 - 1
)

func pack(d *Document, entries []Entry) *packed {
	p := &packed{doc: d, rows: make([]row, len(entries))}
	for i := range entries {
		e := entries[i]
		if len(e.Nested) > 0 {
			if p.blocks == nil {
				p.blocks = map[int32]*packed{}
			}
			p.blocks[int32(i)] = pack(d, e.Nested) //nolint:gosec // a section has no more lines
			e.Nested = nil
		}
		r, ok := d.row(&e)
		if !ok {
			r = row{at: int32(len(p.odd))} //nolint:gosec // nor here
			p.odd = append(p.odd, e)
		}
		p.rows[i] = r
	}
	return p
}

// row packs an entry, if its texts stand in the document where it says.
func (d *Document) row(e *Entry) (r row, ok bool) {
	at, ok := d.offsetOf(e.KeyPos, len(e.Key))
	if !ok || e.Key == "" || len(e.Key) > math.MaxUint8 || len(e.Value) > valueLength || e.Raw != "" && e.Raw != e.Value {
		return row{}, false
	}
	value, ok := d.offsetOf(e.ValuePos, len(e.Value))
	gap := value - at - len(e.Key)
	if !ok || gap < 0 || gap > math.MaxUint8 || d.Text[value:value+len(e.Value)] != e.Value {
		return row{}, false
	}
	r = row{int32(at), uint8(len(e.Key)), uint8(gap), uint16(len(e.Value))} //nolint:gosec // see above
	if text := d.Text[at : at+len(e.Key)]; text != e.Key {
		if strings.ToLower(text) != e.Key {
			return row{}, false
		}
		r.value |= folded
	}
	if e.Raw != "" {
		r.value |= withRaw
	}
	return r, true
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

func (p *packed) entries() []Entry {
	all := make([]Entry, len(p.rows))
	places := cursor{doc: p.doc}
	for i, r := range p.rows {
		if r.key == 0 {
			all[i] = p.odd[r.at]
		} else {
			all[i] = r.entry(&places)
		}
		if block := p.blocks[int32(i)]; block != nil { //nolint:gosec // a section has no more lines
			all[i].Nested = block.entries()
		}
	}
	return all
}

func (r row) entry(places *cursor) Entry {
	text, at := places.doc.Text, int(r.at)
	value := at + int(r.key) + int(r.gap)
	e := Entry{Key: text[at : at+int(r.key)], Value: text[value : value+int(r.value&valueLength)], KeyPos: places.pos(at), ValuePos: places.pos(value)}
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
	defaults []Entry
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
	for _, e := range h.defaults {
		if !known(e.Key) {
			all = append(all, e)
		}
	}
	return all
}
