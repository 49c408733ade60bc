package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/live"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/suggest"
)

// requestFlags are what `request` takes beside the common flags.
type requestFlags struct {
	input, body, endpoint string
	params                []string
	token, signWith, at   string
	sessionKeys           string
	presign               time.Duration
	show, handlers        []string
	simulate              string
	trace, schema         bool
	execTimeout           time.Duration
}

func newRequest(a *app) *cobra.Command {
	var f requestFlags
	cmd := &cobra.Command{
		Use:   "request SERVICE OPERATION",
		Short: "Build the request that an operation sends, without sending it",
		Long: `Build the request that an operation would send, and take it through the handlers
of the session. Nothing leaves this machine: where the request would be sent, a
recorder stands.

The input is given as the AWS CLI's --cli-input-json takes it, in --input, and
by single parameters in --param. It is signed with the session's keys when they
are known without asking anybody, or with those of --sign-with.

--handler LIST:front|back:KIND[=ARG] pushes a handler on a list. The kinds are

` + handlerKinds() + `
A program finds the request as JSON on its standard input and prints the changed
one; when it fails, the request does. What stands behind Sign sees the signature
and the session token, never the secret key.

--simulate answers the attempts in turn: a status, timeout, connection, throttle
or @FILE with a response as curl -i prints it, which is read as the SDK reads it.

The exit status is 3 when the request is not signed though it was to be.`,
		Example: `  sessctl request s3 PutObject --param Bucket=b --param Key=k --body @file
  sessctl request dynamodb GetItem --input @item.json -o curl
  sessctl request sts GetCallerIdentity --show canonical,string-to-sign
  sessctl request sqs ListQueues --simulate 503,timeout,200`,
		ValidArgsFunction: completeOperations,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.runRequest(cmd, args, &f) },
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.StringVar(&f.input, "input", "", "the input as `JSON`, @FILE, or - for standard input")
	fl.Var(&list{values: &f.params}, "param", "one parameter, as `PATH=VALUE`: Tags[0].Key=team")
	fl.StringVar(&f.body, "body", "", "what the whole body is made of: `@FILE`, - or a text")
	fl.StringVar(&f.token, "idempotency-token", "", "the `UUID` that is otherwise random")
	fl.StringVar(&f.signWith, "sign-with", "", "`KEYS` to sign with, as KEY:SECRET[:TOKEN]")
	fl.StringVar(&f.sessionKeys, "session-keys", "", "`KEYS` of a session with an S3 directory bucket, as KEY:SECRET:TOKEN")
	fl.StringVar(&f.endpoint, "endpoint-url", "", "the `URL` that this client calls, as code would give it")
	fl.StringVar(&f.at, "at", "", "the `TIME` of the signature, such as 2026-01-02T03:04:05Z")
	fl.DurationVar(&f.presign, "presign", 0, "sign in the URL, good for a `DURATION` such as 15m")
	fl.StringSliceVar(&f.show, "show", nil, "show what was signed: `WHAT` is canonical, string-to-sign or both")
	fl.BoolVar(&f.trace, "trace", false, "show what each handler changed")
	fl.Var(&list{values: &f.handlers}, "handler", "push a `HANDLER`, as LIST:front|back:KIND[=ARG]")
	fl.DurationVar(&f.execTimeout, "exec-timeout", live.DefaultTimeout, "the `DURATION` that an exec handler's program may take")
	fl.StringVar(&f.simulate, "simulate", "", "answer the attempts with a `LIST` such as 503,timeout,throttle,200")
	fl.BoolVar(&f.schema, "json-schema", false, "print the JSON schema of -o json and stop")
	a.completeRequest(cmd)
	return cmd
}

func (a *app) runRequest(cmd *cobra.Command, args []string, f *requestFlags) error {
	if f.schema {
		_, err := a.out.Write(document.RequestSchema())
		return err
	}
	if len(args) != 2 {
		return usageError("for example: sessctl request sts GetCallerIdentity", "request takes a service and an operation")
	}
	d, err := a.request(cmd, args[0], args[1], f)
	if err != nil && a.format == "json" {
		return a.refuse(args[0], args[1], d, err)
	}
	if err != nil {
		return err
	}
	if err := render.Request(a.term(), a.format, *d); err != nil {
		return failure(err)
	}
	if d.Hidden && a.format == "http" {
		fmt.Fprintln(a.err, "What is secret is hidden, so this is refused as it stands; --show-secrets shows it.")
	}
	if why := d.Unsigned(); why != "" {
		message := "the request is not signed"
		if a.format != "text" { // which says why
			message += ": " + why
		}
		hint := "see where keys come from with sessctl credentials, or give some with --sign-with KEY:SECRET"
		if d.Before != nil {
			hint = "give a session's keys with --session-keys KEY:SECRET:TOKEN; aws s3api create-session gets some"
		}
		return &exitError{status: exitConfig, message: message, hint: hint}
	}
	return nil
}

// handlerKinds are the kinds of handlers, a line each.
func handlerKinds() string {
	var b strings.Builder
	for _, k := range dryrun.Kinds() {
		fmt.Fprintf(&b, "  %-18s %s\n", k.Syntax(), k.Summary)
	}
	return b.String()
}

var shows = []string{"canonical", "string-to-sign"}

// refuse prints the document of a request that is not built: with all that is
// known of it, when the call has come so far.
func (a *app) refuse(service, operation string, d *document.Request, err error) error {
	var exit *exitError
	if !errors.As(err, &exit) {
		exit = &exitError{status: exitUsage, message: err.Error()}
	}
	if d == nil {
		as := a.as
		if of, err := a.sdk(); err == nil {
			as = of.Reading.ID
		}
		refused := document.Refused(as, service, operation, nil)
		d = &refused
	}
	d.Error = document.RequestErrorFrom(err, exit.message, exit.lines, a.docOptions())
	if err := render.JSON(a.term(), *d); err != nil {
		return failure(err)
	}
	return status(exit.status)
}

