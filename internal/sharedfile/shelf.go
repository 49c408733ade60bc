package sharedfile

import (
	"math"
	"strings"
)

// shelveFrom is how many sections of a large document are too many to be kept as
// they are.
const shelveFrom = 1024

// shelf has the sections of a large file as one parser reads them, in a quarter of
// the memory: a section is made anew when somebody asks for it.
type shelf struct {
	doc  *Document
	in   *store // nil where no section has entries
	rows []shelved
	odd  map[int]Section // those of which a row can't say all
}

// shelved is one section of which the name stands in the text, or an odd one.
type shelved struct {
	line   int32
	name   int32 // where it begins in the text; -1 for an odd section
	length uint16
	column uint16
	// What a packed body has; count is 0 where there is no body.
	chunk, from, count uint16
}

// shelve puts the sections away where they are many.
func (f *File) shelve() {
	if !f.Doc.large() || len(f.Sections) < shelveFrom {
		return
	}
	s := &shelf{doc: f.Doc, rows: make([]shelved, len(f.Sections))}
	for i := range f.Sections {
		row, ok := s.row(&f.Sections[i])
		if s.rows[i] = row; !ok {
			if s.odd == nil {
				s.odd = map[int]Section{}
			}
			s.rows[i].name, s.odd[i] = -1, f.Sections[i]
		}
	}
	f.Sections, f.shelf = nil, s
}

// row gives what is kept of a section, if that is all there is to it.
func (s *shelf) row(sec *Section) (r shelved, ok bool) {
	if sec.body != nil {
		p, is := sec.body.(*packed)
		if !is || s.in != nil && s.in != p.in || max(p.chunk, p.from, p.n) > math.MaxUint16 {
			return r, false
		}
		s.in = p.in
		r.chunk, r.from, r.count = uint16(p.chunk), uint16(p.from), uint16(p.n) //nolint:gosec // see above
	}
	at, ok := s.doc.offsetOf(sec.Pos, 0)
	if !ok || max(len(sec.Name), sec.Pos.Column) > math.MaxUint16 {
		return r, false
	}
	header, _, _ := strings.Cut(s.doc.Text[at:], "\n")
	name := strings.Index(header, sec.Name)
	if name < 0 {
		return r, false
	}
	r.line, r.column = int32(sec.Pos.Line), uint16(sec.Pos.Column) //nolint:gosec // a file has no more lines; see above
	r.name, r.length = int32(at+name), uint16(len(sec.Name))       //nolint:gosec // nor is it that large
	return r, true
}

// name gives the name of a section by its number.
func (s *shelf) name(i int) string {
	r := &s.rows[i]
	if r.name < 0 {
		return s.odd[i].Name
	}
	return s.doc.Text[r.name : int(r.name)+int(r.length)]
}

// section makes a section by its number, with a body that is given to it.
func (s *shelf) section(i int, body *packed) Section {
	r := &s.rows[i]
	if r.name < 0 {
		return s.odd[i]
	}
	made := Section{Name: s.name(i), Pos: Pos{int(r.line), int(r.column)}}
	if r.count > 0 {
		*body = packed{s.in, int32(r.chunk), int32(r.from), int32(r.count)}
		made.body = body
	}
	return made
}

// at makes one section.
func (s *shelf) at(i int) *Section {
	made := &struct {
		s Section
		p packed
	}{}
	made.s = s.section(i, &made.p)
	return &made.s
}

// all makes every section.
func (s *shelf) all() []Section {
	bodies := make([]packed, len(s.rows))
	all := make([]Section, len(s.rows))
	for i := range all {
		all[i] = s.section(i, &bodies[i])
	}
	return all
}
