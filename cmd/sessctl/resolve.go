package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

var resolveFormats = []string{"text", "json", "yaml", "env"}

func newResolve(a *app) *cobra.Command {
	var all, schema bool
	cmd := &cobra.Command{
		Use:   "resolve [SETTING...]",
		Short: "Show every setting with the place it comes from, and the credentials",
		Long: `Show what the SDK makes of this environment: every setting that is set with the
place it comes from, what it hides and what was refused, the way by which
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
			for _, n := range names {
				if err := settingName(n); err != nil {
					return err
				}
			}
			format, err := a.format(resolveFormats...)
			if err != nil {
				return err
			}
			job, err := a.job(names...)
			if err != nil {
				return err
			}
			res := job.resolve()
			resolve.FillDiffers(job.w, job.in, res, sdk.Readings())
			if err := render.Resolution(a.term(), format, res, render.ResolveOptions{Names: names, All: all}); err != nil {
				return failure(err)
			}
			return ended(res)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "show settings that are unset or at their default too")
	cmd.Flags().BoolVar(&schema, "json-schema", false, "print the JSON schema of -o json and stop")
	return cmd
}
