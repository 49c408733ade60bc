package spec

import (
	"fmt"
	"strconv"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// profile plans what the profile in use gives: the base, and the roles assumed
// with it (profile/credentials/exec.rs).
func (c *plan) profile() {
	w := &walk{r: c.r}
	kept, _ := c.r.Kept.(*kept)
	switch name := c.r.Choice.Name; {
	case kept != nil && kept.fault != "":
		w.fail(false, "", origin.Origin{}, "", "no profile can be used: "+kept.fault, "invalid profile: "+kept.sdk)
	case c.r.Profile == nil && (c.r.Choice.Origin.Kind == origin.ByDefault || name == "default"):
		w.nothing("", origin.Origin{}, "", "profile "+name+" does not exist", "No profiles were defined")
	case c.r.Profile == nil: // the specification refuses; an SDK may go on to the next provider
		w.fail(true, "", c.r.Choice.Origin, "", fmt.Sprintf("profile %q is in neither file (%s)", name, c.r.Choice.Origin),
			fmt.Sprintf("profile `%s` was not defined: %s", name, missing(c.r, name, "the root profile")))
	default:
		w.follow()
		if w.failure == nil {
			c.tokenOnly(w)
		}
	}
	asked := c.taken == ""
	c.profileRows(w)
	switch f := w.failure; {
	case !asked:
	case f == nil:
		c.carryOut(w.path)
	case !f.passed, c.r.Profile == nil && !f.silent && !dialectOf(c.r).Lenient:
		c.refused(f)
	default:
		c.passOver(f)
	}
}

// passOver goes on to the next provider.
func (c *plan) passOver(f *failure) {
	c.empty = f
	if c.chosen == nil {
		return // nothing is configured
	}
	c.failed(f.origin, f.text+", and so the profile is passed over")
	c.taken, c.chosen = "", nil
	c.r.Problem(resolve.Problem{Code: f.code, Severity: resolve.SevWarning, Origin: f.origin, Message: f.text + ", and so it is passed over", Help: f.help})
}

// refused ends the chain with a failure of the profile.
func (c *plan) refused(f *failure) {
	fault := f.loadFault
	fault.sdk = f.words()
	c.stop(&fault)
}

// tokenOnly: SSO settings without an account give a token, not credentials
// (exec.rs, from_repr); so do the names of unknown sources.
func (c *plan) tokenOnly(w *walk) {
	p := w.path.base.profile
	switch w.path.base.kind {
	case resolve.StepSSO:
		if p.Get("sso_account_id") == nil {
			w.fail(true, "sso-token-only", p.OriginOf(w.path.base.key), "add sso_account_id and sso_role_name",
				fmt.Sprintf("profile %s has sso settings without sso_account_id and sso_role_name, which give a bearer token instead of credentials", p.Name),
				"selected profile will resolve an access token instead of credentials since it doesn't have `sso_account_id` and `sso_role_name` set. "+
					"Specify both `sso_account_id` and `sso_role_name` to let this profile resolve credentials.")
		}
	case namedSource:
		switch name := p.Value(namedSource); lowerASCII(name) {
		case "environment", "ec2instancemetadata", "ecscontainer":
		default:
			w.fail(false, "credential-source-unknown", p.OriginOf(namedSource), "write Environment, Ec2InstanceMetadata or EcsContainer",
				fmt.Sprintf("credential_source of profile %s is none that there is", p.Name),
				fmt.Sprintf("profile referenced `%s` provider but that provider is not supported", name))
		}
	}
}

// carryOut plans the steps of a profile's chain.
func (c *plan) carryOut(path path) {
	p, at := path.base.profile, path.base.profile.OriginOf(path.base.key)
	switch path.base.kind {
	case resolve.StepStatic:
		c.add(resolve.Step{Kind: resolve.StepStatic, Provider: fileOf(p), Profile: p.Name, Origin: at, AccessKeyID: p.Value("aws_access_key_id"),
			SecretKey: resolve.Secret(p.Value("aws_secret_access_key")), SessionToken: resolve.Secret(p.Value("aws_session_token")), AccountID: p.Value("aws_account_id")})
	case resolve.StepProcess:
		c.add(resolve.Step{Kind: resolve.StepProcess, Profile: p.Name, Command: p.Value("credential_process"), AccountID: p.Value("aws_account_id"), Origin: at})
	case resolve.StepWebIdentity:
		c.assumeWithToken(resolve.Step{Profile: p.Name, RoleARN: p.Value("role_arn"), TokenFile: p.Value("web_identity_token_file"),
			RoleSessionName: p.Value("role_session_name"), Origin: p.OriginOf("role_arn")}, failed+": ")
	case resolve.StepSSO:
		c.sso(path.base)
	case resolve.StepLogin:
		c.login(p)
	case namedSource:
		c.namedSource(p, at)
	}
	for i := len(path.roles) - 1; i >= 0; i-- {
		c.role(path.roles[i])
	}
}

func fileOf(p *profiles.Profile) string {
	if q := p.Get("aws_access_key_id"); q != nil && q.File == profiles.ConfigFile {
		return "config"
	}
	return "shared-credentials"
}

// namedSource: what a named source lacks ends the chain, where the same
// provider by itself would be passed over. Names are read in any case (exec.rs,
// NamedProviderFactory).
func (c *plan) namedSource(p *profiles.Profile, at origin.Origin) {
	switch lowerASCII(p.Value(namedSource)) {
	case "environment":
		k := environmentKeys(c.r)
		if k.missing != "" {
			c.stop(&loadFault{code: "environment-without-keys", origin: at, help: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
				text: "credential_source = Environment, but " + k.why(c.r),
				sdk:  failed + ": " + notEnabled + ": environment variable not set"})
			return
		}
		k.step.Profile = p.Name
		c.add(k.step)
	case "ecscontainer":
		s, none, fault := c.containerStep()
		s.Profile = p.Name
		switch {
		case fault != nil:
			fault.sdk = failed + ": " + fault.sdk
			c.add(s)
			c.stop(fault)
		case none:
			c.stop(&loadFault{code: "container-not-configured", origin: at, help: "set one of the two variables, or use another credential_source",
				text: "credential_source = EcsContainer, but " + noContainer,
				sdk:  failed + ": " + notEnabled + ": ECS provider not configured"})
		default:
			c.add(s)
		}
	case "ec2instancemetadata":
		s, off, fault := c.metadataStep()
		s.Profile = p.Name
		if s.Origin.IsZero() {
			s.Origin = at
		}
		switch {
		case off != nil:
			off.origin, off.sdk = at, failed+": "+notEnabled+": "+off.sdk
			c.stop(off)
		case fault != nil:
			fault.sdk = failed + ": " + fault.sdk
			c.stop(fault)
		default:
			c.add(s)
		}
	}
}

// headersHold reports whether the keys of the last step can stand in headers.
func (c *plan) headersHold() bool {
	if len(c.plan.Steps) == 0 {
		return true
	}
	s := c.plan.Steps[len(c.plan.Steps)-1]
	return headerValue(s.AccessKeyID) && headerValue(string(s.SessionToken))
}

// role plans one role. The reference has duration_seconds and mfa_serial too;
// the Rust SDK sends neither (exec.rs, AssumeRoleProvider).
func (c *plan) role(p *profiles.Profile) {
	s := resolve.Step{Kind: resolve.StepAssumeRole, Profile: p.Name, RoleARN: p.Value("role_arn"), ExternalID: p.Value("external_id"),
		RoleSessionName: p.Value("role_session_name"), Origin: p.OriginOf("role_arn")}
	bare := dialectOf(c.r).BareRoles
	if !bare {
		s.MFASerial = p.Value("mfa_serial")
	}
	if q := p.Get("duration_seconds"); q != nil && !bare {
		n, err := strconv.Atoi(q.Value)
		if err != nil {
			c.r.Problem(resolve.Problem{Code: "invalid-value", Severity: resolve.SevWarning, Origin: q.Origin,
				Message: "duration_seconds is no whole number and counts as none", Help: "use a whole number of seconds"})
		} else {
			s.DurationSeconds = &n
		}
	}
	endpoint, note, fault := c.call("sts", "AssumeRole", c.r.Setting("region"), true)
	if fault == nil && !c.headersHold() {
		fault = &callFault{"its call is signed with keys that have a line end in them, which no header can have", "panicked: InvalidHeaderValue"}
	}
	s.Endpoint, s.Note = endpoint, note
	if s.Note == "" && dialectOf(c.r).Words == "" && (s.MFASerial != "" || s.DurationSeconds != nil) {
		s.Note = "the reference has both; rust and java-v2 send neither duration_seconds nor mfa_serial"
	}
	c.add(s)
	if fault != nil {
		c.stop(&loadFault{code: "role-not-assumable", origin: s.Origin, text: fmt.Sprintf("the role %s cannot be assumed: %s", s.RoleARN, fault.text),
			sdk: failed + ": " + failed + ": " + fault.sdk})
	}
}
