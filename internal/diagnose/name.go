package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/settings"
)

// Name is what can be said of a variable, of a key or of the choice of the
// profile: who reads it, and whether it counts here.
type Name struct {
	Name    string
	Kind    string // variable, key or profile
	Setting string // the setting it belongs to, "" for what leads to credentials or files
	Summary string
	Readers []string // ids of the readings that read it
	Read    bool     // the reading at hand does
	All     bool     // every reading does
	Places  []origin.Place
	Help    string // what to set in place of a variable that the reading does not read
}

// ProfileName is the name under which the choice of the profile is explained.
const ProfileName = "profile"

// FindName gives the spelling of a variable or key, or "profile"; ok is false
// where no SDK reads one of that name.
func FindName(name string) (spelt string, ok bool) {
	if strings.EqualFold(name, ProfileName) {
		return ProfileName, true
	}
	for i := range settings.Table() {
		s := &settings.Table()[i]
		for _, n := range slices.Concat(s.Env, s.Keys) {
			if strings.EqualFold(n.Name, name) {
				return n.Name, true
			}
		}
	}
	// A variable and a key may be one word but for the case of its letters.
	for _, fits := range []func(string) bool{func(n string) bool { return n == name }, func(n string) bool { return strings.EqualFold(n, name) }} {
		for _, in := range slices.Concat(settings.InputVars(), settings.InputKeys()) {
			if fits(in.Name) {
				return in.Name, true
			}
		}
	}
	return "", false
}

// ExplainName answers about a name that FindName has found.
func ExplainName(w *resolve.Workspace, res *resolve.Resolution, name string) Name {
	f := &Facts{Workspace: w, Resolution: res}
	if name == ProfileName {
		return f.explainProfile()
	}
	n := Name{Name: name, Kind: "variable"}
	var in settings.SDK
	for i := range settings.Table() {
		s := &settings.Table()[i]
		for _, named := range s.Env {
			if named.Name == name {
				in |= named.In
				n.Setting, n.Summary = s.Name, s.Summary
			}
		}
		for _, named := range s.Keys {
			if named.Name == name {
				in |= named.In
				n.Kind, n.Setting, n.Summary = "key", s.Name, s.Summary
			}
		}
	}
	for _, v := range settings.InputVars() {
		if v.Name == name {
			in |= v.In
			n.Summary = v.Summary
		}
	}
	for _, k := range settings.InputKeys() {
		if k.Name == name {
			in |= k.In
			n.Kind, n.Summary = "key", k.Summary
		}
	}
	n.Readers, n.Read = allReaders(in), in&f.sdk() != 0
	n.All = len(n.Readers) == len(sdk.Readings())
	if n.Kind == "variable" && !n.Read {
		for _, found := range f.unreadVariable(name, in, settings.Lookup(n.Setting)) {
			n.Help = found.Help
		}
	}
	if n.Setting == "" {
		n.Places = f.inputPlaces(&n)
	}
	return n
}

// allReaders gives the ids of the readings of some SDKs, the old ones too.
func allReaders(in settings.SDK) []string {
	ids := []string{}
	for _, list := range [][]*resolve.Reading{sdk.Readings(), sdk.BesideReadings()} {
		for _, rd := range list {
			if rd.SDK&in != 0 {
				ids = append(ids, rd.ID)
			}
		}
		if len(ids) > 0 {
			break
		}
	}
	return ids
}

// explainProfile tells who chose the profile in use, and who else named one.
func (f *Facts) explainProfile() Name {
	choice := f.Resolution.Profile
	n := Name{Name: ProfileName, Kind: ProfileName, Summary: "the profile in use", Readers: allReaders(settings.AllSDKs), Read: true}
	reason := ""
	if !choice.Found {
		reason = "it is in neither file"
	} else if !choice.Where.IsZero() {
		reason = "it is at " + choice.Where.String()
	}
	n.Places = append(n.Places, origin.Place{Candidate: origin.Candidate{Value: choice.Name, Origin: choice.Origin}, Verdict: origin.Won, Reason: reason})
	for _, o := range choice.Others {
		n.Places = append(n.Places, origin.Place{Candidate: o.Candidate, Verdict: origin.Shadowed, Reason: o.Reason})
	}
	for _, name := range []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"} {
		if c, ok := f.variable(name); ok && !f.namesProfile(name) {
			n.Places = append(n.Places, origin.Place{Candidate: c, Verdict: origin.Rejected, Reason: f.as() + " does not read " + name})
		}
	}
	return n
}

// namesProfile reports whether a variable was looked at for the profile.
func (f *Facts) namesProfile(name string) bool {
	choice := f.Resolution.Profile
	return choice.Origin.Name == name || slices.ContainsFunc(choice.Others, func(o origin.Place) bool { return o.Origin.Name == name })
}

// inputPlaces gives the place where a variable or key stands, and whether what
// stands there is used.
func (f *Facts) inputPlaces(n *Name) []origin.Place {
	var c origin.Candidate
	switch n.Kind {
	case "variable":
		v, ok := f.variable(n.Name)
		if !ok {
			return nil
		}
		c = v
	default:
		q := f.profile().Get(n.Name)
		if q == nil {
			q = f.sessionKey(n.Name)
		}
		if q == nil {
			return nil
		}
		c = origin.Candidate{Value: q.Value, Origin: q.Origin}
	}
	place := origin.Place{Candidate: c, Verdict: origin.Won}
	switch used, why := f.inputUsed(n, c); {
	case !n.Read:
		place.Verdict, place.Reason = origin.Rejected, f.as()+" does not read it"
	case c.Value == "":
		place.Verdict, place.Reason = origin.Rejected, resolve.EmptyIsUnset
	case !used:
		place.Verdict, place.Reason = origin.Shadowed, why
	default:
		place.Reason = why
	}
	return []origin.Place{place}
}

