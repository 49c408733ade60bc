package sharedfile

import (
	"slices"

	"gopkg.in/ini.v1"
)

// INI is the parser of aws-sdk-go v1.1: gopkg.in/ini.v1 v1.67.3 without
// options, as ini.Load is called (aws/credentials/shared_credentials_provider.go,
// loadProfile). The library itself parses; what it does not tell, where things
// stand, is joined to its result by a scan of the same text (scan_ini.go).
//
//   - A fault anywhere loses the whole file: with an Err there are no Sections.
//   - A header reaches to the last ] of its line, and its name is taken as it
//     stands, spaces and all. Keys before any header are in [DEFAULT].
//   - A key ends at the first = or : and keeps its case.
//   - A comment in a value begins at the first # or ;, with or without a blank
//     before it. Quotes around a whole value are dropped.
//   - A value that begins with """ or a backtick goes on to the closing one, over
//     lines too; one that ends with a backslash goes on on the next line.
//   - Values are as ini.v1 keeps them: %(name)s stands for another key only when
//     a value is asked for, which is the reading's business.
func INI() Grammar { return Grammar{Name: "gopkg.in/ini.v1", Parse: parseINI} }

// DefaultSection is ini.v1's section of keys that stand before any header.
const DefaultSection = "DEFAULT"

// The library searches its list of sections, and of a section's keys, from the
// start for each line, and builds a value of many lines by copying it for each:
// both take the square of the length. So it is given a portion of the file at
// a time, cut where the scan sees a key or a header begin, and spared values
// that go on and on; together the portions say what the whole would.
const (
	iniPortion   = 128     // headers and keys in a portion
	iniLongValue = 1 << 16 // bytes of a value that only the scan reads
)

func parseINI(d *Document) *File {
	s := scanINI(d)
	f := &File{Doc: d, Notes: s.notes}
	for _, p := range s.portions() {
		if !p.parse(d) {
			f.Err = s.err
			if f.Err == nil {
				f.Err = &Error{Pos: s.at(p.from), Message: "the parser rejects the file from here on"}
			}
			return f
		}
	}
	f.Sections = s.sections
	var in *store
	for i := range f.Sections {
		f.Sections[i].take(d, &in, f.Sections[i].Entries())
	}
	return f
}

// portion is a part of the text that the library parses by itself.
type portion struct {
	from, to int
	header   string // of the section that it begins in the middle of
	first    bool   // a byte order mark may stand before it
	spared   bool   // a long value, which the library does not see
	failed   bool   // such a value that is never closed
	parts    []part
}

// part is what a portion has of one section.
type part struct {
	section string
	entries []Entry
}

// portions cuts the text.
func (s *iniScan) portions() []portion {
	all := make([]portion, 0, 1+(len(s.sections)+len(s.entries))/iniPortion)
	p := portion{first: true}
	n := 0
	cut := func(at int, header string) {
		p.to = at
		all = append(all, p)
		p, n = portion{from: at, header: header}, 0
	}
	entry := 0 // among all entries
	for i := range s.sections {
		sec := &s.sections[i]
		entries := sec.Entries()
		inside := ""
		if s.headers[i] >= 0 {
			inside = "[" + sec.Name + "]\n"
			if n >= iniPortion {
				cut(s.headers[i], "")
			}
			n++
		}
		from := 0
		part := func(to int) {
			p.parts = append(p.parts, part{sec.Name, entries[from:to]})
			from = to
		}
		for j := range entries {
			span := s.spans[entry]
			entry++
			long := span.to-span.from > iniLongValue
			if n >= iniPortion || long {
				part(j)
				cut(int(span.from), inside)
			}
			if n++; long {
				from = j + 1
				p.spared = true
				cut(int(span.to), inside)
			}
		}
		part(len(entries))
	}
	end := len(s.doc.Text)
	if s.err != nil && s.next-s.failed > iniLongValue {
		cut(s.failed, "")
		p.failed = true
	}
	p.to = end
	return append(all, p)
}

// parse has the library parse the portion and gives the entries its values.
// Of a key that is set twice it knows the last value alone.
func (p *portion) parse(d *Document) bool {
	if p.spared || p.failed {
		return p.spared
	}
	text := make([]byte, 0, len(bom)+len(p.header)+p.to-p.from)
	if p.first && d.BOM {
		text = append(text, bom...)
	}
	text = append(append(text, p.header...), d.Text[p.from:p.to]...)
	f, err := ini.LoadSources(ini.LoadOptions{}, text)
	if err != nil {
		return false
	}
	f.BlockMode = false // nobody else has it
	for i, part := range p.parts {
		section, err := f.GetSection(part.section)
		if err != nil {
			continue
		}
		for j := range part.entries {
			e := &part.entries[j]
			key, err := section.GetKey(e.Key)
			if err == nil && key.Value() != e.Value && !p.setLater(i, j) {
				e.Value = key.Value()
			}
		}
	}
	return true
}

// setLater reports whether a later entry of the portion sets the same key. Keys
// that the library numbers count as if: it numbers them anew in each portion.
func (p *portion) setLater(i, j int) bool {
	e := p.parts[i].entries[j]
	if e.Key[0] == '#' {
		return true
	}
	same := func(o Entry) bool { return o.Key == e.Key }
	if slices.ContainsFunc(p.parts[i].entries[j+1:], same) {
		return true
	}
	return slices.ContainsFunc(p.parts[i+1:], func(o part) bool {
		return o.section == p.parts[i].section && slices.ContainsFunc(o.entries, same)
	})
}
