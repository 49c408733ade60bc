// Package shrink makes a failing case as small as it gets while it still fails.
package shrink

import (
	"maps"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

// Minimize removes files, variables, lines and bytes of a case, greedily, as
// long as fails holds, which it asks at most budget times.
func Minimize(c cases.Case, budget int, fails func(cases.Case) bool) cases.Case {
	s := &search{best: c.Clone(), budget: budget, fails: fails}
	for s.budget > 0 {
		size := measure(s.best)
		s.whole()
		s.fileLines()
		s.fileBytes()
		s.variables()
		if measure(s.best) == size {
			break
		}
	}
	return s.best
}

type search struct {
	best   cases.Case
	budget int
	fails  func(cases.Case) bool
}

// try keeps a change when the case still fails with it.
func (s *search) try(change func(*cases.Case)) bool {
	if s.budget <= 0 {
		return false
	}
	c := s.best.Clone()
	change(&c)
	s.budget--
	if !s.fails(c) {
		return false
	}
	s.best = c
	return true
}

// whole drops the explicit profile and region, files and variables.
func (s *search) whole() {
	if s.best.Profile != "" {
		s.try(func(c *cases.Case) { c.Profile = "" })
	}
	if s.best.Region != "" {
		s.try(func(c *cases.Case) { c.Region = "" })
	}
	for _, name := range slices.Sorted(maps.Keys(s.best.Files)) {
		s.try(func(c *cases.Case) { delete(c.Files, name) })
	}
	for _, name := range slices.Sorted(maps.Keys(s.best.Env)) {
		s.try(func(c *cases.Case) { delete(c.Env, name) })
	}
}

func (s *search) fileLines() {
	for _, name := range slices.Sorted(maps.Keys(s.best.Files)) {
		s.pieces(func() []string { return lines(s.best.Files[name].Text) }, func(c *cases.Case, left []string) {
			c.Files[name] = withText(c.Files[name], strings.Join(left, ""))
		})
	}
}

// fileBytes drops runes; only of files that are small by now.
func (s *search) fileBytes() {
	for _, name := range slices.Sorted(maps.Keys(s.best.Files)) {
		if strings.HasPrefix(name, ".aws/sso/") || len(s.best.Files[name].Text) > 600 {
			continue
		}
		s.pieces(func() []string { return runes(s.best.Files[name].Text) }, func(c *cases.Case, left []string) {
			c.Files[name] = withText(c.Files[name], strings.Join(left, ""))
		})
	}
}

func (s *search) variables() {
	for _, name := range slices.Sorted(maps.Keys(s.best.Env)) {
		s.pieces(func() []string { return runes(s.best.Env[name]) }, func(c *cases.Case, left []string) {
			c.Env[name] = strings.Join(left, "")
		})
	}
}

// pieces drops runs of pieces, from halves down to single ones.
func (s *search) pieces(split func() []string, with func(*cases.Case, []string)) {
	for size := len(split()) / 2; size > 0; size /= 2 {
		for at := 0; s.budget > 0; {
			all := split()
			if at >= len(all) {
				break
			}
			end := min(at+size, len(all))
			left := slices.Concat(all[:at], all[end:])
			if !s.try(func(c *cases.Case) { with(c, left) }) {
				at = end
			}
		}
	}
}

func withText(f cases.File, text string) cases.File {
	f.Text = text
	return f
}

// lines splits text after each line's end.
func lines(text string) []string {
	if text == "" {
		return nil
	}
	all := strings.SplitAfter(text, "\n")
	if all[len(all)-1] == "" { // removing it would change nothing, for ever
		all = all[:len(all)-1]
	}
	return all
}

// runes splits text, byte by byte where it is no UTF-8.
func runes(text string) []string {
	var all []string
	for i := 0; i < len(text); {
		n := 1
		for n < 4 && i+n < len(text) && text[i+n]&0xC0 == 0x80 && text[i] >= 0xC0 {
			n++
		}
		all = append(all, text[i:i+n])
		i += n
	}
	return all
}

func measure(c cases.Case) int {
	size := len(c.Profile) + len(c.Region)
	for name, f := range c.Files {
		size += 1 + len(name) + len(f.Text)
	}
	for name, value := range c.Env {
		size += 1 + len(name) + len(value)
	}
	return size
}
