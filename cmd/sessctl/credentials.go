package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
)

func newCredentials(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "credentials",
		Short: "Show the credentials chain: what each provider found, and every step of the winner",
		Long: `Show how the SDK would obtain credentials, without calling anybody: each provider
of the chain in order with what it found or why it was passed over, and every
step of the one that provides them.`,
		Example: `  sessctl credentials
  sessctl credentials --profile dev --as go-v1 -o json`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return showCredentials(a) },
	}
}

func showCredentials(a *app) error {
	sessions, err := a.sessions(nil)
	if err != nil {
		return err
	}
	var end error
	for i, s := range sessions {
		if err := render.Credentials(a.term(), a.format, document.From(diagnosed(s), a.docOptions()), i > 0); err != nil {
			return failure(err)
		}
		if end == nil {
			end = ended(s)
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
