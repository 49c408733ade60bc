package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/check"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
)

func newCheck(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check ASSERTION...",
		Short: "Assert about the effective configuration, for CI",
		Long: `Assert about the effective configuration. An assertion is SETTING=VALUE, !=, >=,
<=, > or <; SETTING alone (it is set) or !SETTING (it is unset). The exit status
is 1 when one does not hold, and 3 when the configuration cannot be loaded.`,
		Example: `  sessctl check region=us-west-2 'max_attempts>=3'
  sessctl check '!endpoint_url' use_fips_endpoint=true`,
		ValidArgsFunction: completeSettings,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError("for example: sessctl check region=us-west-2", "check takes at least one assertion")
			}
			var list []check.Assertion
			var names []string
			for _, arg := range args {
				as, err := check.Parse(arg)
				if err != nil {
					return usageError(cmd.CommandPath()+" --help shows what an assertion is", "%v", err)
				}
				if as.Setting, err = settingName(as.Setting); err != nil {
					return err
				}
				list = append(list, as)
				names = append(names, as.Setting)
			}
			s, err := a.session(names...)
			if err != nil {
				return err
			}
			res := diagnosed(s)
			report := check.Run(document.From(res, document.Options{ShowSecrets: true}), document.From(res, a.docOptions()), list)
			if err := render.Check(a.term(), a.format, report); err != nil {
				return failure(err)
			}
			switch {
			case s.Err() != nil:
				return status(exitConfig)
			case report.Failed() > 0:
				return status(exitNo)
			}
			return nil
		},
	}
}
