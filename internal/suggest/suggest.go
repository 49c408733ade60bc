// Package suggest finds the name that a person meant.
package suggest

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// maxNames is how many names are suggested: nobody reads more.
const maxNames = 3

// Names gives up to three names nearest to what was typed, the longest common
// prefix first; none when none is near. A name whose digits are others is never
// near: acct-07 is another account than acct-08.
func Names(typed string, names []string) []string {
	return nearest(fold(typed), func(yield func(name, folded string) bool) {
		for _, n := range names {
			if !yield(n, fold(n)) {
				return
			}
		}
	})
}

// nearest gives the names that are nearest to what was typed, both folded.
func nearest(typed string, names iter.Seq2[string, string]) []string {
	near := []candidate{}
	best := farthest(typed)
	for n, f := range names {
		if f == typed {
			return []string{n}
		}
		if c, ok := compare(typed, f, best+1); ok {
			c.name = n
			near = append(near, c)
			best = min(best, c.distance)
		}
	}
	near = slices.DeleteFunc(near, func(c candidate) bool { return c.distance > best+1 || c.distance > most(typed) })
	slices.SortStableFunc(near, func(a, b candidate) int {
		return cmp.Or(b.prefix-a.prefix, a.distance-b.distance, len(a.name)-len(b.name))
	})
	var list []string
	for _, c := range near {
		same := func(n string) bool { return fold(n) == fold(c.name) }
		if len(list) < maxNames && !slices.ContainsFunc(list, same) {
			list = append(list, c.name)
		}
	}
	return list
}

// most is how far a name that is suggested may be from what was typed, and
// farthest how far one that is looked at.
func most(typed string) int     { return max(1, len(typed)/3) }
func farthest(typed string) int { return 1 + most(typed) }

type candidate struct {
	name             string
	distance, prefix int
}

// compare measures how near two folded names are; ok is false where they are
// limit or more apart, or differ in their digits.
func compare(typed, name string, limit int) (candidate, bool) {
	c := candidate{}
	for c.prefix < len(typed) && c.prefix < len(name) && typed[c.prefix] == name[c.prefix] {
		c.prefix++
	}
	whole := c.prefix == len(typed) && prefixCounts(typed)
	if d := len(typed) - len(name); !whole && (d >= limit || -d >= limit) {
		return c, false
	}
	if !(whole && digits(typed) == "") && digits(typed) != digits(name) {
		return c, false
	}
	c.distance = distance(typed, name, limit)
	if whole {
		c.distance = min(c.distance, 1)
	}
	return c, c.distance < limit
}

// prefixCounts reports whether a name that begins with what was typed is near,
// however long it is.
func prefixCounts(typed string) bool { return len(typed) >= 3 }

func digits(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Closest gives the name nearest to what was typed, or "" when none is near.
func Closest(typed string, names []string) string {
	if near := Names(typed, names); len(near) > 0 {
		return near[0]
	}
	return ""
}

// Slips gives the names that what was typed is a slip of the pen away from:
// those of Names that are at most two letters longer or shorter. It is nil when
// what was typed is itself one of the names.
func Slips(typed string, names []string) []string {
	if slices.Contains(names, typed) {
		return nil
	}
	return slips(typed, Names(typed, names))
}

func slips(typed string, near []string) []string {
	return slices.DeleteFunc(near, func(n string) bool {
		d := len(n) - len(typed)
		return d > 2 || d < -2
	})
}

// List joins names as a sentence does: "a", "b" or "c".
func List(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	return Or(quoted)
}

// Or joins words as a sentence does: "a, b or c".
func Or(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}

// question is what a suggestion begins with at the end of an error.
const question = ", did you mean "

// Apart takes the suggestion off the end of an error, to stand with what to do:
// `unknown x "a"` and `did you mean "b"?`.
func Apart(message string) (what, meant string) {
	i := strings.LastIndex(message, question)
	if i < 0 || !strings.HasSuffix(message, "?") {
		return message, ""
	}
	return message[:i], message[i+len(", "):]
}

// DidYouMean is "" or `, did you mean "NAME"?`, to end an error with.
func DidYouMean(typed string, names []string) string {
	if near := Names(typed, names); len(near) > 0 {
		return question + List(near) + "?"
	}
	return ""
}

// fold makes spellings that people mix up the same.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ' || r == '.':
			return '_'
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// distance is the number of letters to change, insert, drop or swap, or at
// least limit where it is that far.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	cells := make([]int, 3*(len(b)+1))
	before, last, row := cells[:len(b)+1], cells[len(b)+1:2*(len(b)+1)], cells[2*(len(b)+1):]
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		if i > 1 && slices.Min(row) >= limit && slices.Min(last) >= limit {
			return limit
		}
	}
	return min(row[len(b)], limit)
}
