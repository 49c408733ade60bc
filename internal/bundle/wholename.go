package bundle

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// longestName is the longest name that is compared with others as a whole.
const longestName = 60

// wholeName gives what stands for a text that is a name, and what stands around
// it. Its words have their own stand-ins, unless the name as a whole is then no
// longer near the names that it was near: the words of [logi|n] are no slips, but
// the whole is one of [login].
func (a *anonymiser) wholeName(text string) string {
	start, end := nameIn(text)
	name := text[start:end]
	fold := strings.ToLower(name)
	if len(fold) != len(name) || len(name) > longestName || strings.ContainsAny(name, " \t@/"+lineEnds) || !severalWords(name) {
		now := a.replace(text, names, false)
		if oneWord(name) && len(fold) == len(name) {
			a.whole[fold] = strings.ToLower(now[start:end])
		}
		return now
	}
	if now, ok := a.whole[fold]; ok {
		return text[:start] + a.spread(now, name, now) + text[end:]
	}
	now := a.replace(text, names, false)
	made := strings.ToLower(now[start:end])
	if made != fold && len(a.whole) <= manyWords && !a.asNear(fold, made) {
		if joined := a.joined(fold); joined != "" && a.asNear(fold, joined) {
			now = text[:start] + a.spread(joined, name, joined) + text[end:]
			made = joined
		} else if whole := a.nearName(fold); whole != "" {
			now = text[:start] + a.spread(whole, name, whole) + text[end:]
			made = whole
		}
	}
	a.whole[fold] = made
	return now
}

// nameIn gives where a name stands in a text, such as what follows a key.
func nameIn(text string) (start, end int) {
	const around = " \t=:\"'[" + lineEnds
	end = len(strings.TrimRight(text, around))
	start = min(len(text)-len(strings.TrimLeft(text, around)), end)
	start += len(prefixed().FindString(text[start:end]))
	return start, end
}

func oneWord(name string) bool { return spelled().FindString(name) == name && name != "" }

func severalWords(name string) bool { return len(spelled().FindAllStringIndex(name, 2)) == 2 }

// asNear reports whether a stand-in is near those of the names that its name is near.
func (a *anonymiser) asNear(fold, made string) bool {
	for _, h := range headers {
		if near(fold, h) != near(made, h) {
			return false
		}
	}
	for w, s := range a.whole {
		if near(fold, w) != near(made, s) {
			return false
		}
	}
	return true
}

// joined gives the letters of a name's stand-in where its words are taken for one.
func (a *anonymiser) joined(fold string) string {
	letters := strings.Join(spelled().FindAllString(fold, -1), "")
	return strings.ToLower(a.spread(a.word(letters, names, ofName, true), fold, ""))
}

// spread puts the letters of a stand-in where those of the name stand, with its
// capitals, and remembers what each word has become. What stands between the words
// is the name's own.
func (a *anonymiser) spread(made, name, whole string) string {
	letters := []rune(strings.Join(spelled().FindAllString(made, -1), ""))
	return spelled().ReplaceAllStringFunc(name, func(w string) string {
		n := min(utf8.RuneCountInString(w), len(letters))
		now := recased(string(letters[:n]), w)
		letters = letters[n:]
		if whole != "" {
			a.alsoMade(w, now)
		}
		return now
	})
}

// tornName gives what stands for a name that begins in one line and ends in the
// next: to some SDKs the end of the line is not there.
func (a *anonymiser) tornName(name string) string {
	if words := spelled().FindAllString(name, -1); len(words) < 2 || strings.ContainsAny(name, " \t") {
		return a.replace(name, names, false)
	}
	lower := strings.ToLower(name)
	switch {
	case !strings.ContainsAny(strings.Trim(name, lineEnds), lineEnds):
		return a.wholeName(name) // all of it is on one line
	case len(lower) != len(name), a.replace(name, names, false) == name:
		return a.replace(name, names, false)
	}
	now := a.spread(a.joined(lower), name, "torn")
	if made := a.nearName(lower); made != "" && !a.asNear(lower, strings.ToLower(now)) {
		now = a.spread(made, name, "torn")
	}
	return now
}

// nearName makes a stand-in of a name of several words from that of one which it is
// near, letter by letter; its signs stay. It gives "" where there is none.
func (a *anonymiser) nearName(fold string) string {
	var beside []string
	for _, w := range slices.Sorted(maps.Keys(a.whole)) {
		if near(fold, w) {
			beside = append(beside, w)
		}
	}
	for try := 0; try < manyTries && len(beside) > 0 && len(a.whole) <= manyWords; try++ {
		w := beside[try%len(beside)]
		if made := alter(a.whole[w], w, fold, shapeOf(fold), try/len(beside)); made != "" && made != fold && a.asNear(fold, made) {
			return made
		}
	}
	return ""
}

// alsoMade notes a stand-in that a word has beside others.
func (a *anonymiser) alsoMade(was, now string) {
	if a.also[was] == nil {
		a.also[was] = map[string]bool{}
	}
	a.also[was][now] = true
}

// alsoMadeOf notes the stand-ins of a text's words: [profileprod] is one word.
func (a *anonymiser) alsoMadeOf(was, now string) {
	w, n := spelled().FindAllString(was, -1), spelled().FindAllString(now, -1)
	for i := 0; i < len(w) && len(w) == len(n); i++ {
		a.alsoMade(w[i], n[i])
	}
}

// wholes gives the names of several words, in an order that is always the same.
func (a *anonymiser) wholes() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(a.whole)), oneWord)
}
