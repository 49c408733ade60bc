package catalogue

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// What the release that boto3 follows says of requests otherwise than the newest:
// services that are gone, models, and endpoint rules; see generate.
//
//go:embed kept.bin
var kept string

// openKept adds the services that the newest release has no longer, and notes for
// a source that is held to the older one what that has otherwise. The index is sorted.
func (s *Source) openKept() error {
	a, err := openArchive(kept)
	if err != nil {
		return fmt.Errorf("open the catalogue of the release before: %w", err)
	}
	newest := len(s.index)
	for _, e := range a.entries() {
		_, there := slices.BinarySearchFunc(s.index[:newest], e.name, func(x entry, name string) int { return strings.Compare(x.name, name) })
		switch {
		case !there:
			s.index = append(s.index, e)
		case s.Kept:
			if s.held == nil {
				s.held = map[string]entry{}
			}
			s.held[e.name] = e
		}
	}
	return nil
}

// hold gives in place of a newest model what is kept: the endpoint rules, or the whole
// older model, with the operations of the newest that it does not know yet.
func (e *entry) hold(newest *entry) (*Service, error) {
	if e.model == noText {
		s, err := newest.read()
		if err != nil {
			return nil, err
		}
		s.RulesFrom, s.ruleSet = e.in.release, ruleSet(e)
		return s, nil
	}
	s, err := e.read()
	if err != nil {
		return nil, err
	}
	s.newer = sync.OnceValue(func() []*Operation {
		n, err := newest.read()
		if err != nil {
			return nil // a part of this program, which tests read whole
		}
		return slices.DeleteFunc(slices.Clone(n.Operations), func(o *Operation) bool { return among(s.Operations, o.Name) != nil })
	})
	return s, nil
}

// read decodes the model of an entry of an archive.
func (e *entry) read() (*Service, error) {
	b, err := e.in.text(e.model, nil)
	if err != nil {
		return nil, fmt.Errorf("read the embedded model of %s: %w", e.name, err)
	}
	s := decode(b)
	s.From, s.RulesFrom, s.ruleSet = e.in.release, e.in.release, ruleSet(e)
	return s, nil
}
