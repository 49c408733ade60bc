package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// app is what the commands share: the streams and the flags that all take.
type app struct {
	streams
	env     environ.Options
	sources sources

	as, output, color string
	told              string // the SDKs that --sdks names
	profile, region   string
	set               []string
	provider          string // a file with the block of a program's own
	showSecrets       bool
	tellVersion       bool
	completing        bool // somebody may ask how flags go on

	atEnd func() // undoes what a command has set for the whole process

	profileGiven, regionGiven bool
	matter                    []string  // the readings of the SDKs that people here ship with
	format                    string    // the output format of the command that runs
	now                       time.Time // from which times are told
	shortHome                 string    // the home directory that text output writes as ~
	large                     collector // of garbage, where so much is read that memory matters
}

func (a *app) addFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.SortFlags = false
	f.StringVar(&a.as, "as", "", "the `SDK` to read the environment as: "+strings.Join(readingIDs(), ", ")+" (default \""+sdk.Default+"\")")
	f.StringVar(&a.told, "sdks", "", "the `SDKS` to tell of where they differ, with commas between them; all for every one")
	f.StringVarP(&a.profile, "profile", "p", "", "the `NAME` of a profile, as code would give it")
	f.StringVarP(&a.region, "region", "r", "", "the `REGION`, likewise")
	f.Var(&list{values: &a.set}, "set", "any other setting, as `SETTING=VALUE`")
	f.StringVar(&a.provider, "provider", "", "the Terraform `FILE` whose provider or backend block counts; FILE#ALIAS for one of several, or a directory")
	f.StringVarP(&a.output, "output", "o", "", "the output `FORMAT`: "+strings.Join(render.AllFormats(), ", ")+", as far as a command has them (default \"text\")")
	f.StringVar(&a.env.Home, "home", "", "the home `DIR` to examine")
	f.StringVar(&a.env.ConfigFile, "config-file", "", "the config `FILE` to read")
	f.StringVar(&a.env.CredentialsFile, "credentials-file", "", "the credentials `FILE` to read")
	f.StringVar(&a.env.EnvFile, "env-file", "", "a `FILE` of NAME=VALUE lines to add to the environment")
	a.sources.addFlags(f)
	f.Var(&list{values: &a.env.Vars}, "env", "a variable to add, as `NAME=VALUE`")
	f.Var(&list{values: &a.env.JavaProperties}, "java-property", "a Java system property to add, as `NAME=VALUE`")
	f.BoolVar(&a.env.NoEnv, "no-env", false, "leave this process's own environment out")
	f.BoolVar(&a.showSecrets, "show-secrets", false, "show secret keys, tokens and passwords")
	f.StringVar(&a.color, "color", "", "`WHEN` to use colour: auto, always or never")
}

// prepare takes preferences for flags that were not given, and checks those
// that every command has.
func (a *app) prepare(cmd *cobra.Command) error {
	if a.tellVersion {
		fmt.Fprintln(a.out, versionLine())
		return status(exitDone)
	}
	a.profileGiven = cmd.Flags().Changed("profile")
	a.regionGiven = cmd.Flags().Changed("region")
	if a.showSecrets {
		a.env.Vault.Open()
	}
	p, err := readPreferences(&a.env)
	var usage *exitError
	switch {
	case errors.As(err, &usage):
		return err
	case err != nil:
		return failure(err)
	}
	for flag, value := range map[*string]string{&a.as: p.as, &a.color: p.color} {
		if *flag == "" {
			*flag = value
		}
	}
	if a.matter = p.sdks; a.told != "" {
		if a.matter, err = sdkIDs(listed(a.told)); err != nil {
			return usageError("use any of "+strings.Join(readingIDs(), ", "), "--sdks: %v", err)
		}
	}
	if a.format, err = a.chooseFormat(cmd, p.output); err != nil {
		return err
	}
	switch a.color {
	case "auto", "always", "never":
	default:
		return usageError("use auto, always or never", "--color %q is none of its values", a.color)
	}
	return nil
}

// sdk gives the SDK that --as names.
func (a *app) sdk() (*sdk.SDK, error) { return findSDK(a.as) }

// sdks gives those that --as names: one, several with commas between them, or all.
func (a *app) sdks() ([]*sdk.SDK, error) {
	if strings.EqualFold(a.as, "all") {
		return sdk.All(), nil
	}
	var list []*sdk.SDK
	for _, id := range strings.Split(a.as, ",") {
		of, err := findSDK(strings.TrimSpace(id))
		if err != nil {
			return nil, err
		}
		list = append(list, of)
	}
	return list, nil
}

