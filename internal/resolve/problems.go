package resolve

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/redact"
)

// commonProblems reports what is wrong or risky whatever the reading. What one
// SDK alone does wrong is for its reading to report.
func (r *Run) commonProblems() {
	for _, look := range []func(*Run){
		(*Run).fileProblems,
		(*Run).parseProblems,
		(*Run).profileProblems,
		(*Run).unreadVariables,
		(*Run).misspeltVariables,
		(*Run).unreadKeys,
		(*Run).valueProblems,
		(*Run).keyProblems,
		(*Run).roleProblems,
	} {
		look(r)
	}
}

// fileProblems reports shared files that are not read although somebody meant them to be.
func (r *Run) fileProblems() {
	for _, f := range r.Found.Files {
		file := string(f.Kind) + " file"
		switch {
		case f.Path == "" && f.Reason != "":
			r.Problem(Problem{Code: "no-file", Severity: SevWarning, Origin: f.Origin, Message: "no " + file + " is read: " + f.Reason})
		case f.Path == "":
		case f.Unread && f.Exists:
			r.Problem(Problem{Code: "file-not-read", Severity: SevNote, Origin: Origin{Kind: InFile, File: f.Path},
				Message: fmt.Sprintf("the %s %s is not read: %s", file, f.Path, f.Reason)})
		case !f.Exists && f.Origin.Kind != ByDefault:
			p := Problem{Code: "missing-file", Severity: SevWarning, Origin: f.Origin,
				Message: fmt.Sprintf("the %s %s does not exist; %s names it", file, f.Path, f.Origin.Name)}
			switch {
			case strings.HasPrefix(f.Given, "~"):
				p.Help = "no shell expanded the ~: write the home directory out"
			case strings.Contains(f.Given, "$"):
				p.Help = "no shell expanded the variable: write its value out"
			}
			r.Problem(p)
		case f.Exists && f.Reason != "":
			r.Problem(Problem{Code: "unreadable-file", Severity: SevWarning, Origin: Origin{Kind: InFile, File: f.Path},
				Message: fmt.Sprintf("the %s %s is not read: %s", file, f.Path, f.Reason)})
		}
	}
}

// maxNotes is how many remarks on one file are shown before the rest is counted.
const maxNotes = 8

// parseProblems reports what the parsers had to say of the files.
func (r *Run) parseProblems() {
	for _, f := range r.Shared.Files {
		if f.Parsed == nil {
			continue
		}
		if err := f.Parsed.Err; err != nil {
			at := Origin{Kind: InFile, File: f.Path, Line: err.Pos.Line, Column: err.Pos.Column}
			r.Problem(Problem{Code: "unparsable-file", Severity: SevError, Origin: at,
				Message: Losing(fmt.Sprintf("%s: %s", at, err.Message), f), Help: UnparsableHelp(f)})
		}
		for i, n := range f.Parsed.Notes {
			at := Origin{Kind: InFile, File: f.Path, Line: n.Pos.Line, Column: n.Pos.Column, Section: n.Section, Key: n.Key}
			if i == maxNotes {
				r.Problem(Problem{Code: "more-notes", Severity: SevNote, Origin: Origin{Kind: InFile, File: f.Path},
					Message: fmt.Sprintf("%d more remarks on %s are left out", len(f.Parsed.Notes)-maxNotes, f.Path)})
				break
			}
			r.Problem(Problem{Code: n.Code, Severity: SevNote, Origin: at, Message: n.Message})
		}
	}
}

