package resolve

import (
	"fmt"
	"strings"
)

// loadedBoto3 is what loading the files came to.
type loadedBoto3 struct {
	fault       *faultBoto3 // why every look-up that reaches the files fails
	credentials *faultBoto3 // why the credentials file is lost
}

// loadBoto3: nothing is read while a session is made. The first look-up that
// reaches the files reads both (session.py, full_config), and everyone looks
// the region up; where code or a variable gives that, the fault is met later
// and does not keep the session from being made. AWS CLI v2 reads both files
// when it starts (clidriver.py, create_clidriver).
func loadBoto3(r *Run) {
	kept := &loadedBoto3{}
	r.Kept = kept
	unparsable := map[FileKind]*faultBoto3{}
	for _, f := range r.Shared.Files {
		if f.Parsed == nil || f.Parsed.Err == nil {
			continue
		}
		err := f.Parsed.Err
		at := Origin{Kind: InFile, File: f.Path, Line: err.Pos.Line, Column: err.Pos.Column}
		unparsable[f.Kind] = &faultBoto3{code: "unparsable-file", origin: at, message: fmt.Sprintf("%s: %s", at, err.Message), help: LostSections(f)}
	}
	kept.credentials = unparsable[CredentialsFile]
	known := r.regionGivenBoto3()
	for _, f := range []*faultBoto3{unparsable[ConfigFile], kept.credentials} {
		if f == nil {
			continue
		}
		r.raise(f, r.isCLI() || !known)
	}
	if kept.fault = unparsable[ConfigFile]; kept.fault != nil {
		r.forget() // the credentials file is read after the config file
		return
	}
	if r.Profile == nil && r.Choice.Origin.Kind != ByDefault {
		kept.fault = &faultBoto3{code: "profile-not-found", origin: r.Choice.Origin, help: r.profileHelpBoto3(),
			message: fmt.Sprintf("profile %q, asked for by %s, is in neither file", r.Choice.Name, r.Choice.Origin.Name)}
		r.raise(kept.fault, !known)
	}
	if r.isCLI() {
		r.pluginsCLI()
	}
}

// raise reports a fault: as a failure to build the session, or as what is met later.
func (r *Run) raise(f *faultBoto3, fails bool) {
	if fails {
		r.Fail(f.code, f.origin, f.help, "%s", f.message)
		return
	}
	r.Problem(Problem{Code: f.code, Severity: SevError, Message: f.message, Origin: f.origin, Help: f.help})
}

// forget makes the files hold nothing, as for an SDK that cannot read one.
func (r *Run) forget() {
	r.Profile, r.Choice.Found, r.Choice.Where = nil, false, Origin{}
	r.Found.Profile = r.Choice
	for i := range r.Shared.Files {
		if f := r.Shared.Files[i].Parsed; f == nil || f.Err == nil {
			r.Shared.Files[i].Parsed = nil
		}
	}
	r.Shared.Forget()
}

// regionGivenBoto3 tells whether the region is known without the files; an
// empty variable counts.
func (r *Run) regionGivenBoto3() bool {
	if _, ok := r.In.Explicit["region"]; ok {
		return true
	}
	for _, n := range Lookup("region").Env {
		if _, ok := r.Env.Lookup(n.Name); ok && n.In&r.Reading.SDK != 0 {
			return true
		}
	}
	return false
}

func (r *Run) profileHelpBoto3() string {
	name := r.Choice.Name
	if name == "" {
		return "unset " + r.Choice.Origin.Name + ": empty, it still names a profile to this SDK"
	}
	if near := Nearest(name, r.Shared.ProfileNames()); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	found := ""
	r.Shared.Mentioning(name, func(ref SectionRef) {
		if ref.Kind == SectionIgnored && strings.TrimSpace(ref.Section.Name) == name {
			found = fmt.Sprintf("%s has [%s]: write it [profile %s]", ref.Origin(), ref.Section.Name, name)
		}
	})
	return found
}

// checkBoto3 reports what a client would meet, and what the sections hide.
func checkBoto3(r *Run) {
	r.withoutFilesBoto3()
	for _, f := range r.commonFaultsBoto3(true) {
		r.clientProblemBoto3(f)
	}
	if r.isCLI() {
		for _, f := range r.newFaultsBoto3(true) {
			r.clientProblemBoto3(f)
		}
	}
	if v := r.Setting("region"); v.Set && !pyRegion(v.Value) {
		r.clientProblemBoto3(faultBoto3{code: "invalid-region", origin: v.Origin, message: fmt.Sprintf("region: %q cannot be one: letters, digits and hyphens only", v.Value)})
	}
	for _, service := range []string{"s3", "dynamodb", "sts"} {
		if f := r.serviceFaultBoto3(service); f != nil {
			r.clientProblemBoto3(*f)
		}
	}
	if c, ok := r.rawBoto3("endpoint_discovery_enabled"); ok {
		if v := strings.ToLower(strings.TrimSpace(c.Value)); v != "true" && v != "false" && v != "auto" {
			r.clientProblemBoto3(faultBoto3{code: "invalid-value", origin: c.Origin, help: "use true, false or auto",
				message: fmt.Sprintf("endpoint_discovery_enabled: %q is none of true, false, auto, which clients of DynamoDB and Timestream refuse", c.Value)})
		}
	}
	if q := r.Profile.Get("s3"); q != nil && len(q.Nested) == 0 && q.Value != "" {
		r.clientProblemBoto3(faultBoto3{code: "s3-no-block", origin: q.Origin, message: "the key s3 holds a text and no block: no client of S3 can be built",
			help: "put settings for S3 on indented lines below s3 ="})
	}
	if c, ok := r.rawBoto3("ca_bundle"); ok && c.Value == "" {
		r.Problem(Problem{Code: "certificates-unchecked", Severity: SevWarning, Origin: c.Origin,
			Message: "an empty ca_bundle makes this SDK call services without checking their certificates", Help: "unset it"})
	}
	r.replacedBoto3()
}

// withoutFilesBoto3 takes the defaults away where a look-up that gets as far as
// the files is an error.
func (r *Run) withoutFilesBoto3() {
	f := r.Kept.(*loadedBoto3).fault
	if f == nil {
		return
	}
	for _, v := range r.Found.Settings {
		if v.Setting == nil || len(v.Setting.Keys) == 0 || v.Origin.Kind != ByDefault && v.Origin.Kind != Derived {
			continue
		}
		for i := range v.Places {
			if v.Places[i].Verdict == Won {
				v.Places[i].Verdict, v.Places[i].Reason = Rejected, "not asked: the files come before it, which is an error: "+f.message
			}
		}
		v.Value, v.Set, v.Origin, v.Note = "", false, Origin{}, ""
	}
}

func (r *Run) clientProblemBoto3(f faultBoto3) {
	r.Problem(Problem{Code: f.code, Severity: SevError, Origin: f.origin, Message: f.message + " (met when a client is built)", Help: f.help})
}

// replacedBoto3 reports sections of the profile in use that a later one replaced.
func (r *Run) replacedBoto3() {
	if r.Profile == nil {
		return
	}
	last := ""
	for i := len(r.Profile.Sections) - 1; i >= 0; i-- {
		ref := r.Profile.Sections[i]
		switch {
		case ref.File != ConfigFile:
		case last == "":
			last = ref.Section.Name
		default:
			r.Problem(Problem{Code: "section-replaced", Severity: SevWarning, Origin: ref.Origin(), Help: "put everything into one of the two",
				Message: fmt.Sprintf("[%s] is lost: [%s] further down is the same profile and replaces it wholly", ref.Section.Name, last)})
		}
	}
}
