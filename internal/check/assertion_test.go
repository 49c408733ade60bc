package check

import (
	"testing"

	"github.com/sessctl/sessctl/internal/document"
)

func TestAssertions(t *testing.T) {
	d := document.Document{As: "go-v2", Settings: map[string]document.Setting{
		"region":        {Value: "us-east-2", Set: true},
		"max_attempts":  {Value: "5", Set: true},
		"sdk_ua_app_id": {},
	}}
	for _, tt := range []struct {
		text  string
		holds bool
		why   string
	}{
		{"region=us-east-2", true, ""},
		{"region==us-east-2", true, ""},
		{"region = us-east-2", true, ""},
		{"region=us-west-2", false, `region is "us-east-2", not "us-west-2"`},
		{"region=US-EAST-2", false, `region is "us-east-2", not "US-EAST-2"`},
		{"region!=us-west-2", true, ""},
		{"region!=us-east-2", false, `region is "us-east-2"`},
		{"region", true, ""},
		{"!region", false, `region is "us-east-2", not unset`},
		{"max_attempts>=5", true, ""},
		{"max_attempts>5", false, "max_attempts is 5, not > 5"},
		{"max_attempts<=4", false, "max_attempts is 5, not <= 4"},
		{"max_attempts<10", true, ""},
		{"region>=1", false, `region is "us-east-2", which is no number`},
		{"sdk_ua_app_id", false, "sdk_ua_app_id is unset"},
		{"!sdk_ua_app_id", true, ""},
		{"sdk_ua_app_id=x", false, "sdk_ua_app_id is unset"},
		{"sdk_ua_app_id!=x", true, ""},
		{"csm_host=x", false, "go-v2 knows no csm_host"},
		{"!csm_host", true, ""},
	} {
		a, err := Parse(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := Ask(d, a); got.Holds != tt.holds || got.Why != tt.why {
			t.Errorf("%s: holds %v (%s), want %v (%s)", tt.text, got.Holds, got.Why, tt.holds, tt.why)
		}
	}
}

func TestBadAssertions(t *testing.T) {
	for _, text := range []string{"", "!", "=x", "max_attempts>=many", ">=3"} {
		if a, err := Parse(text); err == nil && a.Setting != "" {
			t.Errorf("%q is taken as %+v", text, a)
		} else if err == nil && text != "" {
			t.Errorf("%q is taken", text)
		}
	}
}
