package resolve

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/origin"
)

// PlanProfile plans what a profile gives by itself, apart from the rest of the
// chain; ok is false where the reading does not say.
func PlanProfile(w *Workspace, in Inputs, rd *Reading) (plan Plan, ok bool) {
	if rd.Profile == nil {
		return Plan{}, false
	}
	r := newRun(w, in, rd)
	r.begin(true)
	return rd.Profile(r), true
}

// PlanToken plans how a bearer token would be obtained, such as some services
// take in place of a signature; ok is false where the reading does not say.
func PlanToken(w *Workspace, in Inputs, rd *Reading) (plan Plan, ok bool) {
	if rd.Token == nil {
		return Plan{}, false
	}
	r := newRun(w, in, rd)
	r.begin(true)
	return rd.Token(r), true
}

// Tried adds to a list what came of trying a provider, unless nobody will ask.
func (r *Run) Tried(list *[]Tried, provider string, outcome Outcome, o origin.Origin, format string, args ...any) {
	if r.Untold() {
		return
	}
	if *list == nil {
		*list = make([]Tried, 0, mostTried)
	}
	*list = append(*list, Tried{Provider: provider, Outcome: outcome, Reason: fmt.Sprintf(format, args...), Origin: o})
}

// mostTried is how many providers most chains have.
const mostTried = 12

// Untold reports whether nobody will ask which providers were tried, so that what
// is only said of them need not be put together.
func (r *Run) Untold() bool { return r.brief != nil }

// Reach is the status of a plan that can be carried out.
func Reach(steps []Step) Status {
	status := StatusResolved
	for _, s := range steps {
		switch {
		case s.Kind == StepProcess:
			return StatusNeedsProcess
		case s.Kind == StepStatic, s.Kind == StepLogin && s.AccessKeyID != "":
		default:
			status = StatusNeedsNetwork
		}
	}
	return status
}

// LastProvider names the provider of a plan's credentials by its last step, empty
// where there is none.
func LastProvider(steps []Step) string {
	if len(steps) == 0 {
		return ""
	}
	if last := steps[len(steps)-1]; last.Kind != StepStatic {
		return last.Kind
	}
	return steps[len(steps)-1].Provider
}
