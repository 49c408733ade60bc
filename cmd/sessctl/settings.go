package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

func newSettings(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "settings [PATTERN]",
		Short: "List every setting that exists, and which SDKs read it",
		Long: `List every setting that some SDK reads: what it does, its variable, its key in
the files, its default, and which SDKs read it. PATTERN is a name in any form
(region, AWS_REGION, max-attempts), a part of some names, or one with * for any
text. The environment plays no part: sessctl resolve shows what is set in it.`,
		Example: `  sessctl settings
  sessctl settings retry
  sessctl settings AWS_USE_FIPS_ENDPOINT
  sessctl settings 's3*' -o json`,
		Args:              atMost(1, "a pattern, or none: sessctl settings retry"),
		ValidArgsFunction: completeSettings,
		RunE: func(_ *cobra.Command, args []string) error {
			pattern := ""
			if len(args) > 0 {
				pattern = args[0]
			}
			d := document.SettingsFrom(sdk.Readings(), pattern, sdk.BesideReadings()...)
			if len(d.Settings)+len(d.Inputs) == 0 && a.format == "text" {
				return &exitError{status: exitNo, message: "no setting, variable or key is named like " + pattern + suggest.DidYouMean(pattern, everyName()), hint: "sessctl settings lists them"}
			}
			if err := render.Settings(a.term(), a.format, d); err != nil {
				return failure(err)
			}
			if len(d.Settings)+len(d.Inputs) == 0 {
				return status(exitNo)
			}
			return nil
		},
	}
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl settings", document.Settings{}) })
	return cmd
}

// everyName gives the settings, and the variables and keys that are none.
func everyName() []string {
	names := settingNames()
	for _, list := range [][]settings.Input{settings.InputVars(), settings.InputKeys()} {
		for _, in := range list {
			names = append(names, in.Name)
		}
	}
	return names
}

// atMost takes up to n arguments and says what they are where there are more.
func atMost(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return usageError(cmd.CommandPath()+" --help tells more", "%s takes %s", cmd.Name(), what)
	}
}
