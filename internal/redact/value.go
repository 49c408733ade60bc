package redact

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Stars stand for what is hidden.
const Stars = "********"

// Value hides what is secret in the value of a key or variable.
func Value(name, value string) string { return maskValue(name, value, valueSpans(name, value)) }

func maskValue(name, value string, secret []span) string {
	if commandName(name) {
		return maskCommand(value, secret)
	}
	return mask(value, secret)
}

// KeyID gives an access key id back, without the secret key that was put in its
// place or beside it.
func KeyID(id string) string { return mask(id, keyIDSpans(id)) }

// Text hides secrets anywhere in a text.
func Text(s string) string { return mask(s, textSpans(s)) }

// Line hides what is secret in a line of a shared config file. What stands in a
// comment may be anything, so that only plain words of it are shown.
func Line(line string) string {
	name, value, ok := strings.Cut(line, "=")
	if ok && commandName(strings.TrimSpace(name)) {
		return name + "=" + Command(value)
	}
	return mask(line, lineSpans(line))
}

// valueSpans finds what is secret in the whole value of a key or variable.
func valueSpans(name, value string) []span {
	if value == "" {
		return nil
	}
	var room [8]string
	words, n := spelt(room[:0], name)
	switch {
	case secretWords(name, words, n):
		return []span{{0, len(value)}}
	case commandName(name):
		return commandSpans(value)
	case keyIDWords(n):
		return append(keyIDSpans(value), textSpans(value)...)
	case fewWords(value):
		return nil
	}
	found := append(textSpans(value), pasted(value)...)
	if wantsURL(name) && schemeOf(value) == 0 && strings.IndexByte(value, '@') < 0 {
		if p := noPort(value); p >= 0 {
			found = append(found, span{p, len(value)})
		}
	}
	for at, line := range lines(value) {
		value := strings.TrimSpace(line)
		if strings.IndexByte(value, '@') > 0 && strings.IndexByte(value, ':') >= 0 || strings.ContainsAny(value, "?#;") && !strings.ContainsAny(value, " \t") {
			found = append(found, moved(urlValue(value), at+strings.Index(line, value))...)
		}
		found = append(found, moved(commentSpans(line), at)...)
	}
	if wantsPath(name) && noPath(value) || namesKey(name) && strengthOf(value) == made && steps(value) >= 2 || wantsWord(name) && noWord(value) {
		return []span{{0, len(value)}}
	}
	return found
}

// noWord reports whether what stands in the place of a word is none, by its looks:
// where a name may be anything, a long one may have as many steps.
func noWord(s string) bool {
	if decoded, err := url.PathUnescape(s); err == nil {
		s = decoded
	}
	return (looksMade(s) || steps(s) >= manySteps && strengthOf(s) == made && !joinsWords(s) && len(pasted(s)) == 0) && !strings.ContainsAny(s, " \t\n") && !identifier(s)
}

// noPath reports whether what stands in the place of a path is none, by its looks.
func noPath(s string) bool {
	if path(s) || len(s) < 8 || steps(s) < 3 || identifier(s) || plainValue(s) {
		return false
	}
	if !strings.ContainsAny(s, `/\.`) {
		return true
	}
	return !strings.ContainsAny(s, `\.:~$ `) && s[0] != '/' && steps(s)*4 > len(s) && strengthOf(s) == made
}

// fewWords reports at a glance that a value is too short, and of too plain
// letters, for anything in it to be secret by its looks: most are of that kind.
func fewWords(s string) bool {
	if len(s) >= 16 {
		return false
	}
	for _, c := range []byte(s) {
		if !isLower(c) && !isDigit(c) && c != '-' && c != '_' {
			return false
		}
	}
	return steps(s) < 3
}

// namesKey reports whether a key or variable says that it holds credentials, of
// which most words for them say no more than where they are.
func namesKey(name string) bool {
	words := nameWords(name)
	return len(words) > 0 && (words[len(words)-1] == "credentials" || words[len(words)-1] == "credential")
}

