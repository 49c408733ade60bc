package edit

import "strings"

const bom = "\ufeff"

// text is a file's text, line by line.
type text struct {
	bom   string
	lines []line
	end   string // the usual end of a line

	of    *Profile // the profile whose sections are known
	known []section
}

// line is a line with what ends it: "\n", "\r\n", or "" at the end of the text.
type line struct{ text, eol string }

func parse(s string) *text {
	t := &text{}
	if rest, ok := strings.CutPrefix(s, bom); ok {
		t.bom, s = bom, rest
	}
	for l := range strings.Lines(s) {
		body, eol := l, ""
		if b, ok := strings.CutSuffix(body, "\n"); ok {
			body, eol = b, "\n"
			if b, ok := strings.CutSuffix(b, "\r"); ok {
				body, eol = b, "\r\n"
			}
		}
		if t.end == "" {
			t.end = eol
		}
		t.lines = append(t.lines, line{body, eol})
	}
	return t
}

func (t *text) eol() string {
	if t.end == "" {
		return "\n"
	}
	return t.end
}

func (t *text) String() string {
	var b strings.Builder
	b.WriteString(t.bom)
	for _, l := range t.lines {
		b.WriteString(l.text)
		b.WriteString(l.eol)
	}
	return b.String()
}

// section is a part of a text: its header and the lines up to the next.
type section struct {
	t        *text
	from, to int // lines, from 0; from is the header's
}

// sections gives those of a profile. They stay known while lines are inserted: a
// file can be long, and each key asks for them several times.
func (t *text) sections(p Profile) []section {
	if t.of == nil || *t.of != p {
		t.of, t.known = &p, t.look(p)
	}
	return t.known
}

// moved keeps the sections known where lines are inserted before a line.
func (t *text) moved(before int, added []line) {
	for _, l := range added {
		if _, header := l.header(); header {
			t.of = nil
			return
		}
	}
	for i := range t.known {
		s := &t.known[i]
		if s.from >= before {
			s.from += len(added)
		}
		if s.to >= before {
			s.to += len(added)
		}
	}
}

func (t *text) look(p Profile) []section {
	var found []section
	open := false
	for i, l := range t.lines {
		header, ok := l.header()
		if !ok {
			continue
		}
		if open {
			found[len(found)-1].to = i
		}
		if open = p.is(header); open {
			found = append(found, section{t, i, len(t.lines)})
		}
	}
	return found
}

func (t *text) has(p Profile) bool { return len(t.sections(p)) > 0 }

// end is the line before which another key of the section belongs.
func (s section) end() int {
	last := s.from
	for i := s.from + 1; i < s.to; i++ {
		if l := s.t.lines[i]; !l.blank() && !l.comment() {
			last = i
		}
	}
	return last + 1
}

// keys calls f with the lines of a section that set a key, from 0, until it
// returns false. A line that is indented deeper than the key above belongs to
// that key.
func (s section) keys(f func(i int) bool) {
	key := -1
	for i := s.from + 1; i < s.to; i++ {
		l := s.t.lines[i]
		switch {
		case l.blank(), l.comment(), key >= 0 && l.below(s.t.lines[key]), !l.isKey():
			continue
		}
		key = i
		if !f(i) {
			return
		}
	}
}

// entries gives the lines that set a key of a profile.
func (t *text) entries(p Profile, name string) []int {
	var found []int
	for _, s := range t.sections(p) {
		s.keys(func(i int) bool {
			if strings.EqualFold(t.lines[i].key(), name) {
				found = append(found, i)
			}
			return true
		})
	}
	return found
}

// equals is an equals sign and a value in the manner of the profile, or of the
// text, whose keys have blanks around it or not.
func (t *text) equals(p Profile, value string) string {
	sign := ""
	pick := func(s section) {
		s.keys(func(i int) bool {
			sign = t.lines[i].equals()
			return false
		})
	}
	for _, s := range t.sections(p) {
		if sign == "" {
			pick(s)
		}
	}
	if sign == "" {
		pick(section{t, -1, len(t.lines)})
	}
	if sign == "" {
		sign = " = "
	}
	return strings.TrimRight(sign+value, " ")
}

// blockIndent is how far the keys of a block are indented.
func (t *text) blockIndent(p Profile) string {
	indent := ""
	for _, s := range t.sections(p) {
		s.keys(func(i int) bool {
			indent = t.lines[i].indent()
			return false
		})
	}
	return indent + "    "
}

func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }

func (l line) comment() bool {
	bare := strings.TrimLeft(l.text, " \t")
	return bare != "" && (bare[0] == '#' || bare[0] == ';')
}

// header gives what stands between the brackets.
func (l line) header() (string, bool) {
	bare := strings.TrimLeft(l.text, " \t")
	if !strings.HasPrefix(bare, "[") {
		return "", false
	}
	inside, _, ok := strings.Cut(bare[1:], "]")
	return strings.TrimSpace(inside), ok
}

func (l line) indent() string { return l.text[:len(l.text)-len(strings.TrimLeft(l.text, " \t"))] }

// below reports whether the line is indented deeper than another.
func (l line) below(other line) bool {
	return !l.blank() && len(l.indent()) > len(other.indent())
}

// isKey reports whether the line has a key and a sign that ends it.
func (l line) isKey() bool {
	_, header := l.header()
	return !header && !l.comment() && strings.IndexAny(l.text, "=:") > 0 && l.key() != ""
}

func (l line) key() string {
	return strings.TrimSpace(l.text[:max(strings.IndexAny(l.text, "=:"), 0)])
}

// value gives where the value begins and ends. A comment behind it is no part of it.
func (l line) value() (from, to int) {
	from = strings.IndexAny(l.text, "=:") + 1
	for from < len(l.text) && (l.text[from] == ' ' || l.text[from] == '\t') {
		from++
	}
	to = len(l.text)
	for i := from; i < len(l.text); i++ {
		if c := l.text[i]; (c == '#' || c == ';') && (l.text[i-1] == ' ' || l.text[i-1] == '\t') {
			to = i
			break
		}
	}
	return from, from + len(strings.TrimRight(l.text[from:to], " \t"))
}

// equals is the sign between key and value with the blanks around it.
func (l line) equals() string {
	from, _ := l.value()
	bare := l.text[:from]
	sign := strings.IndexAny(bare, "=:")
	before := len(strings.TrimRight(bare[:sign], " \t"))
	eq := bare[before:]
	if from == len(l.text) && !strings.HasSuffix(eq, " ") && strings.HasPrefix(eq, " ") {
		eq += " " // there is no value that could show it
	}
	return eq
}

func (l *line) replace(value string) {
	from, to := l.value()
	if from == len(l.text) && from == to && strings.HasSuffix(l.text, "=") && strings.HasSuffix(l.text[:from-1], " ") {
		l.text += " "
		from, to = from+1, to+1
	}
	l.text = l.text[:from] + value + l.text[to:]
}
