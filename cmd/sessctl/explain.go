package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

func newExplain(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "explain SETTING",
		Aliases: []string{"why"},
		Short:   "Tell the whole story of one setting",
		Long: `Tell the whole story of one setting: every place that was looked at, in order of
precedence, what is there, and why it is used, overridden or rejected, with the
source line quoted.

A variable or a key of a file may be named as well, and "profile": the answer says
who reads it and why it counts or not here. What leads to credentials is explained
as a whole by "credentials". With --as all, or a list such as --as go-v1,go-v2, the
story is told for each SDK.`,
		Example: `  sessctl explain region
  sessctl explain AWS_DEFAULT_REGION --as all
  sessctl explain credentials`,
		Args:              exactArgs(1, "one setting, for example: sessctl explain region"),
		ValidArgsFunction: completeSettings,
		RunE: func(_ *cobra.Command, args []string) error {
			name, named, err := explainable(args[0])
			if err != nil {
				return err
			}
			if name == "credentials" {
				return ignoreNone(showCredentials(a, false))
			}
			sessions, err := a.sessions(&session.Config{Everywhere: true}, name)
			if err != nil {
				return err
			}
			var list []document.Explanation
			var end error
			for _, s := range sessions {
				if named {
					list = append(list, document.ExplainName(s.Config.Workspace, s.Resolution(), name, a.docOptions()))
				} else {
					list = append(list, document.Explain(s.Config.Workspace, s.Resolution(), name, a.docOptions()))
				}
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
	offerSchema(cmd, a, func() []byte { return document.SchemaOfMany("sessctl explain", document.Explanation{}) })
	return cmd
}

// explainable finds what a name means: a setting, "credentials" for what leads
// to them, or a variable, a key or the profile (named).
func explainable(name string) (spelt string, named bool, err error) {
	if name == "credentials" || settings.Lookup(name) != nil {
		return name, false, nil
	}
	if _, ok := settings.ServiceOf(name); ok {
		return name, false, nil
	}
	if service, ok := strings.CutPrefix(strings.ToUpper(name), "AWS_ENDPOINT_URL_"); ok && service != "" {
		return settings.ServiceEndpoint(strings.ToLower(service)), false, nil
	}
	if spelt, ok := diagnose.FindName(name); ok {
		return spelt, true, nil
	}
	if setting, ok := settings.SettingNamed(name); ok {
		return setting, false, nil
	}
	names := append(settingNames(), diagnose.ProfileName)
	for i := range settings.Table() {
		s := &settings.Table()[i]
		for _, n := range slices.Concat(s.Env, s.Keys) {
			names = append(names, n.Name)
		}
	}
	for _, in := range slices.Concat(settings.InputVars(), settings.InputKeys()) {
		names = append(names, in.Name)
	}
	return "", false, usageError("sessctl settings lists the settings", "unknown setting, variable or key %q%s", name, suggest.DidYouMean(name, names))
}

// ignoreNone takes that there are no credentials for an answer.
func ignoreNone(err error) error {
	if exit := (*exitError)(nil); errors.As(err, &exit) && exit.status == exitNo {
		return nil
	}
	return err
}
