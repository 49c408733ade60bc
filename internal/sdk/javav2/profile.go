package javav2

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// profile plans what the profile gives.
func (c *plan) profile() {
	p := c.r.Profile
	kind, at := kindOf(p)
	name := c.r.Choice.Name
	there, absent := "", fmt.Sprintf("profile %s has nothing about credentials", name)
	switch {
	case keptOf(c.r).fault != "":
		k := keptOf(c.r)
		c.provider("profile", origin.Origin{}, "profile "+name, "", func() *fault {
			return faulty("unparsable-file", origin.Origin{}, "correct the line", k.sdk, "no profile is used: %s", k.fault)
		})
		return
	case p == nil:
		absent = "profile " + name + " does not exist"
		if c.r.Choice.Origin.Kind != origin.ByDefault && c.taken == "" {
			help := ""
			if near := c.r.Shared.Nearest(profiles.SectionProfile, name); near != "" {
				help = fmt.Sprintf("did you mean %q?", near)
			}
			c.r.Problem(resolve.Problem{Code: "profile-not-found", Severity: resolve.SevWarning, Origin: c.r.Choice.Origin, Help: help,
				Message: fmt.Sprintf("profile %q is in neither file (%s): it has no settings and no credentials, and the chain goes on", name, c.r.Choice.Origin)})
		}
	case kind != "":
		there = fmt.Sprintf("profile %s has %s", name, at.Key)
	}
	c.provider(providerOf(kind, p), at.Origin, there, absent, func() *fault {
		steps, f := c.make(p, nil)
		for _, step := range steps {
			if f != nil {
				break
			}
			f = step()
		}
		return f
	})
}

// The kinds of profiles beside those of steps.
const fromSource = "source"

// kindOf says what a profile gives, and the key that says so, by the first of
// the keys that it has, with a value or not
// (ProfileCredentialsUtils.credentialsProviderWithFeatureID). A role without a
// source is passed over, and so is a token file without a role.
func kindOf(p *profiles.Profile) (kind string, key profiles.Property) {
	has := func(key string) bool { return get(p, key) != nil }
	first := func(kind string, keys ...string) (string, profiles.Property) {
		for _, k := range keys {
			if q := get(p, k); q != nil {
				return kind, *q
			}
		}
		return "", profiles.Property{}
	}
	switch {
	case p == nil:
		return "", profiles.Property{}
	case has("role_arn") && has("web_identity_token_file"):
		return first(resolve.StepWebIdentity, "web_identity_token_file")
	}
	if kind, key := first(resolve.StepSSO, ssoKeys...); kind != "" {
		return kind, key
	}
	if has("role_arn") && (has("source_profile") || has("credential_source")) {
		return first(fromSource, "role_arn")
	}
	for _, of := range []struct{ kind, key string }{
		{resolve.StepLogin, "login_session"}, {resolve.StepProcess, "credential_process"},
		{resolve.StepStatic, "aws_session_token"}, {resolve.StepStatic, "aws_access_key_id"},
	} {
		if kind, key := first(of.kind, of.key); kind != "" {
			return kind, key
		}
	}
	return "", profiles.Property{}
}

var ssoKeys = []string{"sso_role_name", "sso_account_id", "sso_region", "sso_start_url", "sso_session"}

// providerOf names the provider of a profile's kind.
func providerOf(kind string, p *profiles.Profile) string {
	switch kind {
	case fromSource:
		return resolve.StepAssumeRole
	case resolve.StepStatic, "":
		return fileOf(p)
	}
	return kind
}

func fileOf(p *profiles.Profile) string {
	if q := get(p, "aws_access_key_id"); q != nil && q.File == profiles.ConfigFile {
		return "config"
	}
	return "shared-credentials"
}

// action is something that a provider does once it is asked for credentials.
type action func() *fault

// make makes the provider of a profile, and with it the clients that it needs:
// what is wrong with these is found before any call (ProfileCredentialsUtils).
// children are the profiles whose source this one is.
func (c *plan) make(p *profiles.Profile, children []string) ([]action, *fault) {
	kind, key := kindOf(p)
	switch kind {
	case resolve.StepWebIdentity:
		return []action{c.assumeWithToken(resolve.Step{Profile: p.Name, RoleARN: value(p, "role_arn"), TokenFile: value(p, "web_identity_token_file"),
			RoleSessionName: value(p, "role_session_name"), Origin: get(p, "role_arn").Origin})}, nil
	case resolve.StepSSO:
		return c.sso(p, key)
	case fromSource:
		return c.role(p, children)
	case resolve.StepLogin:
		return c.login(p)
	case resolve.StepProcess:
		return []action{func() *fault {
			c.add(resolve.Step{Kind: resolve.StepProcess, Profile: p.Name, Command: key.Value, AccountID: value(p, "aws_account_id"), Origin: key.Origin})
			return nil
		}}, nil
	}
	return c.static(p)
}

func value(p *profiles.Profile, key string) string {
	if q := get(p, key); q != nil {
		return q.Value
	}
	return ""
}

