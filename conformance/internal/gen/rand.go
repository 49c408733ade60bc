// Package gen makes up environments: plain ones as people have, and nasty ones
// that break parsers. A seed and a number always give the same environment.
//
// An environment is built in layers. A *scenario* (scenario.go) says how
// credentials are meant to be found; *settings* (settings.go) are sprinkled over
// files and variables; sections are written in some *style* (style.go); and a
// number of *mutations* (mutate.go, soup.go, places.go) is applied, mostly none,
// one or two, so that both what lies deep behind a valid file and what a parser
// does with a broken one are reached.
package gen

import (
	"math/rand/v2"
)

// dice is a source of choices.
type dice struct{ *rand.Rand }

func newDice(seed uint64, number int) dice {
	return dice{rand.New(rand.NewPCG(seed, uint64(number)))}
}

// in says yes once in n times.
func (d dice) in(n int) bool { return d.IntN(n) == 0 }

// pct says yes in that many of a hundred times.
func (d dice) pct(p int) bool { return d.IntN(100) < p }

// of picks one.
func (d dice) of(options ...string) string { return options[d.IntN(len(options))] }

// pick picks one of a list.
func pick[T any](d dice, options []T) T { return options[d.IntN(len(options))] }

// weighted is something to pick more often than others.
type weighted[T any] struct {
	weight int
	what   T
}

func pickWeighted[T any](d dice, options []weighted[T]) T {
	total := 0
	for _, o := range options {
		total += o.weight
	}
	n := d.IntN(total)
	for _, o := range options {
		if n -= o.weight; n < 0 {
			return o.what
		}
	}
	panic("unreachable: weights are positive")
}
