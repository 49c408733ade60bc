package suggest

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestClosest(t *testing.T) {
	names := []string{"region", "retry_mode", "max_attempts", "go-v1", "go-v1.1", "go-v2", "endpoint_url", "s3.addressing_style"}
	for typed, want := range map[string]string{
		"regoin": "region", "Region": "region", "retry-mode": "retry_mode", "retrymode": "retry_mode", "max_atempts": "max_attempts",
		"go-2": "go-v2", "gov2": "go-v2", "go-v1": "go-v1", "endpoint": "endpoint_url", "s3_addressing_style": "s3.addressing_style",
		"zzzzzz": "", "": "",
	} {
		if got := Closest(typed, names); got != want {
			t.Errorf("Closest(%q) = %q, want %q", typed, got, want)
		}
	}
	if got, want := DidYouMean("regoin", names), `, did you mean "region"?`; got != want {
		t.Errorf("DidYouMean = %q, want %q", got, want)
	}
	if got := DidYouMean("zzzzzz", names); got != "" {
		t.Errorf("DidYouMean = %q, want nothing", got)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		typed string
		names []string
		want  []string
	}{
		{"stagin", []string{"stage", "staging", "string", "default"}, []string{"staging", "stage"}},
		{"acct-07-prd", []string{"acct-08-prd", "acct-17-prd", "acct-07-prod"}, []string{"acct-07-prod"}},
		{"acct-07-prd", []string{"acct-08-prd"}, nil},
		{"prod-adm", []string{"prod-admin", "prod-ads", "prob-adm", "dev-adm"}, []string{"prod-admin", "prod-ads", "prob-adm"}},
		{"us-east", []string{"us-east-1", "us-east-2", "eu-west-1"}, []string{"us-east-1", "us-east-2"}},
		{"abcd", []string{"abce", "abcf", "abcg", "abch"}, []string{"abce", "abcf", "abcg"}},
		{"Dev", []string{"dev", "dex"}, []string{"dev"}},
	} {
		if got := Names(c.typed, c.names); !slices.Equal(got, c.want) {
			t.Errorf("Names(%q, %q) = %q, want %q", c.typed, c.names, got, c.want)
		}
	}
	if got := Slips("region", []string{"region", "regions"}); got != nil {
		t.Errorf("Slips of a name itself = %q", got)
	}
	if got := Slips("endpoint", []string{"endpoint_url"}); len(got) != 0 {
		t.Errorf("Slips = %q: four letters are no slip", got)
	}
	if got, want := DidYouMean("stagin", []string{"stage", "staging"}), `, did you mean "staging" or "stage"?`; got != want {
		t.Errorf("DidYouMean = %q, want %q", got, want)
	}
}

func TestApart(t *testing.T) {
	for _, c := range [][3]string{
		{`unknown setting "regoin", did you mean "region"?`, `unknown setting "regoin"`, `did you mean "region"?`},
		{`unknown kind "lgo", did you mean "log"?: the kinds are log, header`, `unknown kind "lgo", did you mean "log"?: the kinds are log, header`, ""},
		{`there is no "a, did you mean ", did you mean "b"?`, `there is no "a, did you mean "`, `did you mean "b"?`},
		{"no such file", "no such file", ""},
	} {
		if what, meant := Apart(c[0]); what != c[1] || meant != c[2] {
			t.Errorf("Apart(%q) = %q, %q", c[0], what, meant)
		}
	}
}

// TestIndex: an index gives what the functions give, over names that are alike,
// in digits and out of them, longer and shorter.
func TestIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.StringMatching(`(a|ab|team|Team|prod|_|-|[a-c0-1]){1,5}`), 0, 40).Draw(t, "names")
		x := NewIndex(names)
		for _, typed := range append(rapid.SliceOfN(rapid.StringMatching(`(a|ab|team|Team|prod|_|-|[a-c0-1]){0,5}`), 1, 5).Draw(t, "typed"), names...) {
			for range 2 {
				if got, want := x.Names(typed), Names(typed, names); !slices.Equal(got, want) {
					t.Fatalf("the index gives %q for %q, Names %q", got, typed, want)
				}
			}
			if got, want := x.Slips(typed), Slips(typed, names); !slices.Equal(got, want) {
				t.Fatalf("the index gives the slips %q for %q, Slips %q", got, typed, want)
			}
			if got, want := x.Has(typed), slices.Contains(names, typed); got != want {
				t.Fatalf("the index has %q: %v", typed, got)
			}
		}
	})
}
