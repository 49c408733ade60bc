package redact

import (
	"encoding/json"
	"slices"
	"strings"
)

// finder looks through sources for what is secret.
type finder struct {
	vault *Vault
	found bool
	names map[string]nameKind // of the keys met: files repeat them

	recent [16]struct { // some of them, found sooner
		name string
		kind nameKind
	}

	holds    int  // how often a secret was to be kept
	shaped   bool // all of the source is looked through for shapes
	read     bool // the source was read, and is not what somebody sends
	guessing bool // what is kept has nothing but its looks in a comment against it
	table    columns
	places   bool   // where secrets stand is noted too
	marked   []span // in the source that is looked through
}

// mark notes that a secret of n bytes stands at a place, -1 where it is only
// what a part of the source comes to.
func (f *finder) mark(at, n int) {
	if f.places && at >= 0 && n > 0 {
		f.marked = append(f.marked, span{at, at + n})
	}
}

func (f *finder) source(s source) {
	f.read = s.kind == ofValue || s.kind == ofFile
	switch s.kind {
	case ofValue, ofGiven:
		switch {
		case f.name(s.name) == keyIDKind:
			f.vault.pair.id = s.text
		case strings.HasPrefix(s.name, "AWS_SECRET"):
			f.vault.pair.secret = s.text
		}
		f.value(s.name, s.text, 0)
		if strings.ContainsFunc(s.name, func(r rune) bool { return r > 0x7f || !nameByte(byte(r)) }) {
			f.parts(s.name, textSpans(s.name), -1) // a line that was meant otherwise
		}
	case ofFile:
		f.file(s.text)
		if ofModule(s.name) {
			f.defaults(s.text, 0)
		}
	case ofInput:
		f.file(s.text)
	case ofText:
		f.parts(s.text, textSpans(s.text), 0)
		f.parts(s.text, lineSpans(s.text), 0)
		f.json(s.text, 0)
	case ofSecret:
		f.hold(s.text, 0)
	case ofShown:
		f.parts(s.text, shapes(s.text), 0)
	}
}

// within gives the place in the source of a part of a text that is at a place of it.
func within(text, part string, at int) int { return plus(at, max(strings.Index(text, part), 0)) }

// plus is a place some bytes further on, -1 where the place is not known.
func plus(at, n int) int {
	if at < 0 {
		return -1
	}
	return at + n
}

// hold keeps a secret that stands at a place of the source, without the access
// key id that is pasted to it.
func (f *finder) hold(text string, at int) {
	f.holds++
	if bare := strings.TrimSpace(text); len(bare) != len(text) {
		text, at = bare, within(text, bare, at)
	}
	if _, n := secretKeyAt(text); n > 0 {
		text, at = text[n:], plus(at, n) // what a key is called is no part of it
	}
	f.mark(at, len(text))
	if parts := pasted(text); len(parts) > 0 {
		for _, p := range parts {
			f.found = f.vault.hold(text[p.start:p.end], f.guessing) || f.found
		}
		return
	}
	f.found = f.vault.hold(text, f.guessing) || f.found
	if i := strings.IndexByte(text, '\n'); i >= 0 { // each line may be quoted alone
		for _, line := range lines(text) {
			if line = strings.TrimSpace(line); strengthOf(line) == made {
				f.vault.hold(line, f.guessing)
			}
		}
	}
	if first, rest, ok := strings.Cut(text, " "); ok && strings.IndexAny(strings.TrimSpace(rest), "#;") == 0 {
		f.vault.hold(first, f.guessing) // a comment that some SDKs take for a part of it
	}
}

// parts keeps the parts of a text that are secret, and what they are when a URL
// has them encoded.
func (f *finder) parts(text string, secret []span, at int) {
	var guessed []span
	if len(secret) > 0 && commentAt(text) >= 0 {
		_, guessed = commentFinds(text)
	}
	for _, p := range merge(secret) {
		part := text[p.start:p.end]
		f.guessing = slices.Contains(guessed, p)
		bare := strings.Trim(part, `"'`)
		f.hold(bare, within(part, bare, plus(at, p.start)))
		if plain := unescaped(part); plain != part {
			f.hold(plain, -1)
		}
		f.guessing = false
	}
}

