package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/diff"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/live"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/rewrite"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/suggest"
)

func newDiff(a *app) *cobra.Command {
	exitCode := false
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Compare two profiles, environments, files or saved documents",
		Long: `Compare what two subjects come to: settings, the way to credentials, and what is
found wrong, with the SDKs in which it is so. A subject is

  a profile        NAME, or profile:NAME where a file has that name too
  an environment   a file of NAME=VALUE lines, as --env-file takes it
  a document       that resolve -o json has printed
  a shared file    a config or credentials file, of which every profile counts
  a revision       REV:PATH, a file as git has it; or - for standard input
  a home           the directory that has .aws in it

A file is known by its content. Where both are shared files or homes, the profiles
that were added, removed or changed are shown, and no variable counts; otherwise
the profile in use. Secrets are compared, and never shown.`,
		Example: `  sessctl diff dev prod
  sessctl diff HEAD:aws/config aws/config -o markdown
  sessctl resolve -o json > before.json; sessctl diff before.json profile:dev
  git show main:aws/config | sessctl diff - aws/config --exit-code`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 1 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return profileNames(a), cobra.ShellCompDirectiveDefault
		},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usageError("for example: sessctl diff dev prod", "diff takes two subjects")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			a.withoutCollection()
			r, err := compareSubjects(a, args)
			if err != nil {
				return err
			}
			if err := render.Diff(a.term(), a.format, r); err != nil {
				return failure(err)
			}
			if exitCode && r.Differs {
				return status(exitNo)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "exit with status 1 when they differ")
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl diff", diff.Report{}) })
	return cmd
}

func compareSubjects(a *app, args []string) (diff.Report, error) {
	of, err := a.sdk()
	if err != nil {
		return diff.Report{}, err
	}
	readings := []*resolve.Reading{of.Reading}
	for _, rd := range sdk.Readings() {
		if rd.ID != of.Reading.ID && slices.Contains(a.matter, rd.ID) {
			readings = append(readings, rd)
		}
	}
	if args[0] == "-" && args[1] == "-" {
		return diff.Report{}, usageError("name a file for one of them", "standard input can be one subject alone")
	}
	var subjects [2]diff.Subject
	for i, arg := range args {
		if subjects[i], err = a.subject(arg); err != nil {
			return diff.Report{}, err
		}
		subjects[i].Label = a.docOptions().Message(arg)
	}
	r, err := diff.Compare(subjects[0], subjects[1], diff.Options{Readings: readings, Known: sdk.Readings(), Now: time.Now(), Document: a.docOptions()})
	if err != nil {
		return r, usageError("", "%v", err)
	}
	return r, nil
}

