package judge_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/judge"
	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// TestRecordedAnswers resolves every recorded environment in every reading
// that has an answer to it, and compares with what the real SDK answered.
func TestRecordedAnswers(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../testdata/recorded/*.jsonl", "../../testdata/regressions/*.jsonl"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 3 {
		t.Fatalf("only %d files of recorded answers", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".jsonl"), func(t *testing.T) {
			in, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			all, err := cases.Read(in)
			if err != nil {
				t.Fatal(err)
			}
			if len(all) == 0 {
				t.Fatal("no case")
			}
			for _, c := range all {
				t.Run(c.ID, func(t *testing.T) { compare(t, c) })
			}
		})
	}
}

func compare(t *testing.T, c cases.Case) {
	laid, err := c.LayOut(filepath.Join(t.TempDir(), "home"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(laid.Home)
	for _, rd := range sdk.Readings() {
		answer, ok := c.Answers[rd.ID]
		if !ok {
			continue
		}
		answer = answer.In(laid.Home)
		d := resolved(t, laid, rd)
		j := judge.Judge{Reading: rd.ID}
		if j.Unknowable(laid, answer, d) {
			continue
		}
		for _, difference := range j.Disagreements(laid, answer, d) {
			t.Errorf("%s: %s", rd.ID, difference)
		}
	}
	if t.Failed() {
		t.Log(c.Line())
	}
}

// TestTheReferenceQuotesNobody: the reference is no program, and nothing that is
// said of the recorded environments under it is some SDK's word.
func TestTheReferenceQuotesNobody(t *testing.T) {
	quotes := regexp.MustCompile(`SDK says|the (Rust|Java|Go|JavaScript) SDK|panics|panicked`)
	spec, _ := sdk.Find("spec")
	rust, _ := sdk.Find("rust")
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	quoted, seen := 0, 0
	for _, name := range []string{"hand-picked", "reports"} {
		in, err := os.Open("../../testdata/recorded/" + name + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		all, err := cases.Read(in)
		_ = in.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			laid, err := c.LayOut(filepath.Join(t.TempDir(), "home"))
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(laid.Home)
			seen++
			if at := quotes.Find(printed(t, laid, spec.Reading)); at != nil {
				t.Errorf("%s: %s", c.ID, at)
			}
			if quotes.Match(printed(t, laid, rust.Reading)) {
				quoted++
			}
			t.Chdir(here)
		}
	}
	if seen < 130 || quoted < 10 {
		t.Errorf("%d cases, in %d of which the SDK itself is quoted", seen, quoted)
	}
}

// resolved is what `sessctl resolve -o json` would print for the case.
func resolved(t *testing.T, c cases.Case, rd *resolve.Reading) judge.Document {
	t.Helper()
	d, err := judge.Parse(printed(t, c, rd))
	if err != nil {
		t.Fatal(err)
	}
	if d.Error != nil {
		d.Exit = 3
	}
	return d
}

func printed(t *testing.T, c cases.Case, rd *resolve.Reading) []byte {
	t.Helper()
	vars := []string{"HOME=" + c.Home}
	for name, value := range c.Env {
		vars = append(vars, name+"="+value)
	}
	env, err := environ.New(environ.Options{NoEnv: true, Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	in := resolve.Inputs{Explicit: map[string]origin.Candidate{}}
	if c.Profile != "" {
		in.Profile = &origin.Candidate{Value: c.Profile, Origin: origin.Origin{Kind: origin.Flag, Name: "--profile"}}
	}
	if c.Region != "" {
		in.Explicit["region"] = origin.Candidate{Value: c.Region, Origin: origin.Origin{Kind: origin.Flag, Name: "--region"}}
	}
	text, err := json.Marshal(document.From(resolve.Resolve(resolve.NewWorkspace(env), in, rd), document.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return text
}
