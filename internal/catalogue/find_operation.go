package catalogue

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/suggest"
)

// FindOperation gives an operation by any spelling of its name: "PutObject",
// "putobject", "put-object", "put_object".
func (s *Service) FindOperation(name string) (*Operation, error) {
	if o := s.Operation(name); o != nil {
		return o, nil
	}
	folded := fold(name)
	for _, o := range s.Operations { // a release held to first: the newest is read for what it lacks
		if fold(o.Name) == folded {
			return o, nil
		}
	}
	for _, o := range s.All() {
		if fold(o.Name) == folded {
			return o, nil
		}
	}
	return nil, fmt.Errorf("%s has no operation %q%s", s.Name, name, suggest.DidYouMean(camel(name), s.OperationNames()))
}

// fold gives the letters and digits of a name, in lower case.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
}

// camel drops what separates words in the AWS CLI's and Python's spelling, so
// that the distance to a model's name counts mistakes alone.
func camel(name string) string { return strings.NewReplacer("-", "", "_", "", " ", "").Replace(name) }
