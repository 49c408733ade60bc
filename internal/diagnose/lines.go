package diagnose

import (
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
)

// line is a line of a shared file that is not simply a key and its value.
type line struct {
	path    string
	n       int    // from 1
	text    string // without its end
	section string // the text of the header above it, "" before the first
}

// origin is the place of the line's first letter.
func (l line) origin(key string) origin.Origin {
	column := 1 + len(l.text) - len(strings.TrimLeft(l.text, " \t"))
	return origin.Origin{Kind: origin.InFile, File: l.path, Line: l.n, Column: column, Section: l.section, Key: key}
}

// lines gives the lines of what is looked at that are not simply a key and its value.
func (f *Facts) lines() []line {
	if f.looked {
		return f.texts
	}
	f.looked = true
	for _, file := range f.Resolution.Files {
		if file.Path == "" || file.Unread || file.Reason != "" {
			continue
		}
		if doc := f.Workspace.Document(file.Path); doc != nil && !doc.Plain() {
			f.scan(file.Path, doc.Text)
		}
	}
	return f.texts
}

func (f *Facts) scan(path, text string) {
	section, concerned := "", true
	for n := 1; text != ""; n++ {
		var l string
		l, text, _ = strings.Cut(text, "\n")
		l = strings.TrimSuffix(l, "\r")
		bare := strings.TrimLeft(l, " \t")
		switch {
		case bare == "", bare[0] == '#', bare[0] == ';':
		case bare[0] == '[' && len(bare) == len(l):
			section, _, _ = strings.Cut(bare[1:], "]")
			section = strings.TrimSpace(section)
			concerned = f.concerns(section)
		case concerned && !simple(bare):
			f.texts = append(f.texts, line{path, n, l, section})
		}
	}
}

// simple reports whether a line is a word and an equals sign.
func simple(l string) bool {
	i := 0
	for i < len(l) && (l[i] == '_' || l[i] == '-' || l[i] == '.' || 'a' <= l[i] && l[i] <= 'z' || 'A' <= l[i] && l[i] <= 'Z' || '0' <= l[i] && l[i] <= '9') {
		i++
	}
	word := i
	for i < len(l) && (l[i] == ' ' || l[i] == '\t') {
		i++
	}
	return word > 0 && i < len(l) && l[i] == '='
}

// source is the text of the line that an origin is in, "" where there is none.
func (f *Facts) source(o origin.Origin) string {
	if o.Kind != origin.InFile || o.Line == 0 {
		return ""
	}
	if d := f.Workspace.Document(o.File); d != nil {
		return d.Line(o.Line)
	}
	return ""
}

// rewrite is the edit that puts a text in the place of another on an origin's
// line; nil where the line does not have it just once.
func (f *Facts) rewrite(o origin.Origin, old, text string) *Edit {
	src := f.source(o)
	if old == "" || old == text || strings.Count(src, old) != 1 {
		return nil
	}
	return &Edit{Path: o.File, Line: o.Line, Old: src, New: strings.Replace(src, old, text, 1)}
}
