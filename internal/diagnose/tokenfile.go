package diagnose

import (
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// unreadableToken is how every reading begins to say so.
const unreadableToken = "the web identity's token cannot be read"

// tokenUnreadable tells of a web identity's token where the reading says only
// that there are no credentials.
func tokenUnreadable(f *Facts) []Finding {
	plan := f.Resolution.Credentials
	message := resolve.WithoutWords(plan.Message)
	begins := strings.Index(message, unreadableToken)
	if plan.Status != resolve.StatusError && plan.Status != resolve.StatusNone || begins < 0 {
		return nil
	}
	message = message[begins:]
	at, help := f.tokenFile(message)
	if at.IsZero() || said(f, at, "token-file-unreadable") {
		return nil
	}
	return one(at, "credentials", message, help)
}

// cureToken says what to do about a web identity's token that cannot be read.
func cureToken(f *Facts, finding *Finding) {
	if !strings.HasPrefix(finding.Message, unreadableToken) {
		return
	}
	if at, help := f.tokenFile(finding.Message); !at.IsZero() {
		finding.Help = help
	}
}

// tokenFile gives the place that names a token's file, and what to do where the
// file cannot be read.
func (f *Facts) tokenFile(message string) (at origin.Origin, help string) {
	for _, s := range f.Resolution.Credentials.Steps {
		if q := f.Resolution.Shared.Profile(s.Profile).Get("web_identity_token_file"); q != nil && s.Kind == resolve.StepWebIdentity && s.TokenFile == q.Value {
			if strings.HasPrefix(q.Value, "~") {
				return q.Origin, "write the home directory out: " + f.as() + " expands no ~ there"
			}
			return q.Origin, "put the token there, or correct web_identity_token_file"
		}
	}
	for _, s := range f.Resolution.Credentials.Steps {
		if s.Kind == resolve.StepWebIdentity && s.Origin.Kind == origin.Flag && s.Origin.File != "" {
			return s.Origin, "put the token there, or correct web_identity_token_file in " + s.Origin.File
		}
	}
	v, ok := f.variable("AWS_WEB_IDENTITY_TOKEN_FILE")
	switch {
	case !ok || !strings.Contains(message, v.Value):
		return origin.Origin{}, ""
	case f.env().File(v.Value).Exists():
		return v.Origin, "let the program's user read the file (in a pod: securityContext.fsGroup)"
	}
	return v.Origin, "give the pod's service account the role and restart the pod, or unset AWS_WEB_IDENTITY_TOKEN_FILE"
}
