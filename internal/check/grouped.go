package check

import (
	"slices"

	"github.com/sessctl/sessctl/internal/document"
)

// alike is what answers have in common that stand together, but for what they saw.
type alike struct {
	kind, name, profile, outcome, message string
	origin                                document.Origin
}

// Grouped are the answers for people: SDKs that answer alike, of a profile and for
// the same place, stand together.
func (r *Report) Grouped() []Answer {
	var list []Answer
	at := map[alike][]int{}
	for _, a := range r.Results {
		k := alike{a.Kind, a.Name, a.Profile, a.Outcome, a.Message, a.Origin}
		i := slices.IndexFunc(at[k], func(i int) bool {
			return slices.Equal(a.Caret, list[i].Caret) && slices.Equal(a.Seen, list[i].Seen)
		})
		if i < 0 {
			at[k] = append(at[k], len(list))
			list = append(list, a)
			continue
		}
		list[at[k][i]].As += ", " + a.As
	}
	return list
}

// GroupedFailures are the failures for people, likewise.
func (r *Report) GroupedFailures() []Failure {
	type key struct {
		profile string
		err     document.Error
	}
	var list []Failure
	at := map[key]int{}
	for _, f := range r.Failures {
		k := key{f.Profile, f.Error}
		i, seen := at[k]
		if !seen {
			at[k] = len(list)
			list = append(list, f)
			continue
		}
		list[i].As += ", " + f.As
	}
	return list
}

// Several reports whether more than one profile or SDK was asked, so that each
// answer has to say whose it is.
func (r *Report) Several() bool {
	as, profiles := map[string]bool{r.As: true}, map[string]bool{}
	for _, a := range r.Results {
		if a.Outcome != Unmatched && a.Kind != KindAgreement {
			as[a.As] = true
		}
		if a.Profile != "" {
			profiles[a.Profile] = true
		}
	}
	for _, f := range r.Failures {
		as[f.As], profiles[f.Profile] = true, true
	}
	return len(as) > 1 || len(profiles) > 1
}
