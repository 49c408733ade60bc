package edit

import (
	"slices"
	"strings"
)

// Hunk is a part of a text that was changed, with some lines around it.
type Hunk struct {
	OldFrom, Old int // the first line, from 1, and how many there are
	NewFrom, New int
	Lines        []DiffLine
}

// DiffLine is a line that stayed (' '), went ('-') or came ('+').
type DiffLine struct {
	Op    byte
	Text  string // without its end
	NoEnd bool   // the text ends with it, and it has no line end
}

// contextLines is how many lines stand around a change.
const contextLines = 3

// Diff gives what is different between two texts, in the order of the lines.
func Diff(old, with string) []Hunk {
	old, with = strings.TrimPrefix(old, bom), strings.TrimPrefix(with, bom)
	from, to := alike(old, with)
	skipped := strings.Count(old[:from], "\n")
	list := hunks(script(parse(old[from:len(old)-to]).lines, parse(with[from:len(with)-to]).lines))
	for i := range list {
		list[i].OldFrom += skipped
		list[i].NewFrom += skipped
	}
	return list
}

// alike gives how many bytes two texts begin and end alike with, in whole lines, but
// for the lines that are shown around a change: a file can be large, and changed
// in one place.
func alike(a, b string) (head, tail int) {
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	head = strings.LastIndexByte(a[:head], '\n') + 1
	restA, restB := a[head:], b[head:]
	for tail < len(restA) && tail < len(restB) && restA[len(restA)-1-tail] == restB[len(restB)-1-tail] {
		tail++
	}
	behind := restA[len(restA)-tail:]
	for range contextLines + 1 { // the first is part of a line, maybe
		_, behind, _ = strings.Cut(behind, "\n")
	}
	for range contextLines {
		head = strings.LastIndexByte(a[:max(head-1, 0)], '\n') + 1
	}
	return head, len(behind)
}

// script gives every line of two texts with what became of it: the shortest way
// from one to the other, by Myers's algorithm.
func script(a, b []line) []DiffLine {
	var head, tail []DiffLine
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head = append(head, diffLine(' ', a[0]))
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail = append(tail, diffLine(' ', a[len(a)-1]))
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	all := append(head, middle(a, b)...)
	for i := len(tail) - 1; i >= 0; i-- {
		all = append(all, tail[i])
	}
	return all
}

func diffLine(op byte, l line) DiffLine {
	return DiffLine{op, strings.TrimRight(l.text, "\r"), l.eol == ""}
}

// maxSteps is how many changes are told apart; texts that differ more are shown
// as one replaced by the other, line by line where there are as many of them.
const maxSteps = 1000

// pairs sets each line against the one in its place.
func pairs(a, b []line) []DiffLine {
	var all []DiffLine
	for i := 0; i < len(a); {
		if a[i] == b[i] {
			all = append(all, diffLine(' ', a[i]))
			i++
			continue
		}
		from := i
		for i < len(a) && a[i] != b[i] {
			i++
		}
		all = append(all, replaced(a[from:i], b[from:i])...)
	}
	return all
}

func replaced(a, b []line) []DiffLine {
	var all []DiffLine
	for _, l := range a {
		all = append(all, diffLine('-', l))
	}
	for _, l := range b {
		all = append(all, diffLine('+', l))
	}
	return all
}

func middle(a, b []line) []DiffLine {
	trace, ok := search(a, b)
	switch {
	case !ok && len(a) == len(b):
		return pairs(a, b)
	case !ok:
		return replaced(a, b)
	}
	var back []DiffLine
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		v, k := trace[d], x-y
		from := k - 1
		if k == -d || k != d && v.at(k-1) < v.at(k+1) {
			from = k + 1
		}
		px := v.at(from)
		py := px - from
		if d == 0 {
			px, py = 0, 0
		}
		for x > px && y > py && x > 0 && y > 0 && a[x-1] == b[y-1] {
			back = append(back, diffLine(' ', a[x-1]))
			x, y = x-1, y-1
		}
		switch {
		case d == 0:
		case from == k+1:
			back = append(back, diffLine('+', b[y-1]))
			y--
		default:
			back = append(back, diffLine('-', a[x-1]))
			x--
		}
	}
	all := make([]DiffLine, len(back))
	for i := range back {
		all[len(back)-1-i] = back[i]
	}
	return all
}

// search gives how far each diagonal was reached with each number of changes.
func search(a, b []line) ([]reach, bool) {
	most := min(len(a)+len(b), maxSteps)
	var trace []reach
	v := newReach(most + 1)
	v.set(1, 0)
	for d := 0; d <= most; d++ {
		trace = append(trace, v.within(d+1))
		for k := -d; k <= d; k += 2 {
			x := v.at(k + 1)
			if k != -d && (k == d || v.at(k-1) >= v.at(k+1)) {
				x = v.at(k-1) + 1
			}
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			v.set(k, x)
			if x >= len(a) && x-k >= len(b) {
				return trace, true
			}
		}
	}
	return nil, false
}

// reach is how far each diagonal was reached, from the lowest to the highest.
type reach []int

func newReach(most int) reach { return make(reach, 2*most+1) }

func (r reach) at(k int) int   { return r[k+len(r)/2] }
func (r reach) set(k, far int) { r[k+len(r)/2] = far }

// within gives a copy of the diagonals that are no farther out than k.
func (r reach) within(k int) reach {
	mid := len(r) / 2
	return slices.Clone(r[mid-k : mid+k+1])
}

// hunks puts changes that are near each other together.
func hunks(all []DiffLine) []Hunk {
	var found []Hunk
	oldLine, newLine := 1, 1
	for i := 0; i < len(all); {
		if all[i].Op == ' ' {
			i, oldLine, newLine = i+1, oldLine+1, newLine+1
			continue
		}
		from := max(i-contextLines, 0)
		to, quiet := i, 0
		for ; to < len(all) && quiet <= 2*contextLines; to++ {
			if all[to].Op == ' ' {
				quiet++
			} else {
				quiet = 0
			}
		}
		to -= max(quiet-contextLines, 0)
		h := Hunk{OldFrom: oldLine - (i - from), NewFrom: newLine - (i - from), Lines: all[from:to]}
		for _, l := range h.Lines {
			if l.Op != '+' {
				h.Old++
			}
			if l.Op != '-' {
				h.New++
			}
		}
		if h.Old == 0 {
			h.OldFrom--
		}
		if h.New == 0 {
			h.NewFrom--
		}
		for ; i < to; i++ {
			if all[i].Op != '+' {
				oldLine++
			}
			if all[i].Op != '-' {
				newLine++
			}
		}
		found = append(found, h)
	}
	return found
}
