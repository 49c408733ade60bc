package redact

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPlainLinesHideNothing reads files once with line ends that let lines be passed
// over at a glance, and once with others, which do not: the secrets are the same.
func TestPlainLinesHideNothing(t *testing.T) {
	keys := []string{"region", "role_arn", "aws_secret_access_key", "aws_access_key_id", "aws_session_token", "credential_process", "api_key", "sk_live_abcdefghijklmnopqrstuvwxyz0123", "mfa_serial", "x"}
	values := []string{"us-west-2", "arn:aws:iam::123456789012:role/team-1", "arn:aws:iam::123456789012:role/ghp_0a1b2c3d4e5f6g7h8i9j", "glpat-0a1b2c3d4e5f6g7h8i9j0k1l",
		"sk-abcdefghijklmnopqrstuvwxyzabcdefgh", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "0a1b2c3d4e5f6a7b8c9d", "minio2admin", "AKIAIOSFODNN7EXAMPLE", "/bin/x --password hunter2ab", "", "a b", "plain # glpat-0a1b2c3d4e5f6g7h8i9j"}
	heads := []string{"[default]", "[profile dev]", "[profile npm_0a1b2c3d4e5f6g7h8i9j]", "[a] # sk-0a1b2c3d4e5f6g7h8i9j", "[services s3=x]"}
	signs := []string{"=", " = ", " =", "= ", " : ", "  =  "}
	rapid.Check(t, func(t *rapid.T) {
		var text []string
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			line := rapid.SampledFrom([]string{"", "  ", "\t"}).Draw(t, "indent")
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0, 1:
				line = rapid.SampledFrom(heads).Draw(t, "head")
			case 2:
				line += rapid.SampledFrom(values).Draw(t, "words")
			case 3:
				line += rapid.StringMatching(`[a-z0-9_=:# .\-]{0,24}`).Draw(t, "anything")
			default:
				line += rapid.SampledFrom(keys).Draw(t, "key") + rapid.SampledFrom(signs).Draw(t, "sign") + rapid.SampledFrom(values).Draw(t, "value")
			}
			text = append(text, line)
		}
		found := func(end string) []string {
			v := new(Vault)
			v.File("config", []byte("# "+end+strings.Join(text, end)+end))
			v.Hide("x")
			return slices.Sorted(maps.Keys(v.held))
		}
		if quick, slow := found("\n"), found("\r\n"); !slices.Equal(quick, slow) {
			t.Fatalf("%q:\nat a glance %q\nin full     %q", text, quick, slow)
		}
	})
}