func (f *finder) value(name, value string, at int) {
	if value == "" {
		return
	}
	if f.secretName(name) {
		p := trimmed(value, span{0, len(value)})
		f.hold(value[p.start:p.end], plus(at, p.start))
		return
	}
	switch {
	case plainest(value), keyID(value):
	case name == "role_arn" && plainRole(value):
		if !f.shaped {
			f.parts(value, shapes(value), at)
		}
	case f.name(name) == commandKind:
		f.command(value, at)
	default:
		f.parts(value, valueSpans(name, value), at)
		f.unreadable(name, value, at)
	}
}

// unreadable keeps what nobody can read of a value, unless somebody is to be sent it.
func (f *finder) unreadable(name, value string, at int) {
	if !f.read {
		return
	}
	f.parts(value, unreadableWords(value), at)
	if !wantsDigest(name) {
		f.parts(value, digests(value), at)
	}
}

// command keeps the words of a command line that look like more than words.
func (f *finder) command(cmd string, at int) {
	f.parts(cmd, textSpans(cmd), at)
	for _, p := range commandSpans(cmd) {
		f.mark(plus(at, p.start), p.end-p.start) // what is hidden there, whatever it looks like
		w := strings.Trim(cmd[p.start:p.end], `"'`)
		switch {
		case strings.ContainsAny(w, " \t\n"):
			for _, inner := range strings.Fields(w) {
				f.argument(inner)
			}
		default:
			f.argument(w)
		}
	}
}

func (f *finder) argument(w string) {
	w = strings.Trim(w, `"'`)
	if name, value, ok := strings.Cut(w, "="); ok && plainName(strings.TrimLeft(name, "-")) && value != "" {
		w = strings.Trim(value, `"'`)
	}
	if !path(w) && (steps(w) >= 2 || strings.ContainsAny(w, "!$%^&*+=?~|")) {
		f.hold(w, -1)
	}
}

// keyID reports whether a text is an access key id and nothing else.
func keyID(s string) bool {
	start, end := keyIDIn(s)
	return start == 0 && end == len(s)
}

// What bytes stand in the keys and values of most lines.
const (
	ofKeys   = 1 << iota // in a key as people write them
	ofValues             // in a name or number
)

var plainBytes = func() (t [256]uint8) {
	for c := range t {
		b := byte(c)
		small := isLower(b) || isDigit(b)
		if small || b == '_' {
			t[c] |= ofKeys
		}
		if small || strings.IndexByte("-_./", b) >= 0 {
			t[c] |= ofValues
		}
	}
	return t
}()

// plainest reports at a glance that a value has nothing secret in it: most are
// names and numbers.
func plainest(s string) bool {
	for i := range len(s) {
		if plainBytes[s[i]]&ofValues == 0 {
			return false
		}
	}
	return len(s) < 2*manySteps || steps(s) < manySteps // or a machine may have made it
}

// plainRole reports at a glance that a value is the ARN of a role, of small
// letters, in which nothing but a shape can be secret.
func plainRole(s string) bool {
	rest, ok := strings.CutPrefix(s, "arn:aws:iam::")
	account, name, found := strings.Cut(rest, ":role/")
	if !ok || !found || len(account) != 12 {
		return false
	}
	for _, part := range [2]string{account, name} {
		for i := range len(part) {
			if plainBytes[part[i]]&ofValues == 0 {
				return false
			}
		}
	}
	return true
}

func unquoted(value string) string {
	p := trimmed(value, span{0, len(value)})
	return value[p.start:p.end]
}

// nameKind is what a key or variable holds by its name.
type nameKind int

const (
	openName nameKind = iota + 1
	secretKind
	keyIDKind
	commandKind
	tokenLike // open, but what begins as a token of a service
)

func (f *finder) name(name string) nameKind {
	if n := len(name); n > 0 {
		recent := &f.recent[(n^int(name[0])^int(name[n-1]))%len(f.recent)]
		if recent.kind == 0 || recent.name != name {
			recent.name, recent.kind = name, f.nameOf(name)
		}
		return recent.kind
	}
	return openName
}

