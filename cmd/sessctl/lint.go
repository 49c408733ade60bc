package main

import (
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/suggest"
)

// lintOptions are the flags of lint.
type lintOptions struct {
	chosen  diagnose.Selection
	explain string
	failOn  string
	fix     bool
	schema  bool
}

func newLint(a *app) *cobra.Command {
	var o lintOptions
	cmd := &cobra.Command{
		Use:     "lint",
		Aliases: []string{"doctor"},
		Short:   "Find what is wrong or risky in the files and the environment",
		Long: `Find what is wrong or risky in the environment and in every profile of the shared
files, each with a code, the place at fault and what to do. Nothing is changed:
--fix shows as a diff what is safe to change.

The exit status is 1 when there are errors; --fail-on warning makes warnings
count too.`,
		Example: `  sessctl lint
  sessctl lint --as boto3 --ignore file-readable-by-others
  sessctl lint --explain pasted-export
  sessctl lint --fix`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return lint(a, o) },
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.chosen.Select, "select", nil, "report these `CODES` alone; the beginning of a code will do")
	f.StringSliceVar(&o.chosen.Ignore, "ignore", nil, "leave these `CODES` out, likewise")
	f.StringVar(&o.explain, "explain", "", "explain a `CODE` and stop")
	f.StringVar(&o.failOn, "fail-on", "error", "the least `SEVERITY` that makes the exit status 1: error, warning or note")
	f.BoolVar(&o.fix, "fix", false, "show as a diff what is safe to change")
	f.BoolVar(&o.schema, "json-schema", false, "print the JSON schema of -o json and stop")
	codes := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return diagnose.Codes(), cobra.ShellCompDirectiveNoFileComp
	}
	for _, flag := range []string{"select", "ignore", "explain"} {
		_ = cmd.RegisterFlagCompletionFunc(flag, codes) // it fails only for a flag that is not there
	}
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(severities, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

var severities = []string{"error", "warning", "note"}

func lint(a *app, o lintOptions) error {
	if o.schema {
		_, err := a.out.Write(document.LintSchema())
		return err
	}
	if o.explain != "" {
		return explainCode(a, o.explain)
	}
	if !slices.Contains(severities, o.failOn) {
		return usageError("use error, warning or note", "--fail-on %q is none of its values", o.failOn)
	}
	if unknown := o.chosen.Unknown(); len(unknown) > 0 {
		return unknownCode(unknown[0])
	}
	if a.many() {
		return a.forEach(nil, func(e one) judged {
			d := linted(e.session, o, e.options)
			return judged{d, statusOf(lintEnded(d, o))}
		})
	}
	s, err := a.session()
	if err != nil {
		return err
	}
	defer withoutCollection()()
	d := linted(s, o, a.docOptions())
	if err := render.Lint(a.term(), a.format, d); err != nil {
		return failure(err)
	}
	return lintEnded(d, o)
}

// linted is what is wrong in one environment.
func linted(s *session.Session, o lintOptions, options document.Options) document.Lint {
	c := s.Config
	report := diagnose.Whole(c.Workspace, c.Inputs(), c.Reading, c.Workspace.Env.Now())
	return document.LintFrom(c.Workspace, report, o.chosen, o.fix, options)
}

func lintEnded(d document.Lint, o lintOptions) error {
	if d.Counts.Any(o.failOn) {
		return status(exitNo)
	}
	return nil
}

// memoryLimit is how many bytes lint may take before garbage is collected.
const memoryLimit = 256 << 20

// withoutCollection puts garbage collection off until there is much of it: for
// the few milliseconds that lint takes it costs more than all else.
func withoutCollection() (restore func()) {
	limit, percent := debug.SetMemoryLimit(memoryLimit), debug.SetGCPercent(-1)
	return func() {
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(percent)
	}
}

func explainCode(a *app, code string) error {
	e := diagnose.Lookup(strings.ToLower(code))
	if e == nil {
		return unknownCode(code)
	}
	if err := render.LintEntry(a.term(), a.format, document.LintExplain(e)); err != nil {
		return failure(err)
	}
	return nil
}

func unknownCode(code string) error {
	return usageError("docs/diagnoses.md lists the codes", "unknown code %q%s", code, suggest.DidYouMean(code, diagnose.Codes()))
}
