package redact

import (
	"strings"
	"testing"
)

// TestContinuedLines holds what a backslash continues to its secret, and nothing else.
func TestContinuedLines(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"aws_secret_access_key = q7wX8svWyHeCc/oDdd3v\\\nYvZPUv/AagoPNYLyzoh+\noutput = json\n", "YvZPUv/AagoPNYLyzoh+"},
		{"aws_secret_access_key = q7wX8svWyHeCc\\\n  oDdd3vYvZPUv\\\nAagoPNYLyzoh\n", "AagoPNYLyzoh"},
		{"region = us-east-1\x00\naws_secret_access_key = q7wX8svWyHeCc\n", "q7wX8svWyHeCc"},
	} {
		v := &Vault{}
		v.File("config", []byte("[default]\n"+c.file))
		if got := v.Hide("it is " + c.want + " there"); strings.Contains(got, c.want) {
			t.Errorf("%q shows %q", c.file, got)
		}
	}
	v := &Vault{}
	v.File("config", []byte("[default]\naws_secret_access_key = AbC/dEf+GhI= \\\nregion = us-gov-west-1\\\nx = AWS_SECRET_ACCESS_KEY\naws_session_token = AWS_SESSION_TOKEN\n"))
	for _, plain := range []string{"region = us-gov-west-1\\", "AWS_SESSION_TOKEN and AWS_SECRET_ACCESS_KEY are not set"} {
		if got := v.Hide(plain); got != plain {
			t.Errorf("%q becomes %q", plain, got)
		}
	}
}
