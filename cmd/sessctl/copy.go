package main

import (
	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/rewrite"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

// copyFlags are the flags of copy.
type copyFlags struct {
	endpoint, write  string
	handlers         []string
	dryRun, withKeys bool
}

func newCopy(a *app) *cobra.Command {
	var f copyFlags
	cmd := &cobra.Command{
		Use:   "copy",
		Short: "Show how a copy of the session would differ, or save it",
		Long: `Show how a copy of the session differs from it. The base is what the environment
gives without the flags. --region, --endpoint-url, --set and --handler are merged
on top and keep the credentials of the base, as Session.Copy does; --profile
resolves everything anew with that profile.

--write saves what is configured of the copy as a profile of the config file: its
keys on their own lines, every other byte as it was. First the new text is tried
in every SDK; where one that matters (--sdks) would not take the profile as it is
saved, or any would take another otherwise than before, nothing is written. An
endpoint of one service goes into a services section that no other profile names.
Secrets are left out, and named; --with-keys saves static keys in the credentials
file. The exit status is 0 where it is written, and 4 where it is not.`,
		Example: `  sessctl copy --region us-west-2
  sessctl copy --profile dev --set retry_mode=adaptive -o json
  sessctl copy --handler Build:back:header=X-Team:blue
  sessctl copy --profile dev --region eu-west-1 --write dev-eu --dry-run`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return copySession(a, cmd, f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.endpoint, "endpoint-url", "", "the `URL` that every service is called at")
	fl.StringArrayVar(&f.handlers, "handler", nil, "push a `HANDLER` on the copy's lists, as LIST:front|back:KIND[=ARG]; see sessctl request --help")
	fl.StringVar(&f.write, "write", "", "save the copy as the profile `NAME` of the config file")
	fl.BoolVar(&f.dryRun, "dry-run", false, "with --write: show what would be written, and write nothing")
	fl.BoolVar(&f.withKeys, "with-keys", false, "with --write: save static keys too, in the credentials file")
	a.completeFlag(cmd, "handler", a.completeHandler)
	a.completeFlag(cmd, "write", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return profileNames(a), cobra.ShellCompDirectiveNoFileComp
	})
	offerSchema(cmd, a, func() []byte { return document.SchemaOf("sessctl copy", document.Copied{}) })
	return cmd
}

func copySession(a *app, cmd *cobra.Command, f copyFlags) error {
	of, err := a.sdk()
	if err != nil {
		return err
	}
	over, err := a.given()
	if err != nil {
		return err
	}
	if cmd.Flags().Changed("endpoint-url") {
		over.Settings["endpoint_url"] = origin.Candidate{Value: f.endpoint, Origin: origin.Origin{Kind: origin.Flag, Name: "--endpoint-url"}}
	}
	saving := cmd.Flags().Changed("write")
	switch {
	case over.Profile == nil && len(over.Settings) == 0 && len(f.handlers) == 0 && !saving:
		return usageError("for example: sessctl copy --region us-west-2", "a copy needs --profile, --region, --endpoint-url or --set to differ in, or --handler")
	case (f.dryRun || f.withKeys) && !saving:
		return usageError("for example: sessctl copy --region us-west-2 --write west --dry-run", "--dry-run and --with-keys are for --write")
	}
	w, err := a.workspace()
	if err != nil {
		return err
	}
	blocks, err := a.blocks(w.Env)
	if err != nil {
		return err
	}
	base := session.New(of.Config(), &session.Config{Workspace: w, Blocks: blocks})
	copied := base.Copy(over)
	for _, text := range f.handlers {
		p, err := dryrun.ParsePush(text)
		if err == nil {
			err = p.Apply(&copied.Handlers)
		}
		if err != nil {
			return usageError("sessctl handlers lists them", "%v", err)
		}
	}
	d := document.CopyFrom(base, copied, over.Profile == nil, a.docOptions())
	if copied.Err() != nil {
		d.Fix = exitOf(a.notBuilt(copied)).hint
	}
	var failed error
	if saving {
		d.Saved, failed = saveCopy(a, f, base, copied)
	}
	if d.Saved != nil || failed == nil {
		if err := render.Copy(a.term(), a.format, d); err != nil {
			return failure(err)
		}
	}
	if failed != nil {
		return failed
	}
	return ended(copied)
}

// saveCopy writes the copy as a profile. With an error, nothing or not all is written.
func saveCopy(a *app, f copyFlags, base, copied *session.Session) (*document.Saved, error) {
	unwritten := func(err error) error {
		return &exitError{status: exitFailed, message: "profile " + a.docOptions().Message(f.write) + " is not written: " + err.Error(), cause: err}
	}
	if copied.Err() != nil {
		return nil, unwritten(copied.Err())
	}
	save := rewrite.Save{Name: f.write, Base: base, Copy: copied, WithKeys: f.withKeys, Readings: sdk.Readings(), Matter: a.matter}
	saved, err := save.Plan()
	if err != nil {
		return nil, unwritten(err)
	}
	d := document.SavedFrom(f.write, saved, a.docOptions())
	switch {
	case len(d.Refused) > 0:
		return d, &exitError{status: exitFailed, message: "profile " + a.docOptions().Message(f.write) + " is not written",
			hint: "choose another name or other settings; --sdks names the SDKs that have to read it so"}
	case f.dryRun:
		return d, nil
	}
	for _, file := range saved.Files {
		if err := file.Write(copied.Config.Workspace.Env); err != nil {
			return nil, unwritten(&writeError{file.Path, err})
		}
	}
	d.Written = len(saved.Files) > 0
	return d, nil
}

// writeError is why a file could not be written.
type writeError struct {
	path string
	err  error
}

func (e *writeError) Error() string { return "write " + e.path + ": " + e.err.Error() }
func (e *writeError) Unwrap() error { return e.err }
