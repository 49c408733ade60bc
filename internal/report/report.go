// Package report writes what was found in the formats that other tools take:
// one file a format, made of a Report and of nothing else.
package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Report is what was found, as other tools think of it: rules, and what came of
// them.
type Report struct {
	Command string // check or lint
	Version string // of this program
	Rules   []Rule // those that Results name
	Results []Result
	Summary string          // one line
	Files   []document.File // the shared files that were looked at
}

// Rule is what a result is about: a policy, or a code of the catalogue.
type Rule struct {
	ID       string
	Title    string
	Text     string // empty for no more than the title
	Help     string
	URL      string // of a page about it; empty for none
	Severity string
}

// Outcome is what came of a rule.
type Outcome int

// The outcomes.
const (
	Passed Outcome = iota
	Failed
	Broken    // it could not be found out
	Unmatched // there was nothing that the rule is about
)

// Result is what came of a rule in one place.
type Result struct {
	Rule     string // the ID of one of the rules
	Suite    string // what was looked at, in a few words
	Name     string // of the case, unique in its suite
	Outcome  Outcome
	Severity string // error, warning or note
	Counts   bool   // it makes the command fail
	Message  string
	Details  []string // that say more, a line each
	Help     string
	Origin   document.Origin
	Defined  document.Origin // where the rule itself stands
}

// Places says how the places of results are told.
type Places struct {
	Dir string // the working directory: paths below it are relative to it
	// Column gives the column in characters of a byte of a line of a file, all
	// counted from 1. Nil where bytes are as good.
	Column func(file string, line, column int) int
}

// formats are the formats, each with what writes it.
var formats = []struct {
	name  string
	write func(w io.Writer, r Report, at Places) error
}{
	{"sarif", sarif},
	{"junit", junit},
	{"github", github},
	{"gitlab", gitlab},
}

// Formats are the names of the formats.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// Write writes a report in a format, and reports whether the format is one of
// those here.
func Write(w io.Writer, format string, r Report, at Places) (done bool, err error) {
	for _, f := range formats {
		if f.name == format {
			return true, f.write(w, r, at)
		}
	}
	return false, nil
}

// place is where other tools are to point: a file with a line.
type place struct {
	file         string // relative to the working directory with slashes, or absolute
	inside       bool   // it is below the working directory
	line, column int    // 0 where they are not known
}

// place gives the place of a result: its own, else that of the rule, else the
// shared file that there is; none where there is none.
func (at Places) place(r *Result, files []document.File) (p place, ok bool) {
	for _, o := range []document.Origin{r.Origin, r.Defined} {
		if o.File == "" {
			continue
		}
		p = at.file(o.File)
		p.line, p.column = o.Line, o.Column
		if p.column > 0 && at.Column != nil {
			p.column = at.Column(o.File, o.Line, o.Column)
		}
		return p, true
	}
	for _, exists := range []bool{true, false} {
		for _, f := range files {
			if f.Path != "" && f.Exists == exists {
				return at.file(f.Path), true
			}
		}
	}
	return place{}, false
}

func (at Places) file(path string) place {
	if !filepath.IsAbs(path) {
		return place{file: filepath.ToSlash(filepath.Clean(path)), inside: filepath.IsLocal(path)}
	}
	if rel, err := filepath.Rel(at.Dir, path); at.Dir != "" && err == nil && filepath.IsLocal(rel) {
		return place{file: filepath.ToSlash(rel), inside: true}
	}
	return place{file: filepath.ToSlash(path)}
}

// uri is the file as a URI: relative, or with the scheme file.
func (p place) uri() string {
	u := url.URL{Path: p.file}
	if !p.inside {
		u.Scheme = "file"
		if !strings.HasPrefix(u.Path, "/") {
			u.Path = "/" + u.Path // C:/Users
		}
	}
	return u.String()
}

// marks gives each result a text that stays the same while lines move: what it
// is about and not where. Of several alike each has its own.
func marks(r Report, at Places) func(*Result) string {
	seen := map[string]int{}
	return func(x *Result) string {
		p, _ := at.place(x, r.Files)
		about := strings.Join([]string{r.Command, x.Rule, x.Suite, p.file, x.Origin.Section, x.Origin.Key, x.Origin.Name}, "\x00")
		seen[about]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", about, seen[about]))
		return hex.EncodeToString(sum[:16])
	}
}

// text is what is said of a result: the message, what says more, and the cure.
func (r *Result) text() string {
	lines := append([]string{r.Message}, r.Details...)
	if r.Help != "" {
		lines = append(lines, "fix: "+r.Help)
	}
	return strings.Join(lines, "\n")
}

// told reports whether a result is one that people want to see beside the code.
func (r *Result) told() bool { return r.Outcome == Failed || r.Outcome == Broken }

// String names the place as compilers do.
func (p place) String() string {
	switch {
	case p.column > 0:
		return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.column)
	case p.line > 0:
		return fmt.Sprintf("%s:%d", p.file, p.line)
	}
	return p.file
}
