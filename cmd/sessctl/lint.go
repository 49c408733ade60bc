package main

import (
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/report"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/rewrite"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/suggest"
)

// lintOptions are the flags of lint.
type lintOptions struct {
	chosen  diagnose.Selection
	explain string
	failOn  string
	fix     bool
	diff    bool
	dryRun  bool
	schema  bool
}

func newLint(a *app) *cobra.Command {
	var o lintOptions
	cmd := &cobra.Command{
		Use:     "lint",
		Aliases: []string{"doctor"},
		Short:   "Find what is wrong or risky in the files and the environment",
		Long: `Find what is wrong or risky in the environment and in every profile of the shared
files, each with a code, the place at fault and what to do.

--fix changes the lines whose cure is safe, after it has tried in every SDK that
each comes out as promised and that nothing else changes; what is left is
reported. --diff, or --fix --dry-run, shows the lines and changes nothing.

The exit status is 1 when there are errors; --fail-on warning makes warnings
count too.`,
		Example: `  sessctl lint
  sessctl lint --as boto3 --ignore file-readable-by-others
  sessctl lint --explain pasted-export
  sessctl lint --diff
  sessctl lint --fix --select zone-as-region`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return lint(a, o) },
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.chosen.Select, "select", nil, "report these `CODES` alone; the beginning of a code will do")
	f.StringSliceVar(&o.chosen.Ignore, "ignore", nil, "leave these `CODES` out, likewise")
	f.StringVar(&o.explain, "explain", "", "explain a `CODE` and stop")
	f.StringVar(&o.failOn, "fail-on", "error", "the least `SEVERITY` that makes the exit status 1: error, warning or note")
	f.BoolVar(&o.fix, "fix", false, "change what is safe to change")
	f.BoolVar(&o.diff, "diff", false, "show as a diff what --fix would change, and change nothing")
	f.BoolVar(&o.dryRun, "dry-run", false, "with --fix: as --diff")
	f.BoolVar(&o.schema, "json-schema", false, "print the JSON schema of -o json and stop")
	codes := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return diagnose.Codes(), cobra.ShellCompDirectiveNoFileComp
	}
	for _, flag := range []string{"select", "ignore", "explain"} {
		a.completeFlag(cmd, flag, codes)
	}
	a.completeFlag(cmd, "fail-on", cobra.FixedCompletions(severities, cobra.ShellCompDirectiveNoFileComp))
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
		if o.fix || o.diff {
			return usageError("give one bundle", "--fix and --diff take one environment, and --bundle names many")
		}
		return a.forEach(nil, func(e one) judged {
			c := e.session().Config
			found := diagnose.Whole(c.Workspace, c.Inputs(), c.Reading, c.Workspace.Env.Now())
			d := document.LintFrom(c.Workspace, found, o.chosen, e.options)
			return judged{d, lintStatus(d, o)}
		})
	}
	s, err := a.session()
	if err != nil {
		return err
	}
	c := s.Config
	if o.fix && !o.diff && !o.dryRun && a.env.Base != nil {
		return usageError("--diff shows what would change", "--fix writes to the files of this machine, and another environment is examined")
	}
	a.withoutCollection()
	examine := func(w *resolve.Workspace) (diagnose.Report, document.Lint) {
		found := diagnose.Whole(w, c.Inputs(), c.Reading, w.Env.Now())
		return found, document.LintFrom(w, found, o.chosen, a.docOptions())
	}
	found, d := examine(c.Workspace)
	if o.fix || o.diff {
		fixes := rewrite.Examined{Workspace: c.Workspace, Inputs: c.Inputs(), Reading: c.Reading, Readings: sdk.Readings(), Now: c.Workspace.Env.Now()}.CureAll(found.Findings,
			func(f diagnose.Finding) bool { return o.chosen.Has(f.Code) })
		writes := o.fix && !o.diff && !o.dryRun
		if writes {
			if err := writeFixes(c.Workspace, fixes); err != nil {
				return err
			}
			_, d = examine(resolve.NewWorkspace(c.Workspace.Env))
		}
		d.Cures(fixes, writes, a.docOptions())
	}
	of := func() report.Report {
		return report.FromLint(d, o.failOn, document.From(s.Resolution(), a.docOptions()).Files)
	}
	if err := render.Lint(a.term(), a.format, d, of, places(c.Workspace)); err != nil {
		return failure(err)
	}
	return status(lintStatus(d, o))
}

func lintStatus(d document.Lint, o lintOptions) int {
	if d.Counts.Any(o.failOn) {
		return exitNo
	}
	return exitDone
}

func writeFixes(w *resolve.Workspace, fixes rewrite.Fixes) error {
	for _, f := range fixes.Files {
		if err := f.Write(w.Env); err != nil {
			return &exitError{status: exitFailed, message: "fix " + f.Path + ": " + err.Error(), lines: []string{"the file is as it was"}, cause: err}
		}
	}
	return nil
}

// memoryLimit is how many bytes lint may take before garbage is collected.
const memoryLimit = 64 << 20

// withoutCollection puts garbage collection off until there is much of it, up to
// the end of the command, where files are not large: for the few milliseconds that
// lint takes then it costs more than all else.
func (a *app) withoutCollection() {
	if a.large.size > 0 {
		return
	}
	limit, percent := debug.SetMemoryLimit(memoryLimit), debug.SetGCPercent(-1)
	a.atEnd = func() {
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
	return usageError("sessctl lint lists those found here, docs/diagnoses.md all", "unknown code %q%s", code, suggest.DidYouMean(code, diagnose.Codes()))
}
