package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
)

func newHandlers(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "handlers",
		Short: "List the handlers that a request passes through",
		Long: `List the handlers of the session, by stage and in the order in which they run,
with the names by which code removes and swaps them. SDKs that have middleware
or events instead are shown the handlers of aws-sdk-go.`,
		Example: "  sessctl handlers --as go-v1",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			s, err := a.session()
			if err != nil {
				return err
			}
			if err := render.Handlers(a.term(), a.format, document.HandlersFrom(s)); err != nil {
				return failure(err)
			}
			if s.Err() != nil {
				return a.notBuilt(s)
			}
			return nil
		},
	}
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl handlers", document.Handlers{}) })
	return cmd
}
