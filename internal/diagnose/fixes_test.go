package diagnose_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/diagnose"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/rewrite"
	"github.com/sessctl/sessctl/internal/sdk"
)

// TestEveryFixComesOutAsPromised writes the fixes of every environment in which
// there are some: each finding is gone then, every other line stands as it stood,
// and every profile that no changed line is in comes to the same in every SDK.
func TestEveryFixComesOutAsPromised(t *testing.T) {
	fixed, offered := map[string]int{}, map[string]bool{}
	for _, c := range diagnose.FixCases(t) {
		of, _ := sdk.Find(c.As)
		x := rewrite.Examined{Workspace: c.Workspace, Inputs: c.Inputs, Reading: of.Reading, Readings: sdk.Readings(), Now: time.Now()}
		found := diagnose.Whole(c.Workspace, c.Inputs, of.Reading, x.Now).Findings
		for _, f := range found {
			if f.Fix != nil {
				offered[f.Code] = true
			}
		}
		fixes := x.Cure(found)
		for _, f := range fixes.Refused {
			t.Logf("%s in %s: %s is refused: %s", c.Code, c.As, f.Code, f.Reason)
		}
		if len(fixes.Applied) == 0 {
			continue
		}
		before := profilesOf(c.Workspace)
		changed := map[string]bool{}
		for _, f := range fixes.Applied {
			fixed[f.Code]++
			for _, rd := range sdk.Readings() {
				for name, p := range before[rd.ID] {
					if slices.ContainsFunc(p.lines, func(at origin.Origin) bool { return at.File == f.Fix.Path && at.Line == f.Fix.Line }) {
						changed[name] = true
					}
				}
			}
			changed[headed(f.Fix.New)] = true
		}
		for _, f := range fixes.Files {
			if err := f.Write(c.Workspace.Env); err != nil {
				t.Fatal(err)
			}
			compareLines(t, f, fixes.Applied)
		}
		w := resolve.NewWorkspace(c.Workspace.Env)
		for _, still := range diagnose.Whole(w, c.Inputs, of.Reading, x.Now).Findings {
			if slices.ContainsFunc(fixes.Applied, func(f diagnose.Finding) bool { return f.Code == still.Code && f.Origin == still.Origin }) {
				t.Errorf("%s in %s: %s is found still", c.Code, c.As, still.Code)
			}
		}
		after := profilesOf(w)
		for id, was := range before {
			if was == nil {
				continue // the SDK could not read the file
			}
			for name, p := range was {
				if is, ok := after[id][name]; !changed[name] && (!ok || is.text != p.text) {
					t.Errorf("%s in %s: %s takes profile %s as %q, and took it as %q", c.Code, c.As, id, name, is.text, p.text)
				}
			}
		}
	}
	for code := range offered {
		if fixed[code] == 0 {
			t.Errorf("a cure is offered for %s, and none was ever written", code)
		}
	}
	if len(fixed) < 12 {
		t.Errorf("only these were fixed: %v", fixed)
	}
}

// merged is a profile as a reading merges it.
type merged struct {
	text  string
	lines []origin.Origin
}

func profilesOf(w *resolve.Workspace) map[string]map[string]merged {
	all := map[string]map[string]merged{}
	for _, rd := range sdk.Readings() {
		shared := resolve.Resolve(w, resolve.Inputs{}, rd).Shared
		if slices.ContainsFunc(shared.Files, func(f profiles.SourceFile) bool { return f.Parsed != nil && f.Parsed.Err != nil }) {
			all[rd.ID] = nil
			continue
		}
		all[rd.ID] = map[string]merged{}
		for _, name := range shared.ProfileNames() {
			p := shared.Profile(name)
			m := merged{lines: []origin.Origin{p.Origin}}
			for _, ref := range p.Sections {
				m.lines = append(m.lines, ref.Origin())
			}
			for _, q := range p.Properties {
				m.text += q.Key + "=" + q.Value + "\n"
				m.lines = append(m.lines, q.Origin)
			}
			all[rd.ID][name] = m
		}
	}
	return all
}

func headed(line string) string {
	name, ok := strings.CutPrefix(strings.TrimSpace(line), "[")
	if !ok {
		return ""
	}
	return strings.TrimPrefix(strings.TrimSuffix(name, "]"), "profile ")
}

// compareLines fails where a file has other changes than those that were shown.
func compareLines(t *testing.T, f rewrite.File, applied []diagnose.Finding) {
	t.Helper()
	data, err := os.ReadFile(f.Path)
	if err != nil {
		t.Fatal(err)
	}
	was, is := strings.Split(f.Old, "\n"), strings.Split(string(data), "\n")
	if len(was) != len(is) {
		t.Fatalf("%d lines became %d", len(was), len(is))
	}
	for i := range was {
		if was[i] == is[i] {
			continue
		}
		if !slices.ContainsFunc(applied, func(a diagnose.Finding) bool {
			return a.Fix.Line == i+1 && strings.Replace(was[i], a.Fix.Old, a.Fix.New, 1) == is[i]
		}) {
			t.Errorf("line %d: %q became %q", i+1, was[i], is[i])
		}
	}
}
