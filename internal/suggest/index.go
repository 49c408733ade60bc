package suggest

import (
	"slices"
	"strings"
)

// Index finds names as Names does, in many names for many that were typed: it
// compares those alone that can be near. It is for one goroutine.
type Index struct {
	names  []string
	folded []string
	alike  map[shape][]int32 // where names of a shape stand
	sorted []int32           // by what is folded; nil until names that go on are looked for
	known  map[string][]string
}

// shape is what two names that are near have in common, or nearly so.
type shape struct {
	digits string
	length int
}

// NewIndex makes an index of names.
func NewIndex(names []string) *Index {
	x := &Index{names: names, folded: make([]string, len(names)), alike: map[shape][]int32{}, known: map[string][]string{}}
	for i, n := range names {
		f := fold(n)
		k := shape{digits(f), len(f)}
		x.folded[i], x.alike[k] = f, append(x.alike[k], int32(i)) //nolint:gosec // a file has no more lines
	}
	return x
}

// Names gives what the function of that name gives.
func (x *Index) Names(typed string) []string {
	near, ok := x.known[typed]
	if !ok {
		t := fold(typed)
		at := x.within(t)
		near = nearest(t, func(yield func(name, folded string) bool) {
			for _, i := range at {
				if !yield(x.names[i], x.folded[i]) {
					return
				}
			}
		})
		x.known[typed] = near
	}
	return slices.Clone(near)
}

// Slips gives what the function of that name gives.
func (x *Index) Slips(typed string) []string {
	if x.Has(typed) {
		return nil
	}
	return slips(typed, x.Names(typed))
}

// Has reports whether what was typed is one of the names.
func (x *Index) Has(typed string) bool {
	f := fold(typed)
	return slices.ContainsFunc(x.alike[shape{digits(f), len(f)}], func(i int32) bool { return x.names[i] == typed })
}

// within gives where the names stand that can be near what was typed, in order:
// those with the same digits that are not much longer or shorter, and those that
// begin with it.
func (x *Index) within(typed string) []int32 {
	var at []int32
	d, far := digits(typed), farthest(typed)
	for n := len(typed) - far; n <= len(typed)+far; n++ {
		at = append(at, x.alike[shape{d, n}]...)
	}
	if prefixCounts(typed) {
		at = append(at, x.beginning(typed)...)
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// beginning gives where the names stand that begin with a text.
func (x *Index) beginning(text string) []int32 {
	if x.sorted == nil {
		x.sorted = make([]int32, len(x.names))
		for i := range x.sorted {
			x.sorted[i] = int32(i) //nolint:gosec // as above
		}
		slices.SortFunc(x.sorted, func(a, b int32) int { return strings.Compare(x.folded[a], x.folded[b]) })
	}
	from, _ := slices.BinarySearchFunc(x.sorted, text, func(i int32, t string) int { return strings.Compare(x.folded[i], t) })
	to := from
	for to < len(x.sorted) && strings.HasPrefix(x.folded[x.sorted[to]], text) {
		to++
	}
	return x.sorted[from:to]
}
