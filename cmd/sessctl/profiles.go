package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
)

func newProfiles(a *app) *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "profiles [PATTERN]",
		Short: "List every profile: whom it is, and whether it works",
		Long: `List every profile as the SDK sees it: its kind, account, role or source, region,
and status; the sso-sessions, and the sections that the SDK passes over. PATTERN
is a part of names, or a name with * for any text. With -o json, everything that
was parsed as well, merged as the SDK merges the two files.`,
		Example: `  sessctl profiles
  sessctl profiles 'prod-*' -o wide
  sessctl profiles --check --as go-v2`,
		Args: atMost(1, "a pattern, or none: sessctl profiles prod"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return profileNames(a), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := a.session()
			if err != nil {
				return err
			}
			pattern := ""
			if len(args) > 0 {
				pattern = args[0]
			}
			d := document.ProfilesFrom(s, pattern, render.IsData(a.format), a.docOptions())
			if err := render.Profiles(a.term(), a.format, d); err != nil {
				return failure(err)
			}
			switch {
			case s.Err() != nil:
				return ended(s)
			case check && d.Broken() > 0, pattern != "" && d.Chosen == 0:
				return status(exitNo)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "exit with status 1 when a profile is broken")
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl profiles", document.Profiles{}) })
	return cmd
}
