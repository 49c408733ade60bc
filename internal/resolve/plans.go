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
