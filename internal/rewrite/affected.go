package rewrite

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Affected are the profiles that may come to something else in a reading once the
// files are changed: those whose own sections are others, and those that name one
// that is, or a profile, sso-session or services section that names one. Others
// need not be resolved before and after to know that nothing is different. It is
// wide: whatever a section's keys say counts as a name.
type Affected struct {
	all   bool
	words map[string]bool
}

// AffectedBy compares what a reading's parsers make of the files. The two are
// resolutions of one environment before and after a change of the shared files
// alone. In doubt every profile is affected.
func AffectedBy(was, is *resolve.Resolution) Affected {
	a := Affected{words: map[string]bool{}}
	if !filesAlike(was, is) {
		return Affected{all: true}
	}
	var changed []string
	for i := range was.Shared.Files {
		x, y := was.Shared.Files[i].Parsed, is.Shared.Files[i].Parsed
		if x == nil || x == y {
			continue
		}
		changed = append(changed, differing(x, y)...)
	}
	if slices.ContainsFunc(changed, func(header string) bool { return otherKind(was, header) }) {
		return Affected{all: true}
	}
	a.spread(changed, was.Shared, is.Shared)
	a.all = a.words["default"] && was.Reading.FromDefault
	return a
}

// Has reports whether a profile is among them.
func (a Affected) Has(profile string) bool {
	if a.all {
		return true
	}
	found := false
	ownWords(profile, func(w string) { found = found || a.words[w] })
	return found
}

// filesAlike reports whether the same files are there, and are read.
func filesAlike(was, is *resolve.Resolution) bool {
	alike := func(a, b resolve.FileUse) bool {
		return a.Kind == b.Kind && a.Exists == b.Exists && a.Reason == b.Reason && a.Unread == b.Unread && a.Origin.Kind == b.Origin.Kind
	}
	parsed := func(a, b profiles.SourceFile) bool {
		return a.Kind == b.Kind && (a.Parsed == nil) == (b.Parsed == nil) && (a.Parsed == nil || a.Parsed.Err == nil && b.Parsed.Err == nil)
	}
	return slices.EqualFunc(was.Files, is.Files, alike) && slices.EqualFunc(was.Shared.Files, is.Shared.Files, parsed)
}

// otherKind reports whether a header is of a section that counts for all profiles,
// such as [plugins].
func otherKind(res *resolve.Resolution, header string) bool {
	kind := res.Reading.Name(profiles.ConfigFile, &sharedfile.Section{Name: header}).Kind
	return kind == profiles.SectionOther
}

// differing gives the headers of the sections that are not the same on both sides.
// Those that may go by one name are looked at together, since their order counts.
func differing(was, is *sharedfile.File) (headers []string) {
	x, y := namedOf(was), namedOf(is)
	for len(x) > 0 || len(y) > 0 {
		var name string
		switch {
		case len(y) == 0 || len(x) > 0 && x[0].name < y[0].name:
			name = x[0].name
		default:
			name = y[0].name
		}
		var before, after []numbered
		before, x = apart(x, name)
		after, y = apart(y, name)
		if !slices.EqualFunc(before, after, func(a, b numbered) bool { return sameSection(was.At(int(a.at)), is.At(int(b.at))) }) {
			headers = appendHeaders(appendHeaders(headers, was, before), is, after)
		}
	}
	return headers
}

// numbered is a section by the shortest of its names and its place in a file.
type numbered struct {
	name string
	at   int32
}

// namedOf gives the sections of a file by their names, those of one in their order.
func namedOf(f *sharedfile.File) []numbered {
	list := make([]numbered, f.Count())
	for i := range list {
		list[i] = numbered{lastName(f.At(i).Name), int32(i)} //nolint:gosec // a file has no more sections
	}
	slices.SortFunc(list, func(a, b numbered) int {
		return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.at, b.at))
	})
	return list
}

// apart cuts off the sections of a name with which a list may begin.
func apart(list []numbered, name string) (of, rest []numbered) {
	n := 0
	for n < len(list) && list[n].name == name {
		n++
	}
	return list[:n], list[n:]
}

func appendHeaders(headers []string, f *sharedfile.File, sections []numbered) []string {
	for _, s := range sections {
		headers = append(headers, f.At(int(s.at)).Name)
	}
	return headers
}

func sameSection(a, b *sharedfile.Section) bool {
	return a.Name == b.Name && slices.EqualFunc(a.Entries(), b.Entries(), sameEntry)
}

