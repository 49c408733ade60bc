package report_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/report"
)

// awkward has in each text what some format gives a meaning.
const awkward = "a,b:c%d <e> \"f\" ]]> & ::error::g\nh\r\ti \x1b[31mj \u202e k \x00 \xff \u00e9"

func sample() report.Report {
	at := document.Origin{Kind: "file", File: "/srv/a b/conf:ig,#ü%.txt", Line: 3, Column: 9, Section: "profile p", Key: "region"}
	policy := document.Origin{Kind: "file", File: "/srv/policies.yaml", Line: 2, Column: 3}
	r := report.Report{Command: "check", Version: "1.0.0", Summary: awkward, Files: []document.File{{Path: "/home/me/.aws/config", Exists: true}},
		Rules: []report.Rule{{ID: "one", Title: awkward, Text: awkward, Help: awkward, URL: "https://example.com/#one", Severity: "error"}, {ID: awkward, Title: "t", Severity: "note"}}}
	for _, severity := range []string{"error", "warning", "note"} {
		for _, outcome := range []report.Outcome{report.Passed, report.Failed, report.Broken, report.Unmatched} {
			for _, origin := range []document.Origin{at, {Kind: "env", Name: awkward}, {}, {Kind: "file", File: "relative/x", Line: 1}, {Kind: "file", File: "/elsewhere/x y", Line: 1}, {Kind: "file", File: "/elsewhere/x y"}} {
				r.Results = append(r.Results,
					report.Result{Rule: "one", Suite: "s", Name: "n", Outcome: outcome, Severity: severity, Counts: severity == "error", Message: "m", Origin: origin, Defined: policy},
					report.Result{Rule: awkward, Suite: awkward, Name: awkward, Outcome: outcome, Severity: severity, Message: awkward, Details: []string{awkward}, Help: awkward, Origin: origin})
			}
		}
	}
	return r
}

func write(t *testing.T, format string, r report.Report, at report.Places) []byte {
	t.Helper()
	var b bytes.Buffer
	if done, err := report.Write(&b, format, r, at); !done || err != nil {
		t.Fatalf("%s: %v, %v", format, done, err)
	}
	return b.Bytes()
}

// TestFormatsConform holds each format to its published schema: with nothing,
// with everything, and with texts that have in them what the format is made of.
func TestFormatsConform(t *testing.T) {
	for _, format := range report.Formats() {
		conforms(t, format, write(t, format, report.Report{Command: "lint", Summary: "no problems"}, report.Places{}))
		conforms(t, format, write(t, format, sample(), report.Places{Dir: "/work"}))
		bare := sample()
		bare.Files = nil
		conforms(t, format, write(t, format, bare, report.Places{Dir: "/", Column: func(string, int, int) int { return 1 }}))
	}
}

// TestConformanceCanFail has the checks refuse what is not right.
func TestConformanceCanFail(t *testing.T) {
	for format, text := range map[string]string{
		"junit":  `<testsuites><testsuite name="x" tests="1" failures="0" errors="0"><testcase/></testsuite></testsuites>`,
		"gitlab": `[{"description": "d", "check_name": "c", "fingerprint": "f", "severity": "bad", "location": {"path": "p", "lines": {"begin": 1}}}]`,
		"github": "::error title=a:b::c\n",
	} {
		var err error
		switch format {
		case "junit":
			err = validJUnit([]byte(text))
		case "gitlab":
			err = validGitLab([]byte(text))
		case "github":
			err = validGitHub([]byte(text))
		}
		if err == nil {
			t.Errorf("%s passes: %s", format, text)
		}
	}
	if validSARIF(t, []byte(`{"version": "2.1.0", "runs": [{"tool": {}}]}`)) == nil {
		t.Error("SARIF without a driver passes")
	}
}

// TestGitHubEscapes has the values of GitHub's own rules.
func TestGitHubEscapes(t *testing.T) {
	r := report.Report{Command: "check", Summary: "s", Results: []report.Result{{Name: "a:b,c%d\ne", Outcome: report.Failed, Severity: "note", Message: "100%, a: b\r\nc",
		Origin: document.Origin{Kind: "file", File: "/w/x:y,z", Line: 2, Column: 5}}}}
	want := "::notice title=a%3Ab%2Cc%25d%0Ae,file=x%3Ay%2Cz,line=2,col=5::100%25, a: b%0D%0Ac\nsessctl check: s\n"
	if got := string(write(t, "github", r, report.Places{Dir: "/w"})); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestPlaces has files told from the working directory where they lie below it.
func TestPlaces(t *testing.T) {
	for _, tt := range []struct{ dir, file, path, uri string }{
		{"/srv", "/srv/aws/config", "aws/config", "aws/config"},
		{"/srv", "/srv/a b/c#ü%?", "a b/c#ü%?", "a%20b/c%23%C3%BC%25%3F"},
		{"/srv", "/srv/a:b", "a:b", "./a:b"},
		{"/srv", "/srvold/config", "/srvold/config", "file:///srvold/config"},
		{"/srv/x", "/srv/y c", "/srv/y c", "file:///srv/y%20c"},
		{"", "/home/me/.aws/config", "/home/me/.aws/config", "file:///home/me/.aws/config"},
		{"/", "/etc/x", "etc/x", "etc/x"},
	} {
		r := report.Report{Results: []report.Result{{Rule: "r", Outcome: report.Failed, Severity: "error", Message: "m", Origin: document.Origin{Kind: "file", File: filepath.FromSlash(tt.file), Line: 1}}},
			Rules: []report.Rule{{ID: "r", Severity: "error"}}}
		var issues []struct{ Location struct{ Path string } }
		if err := json.Unmarshal(write(t, "gitlab", r, report.Places{Dir: tt.dir}), &issues); err != nil || issues[0].Location.Path != tt.path {
			t.Errorf("%s in %s is %q (%v), want %q", tt.file, tt.dir, issues[0].Location.Path, err, tt.path)
		}
		if sarif := string(write(t, "sarif", r, report.Places{Dir: tt.dir})); !strings.Contains(sarif, `"uri": "`+tt.uri+`"`) {
			t.Errorf("%s in %s is not %s:\n%s", tt.file, tt.dir, tt.uri, sarif)
		}
	}
}

// TestFingerprintsStay has a finding known again when its line moves, and told
// from its like.
func TestFingerprintsStay(t *testing.T) {
	result := func(line int, section string) report.Result {
		return report.Result{Rule: "r", Suite: "s", Outcome: report.Failed, Severity: "error", Message: "m", Origin: document.Origin{Kind: "file", File: "/w/c", Line: line, Section: section, Key: "region"}}
	}
	marks := func(results ...report.Result) (all []string) {
		var issues []struct{ Fingerprint string }
		if err := json.Unmarshal(write(t, "gitlab", report.Report{Results: results}, report.Places{Dir: "/w"}), &issues); err != nil {
			t.Fatal(err)
		}
		for _, i := range issues {
			all = append(all, i.Fingerprint)
		}
		return all
	}
	before, after := marks(result(3, "a"), result(9, "b")), marks(result(5, "a"), result(11, "b"), result(12, "b"))
	if before[0] != after[0] || before[1] != after[1] || after[2] == after[1] || before[0] == before[1] {
		t.Errorf("%v becomes %v", before, after)
	}
}
