package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
)

func newCopy(a *app) *cobra.Command {
	var endpoint string
	cmd := &cobra.Command{
		Use:   "copy",
		Short: "Show how a copy of the session would differ",
		Long: `Show how a copy of the session differs from it. The base is what the environment
gives without the flags. --region, --endpoint-url and --set are merged on top
and keep the credentials of the base, as Session.Copy does; --profile resolves
everything anew with that profile.`,
		Example: `  sessctl copy --region us-west-2
  sessctl copy --profile dev --set retry_mode=adaptive -o json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			of, err := a.sdk()
			if err != nil {
				return err
			}
			over, err := a.given()
			if err != nil {
				return err
			}
			w, err := a.workspace()
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("endpoint-url") {
				over.Settings["endpoint_url"] = resolve.Candidate{Value: endpoint, Origin: resolve.Origin{Kind: resolve.Flag, Name: "--endpoint-url"}}
			}
			if over.Profile == nil && len(over.Settings) == 0 {
				return usageError("for example: sessctl copy --region us-west-2", "a copy needs --profile, --region, --endpoint-url or --set to differ in")
			}
			base := session.New(of.Config(), &session.Config{Workspace: w})
			copied := base.Copy(over)
			if err := render.Copy(a.term(), a.format, document.CopyFrom(base, copied, over.Profile == nil, a.docOptions())); err != nil {
				return failure(err)
			}
			return ended(copied)
		},
	}
	cmd.Flags().StringVar(&endpoint, "endpoint-url", "", "the `URL` that every service is called at")
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl copy", document.Copied{}) })
	return cmd
}
