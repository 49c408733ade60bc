package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
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
		at := origin.Origin{Kind: origin.InFile, File: file.Path, Line: err.Pos.Line, Column: err.Pos.Column}
		list = append(list, found(at, string(file.Kind), fmt.Sprintf("%s: %s", at, err.Message), profiles.LostSections(file)))
	}
	return list
}

// rejectedElsewhere reports files that other SDKs' parsers give up on, where the whole
// environment is examined.
func rejectedElsewhere(f *Facts) []Finding {
	var list []Finding
	whose := map[string][]string{}
	for _, o := range f.Resolution.Others {
		says, parsing := strings.CutPrefix(resolve.WithoutWords(o.Message), o.Origin.String()+": ")
		if !f.whole || !parsing || o.Origin.Line == 0 || !slices.Contains(sdk.Shipping(), o.Reading) || f.Resolution.Err != nil && f.Resolution.Err.Origin == o.Origin {
			continue
		}
		src := f.source(o.Origin)
		if _, key := keyBehind(src); key != "" || pasted(src) || loneRegion(src) != "" {
			continue // another entry explains the line
		}
		if _, sealed := f.seal(o.Origin.File); sealed {
			continue // likewise
		}
		help := cmp.Or(cureTwice(says), fmt.Sprintf("correct line %d", o.Origin.Line))
		if d := f.Workspace.Document(o.Origin.File); d != nil && d.BOM && o.Origin.Line == 1 {
			if strings.HasPrefix(strings.TrimSpace(src), "[") && f.noted(o.Origin.File, hiddenHeader) {
				continue
			}
			help = "save the file as UTF-8 without a byte order mark"
		}
		says = strings.ReplaceAll(says, "this SDK", "it")
		if whose[says] == nil {
			list = append(list, found(o.Origin, "", says, help))
		}
		whose[says] = append(whose[says], o.Reading)
	}
	for i := range list {
		who := whose[list[i].Message]
		verb := " do not load: "
		if len(who) == 1 {
			verb = " does not load: "
		}
		list[i].Message = and(who) + verb + list[i].Message
	}
	return list
}

// noted reports whether the parser has a remark on a file.
func (f *Facts) noted(path, code string) bool {
	for _, file := range f.Resolution.Shared.Files {
		if file.Path == path && file.Parsed != nil && slices.ContainsFunc(file.Parsed.Notes, func(n sharedfile.Note) bool { return n.Code == code }) {
			return true
		}
	}
	return false
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
		shown, marked := 0, false
		for _, n := range file.Parsed.Notes {
			marked = marked || n.Code == hiddenHeader
			if !f.noteConcerns(file.Path, n) || marked && n.Code == "key-before-section" {
				continue
			}
			if shown++; shown > maxNotes {
				continue
			}
			at := origin.Origin{Kind: origin.InFile, File: file.Path, Line: n.Pos.Line, Column: n.Pos.Column, Section: n.Section, Key: n.Key}
			finding := found(at, n.Key, n.Message, "")
			finding.Code, finding.Severity = n.Code, resolve.SevNote
			if n.Code == hiddenHeader && n.Pos.Column > 0 {
				f.hidden(&finding)
			}
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

// cureUnparsable names what a parser stops at where the parser says otherwise: a
// byte order mark before the first line. Where it stops in what was pasted, the
// entry about that has the cure.
func cureUnparsable(f *Facts, finding *Finding) {
	o := finding.Origin
	if l := f.source(o); l != "" && pasted(l) {
		finding.Help = ""
		return
	}
	if region := loneRegion(f.source(o)); region != "" {
		finding.Help = "write region = " + region
		return
	}
	if src := strings.TrimSpace(f.source(o)); strings.Contains(finding.Message, "before any section header") && simple(src) {
		if name, _, _ := strings.Cut(src, "="); known(strings.ToLower(strings.TrimSpace(name))) {
			finding.Help = "write [default] above it, or the header of the profile that it is for"
			return
		}
	}
	if help := cureTwice(finding.Message); help != "" {
		finding.Help = help
		return
	}
	if seal, sealed := f.seal(o.File); sealed {
		finding.Help = "it " + seal.what + ": " + seal.cure
		return
	}
	if o.Line != 1 || o.File == "" || strings.Contains(finding.Message, "byte order mark") {
		return
	}
	if d := f.Workspace.Document(o.File); d != nil && d.BOM {
		finding.Help = "save the file as UTF-8 without a byte order mark, which stands before this line and no editor shows"
	}
}

// cureTwice says what to do about a section or key that stands twice, "" where a
// message is of something else.
func cureTwice(message string) string {
	switch {
	case !strings.Contains(message, "a second time"):
		return ""
	case strings.Contains(message, "the section"):
		return "put the keys of both under one header"
	}
	return "take one of the two lines out"
}

// pasted reports whether a line is one of JSON or of a shell, which the entries
// about those explain.
func pasted(text string) bool {
	bare := strings.TrimSpace(text)
	_, _, _, shell := assigned(text)
	return shell || csvHead(text) || len(jsonKeys(text)) > 0 || bare == "{" || bare == "}" || bare == "},"
}

// hiddenHeader is the remark on a byte order mark.
const hiddenHeader = "byte-order-mark"

// hidden makes more than a remark of a byte order mark that costs the section
// below it.
func (f *Facts) hidden(finding *Finding) {
	header := strings.TrimSpace(f.source(finding.Origin))
	if !strings.HasPrefix(header, "[") {
		return
	}
	finding.Severity = resolve.SevWarning
	finding.Message = fmt.Sprintf("the byte order mark at the beginning of the file hides the header %s: its keys are not read", header)
	finding.Help = "save the file as UTF-8 without a byte order mark"
}

// noteConcerns reports whether a parser's remark is of a section that is looked
// at, and not of a line that another entry explains better.
func (f *Facts) noteConcerns(path string, n sharedfile.Note) bool {
	if _, key := keyBehind(f.source(origin.Origin{Kind: origin.InFile, File: path, Line: n.Pos.Line})); key != "" {
		return false
	}
	for _, l := range f.lines() {
		if l.path != path || l.n != n.Pos.Line {
			continue
		}
		if pasted(l.text) {
			return false
		}
	}
	if n.Code == "nested-block" && !strings.HasPrefix(n.Section, "default") && !strings.HasPrefix(n.Section, "profile") && !profiles.SameProfile(n.Section, f.Resolution.Profile.Name) {
		return false // such a section is of SDKs that know nested keys
	}
	return n.Code == "default-section" || f.concerns(n.Section)
}
