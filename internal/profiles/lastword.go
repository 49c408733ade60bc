package profiles

import "strings"

// place is where a section stands: a file of Shared.Files, and which of its sections.
type place struct{ file, section int32 }

// Ending gives every section, ignored ones too, whose name ends in the same word as
// a text, quotes aside, in order.
func (s *Shared) Ending(text string) []SectionRef {
	if s.ending == nil {
		s.ending = map[string][]place{}
		for i, file := range s.Files {
			for j := range file.Parsed.Count() {
				w := lastWord(file.Parsed.At(j).Name)
				s.ending[w] = append(s.ending[w], place{int32(i), int32(j)}) //nolint:gosec // a file has no more lines
			}
		}
	}
	var refs []SectionRef
	for _, at := range s.ending[lastWord(text)] {
		file := s.Files[at.file]
		refs = append(refs, s.ref(file, file.Parsed.At(int(at.section))))
	}
	return refs
}

// lastWord is the end of a name, without quotes.
func lastWord(name string) string {
	const around = " \t\r\n\"'"
	name = strings.Trim(name, around)
	return strings.Trim(name[strings.LastIndexByte(name, ' ')+1:], around)
}
