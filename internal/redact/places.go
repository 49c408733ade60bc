package redact

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Filling is a text of which the secret parts are known, and are to have stand-ins.
type Filling struct {
	text    string
	secret  []span
	escaped bool
}

// ValueFilling looks at the value of a variable or key: for what is secret where it
// stands there, and what the vault holds besides.
func (v *Vault) ValueFilling(s *StandIns, name, value string) Filling {
	return v.filling(s, source{ofValue, name, value}, false)
}

// FileFilling does the same for a file.
func (v *Vault) FileFilling(s *StandIns, path, text string) Filling {
	head := strings.TrimLeft(strings.TrimPrefix(text[:min(len(text), 64)], "\ufeff"), " \t\r\n")
	return v.filling(s, source{ofFile, path, text}, strings.HasPrefix(head, "{"))
}

// PathFilling does the same for a path or anything else that is no secret's place:
// what the vault holds may stand in it all the same, and what is secret in the value
// of a key that names a file.
func (v *Vault) PathFilling(s *StandIns, text string) Filling {
	return v.filling(s, source{ofValue, "path_file", text}, false)
}

func (v *Vault) filling(s *StandIns, of source, escaped bool) Filling {
	return Filling{of.text, wholeWords(of.text, v.places(of, s.Ordinary), escaped), escaped}
}

// FillFile gives a file with stand-ins for what is secret in it.
func (v *Vault) FillFile(s *StandIns, path, text string) string {
	f := v.FileFilling(s, path, text)
	s.Stay(f)
	return s.Fill(f)
}

// places finds where the secrets of a source stand in it.
func (v *Vault) places(s source, ordinary func(string) bool) []span {
	v.mu.Lock()
	v.look()
	f := finder{vault: v, places: true}
	f.source(s)
	if s.kind == ofFile && ofModule(s.name) {
		f.literals(s.text)
	}
	if f.found {
		v.index = nil
	}
	x := v.compiled()
	f.marked = slices.DeleteFunc(f.marked, func(p span) bool { return v.named[s.text[p.start:p.end]] })
	v.mu.Unlock()
	found := x.spans(s.text)
	for _, odd := range x.odd {
		for at := 0; ; {
			i := strings.Index(s.text[at:], odd)
			if i < 0 {
				break
			}
			found = append(found, span{at + i, at + i + len(odd)})
			at += i + len(odd)
		}
	}
	x.eachBase64(s.text, func(p span, _ string) { found = append(found, p) })
	marked, _ := byKeys(s.text, f.marked, 0)
	return merge(append(marked, x.notNames(s.text, elsewhere(s.text, found, ordinary))...))
}

// elsewhere leaves out of what was found by the letters of secrets what is none in
// that place: a certificate, which is public, a word that means something, and one or
// two letters over and over, of which no secret is.
func elsewhere(text string, found []span, ordinary func(string) bool) []span {
	if len(found) == 0 {
		return nil
	}
	if public := certificates(text); len(public) > 0 {
		found = outside(public, found)
	}
	return slices.DeleteFunc(found, func(p span) bool {
		word := strings.TrimFunc(text[p.start:p.end], func(r rune) bool { return r < utf8.RuneSelf && !isAlnum(byte(r)) })
		return ordinary != nil && ordinary(strings.ToLower(word)) || fewLetters(word)
	})
}

// fewLetters reports whether a text has no more than two different letters.
func fewLetters(text string) bool {
	rest := strings.TrimLeft(text, text[:min(len(text), 1)])
	return len(text) >= minPart && strings.Trim(rest, text[:1]+rest[:min(len(rest), 1)]) == ""
}

// literals takes the texts in quotes of a file of Terraform's that look made: what
// a variable has by default may be a secret whatever it is called.
func (f *finder) literals(text string) {
	for at := strings.IndexByte(text, '"'); at >= 0 && at < len(text); {
		end := closeJSON(text, at)
		if at+1 < end && strengthOf(text[at+1:end]) == made {
			f.hold(text[at+1:end], at+1)
		}
		at = min(end+1, len(text))
		next := strings.IndexByte(text[at:], '"')
		if next < 0 {
			return
		}
		at += next
	}
}

// minName is the length of the shortest text that is a key by no chance.
const minName = 4

