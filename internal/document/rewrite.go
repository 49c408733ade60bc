package document

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/rewrite"
	"github.com/sessctl/sessctl/internal/sharedfile/edit"
)

// Saved is what saving a copy as a profile came to.
type Saved struct {
	Profile string      `json:"profile"`
	Written bool        `json:"written"`
	Files   []SavedFile `json:"files"`
	Left    []LeftOut   `json:"left"`    // what the profile does not hold
	Refused []string    `json:"refused"` // why it is not written; empty where it is, or could be
}

// SavedFile is a file that is written, or would be.
type SavedFile struct {
	Path string `json:"path"`
	New  bool   `json:"new"` // there was none
	Diff string `json:"diff"`
}

// LeftOut is something that a profile does not hold, and why.
type LeftOut struct {
	Setting string `json:"setting"`
	Reason  string `json:"reason"`
}

// SavedFrom makes the document of a profile that is saved.
func SavedFrom(name string, s *rewrite.Saved, o Options) *Saved {
	d := &Saved{Profile: name, Files: []SavedFile{}, Left: []LeftOut{}, Refused: []string{}}
	for _, f := range s.Files {
		d.Files = append(d.Files, SavedFile{f.Path, !f.Was.Exists(), o.FileDiff(f)})
	}
	for _, l := range s.Left {
		d.Left = append(d.Left, LeftOut{l.Name, o.text(l.Reason)})
	}
	for _, e := range s.Effects {
		d.Refused = append(d.Refused, o.effect(name, e))
	}
	return d
}

// effect says in a sentence what would not be as it should.
func (o Options) effect(name string, e rewrite.Effect) string {
	who := and(e.Readings)
	shown := func(v string) string {
		if v == "" {
			return "nothing"
		}
		if e.Name == "error" {
			return o.text(v)
		}
		return o.value(secretName(e.Name), v)
	}
	switch {
	case e.Promised && e.Name == "error":
		return fmt.Sprintf("%s would refuse the profile: %s", who, shown(e.Is))
	case e.Promised:
		return fmt.Sprintf("%s would take %s as %s, not as %s", who, e.Name, shown(e.Is), shown(e.Was))
	case e.Name == "error":
		return fmt.Sprintf("profile %s: %s would fail with %s, and failed with %s before", e.Profile, who, shown(e.Is), shown(e.Was))
	case e.Profile == name:
		return fmt.Sprintf("%s would take %s as %s, and it is %s", who, e.Name, shown(e.Is), shown(e.Was))
	}
	return fmt.Sprintf("profile %s: %s would take %s as %s, and it is %s", e.Profile, who, e.Name, shown(e.Is), shown(e.Was))
}

// secretName is the name of a fact as redaction knows it.
func secretName(fact string) string {
	switch name := fact[strings.LastIndexByte(fact, '.')+1:]; name {
	case "SecretKey":
		return "aws_secret_access_key"
	case "SessionToken":
		return "aws_session_token"
	case "Command":
		return "credential_process"
	}
	return fact
}

// FileDiff is the change of a file as a unified diff, without secrets.
func (o Options) FileDiff(f rewrite.File) string {
	old := f.Path
	if !f.Was.Exists() {
		old = "/dev/null"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", old, f.Path)
	for _, h := range edit.Diff(f.Old, f.New) {
		fmt.Fprintf(&b, "@@ -%d,%d +%d,%d @@\n", h.OldFrom, h.Old, h.NewFrom, h.New)
		for _, l := range h.Lines {
			fmt.Fprintf(&b, "%c%s\n", l.Op, o.line(l.Text))
			if l.NoEnd {
				b.WriteString("\\ No newline at end of file\n")
			}
		}
	}
	return b.String()
}

// and joins names as a sentence does.
func and(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
