package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
)

func newProfiles(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "profiles",
		Short: "List every profile and sso-session, where it stands and what is wrong with it",
		Long: `List every profile and sso-session as the SDK sees them: kind, region, where each
stands, what is wrong with it, and the sections that the SDK passes over. With
-o json, everything that was parsed, merged as the SDK merges the two files.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			s, err := a.session()
			if err != nil {
				return err
			}
			if err := render.Profiles(a.term(), a.format, document.ProfilesFrom(diagnosed(s), a.docOptions())); err != nil {
				return failure(err)
			}
			return ended(s)
		},
	}
}
