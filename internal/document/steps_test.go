package document

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// full is a step with something in every field; each kind takes its own.
func full(kind string) resolve.Step {
	seconds := 900
	return resolve.Step{Kind: kind, Profile: "p", Origin: origin.Origin{Kind: origin.EnvVar, Name: "N"}, AccessKeyID: "AKIA1", SecretKey: "hidden-key", SessionToken: "hidden-token",
		Provider: "env", RoleARN: "arn", ExternalID: "x&y", MFASerial: "mfa", DurationSeconds: &seconds, RoleSessionName: "session", TokenFile: "/t", Endpoint: "https://u:hidden-password@h",
		Command: "tool hidden-word", URL: "http://c/<>", AccountID: "1", RoleName: "r", Region: "us-east-1", StartURL: "https://s", Session: "corp", TokenExpires: time.Unix(0, 0), Note: "note"}
}

// stepJSON is the form of each kind: its own fields and the common ones, by name.
var stepJSON = map[string]string{
	resolve.StepStatic:      `{"access_key_id":"AKIA1","kind":"static","note":"note","origin":{"kind":"env","name":"N"},"profile":"p"}`,
	resolve.StepProcess:     `{"command":"tool (hidden; --show-secrets)","kind":"process","note":"note","origin":{"kind":"env","name":"N"},"profile":"p"}`,
	resolve.StepAssumeRole:  `{"duration_seconds":900,"endpoint":"https://u:********@h","external_id":"x&y","kind":"assume-role","mfa_serial":"mfa","note":"note","origin":{"kind":"env","name":"N"},"profile":"p","role_arn":"arn","role_session_name":"session"}`,
	resolve.StepWebIdentity: `{"duration_seconds":900,"endpoint":"https://u:********@h","kind":"web-identity","note":"note","origin":{"kind":"env","name":"N"},"profile":"p","role_arn":"arn","role_session_name":"session","token_file":"/t"}`,
	resolve.StepSSO:         `{"account_id":"1","endpoint":"https://u:********@h","kind":"sso","note":"note","origin":{"kind":"env","name":"N"},"profile":"p","region":"us-east-1","role_name":"r","session":"corp","start_url":"https://s","token_expires":"1970-01-01T00:00:00Z","token_file":"/t"}`,
	resolve.StepLogin:       `{"access_key_id":"AKIA1","kind":"login","note":"note","origin":{"kind":"env","name":"N"},"profile":"p","session":"corp","token_expires":"1970-01-01T00:00:00Z","token_file":"/t"}`,
	resolve.StepContainer:   `{"kind":"container","note":"note","origin":{"kind":"env","name":"N"},"profile":"p","token_file":"/t","url":"http://c/<>"}`,
	resolve.StepIMDS:        `{"endpoint":"https://u:********@h","kind":"imds","note":"note","origin":{"kind":"env","name":"N"},"profile":"p"}`,
}

// TestStepsOfEachKind holds the JSON of every kind of step, and reads it back as
// the type of that kind.
func TestStepsOfEachKind(t *testing.T) {
	var kinds []string
	for _, kind := range stepKinds {
		kinds = append(kinds, kind.Name)
	}
	if got, want := slices.Sorted(maps.Keys(stepJSON)), slices.Sorted(slices.Values(kinds)); !slices.Equal(got, want) {
		t.Errorf("the kinds here are %q, the types are those of %q", got, want)
	}
	for kind, want := range stepJSON {
		steps := Steps{Options{}.Step(full(kind))}
		text, err := marshal(steps)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(string(text)); got != "["+want+"]" {
			t.Errorf("%s is\n%s, want\n[%s]", kind, got, want)
		}
		var again Steps
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(steps, again); diff != "" {
			t.Errorf("%s is read back as another (-was +is):\n%s", kind, diff)
		}
	}
}

// TestStepsWithSecrets has the secrets of a static step exactly where they are
// asked for, be they empty.
func TestStepsWithSecrets(t *testing.T) {
	s := full(resolve.StepStatic)
	s.SessionToken = ""
	text, err := marshal(Steps{Options{ShowSecrets: true}.Step(s)})
	if err != nil || !strings.Contains(string(text), `"secret_access_key":"hidden-key","session_token":""`) {
		t.Errorf("with secrets: %s, %v", text, err)
	}
}

func TestStepsWithoutAny(t *testing.T) {
	for _, steps := range []Steps{nil, {}} {
		if text, err := json.Marshal(steps); err != nil || string(text) != "[]" {
			t.Errorf("no steps are %s, %v", text, err)
		}
	}
	none := full(resolve.StepAssumeRole)
	none.DurationSeconds, none.Note = nil, ""
	text, err := json.Marshal(Steps{Options{}.Step(none)})
	if err != nil || !strings.Contains(string(text), `"duration_seconds":null`) || strings.Contains(string(text), "note") {
		t.Errorf("a role without a duration is %s, %v", text, err)
	}
	for text, want := range map[string]string{
		`[{"kind":"magic"}]`:                 `read step 1: there is no kind of step "magic"`,
		`[{"kind":"imds"},{"kind":1}]`:       "read step 2: ",
		`[{"kind":"static","profile":true}]`: "read step 1: ",
	} {
		var s Steps
		if err := json.Unmarshal([]byte(text), &s); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s…", text, err, want)
		}
	}
}
