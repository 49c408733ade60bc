package report

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/sessctl/sessctl/internal/printable"
)

// JUnit's XML as Jenkins, GitLab and others take it: the xUnit plugin's
// junit-10.xsd.

type junitSuites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Suites   []*junitSuite
}

type junitSuite struct {
	XMLName  xml.Name `xml:"testsuite"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Skipped  int      `xml:"skipped,attr"`
	Cases    []junitCase
}

type junitCase struct {
	XMLName xml.Name    `xml:"testcase"`
	Name    string      `xml:"name,attr"`
	Class   string      `xml:"classname,attr"`
	Failure *junitFault `xml:"failure"`
	Error   *junitFault `xml:"error"`
	Skipped *junitFault `xml:"skipped"`
	Out     string      `xml:"system-out,omitempty"`
}

type junitFault struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// junit writes a case for each result. One that does not make the command fail
// passes, and says in its output what it found.
func junit(w io.Writer, r Report, at Places) error {
	all := junitSuites{Name: "sessctl " + r.Command}
	suites := map[string]*junitSuite{}
	for i := range r.Results {
		x := &r.Results[i]
		s := suites[x.Suite]
		if s == nil {
			s = &junitSuite{Name: x.Suite}
			suites[x.Suite] = s
			all.Suites = append(all.Suites, s)
		}
		s.add(x, r, at)
	}
	if len(all.Suites) == 0 {
		all.Suites = []*junitSuite{{Name: all.Name, Tests: 1, Cases: []junitCase{{Name: r.Summary, Class: "sessctl." + r.Command}}}}
	}
	for _, s := range all.Suites {
		all.Tests, all.Failures, all.Errors = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(printable.XML(text))+"\n")
	return err
}

func (s *junitSuite) add(x *Result, r Report, at Places) {
	c := junitCase{Name: x.Name, Class: "sessctl." + r.Command + "." + strings.ReplaceAll(x.Rule, ".", "-")}
	fault := &junitFault{Message: x.Message, Type: x.Severity, Text: x.text()}
	if p, ok := at.place(x, r.Files); ok && p.line > 0 {
		fault.Text += "\n" + p.String()
	}
	s.Tests++
	switch {
	case x.Outcome == Broken:
		s.Errors++
		c.Error = fault
	case x.Outcome == Unmatched:
		s.Skipped++
		c.Skipped = &junitFault{Message: x.Message}
	case x.Outcome == Failed && x.Counts:
		s.Failures++
		c.Failure = fault
	case x.Outcome == Failed:
		c.Out = x.Severity + ": " + fault.Text
	}
	s.Cases = append(s.Cases, c)
}
