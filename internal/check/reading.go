package check

import (
	"time"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/policy"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// reading is what one SDK makes of a profile.
type reading struct {
	res *resolve.Resolution
	doc document.Document // without what may not be shown

	full *document.Document
}

// about is the document that an assertion is asked of: with its secrets, where
// they may matter. It is asked by who knows what he asks for, and the answer is yes
// or no.
func (r *reading) about(a Assertion) document.Document {
	if s, is := r.doc.Settings[a.Setting]; is && !s.Hidden {
		return r.doc
	}
	if r.full == nil {
		d := document.From(r.res, document.Options{ShowSecrets: true})
		r.full = &d
	}
	return *r.full
}

// read resolves a profile as an SDK does, once. Only what something asks for is
// looked into.
func (e *examination) read(t *target, of *sdk.SDK) *reading {
	if r := t.sdks[of.Reading.ID]; r != nil {
		return r
	}
	w := e.given.Workspace
	in := e.given.Inputs()
	if !t.inUse {
		in.Profile = &origin.Candidate{Value: t.name, Origin: explicit}
	}
	r := &reading{res: resolve.Resolve(w, in, of.Reading)}
	if e.c.Policies.Needs(policy.Differs) {
		resolve.FillDiffers(w, in, r.res, readings(e.c.Matter), true)
	}
	if e.c.FailOn != "" || r.res.Err != nil || e.c.Policies.Needs(policy.Problems) {
		diagnose.Add(&diagnose.Facts{Workspace: w, Resolution: r.res, Now: time.Now()})
	}
	r.doc = document.From(r.res, e.o)
	if t.sdks == nil {
		t.sdks = map[string]*reading{}
	}
	t.sdks[of.Reading.ID] = r
	return r
}

func readings(sdks []*sdk.SDK) []*resolve.Reading {
	list := make([]*resolve.Reading, len(sdks))
	for i, s := range sdks {
		list[i] = s.Reading
	}
	return list
}
