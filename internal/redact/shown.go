package redact

import "strings"

// shown gives the values of a source that are shown: of keys whose names are
// not those of secrets, and names of sections.
func (s source) shown(yield func(string)) {
	switch s.kind {
	case ofShown:
		yield(strings.TrimSpace(s.text))
	case ofValue:
		if !SecretName(s.name) {
			yield(strings.TrimSpace(s.text))
		}
	case ofFile:
		for _, line := range lines(s.text) {
			shownLine(strings.TrimSpace(line), yield)
		}
	}
}

// named gives the names in what is shown: whole values, the role of an ARN, the
// host of a URL, sections though they be commented out. No comment names anything else.
func (s source) named(yield func(string)) {
	parts := func(value string) {
		if i := commentAt(value); i >= 0 {
			value = value[:i]
		}
		for name := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune(":/.@", r) }) {
			yield(strings.TrimSpace(name))
		}
		yield(strings.TrimSpace(value))
	}
	if s.kind != ofFile {
		s.shown(parts)
		return
	}
	for _, line := range lines(s.text) {
		line = strings.TrimSpace(line)
		bare := strings.TrimLeft(line, "#; \t")
		if len(bare) == len(line) || strings.HasPrefix(bare, "[") {
			shownLine(bare, parts)
		}
	}
}

func shownLine(line string, yield func(string)) {
	if header, ok := strings.CutPrefix(line, "["); ok {
		name, _, _ := strings.Cut(header, "]")
		yield(strings.TrimSpace(name))
		if i := strings.IndexAny(name, " \t"); i > 0 {
			yield(strings.Trim(name[i:], " \t\"'"))
		}
		return
	}
	if i := strings.IndexAny(line, "=:"); i > 0 {
		key := strings.Trim(line[:i], "#;\"' \t")
		if value := line[i+1:]; value != "" && !SecretName(key) && !strings.EqualFold(key, "value") && !commandName(key) {
			yield(unquoted(value))
		}
	}
}
