package redact

import (
	"cmp"
	"slices"
	"sort"
)

// manyAlike is how many runs with the same letters are looked through one by one:
// secrets that somebody numbered begin alike, or end.
const manyAlike = 32

// alike are runs with the same letters, in the order of what stands behind them in
// their patterns and in that of what stands before them, read backwards.
type alike struct {
	behind, before []int32
}

// nearest is how many runs of each order are tried on either side of where a text
// would stand in it: those that have most in common with it.
const nearest = 8

// gather puts runs apart that have the letters of those of many other secrets: one of
// them alone stays in the chains, and leads to the rest. Of the runs of one secret with
// the same letters, one is enough. It reports which are to be chained.
func (x *index) gather() func(run int) bool {
	if len(x.runs) <= manyAlike {
		return func(int) bool { return true }
	}
	type met struct{ patterns, last int32 }
	count := make(map[uint64]met, len(x.runs))
	left := make([]bool, len(x.runs))
	for i := range x.runs {
		r := &x.runs[i]
		m := count[r.letters]
		if left[i] = m.patterns > 0 && m.last == r.pattern; !left[i] {
			count[r.letters] = met{m.patterns + 1, r.pattern}
		}
	}
	first := map[uint64]*alike{}
	for i := range x.runs {
		r := &x.runs[i]
		if left[i] || count[r.letters].patterns <= manyAlike {
			continue
		}
		all := first[r.letters]
		if left[i] = all != nil; all == nil {
			all = &alike{}
			first[r.letters], r.alike = all, all
		}
		all.behind = append(all.behind, int32(i))
	}
	for _, all := range first {
		all.before = slices.Clone(all.behind)
		slices.SortFunc(all.behind, func(a, b int32) int { return cmp.Compare(x.behind(a), x.behind(b)) })
		slices.SortFunc(all.before, func(a, b int32) int { return backwards(x.before(a), x.before(b)) })
	}
	return func(run int) bool { return !left[run] }
}

// mostCompared is how many letters on each side of a run tell it from others.
const mostCompared = 64

// behind and before are what a pattern has on both sides of a run.
func (x *index) behind(run int32) string {
	r := &x.runs[run]
	s := x.patterns[r.pattern].letters[r.at+runLength:]
	return s[:min(len(s), mostCompared)]
}

func (x *index) before(run int32) string {
	r := &x.runs[run]
	s := x.patterns[r.pattern].letters[:r.at]
	return s[max(len(s)-mostCompared, 0):]
}

// near gives those of the runs that have most in common with a text in which their
// letters stand between two others.
func (a *alike) near(x *index, before, behind []byte, try func(run int32)) {
	around := func(list []int32, at int) {
		for _, run := range list[max(at-nearest, 0):min(at+nearest, len(list))] {
			try(run)
		}
	}
	around(a.behind, sort.Search(len(a.behind), func(i int) bool { return compare(x.behind(a.behind[i]), behind) >= 0 }))
	around(a.before, sort.Search(len(a.before), func(i int) bool { return backwards(x.before(a.before[i]), before) >= 0 }))
}

func compare(a string, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return cmp.Compare(a[i], b[i])
		}
	}
	return cmp.Compare(len(a), len(b))
}

// backwards compares two texts by their last letters, those before them, and so on.
func backwards[T string | []byte](a string, b T) int {
	for i := range min(len(a), len(b)) {
		if c, d := a[len(a)-1-i], b[len(b)-1-i]; c != d {
			return cmp.Compare(c, d)
		}
	}
	return cmp.Compare(len(a), len(b))
}
