package redact

import (
	"strings"
	"time"
)

// Message hides what is secret in an error about what was typed. It quotes what
// nobody could make anything of, so that what looks made by a machine goes too.
func Message(s string) string {
	found := textSpans(s)
	for at := 0; at < len(s); {
		if betweenWords(s[at]) {
			at++
			continue
		}
		end := at
		for end < len(s) && !betweenWords(s[end]) {
			end++
		}
		if p := madeIn(s[at:end]); p >= 0 {
			found = append(found, span{at + p, end})
		}
		at = end
	}
	return mask(s, found)
}

func betweenWords(c byte) bool { return isSpace(c) || strings.IndexByte("\"'`()<>", c) >= 0 }

// madeIn gives the place in a word from which it looks made, -1 where it does
// not: behind "NAME=" or "user:".
func madeIn(w string) int {
	if _, err := time.ParseDuration(strings.TrimRight(w, ":;,.")); err == nil || path(w) || plainValue(w) || strings.Contains(w, Stars) || strings.Contains(w, "://") {
		return -1
	}
	if _, value, ok := strings.Cut(w, "="); ok && identifier(value) {
		return -1
	}
	const signs = ":=&,;"
	made := looksMade(w)
	first := -1
	for at := 0; at < len(w); {
		end := len(w)
		if i := strings.IndexAny(w[at:], signs); i >= 0 {
			end = at + i
		}
		part := w[at:end]
		made = made || looksMade(part)
		if first < 0 && len(part) >= minWord && steps(part) >= 2 && !profileName(part) {
			first = at
		}
		at = end + 1
	}
	if !made {
		return -1
	}
	return max(first, 0)
}
