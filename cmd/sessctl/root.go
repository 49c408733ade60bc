package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/suggest"
)

// The exit statuses.
const (
	exitDone   = 0
	exitNo     = 1 // the answer is no
	exitUsage  = 2 // wrong usage
	exitConfig = 3 // the configuration cannot be loaded in this reading
	exitFailed = 4 // something else failed
)

// streams are where a command reads and writes: answers go to out, everything
// else to err.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

func stdStreams() streams { return streams{os.Stdin, os.Stdout, os.Stderr} }

// exitError ends the program with a status. Its message, if any, is printed
// as an error; hint is what to do about it.
type exitError struct {
	status  int
	message string
	lines   []string // that say more
	hint    string
	cause   error // nil where the message says all
}

func (e *exitError) Error() string { return e.message }
func (e *exitError) Unwrap() error { return e.cause }

func status(code int) error { return &exitError{status: code} }

// statusOf is the status that an error of status ends with.
func statusOf(err error) int { return exitOf(err).status }

func usageError(hint, format string, args ...any) error {
	return &exitError{status: exitUsage, message: fmt.Sprintf(format, args...), hint: hint}
}

func failure(err error) error { return &exitError{status: exitFailed, message: err.Error()} }

// newRoot makes the program's command with those below it that arguments can
// mean, or all where there are none.
func newRoot(io streams, args ...string) (*cobra.Command, *app) {
	a := &app{streams: io, completing: completes(args) || len(args) == 0}
	root := &cobra.Command{
		Use:   "sessctl",
		Short: "Show what an AWS SDK would do in this environment, and why",
		Long: `sessctl shows what an AWS SDK would do in this environment, and why: who you
would be, every setting with the file, line and column it stands in, what it
overrides and by which rule, and the whole way to the credentials.

It is offline and read-only unless asked, and shows no secrets.

What you prefer (as, output, color, sdks) is read from SESSCTL_AS and its kin,
then from $XDG_CONFIG_HOME/sessctl/config.yaml (~/.config/sessctl/config.yaml).`,
		Example: `  sessctl resolve --region us-west-2
  sessctl explain region
  sessctl credentials --profile dev --as go-v1
  sessctl request s3 GetObject --param Bucket=b --param Key=k -o curl
  sessctl check region=eu-west-1 'max_attempts>=3'`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, args[0])
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.prepare(cmd) },
	}
	root.SetUsageFunc(usage)
	root.Flags().BoolVar(&a.tellVersion, "version", false, "print the version and stop")
	root.SetIn(io.in)
	root.SetOut(io.out)
	root.SetErr(io.err)
	root.SetFlagErrorFunc(flagError)
	a.addFlags(root)
	addCommands(root, a, args)
	tellFormats(root)
	return root, a
}

// run is the whole program. Everything that it prints goes through two outputs,
// and what those could not write ends it with a status of its own.
func run(args []string, io streams) int {
	vault := document.NewVault(args)
	outNet, errNet := document.Nets(vault, io.out, io.err)
	out, errs := render.NewOutput(io.out), render.NewOutput(io.err)
	out.Through(outNet)
	errs.Through(errNet)
	io.out, io.err = out, errs
	if completes(args) {
		io.out = &offers{out: out}
	}
	root, app := newRoot(io, args...)
	app.env.Vault = vault
	app.atEnd = func() {}
	defer func() { app.large.end(); app.atEnd() }()
	root.SetArgs(args)
	exit := guarded(root.Execute)
	if err := out.Close(); err != nil {
		exit = &exitError{status: exitFailed, message: "write the answer: " + err.Error(), lines: []string{"what was written of it is not whole"}}
	}
	if exit.message != "" {
		o := app.docOptions()
		text := o.Text
		if exit.status == exitUsage {
			text = o.Message
		}
		lines := make([]string, len(exit.lines))
		for i, line := range exit.lines {
			lines[i] = text(line)
		}
		what, meant := suggest.Apart(exit.message)
		render.Error(app.errTerm(), text(what), strings.TrimSpace(text(meant)+" "+o.Text(exit.hint)), lines...)
	}
	_ = errs.Close() // there is nobody left to tell
	return exit.status
}

// guarded runs the command. A panic becomes an error that says where it was, so
// that it can be reported, and nothing of what was read: the trace of one has
// arguments in it.
func guarded(execute func() error) (exit *exitError) {
	defer func() {
		if r := recover(); r != nil {
			what := fmt.Sprintf("a panic of type %T", r)
			if err, ok := r.(runtime.Error); ok {
				what = err.Error()
			}
			exit = &exitError{status: exitFailed, message: "this is a fault of sessctl: " + what + " in " + panicked(),
				hint: "report this line with the output of `sessctl version` and the command, without its secrets, in an issue of the project"}
		}
	}()
	return exitOf(execute())
}

// panicked names the function that broke down: the first of sessctl's below the
// runtime's.
func panicked() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	below := false
	for {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			below = true
		case below && !strings.HasPrefix(f.Function, "runtime."):
			return fmt.Sprintf("%s (%s:%d)", f.Function[strings.LastIndexByte(f.Function, '/')+1:], filepath.Base(f.File), f.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}

// exitOf says how the program ends.
func exitOf(err error) *exitError {
	var exit *exitError
	switch {
	case err == nil:
		return &exitError{status: exitDone}
	case errors.As(err, &exit):
		return exit
	}
	return &exitError{status: exitUsage, message: err.Error(), hint: "sessctl --help lists the commands"}
}
