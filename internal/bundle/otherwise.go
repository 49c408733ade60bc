package bundle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// Otherwise gives the readings that make something else of a bundle than of the
// environment it was made of, by their ids: in no bundle should there be any, but
// the files of some are so odd that a stand-in changes how they read. Every stand-in
// is as long as what it stands for, so that each thing must stand where it stood.
func (m Made) Otherwise(config *session.Config) ([]string, error) {
	env, err := environ.New(environ.Options{Base: m.Bundle})
	if err != nil {
		return nil, fmt.Errorf("open the bundle that was made: %w", err)
	}
	opened := config.Copy()
	opened.Workspace = resolve.NewWorkspace(env)
	if p := config.Profile; p != nil {
		named := *p
		named.Value = m.Name(p.Value)
		opened.Profile = &named
	}
	var found []string
	for _, of := range sdk.All() {
		if outline(of, config) != outline(of, opened) {
			found = append(found, of.Reading.ID)
		}
	}
	return found, nil
}

// outline tells what an SDK makes of an environment and each of its profiles, but
// for the words in it.
func outline(of *sdk.SDK, config *session.Config) string {
	var out strings.Builder
	s := session.New(of.Config(), config)
	outlineOf(&out, s.Resolution())
	names := s.Resolution().Shared.ProfileNames()
	fmt.Fprintln(&out, len(names))
	if len(names) > manyProfiles {
		return out.String()
	}
	x := resolve.NewExaminer(config.Workspace, s.Config.Inputs(), of.Reading)
	var profiles []string // their order is that of names
	for _, name := range names {
		var one strings.Builder
		outlineOf(&one, x.Profile(name, origin.Origin{Kind: origin.Flag, Name: "--profile"}))
		profiles = append(profiles, one.String())
	}
	slices.Sort(profiles)
	return out.String() + strings.Join(profiles, "\n")
}

func outlineOf(out *strings.Builder, r *resolve.Resolution) {
	place := func(o origin.Origin) string { return fmt.Sprint(o.Kind, " ", o.Line, ":", o.Column) }
	for _, v := range r.Settings {
		fmt.Fprintln(out, v.Name, len(v.Value), place(v.Origin))
	}
	fmt.Fprintln(out, r.Credentials.Status, r.Credentials.Provider, r.Err != nil)
	for _, s := range r.Credentials.Steps {
		fmt.Fprintln(out, s.Kind, place(s.Origin))
	}
	for _, p := range r.Problems {
		fmt.Fprintln(out, p.Code, p.Severity, place(p.Origin))
	}
}
