package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
)

func newCredentials(a *app) *cobra.Command {
	var verbose, schema bool
	cmd := &cobra.Command{
		Use:   "credentials",
		Short: "Show where credentials come from, step by step",
		Long: `Show how the SDK would obtain credentials, without calling anybody: each provider
of the chain in order with what it found or why it was passed over, and every
step of the one that provides them.`,
		Example: `  sessctl credentials
  sessctl credentials --profile dev --as go-v1 -o json`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if schema {
				_, err := a.out.Write(document.ChainSchema())
				return err
			}
			return showCredentials(a, verbose)
		},
	}
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "show notes, and what the SDK says in its own words")
	cmd.Flags().BoolVar(&schema, "json-schema", false, "print the JSON schema of -o json and stop")
	return cmd
}

// showCredentials shows those of each SDK that --as names. The answer is no
// where one of them has none.
func showCredentials(a *app, verbose bool) error {
	sessions, err := a.sessions(nil)
	if err != nil {
		return err
	}
	var end error
	for i, s := range sessions {
		d := document.From(diagnosed(s), a.docOptions())
		if err := render.Credentials(a.term(), a.format, d, render.CredentialsOptions{Another: i > 0, Verbose: verbose}); err != nil {
			return failure(err)
		}
		switch {
		case end != nil:
		case s.Err() != nil:
			end = ended(s)
		case d.LacksCredentials():
			end = status(exitNo)
		}
	}
	return end
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageError(cmd.CommandPath()+" --help tells more", "%s takes no arguments, but got %q", cmd.Name(), args[0])
}
