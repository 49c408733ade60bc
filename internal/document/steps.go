package document

import (
	"time"

	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
)

// step makes the document of a step: kind, profile and origin, and what its
// kind has beside them.
func (o Options) step(s resolve.Step) Step {
	d := Step{"kind": s.Kind, "profile": s.Profile, "origin": origin(s.Origin)}
	if s.Note != "" {
		d["note"] = o.text(s.Note)
	}
	switch s.Kind {
	case resolve.StepStatic:
		d["access_key_id"] = o.keyID(s.AccessKeyID)
		if o.ShowSecrets {
			d["secret_access_key"], d["session_token"] = s.SecretKey.Reveal(), s.SessionToken.Reveal()
		}
	case resolve.StepProcess:
		d["command"] = s.Command
		if !o.ShowSecrets {
			d["command"] = redact.Command(s.Command)
		}
	case resolve.StepAssumeRole:
		d["role_arn"], d["external_id"], d["mfa_serial"] = o.text(s.RoleARN), o.text(s.ExternalID), o.text(s.MFASerial)
		d["duration_seconds"], d["role_session_name"], d["endpoint"] = s.DurationSeconds, o.text(s.RoleSessionName), o.text(s.Endpoint)
	case resolve.StepWebIdentity:
		d["role_arn"], d["token_file"], d["role_session_name"] = o.text(s.RoleARN), s.TokenFile, o.text(s.RoleSessionName)
		d["duration_seconds"], d["endpoint"] = s.DurationSeconds, o.text(s.Endpoint)
	case resolve.StepSSO:
		d["account_id"], d["role_name"], d["region"] = s.AccountID, s.RoleName, s.Region
		d["start_url"], d["session"], d["endpoint"] = o.text(s.StartURL), s.Session, o.text(s.Endpoint)
		d["token_file"], d["token_expires"] = s.TokenFile, when(s.TokenExpires)
	case resolve.StepLogin:
		d["session"], d["token_file"], d["token_expires"] = s.Session, s.TokenFile, when(s.TokenExpires)
		if s.AccessKeyID != "" { // the login's keys are good still
			d["access_key_id"] = o.keyID(s.AccessKeyID)
		}
	case resolve.StepContainer:
		d["url"], d["token_file"] = o.text(s.URL), s.TokenFile
	case resolve.StepIMDS:
		d["endpoint"] = o.text(s.Endpoint)
	}
	return d
}

func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