// static follows sessionProfileCredentialsProvider and basicProfileCredentialsProvider,
// of which the second alone minds empty keys (AwsBasicCredentials, AwsSessionCredentials).
func (c *plan) static(p *profiles.Profile) ([]action, *fault) {
	for _, key := range []string{"aws_access_key_id", "aws_secret_access_key"} {
		if get(p, key) == nil {
			return nil, faulty("incomplete-keys", p.Origin, "add "+key, fmt.Sprintf("Profile property '%s' was not configured for '%s'.", key, p.Name),
				"profile %s has half of a pair of keys: it lacks %s", p.Name, key)
		}
	}
	for _, key := range []string{"aws_access_key_id", "aws_secret_access_key"} {
		if q := get(p, key); q.Value == "" && get(p, "aws_session_token") == nil {
			return nil, faulty("empty-keys", q.Origin, "fill it in, or remove both", "", "%s of profile %s is empty", key, p.Name)
		}
	}
	id := get(p, "aws_access_key_id")
	return []action{func() *fault {
		c.add(resolve.Step{Kind: resolve.StepStatic, Provider: fileOf(p), Profile: p.Name, Origin: id.Origin, AccessKeyID: trim(id.Value),
			SecretKey: resolve.Secret(trim(value(p, "aws_secret_access_key"))), SessionToken: resolve.Secret(trim(value(p, "aws_session_token"))), AccountID: value(p, "aws_account_id")})
		return nil
	}}, nil
}

// role follows roleAndSourceProfileBasedProfileCredentialsProvider and
// roleAndCredentialSourceBasedProfileCredentialsProvider.
func (c *plan) role(p *profiles.Profile, children []string) ([]action, *fault) {
	source, named := get(p, "source_profile"), get(p, "credential_source")
	var steps []action
	var f *fault
	switch {
	case source != nil && named != nil:
		return nil, faulty("several-credential-types", named.Origin, "keep one of them", "Invalid profile file: profile has both source_profile and credential_source.",
			"profile %s has both source_profile and credential_source", p.Name)
	case source != nil:
		steps, f = c.sourceProfile(p, source, children)
	default:
		steps, f = c.namedSource(p, named)
	}
	if f != nil {
		return nil, f
	}
	assume, f := c.assumeRole(p)
	return append(steps, assume), f
}

// sourceProfile takes a source by the same list as any profile: its role comes
// before its keys, so that a profile that is its own source is a circle.
func (c *plan) sourceProfile(p *profiles.Profile, source *profiles.Property, children []string) ([]action, *fault) {
	if slices.Contains(children, p.Name) {
		return nil, faulty("source-profile-circle", source.Origin, "give one profile of the loop keys, and no role",
			"Invalid profile file: Circular relationship detected with profiles ["+strings.Join(children, ", ")+"].",
			"%s", c.r.Shared.SourceLoop(c.r.Choice.Name))
	}
	children = append(children, p.Name)
	from := c.r.Shared.Profile(source.Value)
	kind, _ := kindOf(from)
	says := fmt.Sprintf("The source profile of '%s' was configured to be '%s', but that source profile has no credentials configured.", p.Name, source.Value)
	switch {
	case from == nil:
		help := ""
		if near := c.r.Shared.Nearest(profiles.SectionProfile, source.Value); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
		}
		return nil, faulty("source-profile-not-found", source.Origin, help, says, "the source_profile %s of profile %s is in neither file", source.Value, p.Name)
	case kind == "":
		return nil, faulty("source-profile-without-credentials", source.Origin, "give it keys, a role with a source, sso settings or a process", says,
			"profile %s takes its keys from profile %s, which says nothing of where credentials come from", p.Name, source.Value)
	}
	return c.make(from, children)
}

// namedSource follows credentialSourceCredentialProvider. Names are read in any
// case (CredentialSourceType.parse).
func (c *plan) namedSource(p *profiles.Profile, named *profiles.Property) ([]action, *fault) {
	switch strings.ToLower(named.Value) {
	case "environment":
		return []action{func() *fault {
			k := c.propertyKeys()
			if k.missing != "" {
				k = c.environmentKeys()
			}
			if k.missing != "" {
				return faulty("environment-without-keys", named.Origin, "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "", "credential_source = Environment, but %s", k.why())
			}
			k.step.Profile = p.Name
			c.add(k.step)
			return nil
		}}, nil
	case "ecscontainer":
		return []action{func() *fault {
			s, f := c.containerCall()
			if f == nil {
				s.Profile = p.Name
				c.add(s)
			}
			return f
		}}, nil
	case "ec2instancemetadata":
		return []action{func() *fault {
			s, f := c.metadataFor(p.Name)
			if f == nil {
				s.Profile = p.Name
				c.addMetadata(s)
			}
			return f
		}}, nil
	}
	return nil, faulty("credential-source-unknown", named.Origin, "write Environment, Ec2InstanceMetadata or EcsContainer", named.Value+" is not a valid credential_source",
		"credential_source of profile %s is none that there is", p.Name)
}
