package boto

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// loaded is what loading the files came to.
type loaded struct {
	fault       *fault // why every look-up that reaches the files fails
	credentials *fault // why the credentials file is lost
}

// load: nothing is read while a session is made. The first look-up that
// reaches the files reads both (session.py, full_config), and everyone looks
// the region up; where code or a variable gives that, the fault is met later
// and does not keep the session from being made. AWS CLI v2 reads both files
// when it starts (clidriver.py, create_clidriver).
func load(r *resolve.Run) {
	kept := &loaded{}
	r.Kept = kept
	unparsable := map[profiles.FileKind]*fault{}
	for _, f := range r.Shared.Files {
		if f.Parsed == nil || f.Parsed.Err == nil {
			continue
		}
		err := f.Parsed.Err
		at := origin.Origin{Kind: origin.InFile, File: f.Path, Line: err.Pos.Line, Column: err.Pos.Column}
		unparsable[f.Kind] = &fault{code: "unparsable-file", origin: at, message: profiles.Losing(fmt.Sprintf("%s: %s", at, err.Message), f), help: profiles.UnparsableHelp(f)}
	}
	kept.credentials = unparsable[profiles.CredentialsFile]
	known := regionGiven(r)
	for _, f := range []*fault{unparsable[profiles.ConfigFile], kept.credentials} {
		if f == nil {
			continue
		}
		raise(r, f, isCLI(r) || !known)
	}
	if kept.fault = unparsable[profiles.ConfigFile]; kept.fault != nil {
		forget(r) // the credentials file is read after the config file
		return
	}
	if r.Profile == nil && r.Choice.Origin.Kind != origin.ByDefault {
		kept.fault = &fault{code: "profile-not-found", origin: r.Choice.Origin, help: profileHelp(r),
			message: fmt.Sprintf("profile %q is in neither file (%s)", r.Choice.Name, r.Choice.Origin.Name)}
		raise(r, kept.fault, !known)
	}
	if isCLI(r) {
		pluginsCLI(r)
	}
}

// raise reports a fault: as a failure to build the session, or as what is met later.
func raise(r *resolve.Run, f *fault, fails bool) {
	if fails {
		r.Fail(f.code, f.origin, f.help, "%s", f.message)
		return
	}
	r.Problem(resolve.Problem{Code: f.code, Severity: resolve.SevError, Message: f.message, Origin: f.origin, Help: f.help})
}

// forget makes the files hold nothing, as for an SDK that cannot read one.
func forget(r *resolve.Run) {
	r.Profile, r.Choice.Found, r.Choice.Where = nil, false, origin.Origin{}
	r.Found.Profile = r.Choice
	for i := range r.Shared.Files {
		if f := r.Shared.Files[i].Parsed; f == nil || f.Err == nil {
			r.Shared.Files[i].Parsed = nil
		}
	}
	r.Shared.Forget()
}

// regionGiven reports whether the region is known without the files; an
// empty variable counts.
func regionGiven(r *resolve.Run) bool {
	if _, ok := r.In.Explicit["region"]; ok {
		return true
	}
	for _, n := range settings.Lookup("region").Env {
		if _, ok := r.Env.Lookup(n.Name); ok && n.In&r.Reading.SDK != 0 {
			return true
		}
	}
	return false
}

func profileHelp(r *resolve.Run) string {
	name := r.Choice.Name
	if name == "" {
		return "unset " + r.Choice.Origin.Name + ": empty, it still names a profile to this SDK"
	}
	if help := r.DidYouMean(name); help != "" {
		return help
	}
	found := ""
	r.Shared.Mentioning(name, func(ref profiles.SectionRef) {
		if ref.Kind == profiles.SectionIgnored && strings.TrimSpace(ref.Section.Name) == name {
			found = fmt.Sprintf("%s has [%s]: write it [profile %s]", ref.Origin(), ref.Section.Name, name)
		}
	})
	return found
}

// check reports what a client would meet, and what the sections hide.
func check(r *resolve.Run) {
	withoutFiles(r)
	for _, f := range commonFaults(r, true) {
		clientProblem(r, f)
	}
	if v := r.Setting("region"); v.Set && !pyRegion(v.Value) {
		clientProblem(r, fault{code: "invalid-region", origin: v.Origin, message: fmt.Sprintf("region: %q cannot be one: letters, digits and hyphens only", v.Value)})
	}
	for _, service := range []string{"s3", "dynamodb", "sts"} {
		if f := serviceFault(r, service); f != nil {
			clientProblem(r, *f)
		}
	}
	if c, ok := raw(r, "endpoint_discovery_enabled"); ok {
		if v := strings.ToLower(strings.TrimSpace(c.Value)); v != "true" && v != "false" && v != "auto" {
			clientProblem(r, fault{code: "invalid-value", origin: c.Origin, help: "use true, false or auto",
				message: fmt.Sprintf("endpoint_discovery_enabled: %q is none of true, false, auto, which clients of DynamoDB and Timestream reject", c.Value)})
		}
	}
	if q := r.Profile.Get("s3"); q != nil && len(q.Nested) == 0 && q.Value != "" {
		clientProblem(r, fault{code: "s3-no-block", origin: q.Origin, message: "the key s3 holds a text and no block: no client of S3 can be built",
			help: "put settings for S3 on indented lines below s3 ="})
	}
	if c, ok := raw(r, "ca_bundle"); ok && c.Value == "" && !isCLI(r) {
		r.Problem(resolve.Problem{Code: "certificates-unchecked", Severity: resolve.SevWarning, Origin: c.Origin,
			Message: "an empty ca_bundle makes this SDK call services without checking their certificates", Help: "unset it"})
	}
	replaced(r)
}

// withoutFiles takes the defaults away where a look-up that gets as far as
// the files is an error.
func withoutFiles(r *resolve.Run) {
	f := r.Kept.(*loaded).fault
	if f == nil {
		return
	}
	for _, v := range r.Found.Settings {
		if v.Setting == nil || len(v.Setting.Keys) == 0 || v.Origin.Kind != origin.ByDefault && v.Origin.Kind != origin.Derived {
			continue
		}
		for i := range v.Places {
			if v.Places[i].Verdict == origin.Won {
				v.Places[i].Verdict, v.Places[i].Reason, v.Places[i].Unasked = origin.Rejected, "not asked: the files come before it, which is an error: "+f.message, true
			}
		}
		v.Value, v.Set, v.Origin, v.Note = "", false, origin.Origin{}, ""
	}
}

func clientProblem(r *resolve.Run, f fault) { r.Problem(f.problem()) }

// problem is the fault as whoever builds a client meets it.
func (f *fault) problem() resolve.Problem {
	return resolve.Problem{Code: f.code, Severity: resolve.SevError, Origin: f.origin, Message: f.message + " (met when a client is built)", Help: f.help}
}

// replaced reports sections of the profile in use that a later one replaced.
func replaced(r *resolve.Run) {
	if r.Profile == nil {
		return
	}
	last := ""
	for i := len(r.Profile.Sections) - 1; i >= 0; i-- {
		ref := r.Profile.Sections[i]
		switch {
		case ref.File != profiles.ConfigFile:
		case last == "":
			last = ref.Section.Name
		default:
			r.Problem(resolve.Problem{Code: "section-replaced", Severity: resolve.SevWarning, Origin: ref.Origin(), Help: "put everything into one of the two",
				Message: fmt.Sprintf("[%s] is overridden: [%s] further down is the same profile and replaces it wholly", ref.Section.Name, last)})
		}
	}
}