// notNames leaves out what is of the name of a key or member: a secret can look
// like one, or like the end of one and the value behind it, and what it is called
// is no secret. Where a secret over several lines ends early, the other secrets
// in its lines are found anew.
func (x *index) notNames(s string, list []span) []span {
	ended, left := byKeys(s, list, minPart)
	for _, p := range left {
		x.once.Do(func() { x.short = newIndex(x.ofOneLine()) })
		anew, _ := byKeys(s, moved(x.short.spans(s[p.start:p.end]), p.start), minPart)
		ended = append(ended, anew...)
	}
	var kept []span
	for _, p := range merge(ended) {
		start, end := p.start, p.start
		for start > 0 && nameByte(s[start-1]) {
			start--
		}
		for end < len(s) && nameByte(s[end]) {
			end++
		}
		before, after := strings.TrimRight(s[:start], " \t"), strings.TrimLeft(s[end:], " \t")
		last, _ := utf8.DecodeLastRuneInString(before)
		first := before == "" || strings.ContainsRune(lineEnds, last)
		member := strings.HasSuffix(before, `"`) && strings.HasPrefix(after, `"`)
		if member {
			after = strings.TrimLeft(after[1:], " \t\r\n")
		}
		first = first || slices.Contains(secretKeys, strings.ToLower(s[start:end]))
		if first && p.start == start && end-start >= minName && keyAt(s[start:]) {
			continue // the secret goes on over a line that has its own name
		}
		if (first || member) && after != "" && strings.IndexByte("=:", after[0]) >= 0 {
			if p.start = len(s) - len(after) + 1; p.start >= p.end {
				continue
			}
		}
		kept = append(kept, p)
	}
	return kept
}

// byKeys ends what goes on over the end of a line where the next begins with a key
// or a header: to some SDKs the line of a secret goes on there, and a secret with
// such a name in it may be found by chance. What stands behind a key is secret or
// not by its own name, or by what else is secret: it is given as left.
func byKeys(s string, list []span, least int) (ended, left []span) {
	for _, p := range list {
		for at := p.start; ; {
			i := strings.IndexAny(s[at:p.end], lineEnds)
			if i < 0 {
				ended = append(ended, p)
				break
			}
			_, size := utf8.DecodeRuneInString(s[at+i:])
			if at += i + size; keyAt(s[at:]) {
				if at < p.end {
					left = append(left, span{at, p.end})
				}
				if p.end = at - size; len(letters(s[p.start:p.end])) >= least {
					ended = append(ended, p)
				}
				break
			}
		}
	}
	return ended, left
}

// ofOneLine gives the secrets that go over no line's end and are no line with a key.
func (x *index) ofOneLine() map[string]strength {
	short := map[string]strength{}
	for _, p := range x.patterns {
		if !strings.ContainsAny(p.text, lineEnds) && !keyAt(p.text) {
			short[p.text] = p.strength
		}
	}
	return short
}

// lineEnds are what ends a line to some SDK.
const lineEnds = "\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029"

// keyAt reports whether a line begins with a key, its sign and a value, or with a
// header. The padding of base64 is no sign, whatever stands behind it.
func keyAt(s string) bool {
	if i := strings.IndexAny(s, lineEnds); i >= 0 {
		s = s[:i]
	}
	s = strings.TrimLeft(s, " \t")
	n := 0
	for n < len(s) && nameByte(s[n]) {
		n++
	}
	sign := strings.TrimLeft(s[n:], " \t")
	if header := strings.HasPrefix(s, "[") && strings.IndexByte(s, ']') > 0; header {
		return true
	}
	if n == 0 || sign == "" || strings.IndexByte("=:", sign[0]) < 0 || strings.HasPrefix(sign, "==") || looksMade(s[:n]) {
		return false
	}
	value := strings.TrimLeft(sign, "=: \t")
	return value != "" && strings.IndexByte("#;", value[0]) < 0
}

// Rest replaces the rest of the secrets in a text that has stand-ins for them. A
// secret that is the stand-in of one is harmless: it is that of an earlier bundle.
func (v *Vault) Rest(s *StandIns) (fill func(text string) string) {
	v.mu.Lock()
	v.look()
	wanted := v.wanted()
	v.mu.Unlock()
	harmless := map[string]bool{}
	for secret := range wanted {
		harmless[s.whole(secret)] = true
	}
	for secret := range wanted {
		if harmless[secret] {
			delete(wanted, secret)
		}
	}
	x := newIndex(wanted)
	x.names = v.Names
	made := map[string]bool{}
	for _, standIn := range s.words {
		made[standIn] = true
	}
	return func(text string) string {
		b := []byte(text)
		for _, p := range wholeWords(text, merge(x.notNames(text, elsewhere(text, x.spans(text), s.Ordinary))), false) {
			s.each(b, p, false, func(start, end int) {
				if w := string(b[start:end]); !made[w] {
					copy(b[start:], s.word(w))
					made[s.words[w]] = true
				}
			})
		}
		return string(b)
	}
}
