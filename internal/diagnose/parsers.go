package diagnose

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// parseErrors reports files that a parser gives up on, where the reading has not.
func parseErrors(f *Facts) []Finding {
	var list []Finding
	for _, file := range f.Resolution.Shared.Files {
		if file.Parsed == nil || file.Parsed.Err == nil {
			continue
		}
		err := file.Parsed.Err
		at := resolve.Origin{Kind: resolve.InFile, File: file.Path, Line: err.Pos.Line, Column: err.Pos.Column}
		list = append(list, found(at, string(file.Kind), fmt.Sprintf("%s: %s", at, err.Message), resolve.LostSections(file)))
	}
	return list
}

// maxNotes is how many remarks on one file are shown before the rest is counted.
const maxNotes = 8

// parserNotes reports what the parsers had to say of the files.
func parserNotes(f *Facts) []Finding {
	var list []Finding
	for _, file := range f.Resolution.Shared.Files {
		if file.Parsed == nil {
			continue
		}
		shown := 0
		for _, n := range file.Parsed.Notes {
			if !f.noteConcerns(file.Path, n) {
				continue
			}
			if shown++; shown > maxNotes {
				continue
			}
			at := resolve.Origin{Kind: resolve.InFile, File: file.Path, Line: n.Pos.Line, Column: n.Pos.Column, Section: n.Section, Key: n.Key}
			finding := found(at, n.Key, n.Message, "")
			finding.Code, finding.Severity = n.Code, resolve.SevNote
			list = append(list, finding)
		}
		if shown > maxNotes {
			finding := found(place(file.Path), "", fmt.Sprintf("%d more remarks on %s are left out", shown-maxNotes, file.Path), "")
			finding.Code, finding.Severity = "more-notes", resolve.SevNote
			list = append(list, finding)
		}
	}
	return list
}

// noteConcerns reports whether a parser's remark is of a section that is looked
// at, and not of a line that another entry explains better.
func (f *Facts) noteConcerns(path string, n sharedfile.Note) bool {
	for _, l := range f.lines() {
		if l.path != path || l.n != n.Pos.Line {
			continue
		}
		if _, _, _, ok := assigned(l.text); ok || jsonKey(l.text) != "" {
			return false
		}
	}
	return n.Code == "default-section" || f.concerns(n.Section)
}
