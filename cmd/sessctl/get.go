package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/settings"
)

func newGet(a *app) *cobra.Command {
	var null bool
	cmd := &cobra.Command{
		Use:   "get SETTING|PATH",
		Short: "Print a bare value, for scripts",
		Long: `Print the value of a setting and nothing else. A path leads into the document
that resolve -o json prints: profile, credentials.account,
credentials.steps[0].role_arn. The exit status is 1, and nothing is printed, when
there is no value or the SDK does not know the setting.`,
		Example: `  region=$(sessctl get region)
  sessctl get services.s3.endpoint_url --as boto3
  sessctl get credentials.steps[0].role_arn`,
		Args:              exactArgs(1, "one setting, for example: sessctl get region"),
		ValidArgsFunction: completeSettings,
		RunE: func(_ *cobra.Command, names []string) error {
			f, err := a.field(names[0])
			if err != nil {
				return err
			}
			end := "\n"
			if null {
				end = "\x00"
			}
			switch {
			case a.format == "json":
				if err := render.JSON(a.out, f); err != nil {
					return failure(err)
				}
			case f.Set:
				fmt.Fprint(a.out, f.Text(), end)
			}
			switch {
			case f.Error != nil:
				return &exitError{status: exitConfig, message: document.Plain(f.Error.Message)}
			case !f.Set:
				return status(exitNo)
			}
			return nil
		},
	}
	cmd.Flags().BoolVarP(&null, "null", "z", false, "end the value with NUL instead of a line end")
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl get", document.Field{}) })
	return cmd
}

// field gives a setting's value, or what stands at a path into the document.
func (a *app) field(name string) (document.Field, error) {
	path := isPath(name)
	if !path {
		var err error
		if name, err = settingName(name); err != nil {
			return document.Field{}, err
		}
	}
	s, err := a.session(name)
	if err != nil {
		return document.Field{}, err
	}
	if path {
		d := document.From(diagnosed(s), a.docOptions())
		f, err := d.Field(name)
		if err != nil {
			return f, usageError("look at the document with sessctl resolve -o json", "%v", err)
		}
		return f, nil
	}
	f := document.Field{SchemaVersion: document.SchemaVersion, As: s.Config.Reading.ID, Name: name, Error: document.SessionError(s, a.docOptions())}
	if v := s.Resolution().Setting(name); v != nil && v.Set {
		shown := a.docOptions().Setting(v)
		f.Value, f.Set, f.Origin = shown.Value, true, shown.Origin
	}
	return f, nil
}

// isPath reports whether a name is a path into the document, and no setting.
func isPath(name string) bool { return settings.Lookup(name) == nil && document.IsPath(name) }

// offerSchema adds --json-schema to a command, which stops it before it looks at
// anything else.
func offerSchema(cmd *cobra.Command, a *app, schema func() []byte) {
	asked := cmd.Flags().Bool("json-schema", false, "print the JSON schema of -o json and stop")
	args, run := cmd.Args, cmd.RunE
	cmd.Args = func(cmd *cobra.Command, given []string) error {
		if *asked || args == nil {
			return nil
		}
		return args(cmd, given)
	}
	cmd.RunE = func(cmd *cobra.Command, given []string) error {
		if !*asked {
			return run(cmd, given)
		}
		_, err := a.out.Write(schema())
		return err
	}
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
