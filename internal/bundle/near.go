package bundle

import (
	"slices"

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
// words have in the same order are those of the stand-in, and the others are spelled
// or, at the first try, are what stands for that letter elsewhere in the word. Signs
// stay.
func alter(standIn, word, fold, shape string, n int) string {
	s, w, f := []rune(standIn), []rune(word), []rune(fold)
	if len(s) != len(w) || len(shape) != len(f) {
		return ""
	}
	made := []rune(spell(shape, fold, n))
	for i, j := range aligned(f, w) {
		switch {
		case !alnum(f[i]):
			made[i] = f[i]
		case j >= 0:
			made[i] = s[j]
		case n == 0:
			if k := slices.Index(w, f[i]); k >= 0 {
				made[i] = s[k]
			}
		}
	}
	return string(made)
}

// aligned gives for each letter of a word the place of the same one in another, -1
// where it has none: of as many letters as both have in the same order.
func aligned(f, w []rune) []int {
	longest := make([][]int, len(f)+1)
	longest[len(f)] = make([]int, len(w)+1)
	for i := len(f) - 1; i >= 0; i-- {
		longest[i] = make([]int, len(w)+1)
		for j := len(w) - 1; j >= 0; j-- {
			if longest[i][j] = max(longest[i+1][j], longest[i][j+1]); f[i] == w[j] {
				longest[i][j] = max(longest[i][j], longest[i+1][j+1]+1)
			}
		}
	}
	at := make([]int, len(f))
	j := 0
	for i := range f {
		for at[i] = -1; j < len(w) && longest[i][j] > longest[i+1][j]; j++ {
			if f[i] == w[j] && longest[i][j] == longest[i+1][j+1]+1 {
				at[i] = j
				j++
				break
			}
		}
	}
	return at
}