// maxKnownNames is how many names are known at a time: files repeat theirs, and those
// that do not have no end of them.
const maxKnownNames = 4096

func (f *finder) nameOf(name string) nameKind {
	kind, known := f.names[name]
	if known {
		return kind
	}
	if f.names == nil || len(f.names) == maxKnownNames {
		f.names = map[string]nameKind{}
	}
	var room [8]string
	words, n := spelt(room[:0], name)
	switch {
	case secretWords(name, words, n), f.vault.tainted[inModule(name)]:
		kind = secretKind
	case keyIDWords(n):
		kind = keyIDKind
	case commandName(name):
		kind = commandKind
	case beginsToken(name), len(name) >= minUnreadable && (digest(name) || unreadable(name)):
		kind = tokenLike
	default:
		kind = openName
	}
	f.names[name] = kind
	return kind
}

func (f *finder) secretName(name string) bool { return f.name(name) == secretKind }

// file looks through a file by what it looks like.
func (f *finder) file(whole string) {
	f.shaped = true
	defer func() { f.shaped = false }()
	text := strings.TrimPrefix(whole, "\ufeff")
	at := len(whole) - len(text)
	head := strings.TrimSpace(text[:min(len(text), 64)])
	public := certificates(text)
	switch {
	case strings.HasPrefix(head, "{"), strings.HasPrefix(head, "[") && strings.IndexAny(head[1:], `{["`) == 0:
		f.json(text, at)
		f.parts(text, outside(public, tokens(text)), at)
		if !json.Valid([]byte(text)) {
			f.sharedFile(text, at, public)
		}
	case !strings.ContainsAny(strings.TrimSpace(text[:min(len(text), 8<<10)]), " \t\n[") && len(text) <= 64<<10 && !keyLine(text) && !literal(text):
		f.hold(text, at) // a token, alone in its file
		f.parts(text, tokens(text), at)
	default:
		f.sharedFile(text, at, public)
	}
	f.parts(text, privateKeys(text), at)
}

// literal reports whether a text is a value of JSON too short for a token, which
// means to whoever parses it that there is none.
func literal(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) < minWord && text != "" && text[0] != '"' && json.Valid([]byte(text))
}

// keyLine reports whether a line is a key of a file of keys and its value.
func keyLine(line string) bool {
	name, _, ok := strings.Cut(line, "=")
	return ok && plainName(name) && (SecretName(name) || keyIDName(name))
}

// json looks through the members of JSON, and of what has JSON in it. A name
// holds for the elements of a list too.
func (f *finder) json(text string, base int) {
	name, called := "", ""
	for at := strings.IndexByte(text, '"'); at >= 0 && at < len(text); {
		end := closeJSON(text, at)
		s, start := text[min(at+1, end):end], at+1
		at = min(end+1, len(text))
		switch {
		case strings.HasPrefix(strings.TrimLeft(text[at:], " \t\r\n"), ":"):
			name = s
		case called != "" && strings.EqualFold(name, "value"):
			f.member(called, s, plus(base, start)) // of a pair of members, as variables are written
			called = ""
		case name != "":
			f.member(name, s, plus(base, start))
			if called = ""; (strings.EqualFold(name, "name") || strings.EqualFold(name, "key")) && len(s) <= maxName {
				called = s
			}
		}
		next := strings.IndexByte(text[at:], '"')
		if next < 0 {
			return
		}
		at += next
	}
}

func (f *finder) member(name, quoted string, at int) {
	plain := quoted
	if strings.IndexByte(quoted, '\\') >= 0 {
		_ = json.Unmarshal([]byte(`"`+quoted+`"`), &plain)
		if f.secretName(name) {
			f.mark(at, len(quoted))
		}
		at = -1
	}
	f.value(name, plain, at)
}

// closeJSON gives the place of the quote that ends the string beginning at i.
func closeJSON(text string, i int) int {
	for j := i + 1; j < len(text); j++ {
		switch text[j] {
		case '\\':
			j++
		case '"':
			return j
		}
	}
	return len(text)
}
