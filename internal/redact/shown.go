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
		if value := line[i+1:]; value != "" && !SecretName(key) && !strings.EqualFold(key, "credential_process") {
			yield(unquoted(value))
		}
	}
}
