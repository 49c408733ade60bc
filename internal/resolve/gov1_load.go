package resolve

import "fmt"

// gov1State is what loading the files found out, for the settings and the
// credentials.
type gov1State struct {
	config *gov1Config // empty when loading failed or the profile does not exist
	fault  *gov1Fault  // why loading failed, where that makes building the session fail
	usable bool        // the files were parsed
	aside  *Profile    // see unread
}

// gov1Load loads the files and the profile in use (session.go, newSession).
func gov1Load(r *Run) {
	st := &gov1State{config: &gov1Config{Profile: r.Choice.Name}, usable: true}
	r.Kept = st
	gov1CheckVariables(r)
	l := newGov1Loader(r, r.Shared, gov1Shared(r))
	fault := l.parseFault()
	if fault != nil {
		st.usable = false
	} else {
		var c *gov1Config
		if c, fault = l.load(r.Choice.Name); fault == nil {
			st.config = c
		}
	}
	gov1Halves(r, st.config)
	switch {
	case fault == nil:
	case fault.notFound:
		gov1Missing(r)
	case gov1Forgiven(r):
		r.Problem(Problem{Code: fault.code, Severity: SevWarning, Origin: fault.origin, Help: fault.help,
			Message: fault.message + "; not an error only because the environment has keys and no profile is named"})
	default:
		st.fault = fault
		r.Fail(fault.code, fault.origin, fault.help, "%s", fault.message)
	}
	if !l.full {
		gov1Unread(r)
	}
}

// gov1Unread reports keys of the profile that lead to credentials with shared
// config only.
func gov1Unread(r *Run) {
	for _, key := range []string{"role_arn", "credential_source", "sso_session", "sso_start_url", "sso_account_id"} {
		if q := r.Profile.Get(key); q != nil && q.Value != "" {
			r.Problem(Problem{Code: "needs-shared-config", Severity: SevWarning, Origin: q.Origin, Help: "set AWS_SDK_LOAD_CONFIG=1",
				Message: fmt.Sprintf("%s of profile %q is not read without shared config: %s", key, r.Choice.Name, gov1SharedOff)})
			return
		}
	}
}

// gov1Forgiven: files that cannot be loaded do no harm where nobody asks for
// them (session.go, newSession; aws-sdk-go issue 2455).
func gov1Forgiven(r *Run) bool {
	_, _, ok := gov1EnvKeys(r)
	return ok && r.Choice.Origin.Kind == ByDefault && !gov1Shared(r)
}

// gov1Missing: a profile that does not exist is no error (session.go,
// newSession); the session goes on as if it were empty.
func gov1Missing(r *Run) {
	if r.Choice.Origin.Kind == ByDefault {
		return
	}
	where, help := "the files that are read have no such profile", "name a profile that exists, or add [profile "+r.Choice.Name+"]"
	if !gov1Shared(r) {
		where = "the credentials file has no such profile, and the config file is not read (" + gov1SharedOff + ")"
		if aside := r.Kept.(*gov1State).unread(r); !aside.Origin.IsZero() {
			help = "set AWS_SDK_LOAD_CONFIG=1: the config file has it, at " + aside.Origin.String()
		}
	}
	r.Problem(Problem{Code: "profile-not-found", Severity: SevWarning, Origin: r.Choice.Origin, Help: help,
		Message: r.Choice.Origin.Name + " asks for " + gov1Named(r.Choice.Name) + ": " + where + "; this SDK goes on without one"})
}

// gov1Halves reports keys whose other half is missing in the same file.
func gov1Halves(r *Run, c *gov1Config) {
	for _, half := range c.half {
		if c.hasKeys() {
			break
		}
		other := "aws_secret_access_key"
		if half.Origin.Key == other {
			other = "aws_access_key_id"
		}
		r.Problem(Problem{Code: "static-keys-incomplete", Severity: SevWarning, Origin: half.Origin,
			Message: half.Origin.Key + " of " + c.named() + " is passed over: " + other + " is not in the same file",
			Help:    "put both keys in one file"})
	}
}