// wantsURL reports whether a key or variable takes the address of a server.
func wantsURL(name string) bool {
	for _, w := range nameWords(name) {
		switch w {
		case "proxy", "url", "uri", "endpoint":
			return true
		}
	}
	return false
}

// wantsWord reports whether a key or variable takes one of a few words, or a number.
func wantsWord(name string) bool {
	words := nameWords(name)
	if len(words) == 0 {
		return false
	}
	switch words[len(words)-1] {
	case "region", "output", "mode", "attempts", "timeout", "disabled", "enabled", "seconds", "size", "bytes", "requests", "style", "format", "validation", "calculation", "color", "duration", "protocol":
		return true
	}
	return slices.ContainsFunc(words, func(w string) bool { return w == "use" || w == "ignore" || w == "disable" || w == "enable" }) // a switch
}

// wantsPath reports whether a file is to be named by a key or variable.
func wantsPath(name string) bool {
	n := strings.ToLower(name)
	for _, end := range []string{"_file", "_path", "_bundle", "_certs", "_cert", "_key", "_dir"} {
		if strings.HasSuffix(n, end) {
			return true
		}
	}
	return false
}

// words gives the words of a text, each with its place and without the signs at its ends.
func words(s string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for at := 0; at < len(s); {
			end := at
			for end < len(s) && !isSpace(s[end]) {
				end++
			}
			word := strings.TrimRight(s[at:end], ",;")
			if word != "" && !yield(at, word) {
				return
			}
			at = end + 1
		}
	}
}

// lines gives the lines of a text, each with its place.
func lines(s string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for at := 0; at < len(s); {
			end := strings.IndexByte(s[at:], '\n')
			if end < 0 {
				end = len(s) - at
			}
			if !yield(at, s[at:at+end]) {
				return
			}
			at += end + 1
		}
	}
}

// keyIDSpans finds what is no access key id in the place of one: a secret key,
// or one that was pasted behind the id or before it.
func keyIDSpans(id string) []span {
	if parts := pasted(id); len(parts) > 0 {
		return parts
	}
	first := strings.TrimSpace(id)
	if placeholder(first) || template(first) {
		return nil
	}
	if i := strings.IndexAny(first, ":;,| \t\n"); i > 0 && !secretInID(first[:i]) {
		start := strings.Index(id, first) + i + 1
		if name, n := secretKeyAt(strings.TrimLeft(id[start:], " \t")); keyIDName(name) {
			start = len(id) - len(strings.TrimLeft(id[start:], " \t")) + n // an id again, with its key
			return moved(keyIDSpans(id[start:]), start)
		}
		return []span{{start, len(id)}}
	}
	if secretInID(first) {
		return []span{{0, len(id)}}
	}
	return nil
}

// placeholder reports whether a text is words in the brackets of a guide, such as
// <your key id>.
func placeholder(s string) bool {
	inner, open := strings.CutPrefix(s, "<")
	inner, closed := strings.CutSuffix(inner, ">")
	if !open || !closed {
		return false
	}
	for _, w := range strings.Fields(inner) {
		if !proseWord(w) || len(w) > 12 {
			return false
		}
	}
	return true
}

// template reports whether a text is an expression that another program fills in,
// with nothing in it that looks made.
func template(s string) bool {
	return len(s) <= 256 && strings.HasPrefix(s, "{{") && strings.HasSuffix(s, "}}") && !hasMade(s)
}

func secretInID(id string) bool {
	known := strings.HasPrefix(id, "AKIA") || strings.HasPrefix(id, "ASIA")
	return !known && (random(id) || len(id) >= 24 && strings.ContainsAny(id, "+/=")) || steps(id) >= 8
}

