package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Env prints shell assignments that give another process of the same SDK the
// same settings. Settings that no variable carries, and what is secret and left
// out, are named in comments.
func Env(t Terminal, d document.Document, o ResolveOptions) error {
	var b strings.Builder
	for _, name := range d.Shown(o.Names, o.All) {
		s := d.Settings[name]
		switch {
		case !s.Set || s.Origin.Kind == "default" && !o.All:
		case s.Variable == "":
			fmt.Fprintf(&b, "# %s=%s: %s reads no variable for it\n", name, visible(s.Value), d.As)
		case s.Hidden:
			fmt.Fprintf(&b, "# %s: %s has a secret, see --show-secrets\n", s.Variable, name)
		default:
			fmt.Fprintf(&b, "export %s=%s\n", s.Variable, shellWord(s.Value))
		}
	}
	if len(o.Names) == 0 {
		envCredentials(&b, d)
	}
	_, err := t.Write([]byte(b.String()))
	return err
}

func envCredentials(b *strings.Builder, d document.Document) {
	keys := d.Credentials.Keys
	switch {
	case keys == nil:
		if d.Profile.Found && d.Profile.Name != "default" {
			fmt.Fprintf(b, "export AWS_PROFILE=%s\n", shellWord(d.Profile.Name))
		}
		fmt.Fprintf(b, "# credentials: %s, so there are no keys to pass on\n", statusWords.Of(d.Credentials.Status))
	case keys.Hidden:
		fmt.Fprintf(b, "# credentials: keys of %s, see --show-secrets\n", visible(keys.AccessKeyID))
	default:
		fmt.Fprintf(b, "export AWS_ACCESS_KEY_ID=%s\n", shellWord(keys.AccessKeyID))
		fmt.Fprintf(b, "export AWS_SECRET_ACCESS_KEY=%s\n", shellWord(keys.SecretAccessKey))
		if keys.SessionToken != "" {
			fmt.Fprintf(b, "export AWS_SESSION_TOKEN=%s\n", shellWord(keys.SessionToken))
		}
	}
}
