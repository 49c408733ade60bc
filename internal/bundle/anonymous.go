package bundle

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

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
	return m.anonymiser.wholeName(name)
}

// text gives what stands for a text of a bundle.
func (a *anonymiser) text(t *text, os string) string {
	whole := string(t.data)
	switch {
	case t.kind == ofVariable && slipOfValue(strings.ToLower(t.name), whole):
		return whole
	case t.kind == ofVariable:
		return a.valueOf(t.name, whole)
	case t.kind == ofPath:
		return a.replace(whole, free, false)
	case strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(whole, "\ufeff"), " \t\r\n"), "{"):
		return a.json(whole)
	}
	return a.certificates(a.lines(whole), whole)
}

// valueOf gives what stands for the value of a variable or a key.
func (a *anonymiser) valueOf(name, value string) string {
	m := modeOfVariable(name)
	if m == names {
		return a.wholeName(value)
	}
	n := 0
	if wholeNumber(strings.ToLower(name)) {
		n = longNumber(value)
	}
	return value[:n] + a.replace(value[n:], m, false)
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
	const ofTerraform = "TF_VAR_" // before the name of a variable in its files
	if rest, ok := strings.CutPrefix(name, ofTerraform); ok {
		return ofTerraform + a.replace(rest, free, false)
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
