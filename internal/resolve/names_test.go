package resolve

import (
	"testing"

	"github.com/sessctl/sessctl/internal/redact"
)

// TestSettingsAreNoSecrets holds the net for secrets to what the table says: no
// variable or key of a setting sounds secret, and every secret input does.
func TestSettingsAreNoSecrets(t *testing.T) {
	for _, s := range Table() {
		for _, list := range [][]Named{s.Env, s.Keys, {{Name: s.Name}}} {
			for _, n := range list {
				if redact.SecretName(n.Name) {
					t.Errorf("%s would be hidden", n.Name)
				}
			}
		}
	}
	for _, list := range [][]Input{InputVars(), InputKeys()} {
		for _, in := range list {
			if got := redact.SecretName(in.Name); got != in.Secret && in.Name != "credential_process" { // of a command, words are hidden
				t.Errorf("%s: hidden %v, want %v", in.Name, got, in.Secret)
			}
		}
	}
}
