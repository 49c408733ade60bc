package bundle

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// Anonymise replaces every word of a bundle that is not AWS's own or a setting's:
// names, accounts, hosts, paths, comments. Each has one stand-in everywhere, of its
// own length and kind, so that what refers to it still does.
func (m *Made) Anonymise() {
	b := m.Bundle
	a := newAnonymiser(m.words)
	m.anonymiser = a
	b.Name, b.Source = "", ""
	if len(b.Unknown) > 0 {
		b.Unknown = []string{"what else could not be known is left out of a bundle without names"}
	}
	replaced := map[string]bool{}
	for t := range everything(b) {
		before := string(t.data)
		after := a.text(t, b.OS)
		if after != before {
			t.set([]byte(after))
		}
	}
	for i := range b.Variables {
		v := &b.Variables[i]
		was := v.Name
		v.Name = a.variable(was)
		replaced[v.Name] = m.Replaced[was]
	}
	for i, kv := range b.JavaProperties {
		name, value, _ := strings.Cut(kv, "=")
		b.JavaProperties[i] = a.replace(name, free, false) + "=" + value
	}
	a.digests(m.derived)
	for _, p := range paths(b) {
		was := *p
		*p = a.renamed(was)
	}
	for i := range m.Bundle.Files {
		replaced[b.Files[i].Path] = m.Replaced[m.files[i]]
	}
	m.Replaced = replaced
	m.Anonymous = a.counts()
	sorted(b)
}

// Name gives what stands for a name of the environment, such as a profile's.
func (m Made) Name(name string) string {
	if m.anonymiser == nil {
		return name
	}
	return m.anonymiser.replace(name, names, false)
}

// StandsFor reports whether a word stands for one of the environment.
func (m Made) StandsFor(now, word string) bool {
	first := []string{word}
	if s, ok := m.words[word]; ok {
		first = append(first, s)
	}
	for _, w := range first {
		if w == now || m.anonymiser != nil && m.anonymiser.made[w] == now {
			return true
		}
	}
	return false
}

// Stands reports whether a text is what stands for another.
func (m Made) Stands(text string) bool {
	return m.anonymiser != nil && m.anonymiser.used[strings.ToLower(text)]
}

// Address gives what stands for an IP address.
func (m Made) Address(ip string) string {
	if four, ok := strings.CutPrefix(ip, "::ffff:"); ok {
		return "::ffff:" + m.Address(four)
	}
	if now, ok := m.anonymiser.made[ip]; ok {
		return now
	}
	return ip
}

// text gives what stands for a text of a bundle.
func (a *anonymiser) text(t *text, os string) string {
	whole := string(t.data)
	switch {
	case t.kind == ofVariable && slipOfValue(strings.ToLower(t.name), whole):
		return whole
	case t.kind == ofVariable:
		return a.replace(whole, modeOfVariable(t.name), false)
	case t.kind == ofPath:
		return a.replace(whole, free, false)
	case strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(whole, "\ufeff"), " \t\r\n"), "{"):
		return a.json(whole)
	}
	return a.certificates(a.lines(whole), whole)
}

func modeOfVariable(name string) mode {
	switch strings.ToUpper(name) {
	case "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ROLE_SESSION_NAME", "AWS_VAULT", "USER", "USERNAME", "LOGNAME", "AWS_SDK_UA_APP_ID":
		return names
	case "NO_PROXY":
		return hostList
	}
	return free
}

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
		a.line(&out, line)
		whole = whole[len(line):]
	}
	return out.String()
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
	kept := len(headerKind().FindString(first + strings.TrimRight(next, lineEnds)))
	head := start + min(kept, len(first))
	out.WriteString(line[:head])
	out.WriteString(a.replace(line[head:], names, false))
	more := max(kept-len(first), 0)
	out.WriteString(next[:more])
	out.WriteString(a.replace(next[more:], names, false))
}

func (a *anonymiser) line(out *strings.Builder, line string) {
	body := strings.TrimLeft(line, " \t\ufeff")
	out.WriteString(line[:len(line)-len(body)])
	switch {
	case strings.HasPrefix(body, "["):
		name, rest := body, ""
		if i := strings.IndexByte(body, ']'); i >= 0 {
			name, rest = body[:i], body[i+1:]
		}
		kind := headerKind().FindString(name)
		m := names
		if slices.Contains(readSections, strings.TrimSpace(name[1:])) {
			m = asIs
		}
		out.WriteString(kind)
		out.WriteString(a.replace(name[len(kind):], m, false))
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

// cutKey parts a line at its first sign of equality or colon.
func cutKey(line string) (key, value string, ok bool) {
	i := strings.IndexAny(line, "=:")
	if i < 0 {
		return "", "", false
	}
	return strings.TrimSpace(line[:i]), line[i:], true
}

func (a *anonymiser) pair(out *strings.Builder, line, key, value string) {
	as := line[:len(line)-len(value)]
	if knownKey(key) || nearKey(key) {
		out.WriteString(as)
	} else {
		out.WriteString(a.replace(as, free, false))
	}
	k := strings.ToLower(strings.Trim(key, `"' `))
	switch {
	case slices.Contains(nameKeys, k):
		out.WriteString(a.replace(value, names, false))
	case slipOfValue(k, value):
		out.WriteString(value)
	default:
		out.WriteString(a.replace(value, modeOfVariable(strings.TrimPrefix(key, "export ")), false))
	}
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

// json takes JSON, in which a word can follow an escape.
func (a *anonymiser) json(whole string) string {
	var spans []span
	for _, at := range jsonName().FindAllStringSubmatchIndex(whole, -1) {
		spans = append(spans, span{at[2], at[3], names})
	}
	return a.replaceSpans(whole, spans, true)
}

// variable gives what a variable is called: those that are read, and slips of
// their names, keep them.
func (a *anonymiser) variable(name string) string {
	if knownVariable(name) || suggest.Closest(name, variableNames()) != "" {
		return name
	}
	return a.replace(name, free, false)
}

// digests has the names of files that are digests of names follow these.
func (a *anonymiser) digests(derived map[string]string) {
	for name, from := range derived {
		now := ""
		if strings.HasPrefix(from, "{") {
			now = a.json(from)
		} else {
			now = a.replace(from, names, false)
		}
		switch len(name) {
		case 2 * sha1.Size:
			sum := sha1.Sum([]byte(now))
			a.renames[name] = hex.EncodeToString(sum[:])
		case 2 * sha256.Size:
			sum := sha256.Sum256([]byte(now))
			a.renames[name] = hex.EncodeToString(sum[:])
		}
	}
	for was, now := range a.renames {
		a.forget(was)
		a.made[was] = now
		a.note(ofDigest, was)
	}
}

// renamed gives a path with the digest that it ends with as it has become. The
// words of paths have been replaced before: a digest had a number of its own.
func (a *anonymiser) renamed(p string) string {
	base := path.Base(strings.ReplaceAll(p, `\`, "/"))
	stem := strings.TrimSuffix(base, ".json")
	if was, ok := a.digestOf[stem]; ok && stem != base {
		if now, ok := a.renames[was]; ok {
			return strings.TrimSuffix(p, base) + now + ".json"
		}
	}
	return p
}
