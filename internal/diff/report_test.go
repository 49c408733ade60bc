package diff

import (
	"slices"
	"testing"
)

// TestAReasonIsToldOnce has SDKs without credentials, for a reason that an error
// or a problem tells too, and for one that nothing else does.
func TestAReasonIsToldOnce(t *testing.T) {
	const missing, other = "the source_profile base of profile app is in neither file", "the program ends with 1"
	was := Value{Value: "keys AKIAIOSFODNN7EXAMPLE", Set: true}
	g := &gathered{}
	g.add("boto3", Change{Kind: "credentials", Name: "credentials", A: was, B: Value{Value: failed + ": " + missing, Set: true}})
	g.add("go-v2", Change{Kind: "error", Name: "error", B: Value{Value: "base is missing", Set: true}})
	g.add("go-v2", Change{Kind: "credentials", Name: "credentials", A: was, B: Value{Value: failed + ": base is missing", Set: true}})
	g.add("spec", Change{Kind: "problem", Name: "warning[x]", B: Value{Value: missing + ", and so it is passed over", Set: true}})
	g.add("cli", Change{Kind: "credentials", Name: "credentials", A: was, B: Value{Value: failed + ": " + other, Set: true}})
	g.add("rust", Change{Kind: "credentials", Name: "credentials", A: Value{Value: failed + ": " + missing, Set: true}, B: was})
	var got []string
	for _, c := range g.sorted([]string{"boto3", "go-v2", "spec", "cli", "rust"}, Changed) {
		got = append(got, c.Message)
	}
	want := []string{
		"the session is not built: base is missing, in go-v2",
		"credentials change from " + was.Value + " to an error, in boto3 and go-v2",
		"credentials change from " + was.Value + " to an error: " + other + ", in cli",
		"credentials change from an error: " + missing + " to " + was.Value + ", in rust",
		"warning[x] appears: " + missing + ", and so it is passed over",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// TestARoleIsToldOnce has roles whose ARN says no more than their name and account,
// and some that have more in it.
func TestARoleIsToldOnce(t *testing.T) {
	for arn, want := range map[string]string{
		"arn:aws:iam::111122223333:role/dev":      "role dev in account 111122223333 (keys AKIAEXAMPLEBASE, then sts:AssumeRole)",
		"arn:aws:iam::111122223333:role/team/dev": "role dev in account 111122223333 (keys AKIAEXAMPLEBASE, then sts:AssumeRole arn:aws:iam::111122223333:role/team/dev)",
		"arn:aws-cn:iam::111122223333:role/dev":   "role dev in account 111122223333 (keys AKIAEXAMPLEBASE, then sts:AssumeRole arn:aws-cn:iam::111122223333:role/dev)",
	} {
		c := Credentials{Status: "plan", Role: "dev", Account: "111122223333", Steps: []map[string]any{
			{"kind": "static", "access_key_id": "AKIAEXAMPLEBASE"}, {"kind": "assume-role", "role_arn": arn}}}
		if got := c.text(); got != want {
			t.Errorf("%s is told as %s", arn, got)
		}
	}
}
