package document

import (
	"slices"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// Others are the problems beside the one that is the error.
func (d *Document) Others() []Problem {
	var rest []Problem
	for _, p := range d.Problems {
		if !d.isError(p) {
			rest = append(rest, p)
		}
	}
	return rest
}

func (d *Document) isError(p Problem) bool {
	return d.Error != nil && p.Message == d.Error.Message && p.Origin == d.Error.Origin
}

// Chain is what `credentials -o json` prints.
type Chain struct {
	SchemaVersion int         `json:"schema_version"`
	As            string      `json:"as"`
	Error         *Error      `json:"error"`
	Profile       Profile     `json:"profile"`
	Credentials   Credentials `json:"credentials"`
	Problems      []Problem   `json:"problems"`
}

// Chain is the document's part about credentials.
func (d *Document) Chain() Chain {
	return Chain{d.SchemaVersion, d.As, d.Error, d.Profile, d.Credentials, d.Problems}
}

// Shown gives the names of the settings that a person wants to see: those that
// are asked for, or else those that something configures or that something is
// wrong with, or all.
func (d *Document) Shown(asked []string, all bool) []string {
	var names []string
	if len(asked) == 0 {
		for _, n := range d.Names {
			if s := d.Settings[n]; all || (s.Notable || len(s.Elsewhere) > 0) && !d.inherits(n) {
				names = append(names, n)
			}
		}
		return names
	}
	for _, n := range asked {
		if _, known := d.Settings[n]; known {
			names = append(names, n)
		}
	}
	return names
}

func notable(res *resolve.Resolution, v *resolve.Value) bool {
	if v.Set && v.Origin.Kind != origin.ByDefault && (v.Origin.Kind != origin.Derived || v.Origin.Configured()) {
		// A service that merely inherits the global endpoint says nothing new.
		_, service := settings.ServiceOf(v.Name)
		global := res.Setting("endpoint_url")
		return !service || global == nil || v.Origin != global.Origin
	}
	if len(v.Pick(origin.Shadowed)) > 0 && v.Origin.Kind != origin.ByDefault {
		return true
	}
	for _, p := range v.Pick(origin.Rejected) {
		if p.Value != "" && !p.Unasked && p.Origin.Kind != origin.ByDefault {
			return true
		}
	}
	return v.Name == "region"
}

// inherits reports whether a service's endpoint is the global one, or none as that is,
// whose row says who has another and why.
func (d *Document) inherits(name string) bool {
	_, service := settings.ServiceOf(name)
	global, known := d.Settings["endpoint_url"]
	s := d.Settings[name]
	if !service || !known || s.Set != global.Set || s.Origin != global.Origin {
		return false
	}
	return s.Set || slices.Equal(s.Elsewhere, global.Elsewhere) && slices.Equal(s.Rejected, global.Rejected)
}

// Matter leaves out of the settings what readings make of them that nobody asks about.
func (d *Document) Matter(ids []string) {
	var others []OtherFailure
	for _, of := range d.NotLoading {
		if of.Readings = slices.DeleteFunc(of.Readings, func(id string) bool { return !slices.Contains(ids, id) }); len(of.Readings) > 0 {
			others = append(others, of)
		}
	}
	d.NotLoading = others
	for name, s := range d.Settings {
		if !slices.ContainsFunc(s.Alike, func(id string) bool { return !slices.Contains(ids, id) }) && len(s.Elsewhere) == 0 {
			continue
		}
		s.Elsewhere = slices.DeleteFunc(s.Elsewhere, func(e Elsewhere) bool { return !slices.Contains(ids, e.Reading) })
		s.Alike = slices.DeleteFunc(slices.Clone(s.Alike), func(id string) bool { return !slices.Contains(ids, id) })
		d.Settings[name] = s
	}
}
