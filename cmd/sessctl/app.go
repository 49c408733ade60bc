package main

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/render"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/suggest"
)

// app is what the commands share: the streams and the flags that all take.
type app struct {
	streams
	env environ.Options

	as, output, color string
	profile, region   string
	set               []string
	showSecrets       bool

	profileGiven, regionGiven bool
	shortHome                 string // the home directory that text output writes as ~
}

func (a *app) addFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.SortFlags = false
	f.StringVar(&a.as, "as", "", "the SDK to read the environment as (default \""+sdk.Default+"\")")
	f.StringVarP(&a.profile, "profile", "p", "", "the `NAME` of a profile, as code or a flag would give it")
	f.StringVarP(&a.region, "region", "r", "", "the region, likewise")
	f.StringArrayVar(&a.set, "set", nil, "any other setting, as `SETTING=VALUE`")
	f.StringVarP(&a.output, "output", "o", "", "the output `FORMAT` (default \"text\")")
	f.StringVar(&a.env.Home, "home", "", "the home `DIR` to examine")
	f.StringVar(&a.env.ConfigFile, "config-file", "", "the config `FILE` to read")
	f.StringVar(&a.env.CredentialsFile, "credentials-file", "", "the credentials `FILE` to read")
	f.StringVar(&a.env.EnvFile, "env-file", "", "a `FILE` of NAME=VALUE lines to add to the environment")
	f.StringArrayVar(&a.env.Vars, "env", nil, "a variable to add, as `NAME=VALUE`")
	f.BoolVar(&a.env.NoEnv, "no-env", false, "leave this process's own environment out")
	f.BoolVar(&a.showSecrets, "show-secrets", false, "show secret keys, tokens and passwords")
	f.StringVar(&a.color, "color", "", "`WHEN` to use colour: auto, always or never")
}

// prepare takes preferences for flags that were not given, and checks those
// that every command has.
func (a *app) prepare(cmd *cobra.Command) error {
	a.profileGiven = cmd.Flags().Changed("profile")
	a.regionGiven = cmd.Flags().Changed("region")
	if a.showSecrets {
		a.env.Vault.Open()
	}
	p, err := readPreferences()
	if err != nil {
		return failure(err)
	}
	for flag, value := range map[*string]string{&a.as: p.as, &a.output: p.output, &a.color: p.color} {
		if *flag == "" {
			*flag = value
		}
	}
	switch a.color {
	case "auto", "always", "never":
	default:
		return usageError("use auto, always or never", "--color %q is none of its values", a.color)
	}
	return nil
}

// format checks the output format against those that a command has.
func (a *app) format(formats ...string) (string, error) {
	for _, f := range formats {
		if a.output == f {
			return f, nil
		}
	}
	return "", usageError("this command prints "+strings.Join(formats, ", "),
		"unknown output format %q%s", a.output, suggest.DidYouMean(a.output, formats))
}

// reading gives the reading that --as names.
func (a *app) reading() (*resolve.Reading, error) { return findReading(a.as) }

func findReading(id string) (*resolve.Reading, error) {
	found, err := findSDK(id)
	if err != nil {
		return nil, err
	}
	return found.Reading, nil
}

func findSDK(id string) (*sdk.SDK, error) {
	found, ok := sdk.Find(id)
	if !ok {
		return nil, usageError("the readings are "+strings.Join(readingIDs(), ", "),
			"unknown reading %q%s", id, suggest.DidYouMean(id, readingNames()))
	}
	return found, nil
}

// workspace takes the snapshot of the environment that the flags describe.
func (a *app) workspace() (*resolve.Workspace, error) {
	env, err := environ.New(a.env)
	if err != nil {
		return nil, &exitError{status: exitUsage, message: err.Error()}
	}
	a.shortHome = env.Get("HOME")
	if a.shortHome == "" {
		a.shortHome = env.Get("USERPROFILE")
	}
	a.shortHome = env.Abs(a.shortHome)
	return resolve.NewWorkspace(env), nil
}

