package sdk_test

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// TestConfiguredDiffersAreAll: where defaults do not matter, all that is
// configured otherwise in some SDK is found as it is when every setting is
// resolved. SESSCTL_CASES names files of more environments.
func TestConfiguredDiffersAreAll(t *testing.T) {
	patterns := []string{"../../testdata/recorded/hand-picked.jsonl", "../../testdata/recorded/reports.jsonl", "../../testdata/regressions/*.jsonl"}
	if more := os.Getenv("SESSCTL_CASES"); more != "" {
		patterns = []string{more}
	}
	all, err := cases.ReadFiles(patterns...)
	if err != nil {
		t.Fatal(err)
	}
	readings, found := sdk.Readings(), 0
	for i, c := range all {
		laid, err := c.LayOut(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		o := environ.Options{NoEnv: true, Home: laid.Home, OS: "linux"}
		for name, v := range laid.Env {
			o.Vars = append(o.Vars, name+"="+v)
		}
		env, err := environ.New(o)
		if err != nil {
			t.Fatal(err)
		}
		var in resolve.Inputs
		if laid.Profile != "" {
			in.Profile = &origin.Candidate{Value: laid.Profile, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}
		}
		w, rd := resolve.NewWorkspace(env), readings[i%len(readings)]
		want, failing := configured(w, in, rd, readings, true)
		got, gotFailing := configured(w, in, rd, readings, false)
		found += len(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s as %s:\n%s\n%s", c.ID, rd.ID, diff, c.Line())
		}
		if diff := cmp.Diff(failing, gotFailing); diff != "" {
			t.Errorf("%s as %s:\n%s\n%s", c.ID, rd.ID, diff, c.Line())
		}
	}
	t.Logf("%d environments, %d settings that differ", len(all), found)
	if found < len(all)/4 {
		t.Errorf("only %d settings differ in %d environments", found, len(all))
	}
}

type told struct {
	Others []resolve.Other
	Alike  []string
}

func configured(w *resolve.Workspace, in resolve.Inputs, rd *resolve.Reading, others []*resolve.Reading, defaults bool) (map[string]told, []resolve.OtherFailure) {
	res := resolve.Resolve(w, in, rd)
	resolve.FillDiffers(w, in, res, others, defaults)
	all := map[string]told{}
	for _, v := range res.Settings {
		v.Differs = slices.DeleteFunc(v.Differs, func(o resolve.Other) bool { return !o.Configured })
		if len(v.Differs) > 0 {
			all[v.Name] = told{v.Differs, v.Alike}
		}
	}
	return all, res.Others
}
