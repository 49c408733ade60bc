package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/compare"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

func newCompare(a *app) *cobra.Command {
	var all, exitCode bool
	cmd := &cobra.Command{
		Use:   "compare [SETTING...]",
		Short: "Compare what the SDKs make of this environment",
		Long: `Compare what the SDKs make of this environment: a sentence for each difference,
then a table of whether a session can be built, the profile, the region, every
setting that differs, and the credentials with their steps. SDKs that agree share
a column. --as a,b chooses SDKs; "profile" and "credentials" are names too.`,
		Example: `  sessctl compare
  sessctl compare region --as boto3,cli,go-v2
  sessctl compare credentials --as cli,go-v2 --profile admin
  sessctl compare --exit-code -o json`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return append([]string{compare.Credentials, compare.Profile}, settingNames()...), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, names []string) error {
			names, err := compared(names)
			if err != nil {
				return err
			}
			forPeople := a.format == "text" || a.format == "markdown"
			if !cmd.Flags().Changed("as") {
				a.as = "all"
			}
			sdks, err := a.sdks()
			if err != nil {
				return err
			}
			o := render.CompareOptions{Names: names, All: all}
			if a.format == "text" && !all && !cmd.Flags().Changed("as") {
				sdks, o.LeftOut = a.thatMatter(sdks)
			}
			c, err := a.config(names...)
			if err != nil {
				return err
			}
			var list []*resolve.Resolution
			for _, of := range sdks {
				list = append(list, session.New(of.Config(), c).Resolution())
			}
			table := compare.Compare(c.Workspace, list, compare.Options{Names: names, All: all, Configured: !all && len(names) == 0 && forPeople})
			if err := render.Compare(a.term(), a.format, document.CompareFrom(table, a.docOptions()), o); err != nil {
				return failure(err)
			}
			if exitCode && table.Differs() {
				return status(exitNo)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "show settings that do not differ too, and every SDK")
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "exit with status 1 when anything differs")
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl compare", document.Comparison{}) })
	return cmd
}

// thatMatter leaves out the SDKs that people here do not ship with.
func (a *app) thatMatter(sdks []*sdk.SDK) (some []*sdk.SDK, leftOut []string) {
	for _, s := range sdks {
		if slices.Contains(a.matter, s.Reading.ID) {
			some = append(some, s)
		} else {
			leftOut = append(leftOut, s.Reading.ID)
		}
	}
	if len(some) == 0 {
		return sdks, nil
	}
	return some, leftOut
}

// compared gives the rows that arguments name.
func compared(typed []string) ([]string, error) {
	names := slices.Clone(typed)
	for i, t := range typed {
		switch t {
		case compare.Session, compare.Profile, compare.Credentials:
			continue
		}
		var err error
		if names[i], err = settingName(t); err != nil {
			return nil, err
		}
	}
	return names, nil
}