// pasted finds what stands beside an access key id in one text, on both sides:
// "AKIA…:SECRET", "AKIA… SECRET", "SECRET/AKIA…", and with nothing between them.
func pasted(s string) []span {
	start, end := keyIDIn(s)
	if start < 0 {
		return nil
	}
	var found []span
	const signs = ":;,|/ \t\r\n=\"'()[]{}<>"
	for _, p := range []span{{0, start}, {end, len(s)}} {
		for p.start < p.end && strings.IndexByte(signs, s[p.start]) >= 0 {
			p.start++
		}
		for p.end > p.start && strings.IndexByte(":;,|= \t\r\n\"'()[]{}<>", s[p.end-1]) >= 0 {
			p.end--
		}
		for at, part := range words(s[p.start:p.end]) {
			if i := p.start + at; p.end <= start && i > 0 && s[i-1] == '/' && plainValue(s[i-1:i+len(part)]) {
				continue // a path before it, whose slash is no sign between the two
			}
			if len(part) >= minWord && !profileName(part) && !plainValue(part) && (random(part) || steps(part) >= 2 || strings.ContainsAny(part, "+/=") && len(part) >= 16) {
				found = append(found, span{p.start + at, p.start + at + len(part)})
			}
		}
	}
	return found
}

// keyIDIn gives the place of an access key id in a text, -1 where there is none.
func keyIDIn(s string) (start, end int) {
	for from := 0; ; {
		i := strings.Index(s[from:], "IA")
		if i < 2-min(from, 2) {
			if i < 0 {
				return -1, -1
			}
			from += i + 2
			continue
		}
		at := from + i - 2
		from += i + 2
		if p := s[at:from]; p != "AKIA" && p != "ASIA" || at > 0 && isAlnum(s[at-1]) {
			continue
		}
		end := from
		for end < len(s) && end-at < 20 && (isUpper(s[end]) || isDigit(s[end])) {
			end++
		}
		if end-at >= 8 {
			return at, end
		}
	}
}

// lineSpans finds what is secret in one line of a shared config file.
func lineSpans(line string) []span {
	if pair := secretBeside(line); pair != nil {
		return append(textSpans(line), pair...)
	}
	found := append(append(textSpans(line), commentSpans(line)...), pasted(line)...)
	sign := strings.IndexAny(line, "=:")
	if sign < 0 || base64Tail(strings.TrimRight(line, " \t\r\n"), sign) {
		return append(found, junkSpans(line)...)
	}
	key := strings.Trim(line[:sign], " \t\"'#;{,")
	if strings.ContainsAny(key, " \t") {
		words := strings.Fields(key)
		if last := words[len(words)-1]; last == "is" || last == "was" {
			words = words[:len(words)-1]
		}
		key = strings.Join(words[max(len(words)-2, 0):], "_")
		if full := strings.Join(words[max(len(words)-3, 0):], "_"); strings.HasSuffix(strings.ToLower(full), "secret_access_key") {
			key = full
		} else if line[sign] != '=' || !SecretName(key) {
			return append(found, junkSpans(line)...)
		}
	}
	rest := strings.TrimRight(line, " \t\r\n")
	if strings.HasSuffix(rest, `",`) {
		rest = rest[:len(rest)-1] // a member of JSON
	}
	p := trimmed(line, span{sign + 1, len(rest)})
	return append(found, moved(valueSpans(key, line[p.start:p.end]), p.start)...)
}

// junkSpans finds what stands behind a secret's name where the sign between
// them was forgotten.
func junkSpans(line string) []span {
	if found := besideKeyID(line); found != nil {
		return found
	}
	p := trimmed(line, span{0, len(line)})
	if word := line[p.start:p.end]; looksMade(word) && !strings.ContainsAny(strings.TrimRight(word, "="), " \t=:[]") {
		return []span{p} // nothing but a secret
	}
	i, said := afterName(line[p.start:p.end])
	if i < 0 {
		return nil
	}
	rest := trimmed(line, span{p.start + i, p.end})
	if rest.start < rest.end && strings.IndexByte("=:", line[rest.start]) >= 0 {
		rest = trimmed(line, span{rest.start + 1, rest.end})
	}
	if words := strings.Fields(line[rest.start:rest.end]); !said && len(words) > 1 && proseWord(words[0]) && (proseWord(words[1]) || slices.Contains(prepositions, words[0])) {
		return nil // a sentence
	}
	return []span{rest}
}

