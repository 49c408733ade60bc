package redact

import (
	"slices"
	"strings"
)

// span is a part of a text that is secret, in bytes.
type span struct{ start, end int }

// mask writes a text with stars in place of what is secret in it.
func mask(s string, secret []span) string {
	if len(secret) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, p := range merge(secret) {
		b.WriteString(s[at:p.start])
		b.WriteString(Stars)
		at = p.end
	}
	b.WriteString(s[at:])
	return b.String()
}

// merge sorts spans and joins those that overlap or touch. Empty ones are dropped.
func merge(list []span) []span {
	slices.SortFunc(list, func(a, b span) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	kept := list[:0]
	for _, p := range list {
		switch n := len(kept); {
		case p.start >= p.end:
		case n > 0 && p.start <= kept[n-1].end:
			kept[n-1].end = max(kept[n-1].end, p.end)
		default:
			kept = append(kept, p)
		}
	}
	return kept
}

// moved shifts spans of a part of a text to where they stand in the whole.
func moved(list []span, by int) []span {
	for i := range list {
		list[i].start += by
		list[i].end += by
	}
	return list
}

// trimmed narrows a span to what is neither blank nor a quote around it.
func trimmed(s string, p span) span {
	for p.start < p.end && isSpace(s[p.start]) {
		p.start++
	}
	for p.start < p.end && isSpace(s[p.end-1]) {
		p.end--
	}
	if p.end-p.start > 1 && (s[p.start] == '"' || s[p.start] == '\'') {
		quote := s[p.start]
		p.start++
		if s[p.end-1] == quote {
			p.end--
		}
	}
	return p
}
