package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

func newResolve(a *app) *cobra.Command {
	var all, verbose, schema bool
	cmd := &cobra.Command{
		Use:   "resolve [SETTING...]",
		Short: "Show what is in force, where it comes from, and what is wrong",
		Long: `Show what the SDK makes of this environment: every setting that is set with the
place it comes from, what it overrides and what is rejected, the way by which
credentials would be obtained, and what is wrong. With names, those settings only.`,
		Example: `  sessctl resolve
  sessctl resolve --as go-v1 --profile dev
  sessctl resolve region retry_mode -o json`,
		ValidArgsFunction: completeSettings,
		RunE: func(_ *cobra.Command, names []string) error {
			if schema {
				_, err := a.out.Write(document.Schema())
				return err
			}
			names, err := namedSettings(names)
			if err != nil {
				return err
			}
			show := func(s *session.Session, o document.Options, told []*resolve.Reading) document.Document {
				s.Differ(told, all || render.IsData(a.format))
				d := document.From(diagnosed(s), o)
				if !all {
					d.Matter(a.matter)
				}
				return d
			}
			if a.many() {
				return a.forEach(names, func(e one) judged {
					s := e.session()
					d := show(s, e.options, sdk.Readings())
					if len(names) > 0 {
						d.Keep(names)
					}
					return judged{d, statusOf(ended(s))}
				})
			}
			s, err := a.session(names...)
			if err != nil {
				return err
			}
			d := show(s, a.docOptions(), a.toldOf(all))
			if err := render.Resolution(a.term(), a.format, d, render.ResolveOptions{Names: names, All: all, Verbose: verbose}); err != nil {
				return failure(err)
			}
			return ended(s)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "show settings that are unset or at their default too, and every SDK that differs")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "show notes, and what the SDK says in its own words")
	cmd.Flags().BoolVar(&schema, "json-schema", false, "print the JSON schema of -o json and stop")
	return cmd
}

// toldOf are the readings that resolve compares with: data tells of every one,
// text of those that people here ship with.
func (a *app) toldOf(all bool) []*resolve.Reading {
	readings := sdk.Readings()
	if all || render.IsData(a.format) {
		return readings
	}
	return slices.DeleteFunc(readings, func(rd *resolve.Reading) bool { return !slices.Contains(a.matter, rd.ID) })
}
