package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/suggest"
)

func newExplain(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "explain SETTING",
		Short: "Tell the whole story of one setting: every place looked at, and why it won or lost",
		Long: `Tell the whole story of one setting: every place that was looked at, in order of
precedence, what was there, and why the winner won, with the source line quoted.

A variable or a key of a file may be named instead of the setting it belongs to:
then the answer begins with who reads it and whether it counts here. "profile"
tells which profile is in use, and "credentials" where those come from. With --as all, or a list
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
			sessions, err := a.sessions(&session.Config{Everywhere: true}, name)
			if err != nil {
				return err
			}
			if name == "credentials" {
				return a.explainCredentials(sessions, args[0])
			}
			var list []document.Explanation
			var end error
			for _, s := range sessions {
				list = append(list, a.explanation(s, name, args[0]))
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

func (a *app) explanation(s *session.Session, name, asked string) document.Explanation {
	if name == "profile" {
		e := document.ExplainProfile(s.Resolution(), a.docOptions())
		e.About = a.about(s, asked)
		return e
	}
	e := document.Explain(s.Config.Workspace, s.Resolution(), name, a.docOptions())
	e.About = a.about(s, asked)
	return e
}

// about answers about a variable or key by its name.
func (a *app) about(s *session.Session, asked string) *document.About {
	var readings []*resolve.Reading
	for _, rd := range sdk.Readings() {
		if slices.Contains(a.matter, rd.ID) {
			readings = append(readings, rd)
		}
	}
	return document.AboutName(s.Config.Workspace, s.Resolution(), asked, readings, a.docOptions())
}

// explainCredentials tells how each SDK comes to credentials. That there are
// none is an answer, and no failure.
func (a *app) explainCredentials(sessions []*session.Session, asked string) error {
	var end error
	for i, s := range sessions {
		d := document.From(s.Resolution(), a.docOptions())
		d.About = a.about(s, asked)
		if err := render.Credentials(a.term(), a.format, d, render.CredentialsOptions{Another: i > 0}); err != nil {
			return failure(err)
		}
		if end == nil {
			end = ended(s)
		}
	}
	return end
}

// explainable finds the setting that a name means: its own, that of a variable
// or of a key; "credentials" for what leads to them.
func explainable(name string) (string, error) {
	if name == "credentials" || name == "profile" || resolve.Lookup(name) != nil {
		return name, nil
	}
	if _, ok := resolve.ServiceOf(name); ok {
		return name, nil
	}
	if service, ok := strings.CutPrefix(strings.ToUpper(name), "AWS_ENDPOINT_URL_"); ok && service != "" {
		return resolve.ServiceEndpoint(strings.ToLower(service)), nil
	}
	var names []string
	for i := range resolve.Table() {
		s := &resolve.Table()[i]
		for _, n := range append(append([]resolve.Named{}, s.Env...), s.Keys...) {
			if strings.EqualFold(n.Name, name) {
				return s.Name, nil
			}
			names = append(names, n.Name)
		}
	}
	for _, list := range [][]resolve.Input{resolve.InputVars(), resolve.InputKeys()} {
		for _, in := range list {
			if strings.EqualFold(in.Name, name) {
				return document.InputSetting(in.Name), nil
			}
			names = append(names, in.Name)
		}
	}
	return "", usageError("sessctl resolve --all lists the settings", "unknown setting, variable or key %q%s",
		name, suggest.DidYouMean(name, append(settingNames(), names...)))
}