// request builds a request. Its errors say which status the program ends with;
// beside one, the document has what is known nevertheless, or is nil.
func (a *app) request(cmd *cobra.Command, service, operation string, f *requestFlags) (*document.Request, error) {
	o, err := f.options(a, cmd)
	if err != nil {
		return nil, err
	}
	c, s, err := a.client(service, givenEndpoint(cmd, f.endpoint))
	if err != nil {
		return nil, err
	}
	if f.at == "" {
		o.Time = s.Config.Workspace.Env.Now().UTC()
	}
	op, err := c.Model.FindOperation(operation)
	if err != nil {
		return nil, usageError("", "%v", err)
	}
	if s.Err() != nil {
		return nil, a.notBuilt(s)
	}
	if f := c.Fault; f != nil {
		return nil, &exitError{status: exitConfig, message: a.docOptions().Message(f.Message), hint: a.docOptions().Message(f.Help)}
	}
	input, problems, err := a.requestInput(cmd, op, f)
	if err != nil {
		return nil, err
	}
	call, err := dryrun.NewCall(c, op, input, *o)
	if err != nil {
		return nil, usageError("sessctl handlers lists them", "%v", err)
	}
	call.Run()
	call.Err = withProblems(op, problems, call.Err)
	d := document.RequestFrom(s, call, a.docOptions())
	d.Show, d.Steps = f.show, f.trace
	if call.Err == nil {
		return &d, nil
	}
	e := inputError(call.Err)
	if (call.Endpoint.Err != nil || errors.Is(call.Err, dryrun.ErrNoRegion)) && len(e.lines) == 0 {
		e.status = exitConfig
		if c.Region == "" && c.Custom.Value == "" {
			e.hint = document.RegionHelp(c)
		}
	}
	e.message = a.docOptions().TextOf(call, e.message)
	for i, line := range e.lines {
		e.lines[i] = a.docOptions().TextOf(call, line)
	}
	return &d, e
}

// inputError is a person's mistake in an input.
func inputError(err error) *exitError {
	e := &exitError{status: exitUsage, message: err.Error(), cause: err}
	var handler *dryrun.HandlerError
	if errors.As(err, &handler) {
		e.status = exitFailed
	}
	var in *protocol.InputError
	if !errors.As(err, &in) || len(in.Problems) == 1 && err == error(in) {
		return e
	}
	e.message = fmt.Sprintf("the request of %s cannot be built", in.Operation)
	for _, p := range in.Problems {
		e.lines = append(e.lines, p.String())
	}
	for _, other := range dryrun.Beside(err, in) {
		e.lines = append(e.lines, other.Error())
	}
	return e
}

// keysOf reads the keys that a flag gives, nil for none.
func keysOf(flag, text string) (*dryrun.Keys, error) {
	if text == "" {
		return nil, nil
	}
	parts := strings.SplitN(text, ":", 3)
	if len(parts) < 2 || parts[0] == "" || parts[1] == "" {
		return nil, usageError("for example "+flag+" AKIDEXAMPLE:SECRET", "%s: expected KEY:SECRET or KEY:SECRET:TOKEN", flag)
	}
	keys := &dryrun.Keys{AccessKeyID: parts[0], SecretKey: resolve.Secret(parts[1])}
	if len(parts) == 3 {
		keys.Token = resolve.Secret(parts[2])
	}
	return keys, nil
}

// options reads the flags that say how a call is run.
func (f *requestFlags) options(a *app, cmd *cobra.Command) (*dryrun.Options, error) {
	o := &dryrun.Options{Token: f.token, Presign: f.presign, Exec: live.Programs{Timeout: f.execTimeout}.Run}
	var err error
	if f.at != "" {
		o.Timely = true
		if o.Time, err = signingTime(f.at); err != nil {
			return nil, err
		}
	}
	if cmd.Flags().Changed("presign") && (f.presign < time.Second || f.presign > 7*24*time.Hour) {
		return nil, usageError("for example --presign 15m", "--presign %s: a signature is good for between 1s and 168h", f.presign)
	}
	if f.execTimeout <= 0 {
		return nil, usageError("for example --exec-timeout 30s", "--exec-timeout %s: a program needs some time", f.execTimeout)
	}
	if o.Keys, err = keysOf("--sign-with", f.signWith); err != nil {
		return nil, err
	}
	if o.Session, err = keysOf("--session-keys", f.sessionKeys); err != nil {
		return nil, err
	}
	for _, s := range f.show {
		if !slices.Contains(shows, s) {
			return nil, usageError("use "+suggest.Or(shows), "--show %q is none of its values%s", s, suggest.DidYouMean(s, shows))
		}
	}
	for _, text := range f.handlers {
		p, err := dryrun.ParsePush(text)
		if err != nil {
			return nil, usageError("sessctl handlers lists them", "%v", err)
		}
		o.Push = append(o.Push, p)
	}
	if f.simulate != "" {
		if f.presign > 0 {
			return nil, usageError("leave one of --simulate and --presign out", "--simulate: a presigned request is not sent, so nothing answers it")
		}
		if o.Answers, err = dryrun.ParseAnswers(f.simulate, a.readResponse); err != nil {
			return nil, usageError("for example --simulate 503,timeout,200", "%v", err)
		}
	}
	return o, nil
}

// signingTime reads a time in one of the ways in which people write it.
func signingTime(s string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "20060102T150405Z", "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, usageError("for example --at 2026-01-02T03:04:05Z", "--at %q is no time", s)
}