// profileProblems reports a profile that was asked for and is not there, or is
// there in a section that this SDK passes over.
func (r *Run) profileProblems() {
	name := r.Choice.Name
	var passed []SectionRef
	r.Shared.Mentioning(name, func(ref SectionRef) {
		if ref.Kind == SectionIgnored && SameProfile(ref.Section.Name, name) {
			passed = append(passed, ref)
		}
	})
	for _, ref := range passed {
		r.Problem(Problem{Code: "section-ignored", Severity: SevWarning, Origin: ref.Origin(),
			Message: fmt.Sprintf("the section [%s] is passed over: %s", ref.Section.Name, ref.Reason)})
	}
	if r.Choice.Found || r.Choice.Origin.Kind == ByDefault {
		return
	}
	if len(passed) == 0 {
		r.nearlyNamed(name)
	}
	p := Problem{Code: "profile-not-found", Severity: SevWarning, Origin: r.Choice.Origin,
		Message: fmt.Sprintf("profile %q is in neither file (%s)", name, r.Choice.Origin)}
	p.Help = r.DidYouMean(name)
	for _, q := range r.Found.Problems {
		if q.Origin == p.Origin && (q.Severity == SevError || q.Code == p.Code) {
			return // the reading has said so
		}
	}
	r.Problem(p)
}

// nearlyNamed reports a section that may have been meant but that this SDK
// passes over.
func (r *Run) nearlyNamed(name string) {
	var names []string
	refs := map[string]SectionRef{}
	r.Shared.Each(func(ref SectionRef) {
		if ref.Kind == SectionIgnored {
			names = append(names, ref.Section.Name)
			refs[ref.Section.Name] = ref
		}
	})
	if ref, ok := refs[Nearest(name, names)]; ok {
		r.Problem(Problem{Code: "section-ignored", Severity: SevWarning, Origin: ref.Origin(),
			Message: fmt.Sprintf("the section [%s] may be meant, but it is passed over: %s", ref.Section.Name, ref.Reason)})
	}
}

// keyProblems reports keys of the environment that come before a profile that
// somebody asked for.
func (r *Run) keyProblems() {
	plan := r.Found.Credentials
	if plan.Provider != "env" || r.Choice.Origin.Kind == ByDefault || r.Choice.Origin.IsZero() {
		return
	}
	at := Origin{}
	if len(plan.Steps) > 0 {
		at = plan.Steps[0].Origin
	}
	r.Problem(Problem{Code: "env-keys-beat-profile", Severity: SevWarning, Origin: at,
		Message: fmt.Sprintf("the keys of the environment are used, although %s asks for profile %q", r.Choice.Origin.Name, r.Choice.Name),
		Help:    "unset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to use the profile's credentials"})
}

// roleProblems reports what is wrong with the roles of the profile in use.
func (r *Run) roleProblems() {
	if r.Profile == nil {
		return
	}
	failed := r.Found.Credentials.Status == StatusError || r.Failed()
	unread := r.Found.LeavesAlone(ConfigFile) // no role is read then
	for _, wrong := range ProfileProblems(r.Shared, r.Profile) {
		if !failed && !unread {
			r.Problem(Problem{Code: "profile-unsound", Severity: SevWarning, Origin: r.Profile.Origin, Message: subject(r.Profile.Name, wrong)})
		}
	}
	roles := 0
	for _, s := range r.Found.Credentials.Steps {
		if s.Kind != StepAssumeRole {
			continue
		}
		roles++
		if s.DurationSeconds == nil {
			continue
		}
		switch d := *s.DurationSeconds; {
		case roles > 1 && d > 3600:
			r.Problem(Problem{Code: "role-chain-duration", Severity: SevWarning, Origin: s.Origin,
				Message: fmt.Sprintf("%s is assumed from another role for %d seconds; STS refuses more than 3600 in a chain", s.RoleARN, d)})
		case d < 900 || d > 43200:
			r.Problem(Problem{Code: "role-duration", Severity: SevWarning, Origin: s.Origin,
				Message: fmt.Sprintf("%s is assumed for %d seconds; STS takes 900 to 43200", s.RoleARN, d)})
		}
	}
}

func displayed(name, value string) string { return redact.Value(name, value) }

// subject puts the profile before what is wrong with it, unless the text names one itself.
func subject(profile, wrong string) string {
	if strings.HasPrefix(wrong, "profile ") {
		return wrong
	}
	return "profile " + profile + " " + wrong
}
