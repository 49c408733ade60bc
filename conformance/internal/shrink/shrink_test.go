package shrink

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

func TestMinimize(t *testing.T) {
	c := cases.Case{
		ID: "x", Profile: "dev", Region: "eu-west-1",
		Env:   map[string]string{"AWS_REGION": "us-east-1", "AWS_PROFILE": "other"},
		Files: map[string]cases.File{".aws/config": {Text: "[default]\nregion = eu\n\n[profile dev]\nretry_mode = \u00e9adaptive\n"}, "tok": {Text: "t"}},
	}
	asked := 0
	small := Minimize(c, 2000, func(c cases.Case) bool {
		asked++
		return strings.Contains(c.Files[".aws/config"].Text, "\u00e9") && strings.HasPrefix(c.Env["AWS_REGION"], "u")
	})
	if got := small.Files[".aws/config"].Text; got != "\u00e9" || len(small.Files) != 1 || small.Profile+small.Region != "" {
		t.Errorf("files %v, profile %q, region %q", small.Files, small.Profile, small.Region)
	}
	if len(small.Env) != 1 || small.Env["AWS_REGION"] != "u" {
		t.Errorf("variables %q", small.Env)
	}
	if len(c.Files) != 2 || len(c.Env) != 2 {
		t.Error("the original was changed")
	}
	asked = 0
	Minimize(c, 5, func(cases.Case) bool { asked++; return false })
	if asked > 5 {
		t.Errorf("asked %d times with a budget of 5", asked)
	}
}