// sessionKey is a key of the sso-session that the profile in use names.
func (f *Facts) sessionKey(name string) *profiles.Property {
	p := f.profile()
	if p.Value("sso_session") == "" {
		return nil
	}
	return f.Resolution.Shared.Lookup(profiles.SectionSSOSession, p.Value("sso_session")).Get(name)
}

// inputUsed reports whether what stands in a variable or key counts, and why.
func (f *Facts) inputUsed(n *Name, c origin.Candidate) (bool, string) {
	choice, plan := f.Resolution.Profile, f.Resolution.Credentials
	switch n.Name {
	case "AWS_PROFILE", "AWS_DEFAULT_PROFILE":
		if choice.Origin.Name == n.Name {
			return true, "it names the profile in use"
		}
		for _, o := range choice.Others {
			if o.Origin.Name == n.Name {
				return false, o.Reason
			}
		}
		return false, "the profile in use is named by " + choice.Origin.String()
	case "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE":
		for _, use := range f.Resolution.Files {
			if use.Origin.Name == n.Name {
				return true, "it names the " + string(use.Kind) + " file"
			}
		}
		return false, "the file is named elsewhere"
	}
	for _, s := range plan.Steps {
		if f.stepUses(s, n, c) {
			return true, "it is used in the step " + s.Kind + " of the credentials"
		}
	}
	return false, f.whyUnused(n, plan)
}

// stepUses reports whether a step of the plan takes something of a variable or key.
func (f *Facts) stepUses(s resolve.Step, n *Name, c origin.Candidate) bool {
	if n.Kind == "key" {
		q := f.profile().Get(n.Name)
		mine := s.Profile == f.Resolution.Profile.Name || s.Origin.Section != "" && s.Origin.Section == c.Origin.Section
		switch {
		case n.Name == "source_profile":
			return q != nil && s.Profile == q.Value
		case n.Name == "credential_source":
			return s.Kind == resolve.StepAssumeRole && mine
		}
		return mine && slices.Contains(stepKeys.Of(s.Kind), n.Name)
	}
	return s.Origin.Name == n.Name || s.Origin.Kind == origin.EnvVar && slices.Contains(stepVariables.Of(s.Kind), n.Name)
}

// stepKeys are the keys that a step of each kind takes something of.
var stepKeys = lookup.Table[string, []string]{
	{resolve.StepStatic, []string{"aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token", "aws_account_id", "aws_credential_scope"}},
	{resolve.StepAssumeRole, []string{"role_arn", "external_id", "mfa_serial", "duration_seconds", "role_session_name"}},
	{resolve.StepWebIdentity, []string{"role_arn", "web_identity_token_file", "role_session_name", "duration_seconds"}},
	{resolve.StepProcess, []string{"credential_process"}},
	{resolve.StepSSO, []string{"sso_session", "sso_account_id", "sso_role_name", "sso_start_url", "sso_region", "sso_registration_scopes"}},
	{resolve.StepLogin, []string{"login_session"}},
}

// stepVariables are the variables that a step of each kind takes something of.
var stepVariables = lookup.Table[string, []string]{
	{resolve.StepStatic, []string{"AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID", "AWS_CREDENTIAL_SCOPE"}},
	{resolve.StepWebIdentity, []string{"AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE"}},
	{resolve.StepContainer, []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"}},
	{resolve.StepLogin, []string{"AWS_LOGIN_CACHE_DIRECTORY"}},
}

// providersOf gives the providers that take something of a variable or key.
func providersOf(n *Name) []string {
	kinds := stepKeys
	if n.Kind == "variable" {
		kinds = stepVariables
	}
	var list []string
	for _, of := range kinds {
		switch kind := of.Name; {
		case !slices.Contains(of.Is, n.Name):
		case kind != resolve.StepStatic:
			list = append(list, kind)
		case n.Kind == "variable":
			list = append(list, "env")
		default:
			list = append(list, "shared-credentials", "config")
		}
	}
	return list
}

// whyUnused says why something that leads to credentials does not count.
func (f *Facts) whyUnused(n *Name, plan resolve.Plan) string {
	for _, t := range plan.Tried {
		if t.Reason != "" && t.Outcome != resolve.OutcomeChosen && slices.Contains(providersOf(n), t.Provider) && t.Outcome != resolve.OutcomeAbsent {
			return t.Reason
		}
	}
	switch {
	case plan.Status == resolve.StatusError && plan.Message != "":
		return "the credentials fail: " + plan.Message
	case plan.Provider == "" || plan.Status == resolve.StatusNone || plan.Provider == "imds":
		return "alone it gives no credentials"
	case len(plan.Steps) > 0 && !plan.Steps[0].Origin.IsZero() && plan.Steps[0].Origin.Kind != origin.ByDefault:
		return fmt.Sprintf("the credentials come from %s (%s)", plan.Steps[0].Origin, plan.Provider)
	}
	return "the credentials come from the provider " + plan.Provider
}
