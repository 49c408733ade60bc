package bundle

import (
	"slices"
	"strings"
)

// StandsFor reports whether a word stands for one of the environment, as it is
// written or in small letters, as keys are shown.
func (m Made) StandsFor(now, word string) bool {
	first := []string{word}
	if s, ok := m.words[word]; ok {
		first = append(first, s)
	}
	for _, w := range append(first, m.small()[word]...) {
		if w == now || m.anonymiser != nil && m.anonymiser.standsFor(now, w) {
			return true
		}
	}
	return false
}

// inSmall gives the stand-ins of words that are not in small letters, by those words
// in small letters.
func inSmall(words map[string]string) map[string][]string {
	small := map[string][]string{}
	for w, s := range words {
		if l := strings.ToLower(w); l != w {
			small[l] = append(small[l], strings.ToLower(s))
		}
	}
	return small
}

// StandsForParts reports whether a word stands for another, or each part of it for the
// same part of the other: what a reference or the end of a line leaves out joins the
// words beside it.
func (m Made) StandsForParts(now, word string) bool {
	if m.StandsFor(now, word) {
		return true
	}
	if len(now) != len(word) {
		return false
	}
	const longest = 2 * longestName // that is looked at part by part
	for len(word) > longest && word[len(word)-1] == now[len(now)-1] {
		word, now = word[:len(word)-1], now[:len(now)-1]
	}
	if len(word) > longest {
		return false
	}
	reached := make([]bool, len(word)+1) // that far each part stands for its own
	reached[0] = true
	for end := 1; end <= len(word); end++ {
		for start := end - 1; start >= 0 && !reached[end]; start-- {
			reached[end] = reached[start] && m.StandsFor(now[start:end], word[start:end])
		}
	}
	return reached[len(word)]
}

func (a *anonymiser) standsFor(now, word string) bool {
	if a.made[word] == now || a.also[word][now] {
		return true
	}
	made, ok := a.folded[strings.ToLower(word)] // keys are shown in small letters
	return ok && recased(made, word) == now
}

// Begins reports whether a text begins what stands for some word: long values are
// cut where they are shown.
func (m Made) Begins(text string) bool {
	for _, n := range m.words {
		if strings.HasPrefix(n, text) {
			return true
		}
	}
	if m.anonymiser != nil {
		for _, n := range m.anonymiser.made {
			if strings.HasPrefix(n, text) {
				return true
			}
		}
	}
	return false
}

// Stands reports whether a text is what stands for another.
func (m Made) Stands(text string) bool {
	return m.anonymiser != nil && m.anonymiser.used[strings.ToLower(text)]
}

// Ordinary reports whether a text has no word but those that mean something to an
// SDK: they stay where they are no names.
func (m Made) Ordinary(text string) bool {
	return !slices.ContainsFunc(spelled().FindAllString(text, -1), func(w string) bool { return !vocabulary()[strings.ToLower(w)] })
}

// Address gives what stands for an IP address.
func (m Made) Address(ip string) string {
	if four, ok := strings.CutPrefix(ip, "::ffff:"); ok {
		return "::ffff:" + m.Address(four)
	}
	if now, ok := m.anonymiser.made[ip]; ok {
		return now
	}
	return ip
}
