package resolve

import (
	"slices"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
)

// Examiner resolves many profiles of one environment, one after the other: the
// files are read and merged once. It is for one goroutine.
type Examiner struct {
	w      *Workspace
	in     Inputs
	rd     *Reading
	files  []FileUse
	shared *profiles.Shared
	bench  workbench
}

// NewExaminer makes an examiner; in is what is given explicitly beside the profile.
func NewExaminer(w *Workspace, in Inputs, rd *Reading) *Examiner {
	return &Examiner{w: w, in: in, rd: rd}
}

// GoOn takes over what a resolution of the same environment in the same reading
// has read and merged, unless the examiner has read the files already.
func (x *Examiner) GoOn(from *Resolution) {
	if x.shared == nil && from != nil && from.Shared != nil {
		x.read(from)
	}
}

func (x *Examiner) read(res *Resolution) {
	x.files, x.shared = slices.Clone(res.Files), res.Shared
	x.shared.ExpectMany()
}

// Profile does as Resolve does with a profile that is asked for at a place. Of
// the settings it has those alone that the profile has a key for or that
// something asked for, of the places the rejected ones, and of the credentials
// the steps without what was tried. It holds until the next profile is asked for.
func (x *Examiner) Profile(name string, at origin.Origin) *Resolution {
	in := x.in
	in.Profile = &origin.Candidate{Value: name, Origin: at}
	if x.shared != nil {
		x.shared.Slim()
	}
	r := newRunOn(&x.bench, x.w, in, x.rd)
	r.valuesOnly, r.brief = true, x
	res := r.whole()
	if x.shared == nil {
		x.read(res)
	}
	for _, v := range r.rows {
		if v != nil && !slices.Contains(res.Settings, v) {
			res.Settings = append(res.Settings, v)
		}
	}
	return res
}
