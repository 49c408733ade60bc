// Package suggest finds the name that a person meant.
package suggest

import (
	"fmt"
	"strings"
)

// Closest gives the name nearest to what was typed, or "" when none is near.
func Closest(typed string, names []string) string {
	best, bestAt := "", 1+max(1, len(typed)/3)
	t := fold(typed)
	for _, n := range names {
		f := fold(n)
		if f == t {
			return n
		}
		d := distance(t, f, bestAt+1)
		if len(t) >= 3 && strings.HasPrefix(f, t) {
			d = min(d, 1)
		}
		if d < bestAt || d == bestAt && best != "" && len(n) < len(best) {
			best, bestAt = n, d
		}
	}
	return best
}

// DidYouMean is "" or `, did you mean "NAME"?`, to end an error with.
func DidYouMean(typed string, names []string) string {
	if n := Closest(typed, names); n != "" {
		return fmt.Sprintf(", did you mean %q?", n)
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
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, make([]int, len(b)+1)
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
	}
	return min(row[len(b)], limit)
}