func findSDK(id string) (*sdk.SDK, error) {
	found, ok := sdk.Find(id)
	if !ok {
		return nil, usageError("use "+suggest.Or(readingIDs()),
			"unknown reading %q%s", id, suggest.DidYouMean(id, readingNames()))
	}
	return found, nil
}

// workspace takes the snapshot of the environment that the flags describe.
func (a *app) workspace() (*resolve.Workspace, error) {
	if h := a.env.Home; h != "" && !environ.IsDir(h) {
		return nil, usageError("name the directory that has .aws in it", "--home %s: no such directory", h)
	}
	if err := a.sources.open(a); err != nil {
		return nil, err
	}
	env, err := environ.New(a.env)
	if err != nil {
		return nil, &exitError{status: exitUsage, message: err.Error()}
	}
	a.now = env.Now()
	a.shortHome = env.Get("HOME")
	if a.shortHome == "" {
		a.shortHome = env.Get("USERPROFILE")
	}
	a.shortHome = env.Abs(a.shortHome)
	w := resolve.NewWorkspace(env)
	w.Large = a.large.read
	return w, nil
}

// given is what the flags give to an SDK, as code would.
func (a *app) given() (*session.Config, error) {
	c := &session.Config{Settings: map[string]origin.Candidate{}}
	if a.profileGiven {
		c.Profile = &origin.Candidate{Value: a.profile, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}
	}
	if a.regionGiven {
		c.Settings["region"] = origin.Candidate{Value: a.region, Origin: origin.Origin{Kind: origin.Flag, Name: "--region"}}
	}
	for _, kv := range a.set {
		v, name, err := explicitSetting(kv)
		if err != nil {
			return nil, err
		}
		c.Settings[name] = v
	}
	return c, nil
}

// config is what a session of any SDK is made of: the environment that the flags
// describe, and what they give. Services' endpoints that are among names are
// resolved too.
func (a *app) config(names ...string) (*session.Config, error) {
	c, err := a.given()
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if service, ok := settings.ServiceOf(n); ok {
			c.Services = append(c.Services, service)
		}
	}
	if c.Workspace, err = a.workspace(); err != nil {
		return nil, err
	}
	c.Blocks, err = a.blocks(c.Workspace.Env)
	return c, err
}

// session builds the session that most commands look at.
func (a *app) session(names ...string) (*session.Session, error) {
	of, err := a.sdk()
	if err != nil {
		return nil, err
	}
	c, err := a.config(names...)
	if err != nil {
		return nil, err
	}
	return session.New(of.Config(), c), nil
}

// sessions builds one for each SDK that --as names.
func (a *app) sessions(more *session.Config, names ...string) ([]*session.Session, error) {
	list, err := a.sdks()
	if err != nil {
		return nil, err
	}
	c, err := a.config(names...)
	if err != nil {
		return nil, err
	}
	all := make([]*session.Session, len(list))
	for i, of := range list {
		all[i] = session.New(of.Config(), c, more)
	}
	return all, nil
}

// diagnosed is what a session is made of, with what is wrong with it.
func diagnosed(s *session.Session) *resolve.Resolution {
	res := s.Resolution()
	diagnose.Add(&diagnose.Facts{Workspace: s.Config.Workspace, Resolution: res, Now: s.Config.Workspace.Env.Now()})
	return res
}

func (a *app) docOptions() document.Options {
	return document.Options{ShowSecrets: a.showSecrets, Vault: a.env.Vault}
}

func (a *app) term() render.Terminal    { return a.terminal(a.out) }
func (a *app) errTerm() render.Terminal { return a.terminal(a.err) }

func (a *app) terminal(w io.Writer) render.Terminal {
	return render.NewTerminal(w, render.Preferences{Colour: a.color, Home: a.shortHome, Now: a.now, Getenv: os.Getenv})
}

// notBuilt is the error of a command that needs a session, where the SDK builds
// none: why, and what to do about it.
func (a *app) notBuilt(s *session.Session) error {
	e := &exitError{status: exitConfig, message: document.Plain(s.Err().Error())}
	if res := s.Resolution(); res != nil && res.Err != nil {
		d := document.From(diagnosed(s), a.docOptions())
		first := d.Verdict(false).Faults[0]
		e.message, e.hint = first.Placed(), first.Fix
	}
	return e
}

// ended is the status of a command whose answer is complete: 3 when the
// configuration cannot be loaded in the reading.
func ended(s *session.Session) error {
	if s.Err() != nil {
		return status(exitConfig)
	}
	return nil
}
