package report

import (
	"github.com/sessctl/sessctl/internal/lookup"
	"io"
)

// GitLab's Code Quality report: the part of the Code Climate format that GitLab
// reads (doc/ci/testing/code_quality.md; app/validators/json_schemas/codeclimate.json).

type gitlabIssue struct {
	Description string `json:"description"`
	Check       string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}

var gitlabSeverities = lookup.Table[string, string]{{"error", "critical"}, {"warning", "minor"}, {"note", "info"}}

// noFile is the path of what is in no file at all, since GitLab wants one.
const noFile = "environment"

func gitlab(w io.Writer, r Report, at Places) error {
	mark := marks(r, at)
	issues := []gitlabIssue{}
	for i := range r.Results {
		x := &r.Results[i]
		if !x.told() {
			continue
		}
		issue := gitlabIssue{Description: x.text(), Check: x.Rule, Fingerprint: mark(x), Severity: gitlabSeverities.Of(x.Severity)}
		p, ok := at.place(x, r.Files)
		if !ok {
			p.file = noFile
		}
		issue.Location.Path, issue.Location.Lines.Begin = p.file, max(p.line, 1)
		issues = append(issues, issue)
	}
	return indented(w, issues)
}
