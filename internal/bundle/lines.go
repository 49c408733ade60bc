package bundle

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// nameKeys are the keys whose values are names, of which no word means anything.
var nameKeys = []string{"source_profile", "sso_session", "services", "role_session_name", "sso_role_name", "sso_start_url", "login_session", "mfa_serial", "sdk_ua_app_id", "sdk-ua-app-id"}

// readSections are the sections that some SDK reads by their own name.
var readSections = []string{"default", "aws_csm", "plugins", "preview", "Credentials", "Boto"}

// lineEnds are what ends a line to some SDK (Python's str.splitlines has most).
const lineEnds = "\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029"

// lines takes a shared config file, or any other text, line by line.
func (a *anonymiser) lines(whole string) string {
	var out strings.Builder
	for begins := true; len(whole) > 0; {
		if n := tornKey(whole); begins && n > 0 {
			out.WriteString(whole[:n])
			whole, begins = whole[n:], false
			continue
		}
		line := firstLine(whole)
		begins = strings.HasSuffix(line, "\n")
		if next := firstLine(whole[len(line):]); torn(line, next) {
			a.tornHeader(&out, line, next)
			whole = whole[len(line)+len(next):]
			continue
		}
		if unfinished(line) {
			line = whole[:len(line)+len(firstLine(whole[len(line):]))]
		}
		a.line(&out, line)
		whole = whole[len(line):]
	}
	return out.String()
}

// unfinished reports whether a line is a key whose value, a name, stands behind an end
// of the line that is none to other SDKs.
func unfinished(line string) bool {
	key, value, ok := cutKey(line)
	return ok && !strings.HasSuffix(line, "\n") && strings.Trim(value, "=: \t"+lineEnds) == "" && slices.Contains(nameKeys, strings.ToLower(key))
}

// firstLine is the first line of a text, with its end.
func firstLine(text string) string {
	end := strings.IndexAny(text, lineEnds)
	if end < 0 {
		return text
	}
	_, size := utf8.DecodeRuneInString(text[end:])
	return text[:end+size]
}

// tornKey gives the length of a key with the end of a line in it that only some
// SDKs take for one, where the others see a key in it or a slip of one.
func tornKey(text string) int {
	line, _, _ := strings.Cut(text, "\n")
	key, value, ok := cutKey(line)
	ends := strings.Count(strings.Map(func(r rune) rune {
		if strings.ContainsRune(lineEnds, r) {
			return '\n'
		}
		return r
	}, key), "\n")
	if !ok || ends != 1 || strings.Contains(key, "[") || !nearKey(key) {
		return 0
	}
	return len(line) - len(value)
}

// torn reports whether a header begins in one line and ends in the next: a few
// SDKs read it so.
func torn(line, next string) bool {
	body := strings.TrimLeft(line, " \t\ufeff")
	return strings.HasPrefix(body, "[") && !strings.Contains(body, "]") && strings.Contains(next, "]") && !strings.ContainsAny(next, "=[")
}

// tornHeader keeps of both lines what says of what kind the section is.
func (a *anonymiser) tornHeader(out *strings.Builder, line, next string) {
	start := strings.IndexByte(line, '[')
	first := strings.TrimRight(line[start:], lineEnds)
	kept := len(kindOf(first + strings.TrimRight(next, lineEnds)))
	head := start + min(kept, len(first))
	out.WriteString(line[:head])
	more := max(kept-len(first), 0)
	if end := strings.IndexByte(next, ']'); more == 0 {
		out.WriteString(a.tornName(line[head:] + next[:end]))
		more = end
	} else {
		out.WriteString(a.replace(line[head:], names, false))
		out.WriteString(next[:more])
	}
	out.WriteString(a.replace(next[more:], names, false))
}

