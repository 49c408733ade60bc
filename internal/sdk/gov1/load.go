package gov1

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// state is what loading the files found out, for the settings and the
// credentials.
type state struct {
	config *config           // empty when loading failed or the profile does not exist
	fault  *loadFault        // why loading failed, where that makes building the session fail
	usable bool              // the files were parsed
	aside  *profiles.Profile // see unread
}

// load loads the files and the profile in use (session.go, newSession).
func load(r *resolve.Run) {
	st := &state{config: &config{Profile: r.Choice.Name}, usable: true}
	r.Kept = st
	checkVariables(r)
	l := newLoader(r, r.Shared, shared(r))
	fault := l.parseFault()
	if fault != nil {
		st.usable = false
	} else {
		var c *config
		if c, fault = l.load(r.Choice.Name); fault == nil {
			st.config = c
		}
	}
	halves(r, st.config)
	switch {
	case fault == nil:
	case fault.notFound:
		missing(r)
	case forgiven(r):
		r.Problem(resolve.Problem{Code: fault.code, Severity: resolve.SevWarning, Origin: fault.origin, Help: fault.help,
			Message: fault.message + "; not an error only because the environment has keys and no profile is named"})
	default:
		st.fault = fault
		r.Fail(fault.code, fault.origin, fault.help, "%s", fault.message)
	}
	if !l.full {
		unread(r)
	}
}

// unread reports keys of the profile that lead to credentials with shared
// config only.
func unread(r *resolve.Run) {
	for _, key := range []string{"role_arn", "credential_source", "sso_session", "sso_start_url", "sso_account_id"} {
		if q := r.Profile.Get(key); q != nil && q.Value != "" {
			r.Problem(resolve.Problem{Code: "needs-shared-config", Severity: resolve.SevWarning, Origin: q.Origin, Help: "set AWS_SDK_LOAD_CONFIG=1",
				Message: fmt.Sprintf("%s of profile %q is not read without shared config: %s", key, r.Choice.Name, sharedOff)})
			return
		}
	}
}

// forgiven: files that cannot be loaded do no harm where nobody asks for
// them (session.go, newSession; aws-sdk-go issue 2455).
func forgiven(r *resolve.Run) bool {
	_, _, ok := envKeys(r)
	return ok && r.Choice.Origin.Kind == origin.ByDefault && !shared(r)
}

// missing: a profile that does not exist is no error (session.go,
// newSession); the session goes on as if it were empty.
func missing(r *resolve.Run) {
	if r.Choice.Origin.Kind == origin.ByDefault {
		return
	}
	where, help := "the files that are read have no such profile", "name a profile that exists, or add [profile "+r.Choice.Name+"]"
	if !shared(r) {
		where = "the credentials file has no such profile, and the config file is not read (" + sharedOff + ")"
		if aside := r.Kept.(*state).unread(r); !aside.Origin.IsZero() {
			help = "set AWS_SDK_LOAD_CONFIG=1: the config file has it, at " + aside.Origin.String()
		}
	}
	r.Problem(resolve.Problem{Code: "profile-not-found", Severity: resolve.SevWarning, Origin: r.Choice.Origin, Help: help,
		Message: r.Choice.Origin.Name + " asks for " + named(r.Choice.Name) + ": " + where + "; this SDK goes on without one"})
}

// halves reports keys whose other half is missing in the same file.
func halves(r *resolve.Run, c *config) {
	for _, half := range c.half {
		if c.hasKeys() {
			break
		}
		other := "aws_secret_access_key"
		if half.Origin.Key == other {
			other = "aws_access_key_id"
		}
		r.Problem(resolve.Problem{Code: "static-keys-incomplete", Severity: resolve.SevWarning, Origin: half.Origin,
			Message: half.Origin.Key + " of " + c.named() + " is passed over: " + other + " is not in the same file",
			Help:    "put both keys in one file"})
	}
}
