package endpoint

import (
	"fmt"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
)

var partitions struct {
	once sync.Once
	read *Partitions
	err  error
}

// answer is what For has of a service.
type answer struct {
	rules *Rules
	err   error
}

// For gives the rules of a service, compiled once. A service without a rule
// set is an error.
func For(s *catalogue.Service) (*Rules, error) {
	a := s.Compiled(func() any {
		rules, err := compiled(s)
		return answer{rules, err}
	}).(answer)
	return a.rules, a.err
}

func compiled(s *catalogue.Service) (*Rules, error) {
	text, err := s.RuleSet()
	switch {
	case err != nil:
		return nil, err
	case text == nil:
		return nil, fmt.Errorf("the model of %s, from %s, has no endpoint rule set", s.Name, s.From)
	}
	rules, err := Compile(text)
	if err != nil {
		return nil, fmt.Errorf("%s, from %s: %w", s.Name, s.RulesFrom, err)
	}
	return rules, nil
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
