package endpoint

import (
	"fmt"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
)

var (
	compiled   sync.Map // of *catalogue.Service to the answer of For
	partitions struct {
		once sync.Once
		read *Partitions
		err  error
	}
)

type answer struct {
	once  sync.Once
	rules *Rules
	err   error
}

// For gives the rules of a service, compiled once. A service without a rule
// set is an error.
func For(s *catalogue.Service) (*Rules, error) {
	found, _ := compiled.LoadOrStore(s, new(answer))
	a := found.(*answer)
	a.once.Do(func() {
		text, err := s.RuleSet()
		switch {
		case err != nil:
			a.err = err
		case text == nil:
			a.err = fmt.Errorf("the model of %s, from %s, has no endpoint rule set", s.Name, s.From)
		default:
			if a.rules, a.err = Compile(text); a.err != nil {
				a.err = fmt.Errorf("%s, from %s: %w", s.Name, s.RulesFrom, a.err)
			}
		}
	})
	return a.rules, a.err
}

// DefaultPartitions gives the partitions of the embedded catalogue.
func DefaultPartitions() (*Partitions, error) {
	partitions.once.Do(func() {
		text, err := catalogue.Embedded().Partitions()
		if err != nil {
			partitions.err = err
			return
		}
		partitions.read, partitions.err = ParsePartitions(text)
	})
	return partitions.read, partitions.err
}
