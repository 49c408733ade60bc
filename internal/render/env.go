package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Env prints shell assignments that give another process of the same SDK the
// same settings. Settings that no variable carries, and keys unless secrets
// are shown, are named in comments.
func Env(t Terminal, res *resolve.Resolution, o ResolveOptions) error {
	var b strings.Builder
	for _, v := range shown(res, o) {
		if !v.Set || v.Origin.Kind == resolve.ByDefault && !o.All {
			continue
		}
		value := v.Value
		if !t.ShowSecrets {
			value = redact.Value(v.Name, value)
		}
		name := v.Variable(res.Reading)
		switch {
		case name == "":
			fmt.Fprintf(&b, "# %s=%s: this SDK reads no variable for it\n", v.Name, visible(value))
		case value != v.Value:
			fmt.Fprintf(&b, "# %s: %s has a secret, see --show-secrets\n", name, v.Name)
		default:
			fmt.Fprintf(&b, "export %s=%s\n", name, shellWord(value))
		}
	}
	if len(o.Names) == 0 {
		envCredentials(&b, t, res)
	}
	_, err := t.Write([]byte(b.String()))
	return err
}

func envCredentials(b *strings.Builder, t Terminal, res *resolve.Resolution) {
	plan := res.Credentials
	if plan.Status != resolve.StatusResolved || len(plan.Steps) == 0 {
		if res.Profile.Found && res.Profile.Name != "default" {
			fmt.Fprintf(b, "export AWS_PROFILE=%s\n", shellWord(res.Profile.Name))
		}
		fmt.Fprintf(b, "# credentials: %s, so there are no keys to pass on\n", statusWords[string(plan.Status)])
		return
	}
	s := plan.Steps[len(plan.Steps)-1]
	if !t.ShowSecrets {
		fmt.Fprintf(b, "# credentials: keys of %s, see --show-secrets\n", visible(redact.KeyID(s.AccessKeyID)))
		return
	}
	fmt.Fprintf(b, "export AWS_ACCESS_KEY_ID=%s\n", shellWord(s.AccessKeyID))
	fmt.Fprintf(b, "export AWS_SECRET_ACCESS_KEY=%s\n", shellWord(s.SecretKey.Reveal()))
	if token := s.SessionToken.Reveal(); token != "" {
		fmt.Fprintf(b, "export AWS_SESSION_TOKEN=%s\n", shellWord(token))
	}
}
