package check

import "slices"

// Grouped are the answers for people: SDKs that answer alike, of a profile and for
// the same place, stand together.
func (r *Report) Grouped() []Answer {
	var list []Answer
	for _, a := range r.Results {
		i := slices.IndexFunc(list, func(b Answer) bool {
			return a.Kind == b.Kind && a.Name == b.Name && a.Profile == b.Profile && a.Outcome == b.Outcome && a.Message == b.Message &&
				a.Origin == b.Origin && slices.Equal(a.Caret, b.Caret) && slices.Equal(a.Seen, b.Seen)
		})
		if i < 0 {
			list = append(list, a)
			continue
		}
		list[i].As += ", " + a.As
	}
	return list
}

// GroupedFailures are the failures for people, likewise.
func (r *Report) GroupedFailures() []Failure {
	var list []Failure
	for _, f := range r.Failures {
		i := slices.IndexFunc(list, func(g Failure) bool { return f.Profile == g.Profile && f.Error == g.Error })
		if i < 0 {
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
