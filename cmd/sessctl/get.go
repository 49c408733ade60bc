package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newGet(a *app) *cobra.Command {
	var null bool
	cmd := &cobra.Command{
		Use:   "get SETTING",
		Short: "Print the bare value of a setting, for scripts",
		Long: `Print the value of a setting and nothing else. The exit status is 1, and nothing
is printed, when the setting is unset or the SDK does not know it.`,
		Example: `  region=$(sessctl get region)
  sessctl get services.s3.endpoint_url --as boto3`,
		Args:              exactArgs(1, "one setting, for example: sessctl get region"),
		ValidArgsFunction: completeSettings,
		RunE: func(_ *cobra.Command, names []string) error {
			names, err := namedSettings(names)
			if err != nil {
				return err
			}
			s, err := a.session(names...)
			if err != nil {
				return err
			}
			end := "\n"
			if null {
				end = "\x00"
			}
			v := s.Resolution().Setting(names[0])
			set := v != nil && v.Set
			if set {
				fmt.Fprint(a.out, a.docOptions().Setting(v).Value, end)
			}
			switch {
			case s.Err() != nil:
				return &exitError{status: exitConfig, message: s.Err().Error()}
			case !set:
				return status(exitNo)
			}
			return nil
		},
	}
	cmd.Flags().BoolVarP(&null, "null", "z", false, "end the value with NUL instead of a line end")
	return cmd
}

// exactArgs takes n arguments and says what they are where there are more or fewer.
func exactArgs(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return usageError(cmd.CommandPath()+" --help tells more", "%s takes %s", cmd.Name(), what)
	}
}
