package redact

import (
	"slices"
	"strings"
)

// FillValue gives the value of a variable or key with stand-ins for what is secret
// in it: where it stands there, and what the vault holds besides.
func (v *Vault) FillValue(s *StandIns, name, value string) string {
	return s.fill(value, v.places(source{ofValue, name, value}), false)
}

// FillFile does the same for a file.
func (v *Vault) FillFile(s *StandIns, path, text string) string {
	head := strings.TrimLeft(strings.TrimPrefix(text[:min(len(text), 64)], "\ufeff"), " \t\r\n")
	return s.fill(text, v.places(source{ofFile, path, text}), strings.HasPrefix(head, "{"))
}

// FillPath does the same for a path or anything else that is no secret's place:
// what the vault holds may stand in it all the same.
func (v *Vault) FillPath(s *StandIns, text string) string {
	return s.fill(text, v.places(source{ofShown, "", text}), false)
}

// places finds where the secrets of a source stand in it.
func (v *Vault) places(s source) []span {
	v.mu.Lock()
	v.look()
	f := finder{vault: v, places: true}
	f.source(s)
	if s.kind == ofFile && (strings.HasSuffix(s.name, ".tf") || strings.HasSuffix(s.name, ".tfvars")) {
		f.literals(s.text)
	}
	if f.found {
		v.index = nil
	}
	x := v.compiled()
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
	return merge(append(f.marked, notNames(s.text, found)...))
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

// notNames leaves out what is of the name of a key or member: a secret can look
// like one, or like the end of one and the value behind it, and what it is called
// is no secret.
func notNames(s string, list []span) []span {
	var kept []span
	for _, p := range byKeys(s, list) {
		start, end := p.start, p.start
		for start > 0 && nameByte(s[start-1]) {
			start--
		}
		for end < len(s) && nameByte(s[end]) {
			end++
		}
		before, after := strings.TrimRight(s[:start], " \t"), strings.TrimLeft(s[end:], " \t")
		first := before == "" || strings.IndexByte("\n\r", before[len(before)-1]) >= 0
		member := strings.HasSuffix(before, `"`) && strings.HasPrefix(after, `"`)
		if member {
			after = strings.TrimLeft(after[1:], " \t\r\n")
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

// byKeys parts what goes on over the end of a line into the key of the next: a
// secret with such a name in it is found there by chance. Pieces that are too
// short to say anything are left out, since a secret's own place is known.
func byKeys(s string, list []span) []span {
	var parted []span
	for _, p := range list {
		pieces := 0
		for at := p.start; ; pieces++ {
			next := strings.IndexByte(s[at:p.end], '\n')
			for next >= 0 && !keyAt(s[at+next+1:]) {
				more := strings.IndexByte(s[at+next+1:p.end], '\n')
				if more < 0 {
					next = -1
					break
				}
				next += 1 + more
			}
			if next < 0 {
				if pieces == 0 || len(letters(s[at:p.end])) >= minPart {
					parted = append(parted, span{at, p.end})
				}
				break
			}
			if len(letters(s[at:at+next])) >= minPart {
				parted = append(parted, span{at, at + next})
			}
			at += next + 1
		}
	}
	return parted
}

// keyAt reports whether a line begins with a key and its sign.
func keyAt(s string) bool {
	s = strings.TrimLeft(s, " \t")
	n := 0
	for n < len(s) && nameByte(s[n]) {
		n++
	}
	s = strings.TrimLeft(s[n:], " \t")
	return n > 0 && s != "" && strings.IndexByte("=:", s[0]) >= 0
}

// Rest gives what hides the rest of the secrets in texts that have stand-ins for
// them. A secret that is the stand-in of one is harmless: it is that of an earlier bundle.
func (v *Vault) Rest(s *StandIns) (hide func(text string) string) {
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
		left := slices.DeleteFunc(notNames(text, x.spans(text)), func(p span) bool {
			return allMade(text, p, made)
		})
		return mask(text, left)
	}
}

// allMade reports whether the words of a part of a text, each to its ends, are
// stand-ins, but for those that stand for something else.
func allMade(text string, p span, made map[string]bool) bool {
	start, end := p.start, p.end
	for start > 0 && isAlnum(text[start-1]) {
		start--
	}
	for end < len(text) && isAlnum(text[end]) {
		end++
	}
	b := []byte(text[start:end])
	for i := 0; i < len(b); {
		if n := opaque(b[i:], false); n > 0 {
			i += n
			continue
		}
		if n := public(b, i, len(b)); n > 0 {
			i += n
			continue
		}
		n := 0
		for i+n < len(b) {
			size := letterSize(b[i+n:])
			if size == 0 {
				break
			}
			n += size
		}
		if n > 0 && !made[string(b[i:i+n])] {
			return false
		}
		i += max(n, 1)
	}
	return true
}
