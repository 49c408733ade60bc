package settings

import (
	"testing"

	"github.com/sessctl/sessctl/internal/redact"
)

// TestNoSettingIsTakenForASecret holds the names of the table against the rules
// by which unknown names are judged.
func TestNoSettingIsTakenForASecret(t *testing.T) {
	for i := range table {
		names := []string{table[i].Name}
		for _, list := range [][]Named{table[i].Env, table[i].Keys} {
			for _, n := range list {
				names = append(names, n.Name)
			}
		}
		for _, name := range names {
			if redact.SecretName(name) {
				t.Errorf("the value of %s would be hidden", name)
			}
		}
	}
}
