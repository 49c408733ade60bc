package javav2

import (
	"errors"
	"fmt"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// assumeRole follows StsProfileCredentialsProviderFactory: the region of the
// call is that of the profile with the role, or else what any client finds. No
// duration and no MFA code is sent, though the keys for them have names.
func (c *plan) assumeRole(p *profiles.Profile) (action, *fault) {
	s := resolve.Step{Kind: resolve.StepAssumeRole, Profile: p.Name, RoleARN: value(p, "role_arn"), ExternalID: value(p, "external_id"),
		RoleSessionName: value(p, "role_session_name"), Origin: get(p, "role_arn").Origin}
	var region string
	switch q := get(p, "region"); {
	case q == nil:
		region = c.defaultRegion()
	case blank(q.Value):
		return nil, faulty("invalid-value", q.Origin, "name a region, or remove the key", "region must not be blank or empty.", "the region of profile %s is blank", p.Name)
	default:
		region = encodeRegion(q.Value)
	}
	endpoint, made, refused := c.call("sts", region)
	if made != nil {
		return nil, notAssumable(s, made)
	}
	s.Endpoint = endpoint
	for _, key := range []string{"duration_seconds", "mfa_serial"} {
		if q := get(p, key); q != nil {
			s.Note = "the SDK sends neither duration_seconds nor mfa_serial"
			c.r.Problem(resolve.Problem{Code: "key-ignored", Severity: resolve.SevWarning, Origin: q.Origin,
				Message: key + " is not read by this SDK: it is not sent with the role of profile " + p.Name, Help: "give it in code, or leave it out"})
		}
	}
	return func() *fault {
		if refused != nil {
			return notAssumable(s, refused)
		}
		c.add(s)
		return nil
	}, nil
}

func notAssumable(s resolve.Step, f *fault) *fault {
	f.text = fmt.Sprintf("the role %s cannot be assumed: %s", s.RoleARN, f.text)
	f.code = "role-not-assumable"
	if f.origin.IsZero() {
		f.origin = s.Origin
	}
	return f
}

// assumeWithToken follows StsWebIdentityCredentialsProviderFactory: the region is
// what any client finds, also where a profile has one. The client is made at
// once, and cannot be with the retry mode adaptive; the token is read when the role is assumed (AssumeRoleWithWebIdentityRequestSupplier).
func (c *plan) assumeWithToken(s resolve.Step) action {
	s.Kind = resolve.StepWebIdentity
	endpoint, made, refused := c.call("sts", c.defaultRegion())
	s.Endpoint = endpoint
	if mode := c.inner().Setting("retry_mode"); made == nil && mode.Value == "adaptive" {
		made = faulty("client-refused", mode.Origin, "use another retry mode", "ADAPTIVE_V2 is not supported by retry policies, use a RetryStrategy instead",
			"this client takes no retry mode adaptive")
	}
	return func() *fault {
		f := c.r.Env.File(c.r.Env.Abs(s.TokenFile))
		switch {
		case made != nil:
			return notAssumable(s, made)
		case !open(f):
			return faulty("token-file-unreadable", s.Origin, "put the token there, or name another file", "",
				"the web identity's token cannot be read from %s: %s", s.TokenFile, f.Reason())
		case refused != nil:
			return notAssumable(s, refused)
		}
		c.add(s)
		return nil
	}
}

// open reports whether the SDK can read a file. A pipe or device is not read
// here, but an SDK would.
func open(f *environ.File) bool {
	return f.Err == nil || errors.Is(f.Err, environ.ErrNotRegular) || errors.Is(f.Err, environ.ErrTooLarge)
}
