package resolve

import (
	"fmt"
	"path"
	"strings"

	"github.com/sessctl/sessctl/internal/sharedfile"
)

// goV11 is aws-sdk-go v1.1 of February 2016, whose session package this
// project descends from. Building a session reads AWS_REGION and nothing else
// (aws/defaults/defaults.go, Config), and never fails; credentials come from
// the environment, from one file, or from instance metadata (chain_gov11.go).
func goV11() *Reading {
	return &Reading{
		ID: "go-v1.1", Aliases: []string{"seed"}, SDK: Seed,
		Title:   "AWS SDK for Go v1.1",
		Follows: "aws-sdk-go v1.1.2 with gopkg.in/ini.v1 v1.67.3",

		Grammar: func(FileKind) sharedfile.Grammar { return sharedfile.INI() },
		Choose:  chooseGoV11,
		Locate:  locateGoV11,
		Name:    nameGoV11,
		Merge:   mergeINI,
		Load:    loadGoV11,
		Layers:  []Layer{ExplicitLayer, EnvLayer, DefaultLayer},
		Check:   checkGoV11,
		Chain:   chainGoV11,
	}
}

// chooseGoV11 follows SharedCredentialsProvider.profile
// (aws/credentials/shared_credentials_provider.go). Code has no way to name a
// profile, so a flag that does stands for the variable.
func chooseGoV11(r *Run) ProfileChoice {
	choice := ProfileChoice{Name: "default", Origin: Origin{Kind: ByDefault}}
	asked, ok := r.Var("AWS_PROFILE")
	if given := r.In.Profile; given != nil {
		if ok {
			choice.Others = append(choice.Others, Outcome{asked, given.Origin.Name + " stands for it"})
		}
		asked, ok = *given, true
	}
	switch {
	case ok && asked.Value != "":
		choice.Name, choice.Origin = asked.Value, asked.Origin
	case ok:
		choice.Others = append(choice.Others, Outcome{asked, EmptyIsUnset})
	}
	return choice
}

// locateGoV11 follows SharedCredentialsProvider.filename. The user database is
// not asked, and a path in the variable is taken as it stands. The config file
// is named for people only: nothing in this SDK reads one.
func locateGoV11(r *Run) []FileUse {
	home := homeGoV11(r)
	config := FileUse{Kind: ConfigFile, Origin: Origin{Kind: ByDefault}, Unread: true, Reason: "this SDK reads no config file"}
	credentials := FileUse{Kind: CredentialsFile, Origin: Origin{Kind: ByDefault}}
	if home != "" {
		config.Path, credentials.Path = underHome(r, home, "config"), underHome(r, home, "credentials")
	} else {
		credentials.Reason = "neither HOME nor USERPROFILE says where the home directory is"
	}
	if p := r.Env.ConfigFile; p != "" {
		config.Path, config.Origin = p, Origin{Kind: Flag, Name: "--config-file"}
	}
	asked, ok := r.Var("AWS_SHARED_CREDENTIALS_FILE")
	switch p := r.Env.CredentialsFile; {
	case p != "":
		credentials.Path, credentials.Origin, credentials.Reason = p, Origin{Kind: Flag, Name: "--credentials-file"}, ""
	case ok && asked.Value != "":
		credentials.Path, credentials.Origin, credentials.Reason = asked.Value, asked.Origin, ""
	}
	if config.Path == "" {
		return []FileUse{credentials}
	}
	return []FileUse{config, credentials}
}

func homeGoV11(r *Run) string {
	if home := r.Env.Get("HOME"); home != "" {
		return home
	}
	return r.Env.Get("USERPROFILE")
}

// underHome is the path of a shared file as filepath.Join makes it.
func underHome(r *Run, home, name string) string {
	if r.Env.OS == "windows" {
		return r.Env.Join(strings.TrimRight(home, `\/`), ".aws", name)
	}
	return path.Join(home, ".aws", name)
}

// nameGoV11 takes every section for a profile of just that name.
func nameGoV11(_ FileKind, s *sharedfile.Section) Naming {
	return Naming{Kind: SectionProfile, Name: s.Name}
}

// loadGoV11 knows the one section that exists without being written.
func loadGoV11(r *Run) {
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

// checkGoV11 reports sections that were meant for the profile in use.
func checkGoV11(r *Run) {
	r.Shared.Each(func(ref SectionRef) {
		switch {
		case ref.Name == sharedfile.DefaultSection && r.Choice.Name != ref.Name:
			r.Problem(Problem{Code: "default-section", Severity: SevNote, Origin: ref.Origin(),
				Message: "[DEFAULT] gives profile " + r.Choice.Name + " nothing but what a %(key)s in a value asks for: this parser hands its keys on to no other section"})
		case !r.Choice.Found && ref.Name != r.Choice.Name && SameProfile(ref.Name, r.Choice.Name):
			r.Problem(Problem{Code: "section-named-otherwise", Severity: SevWarning, Origin: ref.Origin(),
				Message: fmt.Sprintf("[%s] is profile %q here and not %q: this SDK takes a header's text as it stands", ref.Name, ref.Name, r.Choice.Name),
				Help:    fmt.Sprintf("write [%s], or set AWS_PROFILE=%q", r.Choice.Name, ref.Name)})
		}
	})
}
