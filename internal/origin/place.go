package origin

// Candidate is a raw value with the place it stands in.
type Candidate struct {
	Value  string
	Origin Origin
}

// As makes a candidate a place that was looked at.
func (c Candidate) As(v Verdict, reason string) Place {
	return Place{Candidate: c, Verdict: v, Reason: reason}
}

// Verdict is how a place that was looked at fared.
type Verdict string

// The verdicts.
const (
	Won      Verdict = "won"
	Shadowed Verdict = "shadowed" // good, but something else came first
	Rejected Verdict = "rejected" // there, but of no use
	Absent   Verdict = "absent"
)

// Place is a place that was looked at for a setting, a key or the profile.
type Place struct {
	Candidate
	Verdict Verdict
	Reason  string // empty for Won and Absent where nothing needs saying
	Unasked bool   // rejected because another place ended the search before it
}
