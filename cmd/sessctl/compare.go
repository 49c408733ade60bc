package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/compare"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

func newCompare(a *app) *cobra.Command {
	var all, exitCode bool
	cmd := &cobra.Command{
		Use:   "compare [SETTING...]",
		Short: "Set all SDKs side by side, and explain each difference",
		Long: `Set what the SDKs make of this environment side by side: whether a session can be
built, the profile, region, every setting that differs, and the credentials with
their steps. Below the table each difference is explained. --as a,b chooses.`,
		Example: `  sessctl compare
  sessctl compare region --as boto3,cli,go-v2
  sessctl compare --exit-code -o json`,
		ValidArgsFunction: completeSettings,
		RunE: func(cmd *cobra.Command, names []string) error {
			for _, n := range names {
				if err := settingName(n); err != nil {
					return err
				}
			}
			if !cmd.Flags().Changed("as") {
				a.as = "all"
			}
			sdks, err := a.sdks()
			if err != nil {
				return err
			}
			c, err := a.config(names...)
			if err != nil {
				return err
			}
			var list []*resolve.Resolution
			for _, of := range sdks {
				list = append(list, session.New(of.Config(), c).Resolution())
			}
			table := compare.Compare(c.Workspace, list, compare.Options{Names: names, All: all, Configured: !all && len(names) == 0 && (a.format == "text" || a.format == "markdown")})
			if err := render.Compare(a.term(), a.format, document.CompareFrom(table, a.docOptions()), all); err != nil {
				return failure(err)
			}
			if exitCode && table.Differs() {
				return status(exitNo)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "show settings that do not differ too")
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "exit with status 1 when anything differs")
	return cmd
}
