package resolve

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