// subject finds out what an argument of diff is.
func (a *app) subject(arg string) (diff.Subject, error) {
	name, explicit := strings.CutPrefix(arg, "profile:")
	w, err := a.workspace()
	if err != nil {
		return diff.Subject{}, err
	}
	named := explicit || arg != "-" && !strings.ContainsAny(arg, `/\`) // a path is no name
	switch {
	case named && hasProfile(w, name):
		return a.profileSubject(w, name)
	case explicit:
		return diff.Subject{}, usageError("sessctl profiles lists them", "profile %q is in neither file%s", name, suggest.DidYouMean(name, profilesOf(w)))
	}
	if environ.IsDir(arg) {
		o := a.env
		o.Home = arg
		return a.filesSubject(o, nil)
	}
	data, err := a.subjectContent(arg)
	if err != nil {
		didYouMean := ""
		if named {
			didYouMean = suggest.DidYouMean(arg, profilesOf(w))
		}
		return diff.Subject{}, usageError("name a profile, a file, REV:PATH, - or a directory", "%s is no profile, and %v%s", arg, err, didYouMean)
	}
	return a.contentSubject(arg, data)
}

// hasProfile reports whether an environment has a profile in any reading that matters.
// All that the readings read goes into the vault.
func hasProfile(w *resolve.Workspace, name string) (has bool) {
	for _, rd := range sdk.Readings() {
		has = resolve.Resolve(w, resolve.Inputs{}, rd).Shared.Profile(name) != nil || has
		w.Forget()
	}
	return has
}

// profilesOf gives the profiles of an environment in any reading that matters.
func profilesOf(w *resolve.Workspace) []string {
	var names []string
	seen := map[string]bool{}
	for _, rd := range sdk.Readings() {
		for _, n := range resolve.Resolve(w, resolve.Inputs{}, rd).Shared.ProfileNames() {
			if !seen[n] {
				seen[n], names = true, append(names, n)
			}
		}
		w.Forget()
	}
	return names
}

func (a *app) profileSubject(w *resolve.Workspace, name string) (diff.Subject, error) {
	in, err := a.given()
	if err != nil {
		return diff.Subject{}, err
	}
	in.Profile = &origin.Candidate{Value: name, Origin: origin.Origin{Kind: origin.Flag, Name: "profile:" + name}}
	return diff.Subject{Workspace: w, Inputs: in.Inputs(), Profile: true}, nil
}

// subjectContent reads what an argument names: a file, standard input, or a file as git
// has it.
func (a *app) subjectContent(arg string) ([]byte, error) {
	if arg == "-" {
		return readAll(a.standardInput(), "standard input")
	}
	f := environ.ReadFile(arg, environ.MaxFileSize)
	switch rev, path, ok := strings.Cut(arg, ":"); {
	case f.Err == nil:
		return f.Data, nil
	case f.Exists(), !ok || rev == "" || path == "":
		return nil, fmt.Errorf("as a file: %s", f.Reason())
	}
	out, _, err := live.Programs{Env: offlineGit}.Run("git show --end-of-options '"+strings.ReplaceAll(arg, "'", `'\''`)+"'", nil)
	if err != nil {
		return nil, fmt.Errorf("git has none: %w", err)
	}
	return out, nil
}

// offlineGit keeps git from fetching what a partial clone has not: it would call the
// remote, by whatever program the repository's configuration names. Before 2.45 git
// knows the second variable alone.
var offlineGit = []string{"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=", "GIT_TERMINAL_PROMPT=0"}

// contentSubject makes a subject of a content by what it is.
func (a *app) contentSubject(arg string, data []byte) (diff.Subject, error) {
	o := a.env
	kind := diff.Recognise(arg, data)
	switch kind {
	case diff.KindDocument:
		a.env.Vault.File(arg, data)
		d, err := diff.Parse(data)
		if err != nil {
			return diff.Subject{}, usageError("", "%s: %v", arg, err)
		}
		return diff.Subject{Saved: &d}, nil
	case diff.KindConfig:
		o.ConfigFile = pathOf(arg)
		return a.filesSubject(o, map[string][]byte{o.ConfigFile: data})
	case diff.KindCredentials:
		o.CredentialsFile = pathOf(arg)
		return a.filesSubject(o, map[string][]byte{o.CredentialsFile: data})
	case diff.KindEnv:
		vars, err := environ.ParseEnv(pathOf(arg), data)
		if err != nil {
			return diff.Subject{}, usageError("", "%v", err)
		}
		o.Lines = vars
		return a.environment(o)
	}
	return diff.Subject{}, usageError("name a profile, an environment, a document, a shared file or a home", "%s is nothing that can be compared: neither JSON of resolve, nor a shared file, nor NAME=VALUE lines", arg)
}

// pathOf is a path by which a content is named in what is printed.
func pathOf(arg string) string {
	if arg == "-" {
		return "/dev/stdin"
	}
	return arg
}

func (a *app) environment(o environ.Options) (diff.Subject, error) {
	in, err := a.given()
	if err != nil {
		return diff.Subject{}, err
	}
	env, err := environ.New(o)
	if err != nil {
		return diff.Subject{}, usageError("", "%v", err)
	}
	return diff.Subject{Workspace: resolve.NewWorkspace(env), Inputs: in.Inputs()}, nil
}

// filesSubject is an environment with other files, of which all profiles count.
func (a *app) filesSubject(o environ.Options, contents map[string][]byte) (diff.Subject, error) {
	s, err := a.environment(o)
	if err != nil {
		return s, err
	}
	env := s.Workspace.Env
	at := map[string][]byte{}
	for path, data := range contents {
		at[env.Abs(path)] = data
		s.Path, s.Name = env.Abs(path), path
	}
	env = env.With(at)
	hasProfile(resolve.NewWorkspace(env), "") // all that is read goes into the vault
	s.Workspace, s.Files = resolve.NewWorkspace(env), resolve.NewWorkspace(rewrite.FilesAlone(env).With(at))
	return s, nil
}
