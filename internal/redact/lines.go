package redact

import (
	"strings"
	"unicode/utf8"
)

// sharedFile looks through the lines of a shared config file, whatever a
// grammar makes of them: an SDK may take a line for the continuation of another
// or for nothing at all.
func (f *finder) sharedFile(text string, base int, public []span) {
	var s section
	var quiet quietLines
	f.table = columns{}
	for at, line := range lines(text) {
		for len(public) > 0 && public[0].end <= at {
			public = public[1:]
		}
		if len(public) > 0 && public[0].start <= at && at+len(line) <= public[0].end {
			continue
		}
		if f.plainLine(&s, line) || quiet.passes(&s, line) {
			continue
		}
		before, held, marked := s, f.holds, len(f.marked)
		f.line(&s, line, plus(base, at))
		if f.places && oddEnds(strings.TrimSuffix(line, "\r")) {
			f.oddLines(line, plus(base, at))
		}
		f.parts(line, append(tokens(line), unreadableWords(line)...), plus(base, at))
		if table := f.row(line, plus(base, at)); table {
			continue
		}
		if held == f.holds && marked == len(f.marked) {
			quiet.note(before, s, line)
		}
	}
	f.swapped(&s)
}

// row keeps the secrets of a line of a table that was pasted into a file, and
// reports whether it is one.
func (f *finder) row(line string, at int) bool {
	line = strings.TrimRight(line, "\r")
	if f.table.secret != nil && strings.Count(line, f.table.sign) == len(f.table.secret)-1 && !keyAt(line) {
		f.parts(line, f.table.values(line), at)
		return true
	}
	f.table = header(line)
	return f.table.secret != nil
}

// quietLines remembers lines that had nothing secret in them and said nothing of
// the section they stand in: files repeat them.
type quietLines [16]string

// passes reports whether a line is known to be quiet where no value goes on in it.
func (q *quietLines) passes(s *section, line string) bool {
	if line == "" || s.within || s.goesOn || s.called != "" || *q.at(line) != line {
		return false
	}
	s.indent = 0
	return true
}

func (q *quietLines) at(line string) *string {
	n := len(line)
	return &q[(n^int(line[0])^int(line[n-1])<<1)%len(q)]
}

// note remembers a line in which nothing was held, where it left the section as
// it was and can be met again.
func (q *quietLines) note(before, after section, line string) {
	if line == "" || line[0] == ' ' || line[0] == '\t' || line[0] == '[' || before.within || before.goesOn {
		return
	}
	before.indent, after.indent = 0, 0
	if before == after {
		*q.at(line) = line
	}
}

// oddLines looks through the lines that a line is to some SDKs.
func (f *finder) oddLines(line string, base int) {
	var s section
	for at := 0; at < len(line); {
		end := len(line)
		if i := strings.IndexAny(line[at:], lineEnds); i >= 0 {
			end = at + i
		}
		f.line(&s, line[at:end], plus(base, at))
		_, size := utf8.DecodeRuneInString(line[end:])
		at = end + size
	}
}

// loose looks through a line that has no key of its own, or more than one: each of
// the lines that it is to some SDKs by itself, where that has a key.
func (f *finder) loose(body string, base int) {
	for at, line := range linesToSome(body) {
		f.parts(line, lineSpans(line), plus(base, at))
		if f.read && commentAt(line) != 0 && !saysDigest(line) {
			f.parts(line, append(digests(line), madeWords(line)...), plus(base, at))
		}
	}
}

// linesToSome gives the lines that a line is to some SDKs, each with its place, but
// for those without a key: they may go on with what stands before them.
func linesToSome(line string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		start := 0
		for at := 0; oddEnds(line[at:]); {
			i := strings.IndexAny(line[at:], lineEnds)
			_, size := utf8.DecodeRuneInString(line[at+i:])
			if at += i + size; keyAt(line[at:]) {
				if !yield(start, strings.TrimRight(line[start:at-size], lineEnds)) {
					return
				}
				start = at
			}
		}
		yield(start, strings.TrimRight(line[start:], lineEnds))
	}
}

// oddEnds reports whether a line has one of the line ends in it that only some
// SDKs know.
func oddEnds(line string) bool {
	for _, c := range []byte(line) {
		if c < ' ' && c != '\t' || c >= utf8.RuneSelf {
			return strings.ContainsAny(line, lineEnds)
		}
	}
	return false
}

// section is what has been seen of a section of a shared file.
type section struct {
	id, secret string // the pair of keys
	idAt       int    // where the id stands, -1 for nowhere
	within     bool   // a secret's value may go on in the next line
	indent     int    // of the line of that secret
	goesOn     bool   // the line of that secret ends with a backslash
	called     string // the secret whose value the next line has: "name: KEY" and "value: x"
}