// afterName gives the end of the name of a secret that is the first word of a
// line or stands behind a shell's command, -1 where there is none; and whether it
// is plainly given its value there, by the command or by its own form.
func afterName(line string) (end int, given bool) {
	at := 0
	for i := range 4 {
		for at < len(line) && isSpace(line[at]) {
			at++
		}
		end := at
		for end < len(line) && !isSpace(line[end]) {
			end++
		}
		word := line[at:end]
		name := strings.Trim(word, "#;\"'-")
		if end < len(line) && SecretName(name) {
			verb := strings.TrimLeft(line[end:], " \t")
			if i := strings.IndexAny(verb, " \t"); i >= 0 {
				verb = verb[:i]
			}
			return end, given || strings.IndexByte(name, '_') > 0 && !slices.Contains(verbs, verb)
		}
		given = given || slices.Contains(assigners, strings.ToLower(name))
		if i > 0 && !strings.HasPrefix(word, "-") && !strings.HasPrefix(word, "/") && !given {
			break
		}
		at = end
	}
	return -1, false
}

// What stands before and behind the name of a key: the commands of shells and of
// aws by which it is given a value, and the words that go on in a sentence.
var (
	assigners    = []string{"set", "setx", "setenv", "export", "declare", "typeset", "configure", "env", "arg"}
	prepositions = []string{"in", "of", "for", "from", "to", "on", "at", "via", "by", "with", "through", "and", "or", "not"}
	verbs        = append([]string{"is", "was", "are", "has", "have", "must", "may", "can", "should", "will", "goes", "comes", "does", "needs", "here", "above", "below"}, prepositions...)
)

// commentSpans finds what is not plainly a word in the comment at the end of a
// line, and what is said to be a password there.
func commentSpans(line string) []span {
	said, guessed := commentFinds(line)
	return append(said, guessed...)
}

// commentFinds gives apart what the comment at the end of a line says to be a
// secret, and what is one by its looks alone.
func commentFinds(line string) (said, guessed []span) {
	if !oddEnds(line) {
		return commentOf(line)
	}
	for at, l := range linesToSome(line) {
		s, g := commentOf(l)
		said, guessed = append(said, moved(s, at)...), append(guessed, moved(g, at)...)
	}
	return said, guessed
}

func commentOf(line string) (said, guessed []span) {
	i := commentAt(line)
	if i < 0 {
		return nil, nil
	}
	announced := false
	for at := i; at < len(line); {
		if n := blank(line[at:]); n > 0 || strings.IndexByte("#;", line[at]) >= 0 {
			at += max(n, 1)
			continue
		}
		end := at
		for end < len(line) && blank(line[end:]) == 0 {
			end++
		}
		w := strings.Trim(line[at:end], `"'.,:;()[]`)
		start := at + strings.Index(line[at:end], w)
		switch name, _, assigns := strings.Cut(w, "="); {
		case w == "":
		case assigns && SecretName(name):
			said = append(said, span{start + len(name) + 1, len(line)})
		case SecretName(w):
			announced = true
		case announced && (w == "is" || w == "was" || w == "=" || w == "->"):
		case announced && (!proseWord(w) || strengthOf(w) == made):
			said = append(said, span{start, start + len(w)})
		case strengthOf(w) == made, len(w) >= 8 && steps(w) >= 3 && !plainValue(w) && strengthOf(w) != ordinary:
			guessed = append(guessed, span{start, start + len(w)})
		default:
			announced = false
		}
		at = end
	}
	return said, guessed
}

// blank gives the length of the white space at the beginning of a text, of which
// people see more than parsers do.
func blank(s string) int {
	if s[0] < utf8.RuneSelf {
		if isSpace(s[0]) {
			return 1
		}
		return 0
	}
	if r, n := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		return n
	}
	return 0
}

// commentAt gives the place of a comment behind a value or of one that is the
// line, -1 where there is none.
func commentAt(line string) int {
	for i, c := range []byte(line) {
		if (c == '#' || c == ';') && (i == 0 || isSpace(line[i-1])) {
			return i
		}
	}
	return -1
}