func (a *anonymiser) line(out *strings.Builder, line string) {
	body := strings.TrimLeft(line, " \t\ufeff")
	out.WriteString(line[:len(line)-len(body)])
	switch {
	case strings.HasPrefix(body, "[") && !strings.Contains(body, "]") && brokenKey(body):
		key, value, _ := cutKey(body)
		a.pair(out, body, key, value)
		return
	case strings.HasPrefix(body, "["):
		name, rest := body, ""
		if i := strings.IndexByte(body, ']'); i >= 0 {
			name, rest = body[:i], body[i+1:]
		}
		kind := kindOf(name)
		m := names
		if slices.Contains(readSections, strings.TrimSpace(name[1:])) {
			m = asIs
		}
		out.WriteString(kind)
		if m == asIs {
			out.WriteString(name[len(kind):])
		} else {
			now := a.wholeName(name[len(kind):])
			out.WriteString(now)
			a.alsoMadeOf(name, kind+now)
		}
		if len(name) < len(body) {
			out.WriteByte(']')
			a.line(out, rest) // some read a key there
		}
		return
	case strings.HasPrefix(body, "#"), strings.HasPrefix(body, ";"):
		said := strings.TrimLeft(body, "#; \t")
		key, value, ok := cutKey(said)
		if !ok || !knownKey(key) && !strings.HasPrefix(said, "[") {
			out.WriteString(a.replace(body, names, false))
			return
		}
		out.WriteString(body[:len(body)-len(said)])
		a.pair(out, said, key, value)
		return
	}
	if key, value, ok := cutKey(body); ok {
		a.pair(out, body, key, value)
		return
	}
	out.WriteString(a.replace(body, free, false))
}

// brokenKey reports whether a line is a slip of a key with a bracket before it.
func brokenKey(line string) bool {
	key, _, ok := cutKey(line)
	return ok && nearKey(strings.TrimLeft(key, "[ "))
}

// cutKey parts a line at its first sign of equality or colon.
func cutKey(line string) (key, value string, ok bool) {
	i := strings.IndexAny(line, "=:")
	if i < 0 || strings.HasPrefix(line[i:], "://") || strings.HasSuffix(line[:i+1], "arn:") {
		return "", "", false
	}
	key, value = strings.TrimSpace(line[:i]), line[i:]
	if j := strings.IndexByte(line, '='); j > i && !knownKey(key) && nearKey(line[:j]) {
		return strings.TrimSpace(line[:j]), line[j:], true // to some SDKs a colon is a part of the key
	}
	return key, value, true
}

func (a *anonymiser) pair(out *strings.Builder, line, key, value string) {
	as := line[:len(line)-len(value)]
	if knownKey(key) || nearKey(key) || brokenKey(line) {
		out.WriteString(as)
	} else {
		out.WriteString(a.replace(as, free, false))
	}
	k := strings.ToLower(strings.Trim(key, `"' `))
	switch {
	case slices.Contains(nameKeys, meantKey(k)):
		out.WriteString(a.wholeName(value))
	case slipOfValue(k, value):
		out.WriteString(value)
	default:
		out.WriteString(a.valueOf(strings.TrimPrefix(key, "export "), value))
	}
}

// wholeNumber reports whether a key's setting is a number.
func wholeNumber(key string) bool {
	name, ok := settings.SettingNamed(key)
	s := settings.Lookup(name)
	return ok && s != nil && s.Type == settings.Int
}

// longNumber gives the length of the number that a value begins with: what is left
// of one with too many digits is read differently. An account is none.
func longNumber(value string) int {
	digits := strings.TrimLeft(value, " \t=:+-")
	rest := strings.TrimLeft(digits, "0123456789")
	if n := len(digits) - len(rest); n <= 12 {
		return 0
	}
	return len(value) - len(rest)
}

// slipOfValue reports whether a value is, or is nearly, one of the words that its
// setting can have.
func slipOfValue(key, value string) bool {
	if strings.HasSuffix(key, "region") {
		return len(suggest.Slips(strings.ToLower(strings.Trim(value, " =:\t\r\n")), hosts.Regions())) > 0
	}
	name, ok := settings.SettingNamed(key)
	if s := settings.Lookup(name); ok && s != nil && len(s.Values) > 0 {
		return suggest.Closest(strings.ToLower(strings.Trim(value, " =:\t\r\n")), s.Values) != ""
	}
	return false
}
