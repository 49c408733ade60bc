package seed

import (
	"fmt"
	"path"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Reading is aws-sdk-go v1.1 of February 2016, whose session package this
// project descends from. Building a session reads AWS_REGION and nothing else
// (aws/defaults/defaults.go, Config), and never fails; credentials come from
// the environment, from one file, or from instance metadata (chain_gov11.go).
func Reading() *resolve.Reading {
	return &resolve.Reading{
		ID: "go-v1.1", Aliases: []string{"seed"}, SDK: settings.Seed,
		Title:   "AWS SDK for Go v1.1",
		Follows: "aws-sdk-go v1.1.2 with gopkg.in/ini.v1 v1.67.3",

		FromDefault: true,
		Grammar:     func(profiles.FileKind) sharedfile.Grammar { return sharedfile.INI() },
		Choose:      choose,
		Locate:      locate,
		Name:        name,
		Merge:       mergeINI,
		Load:        load,
		Layers:      []resolve.Layer{resolve.ExplicitLayer, resolve.EnvLayer, resolve.DefaultLayer},
		Check:       check,
		Chain:       chain,
	}
}

// choose follows SharedCredentialsProvider.profile
// (aws/credentials/shared_credentials_provider.go). Code has no way to name a
// profile, so a flag that does stands for the variable.
func choose(r *resolve.Run) resolve.ProfileChoice {
	choice := resolve.ProfileChoice{Name: "default", Origin: origin.Origin{Kind: origin.ByDefault}}
	asked, ok := r.Var("AWS_PROFILE")
	if given := r.In.Profile; given != nil {
		if ok {
			choice.Others = append(choice.Others, asked.As(origin.Shadowed, given.Origin.Name+" stands for it"))
		}
		asked, ok = *given, true
	}
	switch {
	case ok && asked.Value != "":
		choice.Name, choice.Origin = asked.Value, asked.Origin
	case ok:
		choice.Others = append(choice.Others, asked.As(origin.Rejected, resolve.EmptyIsUnset))
	}
	return choice
}

// locate follows SharedCredentialsProvider.filename. The user database is
// not asked, and a path in the variable is taken as it stands. The config file
// is named for people only: nothing in this SDK reads one.
func locate(r *resolve.Run) []resolve.FileUse {
	home := home(r)
	config := resolve.FileUse{Kind: profiles.ConfigFile, Origin: origin.Origin{Kind: origin.ByDefault}, Unread: true, Reason: "this SDK reads no config file"}
	credentials := resolve.FileUse{Kind: profiles.CredentialsFile, Origin: origin.Origin{Kind: origin.ByDefault}}
	if home != "" {
		config.Path, credentials.Path = underHome(r, home, "config"), underHome(r, home, "credentials")
	} else {
		credentials.Reason = "neither HOME nor USERPROFILE says where the home directory is"
	}
	if p := r.Env.ConfigFile; p != "" {
		config.Path, config.Origin = p, origin.Origin{Kind: origin.Flag, Name: "--config-file"}
	}
	asked, ok := r.Var("AWS_SHARED_CREDENTIALS_FILE")
	switch p := r.Env.CredentialsFile; {
	case p != "":
		credentials.Path, credentials.Origin, credentials.Reason = p, origin.Origin{Kind: origin.Flag, Name: "--credentials-file"}, ""
	case ok && asked.Value != "":
		credentials.Path, credentials.Origin, credentials.Reason = asked.Value, asked.Origin, ""
	}
	if config.Path == "" {
		return []resolve.FileUse{credentials}
	}
	return []resolve.FileUse{config, credentials}
}

func home(r *resolve.Run) string {
	if home := r.Env.Get("HOME"); home != "" {
		return home
	}
	return r.Env.Get("USERPROFILE")
}

// underHome is the path of a shared file as filepath.Join makes it.
func underHome(r *resolve.Run, home, name string) string {
	if r.Env.OS == "windows" {
		return r.Env.Join(strings.TrimRight(home, `\/`), ".aws", name)
	}
	return path.Join(home, ".aws", name)
}

// name takes every section for a profile of just that name.
func name(_ profiles.FileKind, s *sharedfile.Section) profiles.Naming {
	return profiles.Naming{Kind: profiles.SectionProfile, Name: s.Name}
}

// load knows the one section that exists without being written.
func load(r *resolve.Run) {
	if r.Choice.Name != sharedfile.DefaultSection || r.Choice.Found {
		return
	}
	for _, f := range r.Shared.Files {
		if f.Parsed != nil && f.Parsed.Err == nil {
			r.Choice.Found = true
			r.Found.Profile.Found = true
		}
	}
}

// check reports sections that were meant for the profile in use.
func check(r *resolve.Run) {
	if r.Choice.Name != sharedfile.DefaultSection {
		for _, ref := range r.Shared.Named(profiles.SectionProfile, sharedfile.DefaultSection) {
			r.Problem(resolve.Problem{Code: "default-section", Severity: resolve.SevNote, Origin: ref.Origin(),
				Message: "[DEFAULT] gives profile " + r.Choice.Name + " nothing but what a %(key)s in a value asks for: this parser hands its keys on to no other section"})
		}
	}
	if r.Choice.Found {
		return
	}
	r.Shared.Each(func(ref profiles.SectionRef) {
		if ref.Name != r.Choice.Name && ref.Name != sharedfile.DefaultSection && profiles.SameProfile(ref.Name, r.Choice.Name) {
			r.Problem(resolve.Problem{Code: "section-named-otherwise", Severity: resolve.SevWarning, Origin: ref.Origin(),
				Message: fmt.Sprintf("[%s] is profile %q here and not %q: this SDK takes a header's text as it stands", ref.Name, ref.Name, r.Choice.Name),
				Help:    fmt.Sprintf("write [%s], or set AWS_PROFILE=%q", r.Choice.Name, ref.Name)})
		}
	})
}
