package bundle

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/suggest"
)

// Diagnoses look for names that are near each other: a slip of the pen. So the
// stand-ins of two words are near each other where the words are, and only there.

const (
	manyWords = 128 // of more words not each is compared with each
	manyTries = 120
)

// fresh makes a stand-in that no other word has.
func (a *anonymiser) fresh(fold string) string {
	shape := shapeOf(fold)
	limit := 1
	for _, r := range shape {
		if limit < 1<<20 {
			limit *= alphabet(r)
		}
	}
	slip := slices.ContainsFunc(headers, func(h string) bool { return near(fold, h) }) // stays near what stays
	free := func(made string) bool { return (made != fold || slip) && !vocabulary()[made] && !a.used[made] }
	made := ""
	if a.relations(fold, func(made string) bool { return shapeOf(made) == shape && free(made) }, &made) {
		a.used[made] = true
		return made
	}
	for range limit {
		n := a.next[shape]
		a.next[shape]++
		if made := spell(shape, fold, n); free(made) {
			a.used[made] = true
			return made
		}
	}
	return fold // there are as many words of this shape in the environment as there can be
}

// relations looks for a stand-in that is near those of the words that its word is near.
func (a *anonymiser) relations(fold string, free func(string) bool, made *string) bool {
	if len(a.order) > manyWords {
		return false
	}
	words, standIns := append([]string(nil), headers...), append([]string(nil), headers...)
	for _, w := range a.order {
		words, standIns = append(words, w), append(standIns, a.folded[w])
	}
	for _, w := range a.wholes() {
		words, standIns = append(words, w), append(standIns, a.whole[w])
	}
	var beside []int
	isNear := make([]bool, len(words))
	for i, w := range words {
		if isNear[i] = near(fold, w); isNear[i] {
			beside = append(beside, i)
		}
	}
	as := func(candidate string) bool {
		for i, s := range standIns {
			if near(candidate, s) != isNear[i] {
				return false
			}
		}
		return true
	}
	shape := shapeOf(fold)
	for try := range manyTries {
		candidate := spell(shape, fold, try)
		if n := len(beside); n > 0 {
			i := beside[try%n]
			candidate = alter(standIns[i], words[i], fold, shape, try/n)
		}
		if free(candidate) && as(candidate) {
			*made = candidate
			return true
		}
	}
	return false
}

// near reports whether either of two words may be a slip of the other.
func near(a, b string) bool {
	return suggest.Closest(a, []string{b}) != "" || suggest.Closest(b, []string{a}) != ""
}

// alter makes of a word's stand-in that of a word near it: the letters that both
// words have at their beginning and their end stay, and what is between them is
// spelled.
func alter(standIn, word, fold, shape string, n int) string {
	s, w, f := []rune(standIn), []rune(word), []rune(fold)
	if len(s) != len(w) {
		return ""
	}
	first, last := 0, 0
	for first < len(w) && first < len(f) && w[first] == f[first] {
		first++
	}
	for last < len(w)-first && last < len(f)-first && w[len(w)-1-last] == f[len(f)-1-last] {
		last++
	}
	between := f[first : len(f)-last]
	if len(between) == 2 && first+2+last == len(w) && between[0] == w[first+1] && between[1] == w[first] && n == 0 {
		return string(s[:first]) + string([]rune{s[first+1], s[first]}) + string(s[first+2:])
	}
	var out strings.Builder
	out.WriteString(string(s[:first]))
	out.WriteString(spell(shape[first:len(f)-last], string(between), n))
	out.WriteString(string(s[len(s)-last:]))
	return out.String()
}
