package diagnose

import (
	"slices"
	"strings"
	"testing"
)

// TestOnce: one fault is told once, and what it makes moot is not told.
func TestOnce(t *testing.T) {
	loop := cfg("[profile a]\n" + role + "source_profile = b\n[profile b]\n" + role + "source_profile = a\n").whole()
	token := []string{"AWS_ROLE_ARN=arn:aws:iam::111122223333:role/app", "AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/none/token", "AWS_REGION=eu-west-1"}
	named := env("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=s", "AWS_PROFILE=gone")
	for _, c := range []struct {
		name, as string
		scene    scene
		code     string
		times    int
	}{
		{"a loop, from each of its profiles", "spec", loop, "source-profile-circle", 1},
		{"a loop, from each of its profiles", "boto3", loop, "role-circle", 1},
		{"two loops", "boto3", cfg("[profile a]\n" + role + "source_profile = a\n[profile b]\n" + role + "source_profile = c\n[profile c]\n" + role + "source_profile = b\n").whole(), "role-circle", 2},
		{"a token of two variables", "spec", env(token...), "token-file-unreadable", 1},
		{"the keys are not used: no session is built", "spec", named, "env-keys-beat-profile", 0},
		{"the keys are used: the profile is no error", "java-v2", named, "env-keys-beat-profile", 1},
		{"the profile is in a file that is not read", "boto3", cfg("[profile a]\nregion = eu-west-1\n[profile a]\n").asked("a"), "profile-not-found", 0},
		{"a remark that lint leaves out", "boto3", cfg("[default]\nregion = eu-west-1\noutput = a\n  b\n").whole(), "continued-value", 0},
		{"a profile of settings, whether or not there is metadata", "terraform", both("[default]\nregion = eu-west-1\n[profile a]\nregion = eu-west-1\n", "[a]\n"+keys, "AWS_EC2_METADATA_DISABLED=true", "AWS_PROFILE=a").whole(), "provider-does-not-start", 0},
		{"the program turns shared config on itself", "go-v1-shared", cfg(fine, "AWS_SDK_LOAD_CONFIG=1"), "value-rejected", 0},
		{"a key in capitals", "js-v3", cfg("[default]\nREGION = eu-west-1\n"), "unknown-key", 1},
	} {
		t.Run(c.as+" "+c.name, func(t *testing.T) {
			var said []string
			for _, f := range c.scene.findings(t, c.as) {
				said = append(said, f.Code+": "+f.Message)
			}
			n := len(slices.DeleteFunc(slices.Clone(said), func(s string) bool { return !strings.HasPrefix(s, c.code+": ") }))
			if n != c.times {
				t.Errorf("%s is told %d times, not %d:\n%s", c.code, n, c.times, strings.Join(said, "\n"))
			}
			if strings.Contains(strings.Join(said, "\n"), "no SDK reads the key REGION") {
				t.Error("some SDK reads it")
			}
		})
	}
}
