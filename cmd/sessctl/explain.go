package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/suggest"
)

func newExplain(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "explain SETTING",
		Aliases: []string{"why"},
		Short:   "Tell the whole story of one setting: every place looked at, and why it won or lost",
		Long: `Tell the whole story of one setting: every place that was looked at, in order of
precedence, what was there, and why the winner won, with the source line quoted.

A variable or a key of a file may be named instead of the setting it belongs to;
what leads to credentials is explained as "credentials". With --as all, or a list
such as --as go-v1,go-v2, the story is told for each SDK.`,
		Example: `  sessctl explain region
  sessctl explain AWS_DEFAULT_REGION --as all
  sessctl explain credentials`,
		Args:              exactArgs(1, "one setting, for example: sessctl explain region"),
		ValidArgsFunction: completeSettings,
		RunE: func(_ *cobra.Command, args []string) error {
			name, err := explainable(args[0])
			if err != nil {
				return err
			}
			if name == "credentials" {
				return showCredentials(a, false)
			}
			sessions, err := a.sessions(&session.Config{Everywhere: true}, name)
			if err != nil {
				return err
			}
			var list []document.Explanation
			var end error
			for _, s := range sessions {
				list = append(list, document.Explain(s.Config.Workspace, s.Resolution(), name, a.docOptions()))
				if end == nil {
					end = ended(s)
				}
			}
			if err := render.Explanations(a.term(), a.format, list); err != nil {
				return failure(err)
			}
			return end
		},
	}
}

// explainable finds the setting that a name means: its own, that of a variable
// or of a key; "credentials" for what leads to them.
func explainable(name string) (string, error) {
	if name == "credentials" {
		return name, nil
	}
	if setting, ok := resolve.SettingNamed(name); ok {
		return setting, nil
	}
	var names []string
	for i := range resolve.Table() {
		s := &resolve.Table()[i]
		for _, n := range append(append([]resolve.Named{}, s.Env...), s.Keys...) {
			names = append(names, n.Name)
		}
	}
	for _, list := range [][]resolve.Input{resolve.InputVars(), resolve.InputKeys()} {
		for _, in := range list {
			if strings.EqualFold(in.Name, name) {
				return "credentials", nil
			}
			names = append(names, in.Name)
		}
	}
	return "", usageError("sessctl settings lists the settings", "unknown setting, variable or key %q%s",
		name, suggest.DidYouMean(name, append(settingNames(), names...)))
}
