package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// envKeysOdd looks at the keys of the environment that the SDK uses as they
// stand. No key of AWS has any of what is looked for, so that it is an error; a
// secret of another store may have a $ in it.
func (f *Facts) envKeysOdd(look oddity, help string) []Finding {
	keys := f.envKeys()
	if !f.usesEnvKeys(keys) {
		return nil
	}
	var list []Finding
	for i, c := range []origin.Candidate{keys.id, keys.secret, keys.token} {
		if plain(c.Value) || strings.Contains(c.Value, "$") && !onlyVariable(c.Value) {
			continue
		}
		help := helpFor(c.Value, help)
		if onlyVariable(c.Value) {
			help = "nobody expanded it: set that variable where the job runs, or correct its name"
		}
		if says, _ := look(c.Value); says != "" && (i == 0 || !f.trims(c.Value)) {
			list = append(list, found(c.Origin, keys.names[i], fmt.Sprintf("the value of %s %s", keys.names[i], fmt.Sprintf(says, f.as())), help).as(resolve.SevError))
		}
	}
	return list
}

// usesEnvKeys reports whether the plan has the keys of the environment in it,
// with an id that is taken as it stands.
func (f *Facts) usesEnvKeys(keys keySet) bool {
	for _, s := range f.Resolution.Credentials.Steps {
		if s.Kind == resolve.StepStatic && s.Origin.Kind == origin.EnvVar {
			return s.AccessKeyID == keys.id.Value
		}
	}
	return false
}

// trims reports whether the SDK takes white space off a secret or token of the
// environment: aws-sdk-java-v2, auth/credentials/internal/SystemSettingsCredentialsProvider.
func (f *Facts) trims(value string) bool {
	return f.sdk()&settings.Java != 0 && strings.TrimSpace(value) != value
}

// onlyVariable reports whether a text is nothing but the name of a variable.
func onlyVariable(v string) bool {
	name, ok := strings.CutPrefix(strings.TrimSpace(v), "$")
	if !ok {
		return false
	}
	for _, c := range strings.Trim(name, "{}() ") {
		if c != '_' && c != '.' && !('a' <= c && c <= 'z') && !('A' <= c && c <= 'Z') && !('0' <= c && c <= '9') {
			return false
		}
	}
	return true
}