// inputs are the flags that stand for what code gives to an SDK.
func (a *app) inputs() (resolve.Inputs, error) {
	in := resolve.Inputs{Explicit: map[string]resolve.Candidate{}}
	if a.profileGiven {
		in.Profile = &resolve.Candidate{Value: a.profile, Origin: resolve.Origin{Kind: resolve.Flag, Name: "--profile"}}
	}
	if a.regionGiven {
		in.Explicit["region"] = resolve.Candidate{Value: a.region, Origin: resolve.Origin{Kind: resolve.Flag, Name: "--region"}}
	}
	for _, kv := range a.set {
		c, name, err := explicitSetting(kv)
		if err != nil {
			return in, err
		}
		in.Explicit[name] = c
		if service, ok := resolve.ServiceOf(name); ok {
			in.Services = append(in.Services, service)
		}
	}
	return in, nil
}

// resolve does what most commands begin with. Names of service endpoints among
// names are resolved too.
func (a *app) resolve(names ...string) (*resolve.Resolution, error) {
	job, err := a.job(names...)
	if err != nil {
		return nil, err
	}
	return job.resolve(), nil
}

// job is what there is to resolve: an environment, what is given explicitly,
// and a reading.
type job struct {
	w       *resolve.Workspace
	in      resolve.Inputs
	reading *resolve.Reading
}

func (j *job) resolve() *resolve.Resolution { return resolve.Resolve(j.w, j.in, j.reading) }

func (a *app) job(names ...string) (*job, error) {
	rd, err := a.reading()
	if err != nil {
		return nil, err
	}
	return a.jobAs(rd, names...)
}

// jobs is a job for each reading that --as names: one, several with commas
// between them, or all.
func (a *app) jobs(names ...string) ([]*job, error) {
	readings, err := a.readings()
	if err != nil {
		return nil, err
	}
	first, err := a.jobAs(readings[0], names...)
	if err != nil {
		return nil, err
	}
	jobs := []*job{first}
	for _, rd := range readings[1:] {
		jobs = append(jobs, &job{first.w, first.in, rd})
	}
	return jobs, nil
}

func (a *app) readings() ([]*resolve.Reading, error) {
	if strings.EqualFold(a.as, "all") {
		return sdk.Readings(), nil
	}
	var list []*resolve.Reading
	for _, id := range strings.Split(a.as, ",") {
		rd, err := findReading(strings.TrimSpace(id))
		if err != nil {
			return nil, err
		}
		list = append(list, rd)
	}
	return list, nil
}

func (a *app) jobAs(rd *resolve.Reading, names ...string) (*job, error) {
	in, err := a.inputs()
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if service, ok := resolve.ServiceOf(n); ok {
			in.Services = append(in.Services, service)
		}
	}
	w, err := a.workspace()
	if err != nil {
		return nil, err
	}
	return &job{w, in, rd}, nil
}

// session makes the session that the flags describe, of the SDK that --as names.
func (a *app) session() (*session.Session, *sdk.SDK, error) {
	found, err := findSDK(a.as)
	if err != nil {
		return nil, nil, err
	}
	j, err := a.jobAs(found.Reading)
	if err != nil {
		return nil, nil, err
	}
	return session.New(found.Config(), &session.Config{Workspace: j.w, Profile: j.in.Profile, Settings: j.in.Explicit}), found, nil
}

func (a *app) docOptions() document.Options { return document.Options{ShowSecrets: a.showSecrets} }

func (a *app) term() render.Terminal    { return a.terminal(a.out) }
func (a *app) errTerm() render.Terminal { return a.terminal(a.err) }

func (a *app) terminal(w io.Writer) render.Terminal {
	return render.NewTerminal(w, render.Preferences{Colour: a.color, Home: a.shortHome, ShowSecrets: a.showSecrets, Getenv: os.Getenv})
}

// ended is the status of a command whose answer is complete: 3 when the
// configuration cannot be loaded in the reading.
func ended(res *resolve.Resolution) error {
	if res.Err != nil {
		return status(exitConfig)
	}
	return nil
}
