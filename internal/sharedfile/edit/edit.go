// Package edit changes shared config and credentials files as text: the keys
// that are given, each on its own line, and no other byte. What an SDK makes of
// the text is for others to check before it is written; package sharedfile has
// the parsers, and this one reads just enough to find the lines.
package edit

import (
	"fmt"
	"slices"
	"strings"
)

// Key is a key of a profile and the value that it is to have. A name such as
// s3.addressing_style is a key in the block of another.
type Key struct{ Name, Value string }

// Profile is the section that is to be changed.
type Profile struct {
	Name        string
	Credentials bool // the text is a credentials file, where headers have no prefix
	Services    bool // it is a services section, not a profile
}

// header is what a new section of the profile begins with.
func (p Profile) header() string {
	if p.Services {
		return "[services " + p.Name + "]"
	}
	if p.Credentials || p.Name == "default" {
		return "[" + p.Name + "]"
	}
	return "[profile " + p.Name + "]"
}

// is reports whether a section's header is the profile's.
func (p Profile) is(header string) bool {
	prefix := "profile"
	switch {
	case p.Services:
		prefix = "services"
	case header == p.Name:
		return p.Credentials || p.Name == "default"
	}
	rest, prefixed := strings.CutPrefix(header, prefix)
	if p.Credentials || !prefixed || strings.TrimLeft(rest, " \t") == rest {
		return false
	}
	rest = strings.TrimSpace(rest)
	if n := len(rest); n >= 2 && (rest[0] == '"' || rest[0] == '\'') && rest[n-1] == rest[0] {
		rest = rest[1 : n-1]
	}
	return rest == p.Name
}

// Set gives the text with the keys of a profile set. A key that stands in the
// profile keeps its line, its spelling and its comment; others come below the
// profile's last, and a profile that is missing at the end. Line ends are those
// of the text, and a text without a final line end stays one. It fails where the
// format has no way to hold what is asked for.
func Set(text string, p Profile, keys []Key) (string, error) {
	if err := possible(text, p, keys); err != nil {
		return "", err
	}
	t := parse(text)
	for _, k := range keys {
		if !t.has(p) {
			t.appendSection(p)
		}
		if err := t.set(p, k); err != nil {
			return "", err
		}
	}
	return t.String(), nil
}

// possible says why no edit can do what is asked for.
func possible(text string, p Profile, keys []Key) error {
	switch {
	case strings.ContainsRune(text, 0):
		return fmt.Errorf("the file is no text: it has a NUL byte in it")
	case p.Name == "" || strings.TrimSpace(p.Name) != p.Name || strings.ContainsFunc(p.Name, control) || strings.ContainsAny(p.Name, "[]"):
		return fmt.Errorf("the format cannot hold a profile of that name")
	}
	for _, k := range keys {
		switch {
		case strings.ContainsAny(k.Value, "\n\r"):
			return fmt.Errorf("%s: a value with a line break does not fit on one line of the file", k.Name)
		case strings.ContainsFunc(k.Value, control):
			return fmt.Errorf("%s: the file cannot hold a value with control characters", k.Name)
		case strings.TrimSpace(k.Value) != k.Value:
			return fmt.Errorf("%s: the file cannot hold a value that begins or ends with a blank", k.Name)
		case commented(k.Value):
			return fmt.Errorf("%s: some SDKs would take a part of the value for a comment", k.Name)
		case k.Value == "":
			return fmt.Errorf("%s: an empty value counts as unset", k.Name)
		}
	}
	return nil
}

// commented reports whether a part of a value looks like a comment.
func commented(value string) bool {
	from, to := line{text: "k = " + value}.value()
	return to-from < len(value)
}

func control(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// Change is another text for one line, counted from 1.
type Change struct {
	Line     int
	Old, New string
}

// Lines gives the text with some lines replaced. It fails where one is not what is
// expected.
func Lines(text string, changes []Change) (string, error) {
	t := parse(text)
	for _, c := range changes {
		if c.Line < 1 || c.Line > len(t.lines) || t.lines[c.Line-1].text != c.Old {
			return "", fmt.Errorf("line %d is not what it was", c.Line)
		}
		if strings.ContainsAny(c.New, "\n\r\x00") {
			return "", fmt.Errorf("line %d: a value with a line break does not fit on it", c.Line)
		}
		t.lines[c.Line-1].text = c.New
	}
	return t.String(), nil
}

// set sets one key of a section that is there.
func (t *text) set(p Profile, k Key) error {
	outer, inner, nested := strings.Cut(k.Name, ".")
	found := t.entries(p, outer)
	switch {
	case nested && len(found) > 0:
		return t.setNested(found[len(found)-1], inner, k)
	case nested:
		t.add(p, outer+t.equals(p, ""), t.blockIndent(p)+inner+t.equals(p, k.Value))
		return nil
	case len(found) == 0:
		t.add(p, k.Name+t.equals(p, k.Value))
		return nil
	}
	for _, i := range found {
		t.lines[i].replace(k.Value)
	}
	return nil
}

// setNested sets a key in the block below a line.
func (t *text) setNested(at int, name string, k Key) error {
	if from, to := t.lines[at].value(); from < to {
		return fmt.Errorf("%s: line %d has a value where the block of keys would begin", k.Name, at+1)
	}
	last := at
	for i := at + 1; i < len(t.lines) && t.lines[i].below(t.lines[at]); i++ {
		if t.lines[i].isKey() {
			last = i
			if strings.EqualFold(t.lines[i].key(), name) {
				t.lines[i].replace(k.Value)
				return nil
			}
		}
	}
	indent, equals := "    ", " = "
	if last > at {
		indent, equals = t.lines[last].indent(), t.lines[last].equals()
	}
	t.insert(last+1, indent+name+equals+k.Value)
	return nil
}

// add puts lines below the last key of a profile.
func (t *text) add(p Profile, lines ...string) {
	at := -1
	for _, s := range t.sections(p) {
		at = s.end()
	}
	t.insert(at, lines...)
}

// insert puts lines before line i, counted from 0. What was the text's last line
// and had no end gets one; the new last one has none in its stead.
func (t *text) insert(i int, lines ...string) {
	added := make([]line, len(lines))
	for n := range lines {
		added[n] = line{lines[n], t.eol()}
	}
	if i == len(t.lines) && i > 0 && t.lines[i-1].eol == "" {
		t.lines[i-1].eol, added[len(added)-1].eol = t.eol(), ""
	}
	t.lines = slices.Insert(t.lines, i, added...)
	t.moved(i, added)
}

// appendSection puts an empty section of the profile at the end.
func (t *text) appendSection(p Profile) {
	if n := len(t.lines); n > 0 && strings.TrimSpace(t.lines[n-1].text) != "" {
		t.insert(n, "", p.header())
		return
	}
	t.insert(len(t.lines), p.header())
}
