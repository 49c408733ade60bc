package profiles

import (
	"hash/maphash"
	"slices"
)

// sectionIndex finds sections by their kind and name, or by their headers. It knows
// each by its number alone, of those of all files, since there can be hundreds of
// thousands.
type sectionIndex struct {
	names maphash.Hash
	first []int32 // of those that have the same hash, by the hash; -1 for none
	next  []int32 // of them, by the number of the one before
}

// indexSections makes an index by kind and name.
func (s *Shared) indexSections(sections int) *sectionIndex {
	return s.indexBy(sections, func(x *sectionIndex, ref SectionRef) uint32 { return x.hash(ref.Kind, ref.Name) })
}

// indexHeaders makes one by what stands in the brackets.
func (s *Shared) indexHeaders() *sectionIndex {
	return s.indexBy(s.count(), func(x *sectionIndex, ref SectionRef) uint32 { return x.hash(0, ref.Section.Name) })
}

func (s *Shared) indexBy(sections int, hash func(*sectionIndex, SectionRef) uint32) *sectionIndex {
	hashes := make([]uint32, 0, sections)
	x := &sectionIndex{}
	s.Each(func(ref SectionRef) { hashes = append(hashes, hash(x, ref)) })
	size := 1
	for size < len(hashes) {
		size *= 2
	}
	x.first, x.next = make([]int32, size), make([]int32, len(hashes))
	for i := range x.first {
		x.first[i] = -1
	}
	for i, hash := range slices.Backward(hashes) { // so that they are found in their order
		first := &x.first[hash&uint32(size-1)]
		x.next[i], *first = *first, int32(i) //nolint:gosec // a file has no more lines
	}
	return x
}

func (x *sectionIndex) hash(kind SectionKind, name string) uint32 {
	x.names.Reset()
	_, _ = x.names.WriteString(name)
	return uint32(x.names.Sum64()) + uint32(kind) //nolint:gosec // the lower half of it
}

// indexed gives the sections of a kind and name by the index.
func (s *Shared) indexed(kind SectionKind, name string) (refs []SectionRef) {
	x := s.index
	for i := x.first[x.hash(kind, name)&uint32(len(x.first)-1)]; i >= 0; i = x.next[i] {
		if ref := s.section(int(i)); ref.Kind == kind && ref.Name == name {
			refs = append(refs, ref)
		}
	}
	return refs
}

// headed gives the sections with a header by an index of headers.
func (s *Shared) headed(header string) (refs []SectionRef) {
	x := s.headers
	for i := x.first[x.hash(0, header)&uint32(len(x.first)-1)]; i >= 0; i = x.next[i] {
		if ref := s.section(int(i)); ref.Section.Name == header {
			refs = append(refs, ref)
		}
	}
	return refs
}

// firstOf gives the number of the first section of a kind and name, -1 where there
// is none.
func (s *Shared) firstOf(kind SectionKind, name string) int {
	x := s.index
	for i := x.first[x.hash(kind, name)&uint32(len(x.first)-1)]; i >= 0; i = x.next[i] {
		if ref := s.section(int(i)); ref.Kind == kind && ref.Name == name {
			return int(i)
		}
	}
	return -1
}

// section gives one of the sections of all files by its number.
func (s *Shared) section(n int) SectionRef {
	for _, file := range s.Files {
		if count := file.Parsed.Count(); n >= count {
			n -= count
			continue
		}
		return s.ref(file, file.Parsed.At(n))
	}
	return SectionRef{}
}