func (f *finder) line(s *section, line string, at int) {
	indent := 0
	for indent < len(line) && (line[indent] == ' ' || line[indent] == '\t') {
		indent++
	}
	body := strings.TrimRight(line[indent:], " \t\r")
	at = plus(at, indent)
	switch {
	case body == "":
		return
	case s.goesOn && !assigns(body) && (body[0] != '[' || !keyAt(body)):
		s.goesOn = strings.HasSuffix(body, `\`)
		f.hold(strings.TrimRight(body, `\`), at)
		return
	case body[0] == '[':
		f.swapped(s)
		*s = section{}
		f.header(body, at)
		return
	}
	s.goesOn = false
	called := s.called
	s.called = ""
	if body[0] == '{' || strings.HasPrefix(body, "- {") {
		f.json(body, at)
	}
	if pair := secretBeside(body); pair != nil {
		f.parts(body, pair, at)
		return
	}
	sign := strings.IndexAny(body, "=:")
	switch bare := strings.Trim(body[:max(sign, 0)], " \t\"'"); {
	case sign < 0 && f.secretName(body):
		s.called = body // the value of which the next line has
	case called != "" && (sign == 0 || sign < 0 && !strings.ContainsAny(body, " \t")), keyID(bare):
		f.hold(unquoted(body[sign+1:]), within(body, unquoted(body[sign+1:]), at))
		return
	}
	if sign < 0 {
		if s.within && indent > s.indent || indent > 0 && looksMade(body) && !strings.ContainsAny(body, " \t") {
			f.hold(body, at)
		} else {
			f.loose(body, at)
		}
		return
	}
	f.assignment(s, body, sign, called, indent, at)
}

// assignment looks through a line that gives a key a value, or seems to; called is the
// secret that the line before it names.
func (f *finder) assignment(s *section, body string, sign int, called string, indent, at int) {
	key := strings.TrimRight(body[:sign], " \t")
	value := strings.TrimSpace(body[sign+1:])
	if s.within && indent > s.indent && base64Tail(body, sign) || indent > 0 && looksMade(body) && steps(key) >= 2 && !strings.ContainsAny(body, " \t_") {
		f.hold(body, at)
		return
	}
	f.secretKey(key, at)
	key = strings.Trim(key, "#;\"' \t")
	switch bare := strings.TrimPrefix(key, "- "); {
	case called != "" && strings.EqualFold(bare, "value"):
		key = called
	case strings.EqualFold(bare, "name") && f.secretName(unquoted(value)):
		s.called = unquoted(value)
	}
	s.within = f.secretName(key)
	s.indent = indent
	s.goesOn = s.within && strings.HasSuffix(value, `\`)
	if strings.ContainsAny(key, " \t") {
		f.loose(body, at)
		return
	}
	switch {
	case f.name(key) == keyIDKind:
		s.id = unquoted(value)
		s.idAt = within(body[sign+1:], s.id, plus(at, sign+1))
	case s.within && (s.secret == "" || strings.Contains(strings.ToLower(key), "secret")):
		s.secret = unquoted(value)
	}
	f.value(key, value, within(body[sign+1:], value, plus(at, sign+1)))
	if !s.within && strings.ContainsAny(value, "#;") {
		f.parts(body, commentSpans(body), at)
	}
}

// header looks through a header with more in it than the words of one: what is given a
// value there may stand behind the name of a section.
func (f *finder) header(body string, at int) {
	if strings.ContainsAny(body, "#;=:") {
		f.loose(body, at)
	}
	words := body
	if i := strings.IndexAny(words, lineEnds); i >= 0 {
		words = words[:i]
	}
	words = strings.TrimRight(strings.TrimLeft(words, "["), "] \t")
	at = within(body, words, at)
	f.parts(words, append(append(textSpans(words), pasted(words)...), besideKeyID(words)...), at)
	for start, n := 0, 0; n < 4; n++ {
		if i, given := afterName(words[start:]); given && i > 0 {
			f.parts(words, []span{trimmed(words, span{start + i, len(words)})}, at)
			return
		}
		next := strings.IndexAny(words[start:], " \t")
		if next < 0 {
			return
		}
		start += next + 1
	}
}

// secretKey keeps what stands in the place of a key and is a secret by its looks.
func (f *finder) secretKey(key string, at int) {
	if len(key) >= minUnreadable && (unreadable(key) || digest(key)) {
		f.hold(key, at)
	}
}

// assigns reports whether a line gives a value to what is plainly a key.
func assigns(body string) bool {
	sign := strings.IndexAny(body, "=:")
	if sign < 0 || base64Tail(body, sign) {
		return false
	}
	key := strings.TrimRight(body[:sign], " \t")
	return plainName(key) && steps(key) < 2
}

// plainLine passes over a line that is read at a glance, as nearly all of large
// files are: a header, or a key that is no secret's and a value with nothing
// secret in it.
func (f *finder) plainLine(s *section, line string) bool {
	if strings.HasPrefix(line, "[") {
		if !plainHeader(line) {
			return false
		}
		f.swapped(s)
		*s = section{}
		return true
	}
	sign := 0
	for sign < len(line) && plainBytes[line[sign]]&ofKeys != 0 {
		sign++
	}
	key, value := line[:sign], line[sign:]
	if key == "" || value == "" {
		return false
	}
	if value[0] == ' ' {
		value = value[1:]
	}
	if value == "" || value[0] != '=' {
		return false
	}
	value = value[1:]
	if value != "" && value[0] == ' ' {
		value = value[1:]
	}
	plain := plainest(value) || key == "role_arn" && f.shaped && plainRole(value)
	if !plain || f.name(key) != openName || beginsToken(value) {
		return false
	}
	s.within, s.goesOn, s.indent = false, false, 0
	return true
}

// plainHeader reports whether a line is a header of words in which nothing is secret.
func plainHeader(line string) bool {
	words, closed := strings.CutSuffix(line[1:], "]")
	if !closed || strings.Count(words, " ") > 1 || len(words) >= shortestHeaded {
		return false
	}
	for i := range len(words) {
		if words[i] != ' ' && plainBytes[words[i]]&ofValues == 0 {
			return false
		}
	}
	return !beginsToken(words)
}

// base64Tail reports whether the first sign of a line is the padding at its end.
func base64Tail(body string, sign int) bool {
	return body[sign] == '=' && strings.Trim(body[sign:], "=") == "" && strengthOf(body) == made
}

// swapped keeps what stands in the place of an access key id when the id stands
// in the place of the secret.
func (f *finder) swapped(s *section) {
	if s.id != "" && keyID(s.secret) {
		if start, _ := keyIDIn(s.id); start != 0 {
			f.mark(s.idAt, len(s.id))
			f.found = f.vault.swap(s.id) || f.found
		}
	}
}