// sameEntry reports whether two entries are alike, wherever they stand.
func sameEntry(a, b sharedfile.Entry) bool {
	return a.Key == b.Key && a.Value == b.Value && a.Raw == b.Raw && slices.EqualFunc(a.Nested, b.Nested, sameEntry)
}

// spread takes the names that changed headers go by, and those of all sections
// that name one of them, until there are no more.
func (a Affected) spread(changed []string, shared ...*profiles.Shared) {
	var todo []string
	add := func(w string) {
		if !a.words[w] {
			a.words[w] = true
			todo = append(todo, w)
		}
	}
	for _, h := range changed {
		names(h, add)
	}
	if len(todo) == 0 {
		return
	}
	var files []*sharedfile.File
	for _, s := range shared {
		for _, file := range s.Files {
			if file.Parsed != nil {
				files = append(files, file.Parsed)
			}
		}
	}
	naming := mentionsIn(files)
	for len(todo) > 0 {
		w := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, header := range naming.of(w) {
			names(header, add)
		}
	}
}

// mentions are the sections that have a word in their headers and values: of each
// word and section only a hash and two numbers are kept, since there can be millions.
type mentions struct {
	files []*sharedfile.File
	seed  maphash.Seed
	list  []mention // in the order of their hashes
}

type mention struct {
	hash          uint32
	file, section int32
}

func mentionsIn(files []*sharedfile.File) *mentions {
	m := &mentions{files: files, seed: maphash.MakeSeed()}
	seen := map[uint32]bool{} // in the section
	for i, f := range files {
		for j := range f.Count() {
			if len(seen) > 64 { // to clear what was large takes long
				seen = map[uint32]bool{}
			}
			clear(seen)
			words(f.At(j), func(w string) {
				if hash := m.hash(w); !seen[hash] {
					seen[hash] = true
					m.list = append(m.list, mention{hash, int32(i), int32(j)}) //nolint:gosec // there are a few files, and no file has more sections
				}
			})
		}
	}
	slices.SortFunc(m.list, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.file, b.file), cmp.Compare(a.section, b.section))
	})
	return m
}

func (m *mentions) hash(w string) uint32 {
	return uint32(maphash.String(m.seed, w)) //nolint:gosec // half of it will do
}

// of gives the headers of the sections that have a word.
func (m *mentions) of(word string) (headers []string) {
	hash := m.hash(word)
	at, _ := slices.BinarySearchFunc(m.list, hash, func(one mention, hash uint32) int { return cmp.Compare(one.hash, hash) })
	for ; at < len(m.list) && m.list[at].hash == hash; at++ {
		s, has := m.files[m.list[at].file].At(int(m.list[at].section)), false
		if words(s, func(w string) { has = has || w == word }); has {
			headers = append(headers, s.Name)
		}
	}
	return headers
}

// words calls f with the names of a section, and with those that its values may mean.
func words(s *sharedfile.Section, f func(string)) {
	ownWords(s.Name, f)
	values(s.Entries(), f)
}

func values(entries []sharedfile.Entry, note func(string)) {
	for i := range entries {
		names(entries[i].Value, note)
		values(entries[i].Nested, note)
	}
}

// names calls f with what a header may be called by, or a value may mean: itself,
// and what follows each blank in it or the dot of a prefix, without case and quotes.
func names(text string, f func(string)) {
	for text = bare(text); ; {
		f(text)
		i := strings.IndexAny(text, " \t")
		if kind, _, dotted := strings.Cut(text, "."); dotted && (i < 0 || len(kind) < i) && slices.Contains(prefixes, kind) {
			i = len(kind)
		}
		if i < 0 {
			return
		}
		text = bare(text[i+1:])
	}
}

// prefixes are the words before a section's name.
var prefixes = []string{"profile", "sso-session", "services"}

// lastName is the shortest of the names.
func lastName(header string) string {
	last := ""
	names(header, func(n string) { last = n })
	return last
}

// ownWords calls f with the names of a section and with the parts at its dots: one
// SDK takes what [a.b] lacks from [a].
func ownWords(name string, f func(string)) {
	names(name, func(n string) {
		f(n)
		for i := range len(n) {
			if n[i] == '.' {
				f(n[:i])
				f(n[i+1:])
			}
		}
	})
}

func bare(text string) string { return strings.ToLower(strings.Trim(text, " \t\r\n\"'")) }
