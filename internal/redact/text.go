package redact

import "strings"

// textSpans finds what is secret in a text that may be anything: a message, a
// few lines of a file, JSON.
func textSpans(s string) []span {
	var found []span
	if strings.ContainsAny(s, "=:") {
		found = append(append(urlSpans(s), assigned(s)...), masked(s)...)
	}
	if strings.IndexByte(s, '<') >= 0 {
		found = append(found, elements(s)...)
	}
	return append(append(found, said(s)...), shapes(s)...)
}

// masked finds what GitHub is told to hide in the log of a job.
func masked(s string) []span {
	const command = "::add-mask::"
	i := strings.Index(s, command)
	if i < 0 {
		return nil
	}
	start := i + len(command)
	end := len(s)
	if j := strings.IndexAny(s[start:], " \t\r\n\"']"); j >= 0 {
		end = start + j
	}
	return []span{{start, end}}
}

// said finds what looks made by a machine behind a word for secrets, in a
// sentence: "the token 8f4b… is not valid".
func said(s string) []span {
	var found []span
	last, before := "", ""
	for at := 0; at < len(s); {
		if isSpace(s[at]) {
			at++
			continue
		}
		end := at
		for end < len(s) && !isSpace(s[end]) {
			end++
		}
		p := span{at, end}
		for p.start < p.end && strings.IndexByte("\"'`(<[", s[p.start]) >= 0 {
			p.start++
		}
		for p.end > p.start && strings.IndexByte("\"'`)>].,:;", s[p.end-1]) >= 0 {
			p.end--
		}
		if i := strings.IndexByte(s[p.start:p.end], '<'); i > 0 && announces(before, last) {
			p.end = p.start + i // the end of an element
		}
		w := s[p.start:p.end]
		switch {
		case w == "is" || w == "was" || strings.Trim(w, "|-=>:") == "":
		case strings.IndexByte(last, '_') > 0 && steps(w) >= 2 && len(w) >= 8 && variable(last) && !plainValue(w) && !profileName(w) && !strings.ContainsAny(w, "=/("):
			found = append(found, p) // as shells other than the common one set it
			last, before = "", ""
		case looksMade(w), len(w) >= 8 && steps(w) >= fewSteps && !plainValue(w) && !profileName(w) && !strings.ContainsAny(w, "=/(") && announces(before, last):
			if announces(before, last) {
				found = append(found, p)
			}
			last, before = "", ""
		default:
			if before = last; strings.EqualFold(before, "access") {
				before = "secret_access" // of "secret access key", as nobody says it otherwise
			}
			last = w
		}
		at = end
	}
	return found
}

// variable reports whether a word is the name of a variable for a secret.
func variable(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool { return 'a' <= r && r <= 'z' }) && SecretName(w)
}

// announces reports whether the last two words of a sentence name a secret.
func announces(before, last string) bool {
	return SecretName(last) || strings.EqualFold(last, "key") && before != "" && SecretName(before+"_key")
}

// assigned finds the values of secret names: "name=value", `"name": "value"`,
// "Name: value". In a sentence a value is one word; a later line that has nothing
// before the name is a line of a file, and all of it is the value.
func assigned(s string) []span {
	var found []span
	var word wordEnd
	for at := 0; at < len(s); {
		i := strings.IndexAny(s[at:], "=:")
		if i < 0 {
			break
		}
		sign := at + i
		at = sign + 1
		name, start := nameBefore(s, sign)
		if name == "" {
			continue
		}
		if s[sign] == ':' && name == "secret" && inARN(s[:start]) {
			continue
		}
		command := commandName(name)
		if !command && (!SecretName(name) || strings.EqualFold(name, "credential")) {
			continue // "Credential=AKIA…/20260102/…" is of every signed request
		}
		p := valueAfter(s, sign, command || ownLine(s, start), &word)
		if s[sign] == ':' && !command && looseName(name) && (p.start == 0 || s[p.start-1] != '"') {
			continue
		}
		if p.start == p.end || strings.IndexByte("{[", s[p.start]) >= 0 || strings.HasPrefix(s[p.start:], Stars) {
			continue
		}
		if command {
			found = append(found, moved(commandSpans(s[p.start:p.end]), p.start)...)
		} else {
			found = append(found, p)
		}
		at = p.end
	}
	return found
}

// inARN reports whether a text ends in the middle of the ARN of a secret, which
// names it: "arn:aws:secretsmanager:us-east-1:111122223333:secret:name".
func inARN(before string) bool {
	word := before[strings.LastIndexAny(before, " \t\n\"'=(<")+1:]
	return strings.HasPrefix(word, "arn:") && strings.Contains(word, ":secretsmanager:") || strings.HasPrefix(word, "aws:secretsmanager:")
}

// looseName reports whether sentences have a name before a colon too:
// "auth: none".
func looseName(name string) bool {
	n := strings.ToLower(name)
	return n == "creds" || n == "credentials" || n == "auth" || n == "signature" || n == "token" || n == "secret"
}

// nameBefore gives the name that ends before a sign, and where it starts.
func nameBefore(s string, sign int) (name string, start int) {
	end := sign
	for end > 0 && (s[end-1] == ' ' || s[end-1] == '\t') {
		end--
	}
	quoted := end > 0 && (s[end-1] == '"' || s[end-1] == '\'')
	if quoted {
		end--
		if end > 0 && s[end-1] == '\\' {
			end--
		}
	}
	start = end
	for start > 0 && end-start <= maxName && nameByte(s[start-1]) {
		start--
	}
	if end-start > maxName {
		return "", 0
	}
	return s[start:end], start
}

func nameByte(c byte) bool { return isAlnum(c) || c == '_' || c == '-' || c == '.' || c == '%' }

// ownLine reports whether a name is the first of a line that is not the first:
// lines of files come to be part of a value, and sentences have one line.
func ownLine(s string, start int) bool {
	for start > 0 && strings.IndexByte(" \t\"'#;{,", s[start-1]) >= 0 {
		start--
	}
	return start > 0 && s[start-1] == '\n'
}

// valueAfter gives the value behind a sign: what is in quotes, a word, or the
// rest of the line. A word of the language behind a colon is the next of a sentence.
func valueAfter(s string, sign int, line bool, word *wordEnd) span {
	start := sign + 1
	for start < len(s) && (s[start] == ' ' || s[start] == '\t' || s[start] == '\r' && !strings.HasPrefix(s[start+1:], "\n")) {
		start++
	}
	if start == len(s) || s[start] == '\n' {
		return span{}
	}
	if c := s[start]; c == '`' || c == '<' {
		if p := enclosed(s, start); p.start < p.end {
			return p
		}
	}
	q := start
	if s[q] == '\\' && q+1 < len(s) {
		q++ // quoted in what is quoted
	}
	if c := s[q]; c == '"' || c == '\'' {
		return span{q + 1, closing(s, q)}
	}
	if line {
		end := len(s)
		if i := strings.IndexByte(s[start:], '\n'); i >= 0 {
			end = start + i
		}
		return trimmed(s, span{start, end})
	}
	end := word.from(s, start)
	value := strings.TrimRight(s[start:end], ".,;:)]}")
	if i := strings.IndexByte(value, '&'); i >= 0 && strings.IndexByte(value[i:], '=') > 0 {
		value = value[:i]
	}
	if s[sign] == ':' && proseWord(value) || value == "VALUE" || value == "…" || value == "..." {
		return span{}
	}
	return span{start, start + len(value)}
}

// mostEnclosed is how far the sign that closes is looked for: a line can be long, and
// have many that open.
const mostEnclosed = 4096

// enclosed gives what stands in the signs for code or for a stand-in, unless that is
// what it is. Those signs may also end a sentence's code or begin an element.
func enclosed(s string, at int) span {
	sign := byte('`')
	if s[at] == '<' {
		sign = '>'
	}
	rest := s[at+1 : min(len(s), at+1+mostEnclosed)]
	if i := strings.IndexAny(rest, "\r\n"); i >= 0 {
		rest = rest[:i]
	}
	end := strings.IndexByte(rest, sign)
	if end < minBeside || sign == '>' && strings.ContainsAny(rest[:end], "=/<") || placeholder(s[at:at+end+2]) || proseWord(rest[:end]) {
		return span{}
	}
	return span{at + 1, at + 1 + end}
}

// wordEnd is where the word ends that was looked at last: as long as a later place is
// before it, that is where its word ends too.
type wordEnd struct{ start, end int }

func (w *wordEnd) from(s string, start int) int {
	if start < w.start || start > w.end || w.end == 0 {
		w.start, w.end = start, len(s)
		if i := strings.IndexAny(s[start:], " \t\r\n\"'<>`"); i >= 0 {
			w.end = start + i
		}
	}
	return w.end
}

// closing gives the place of the quote that ends what the one at i begins, or
// the end of the line.
func closing(s string, i int) int {
	for j := i + 1; j < len(s); j++ {
		switch s[j] {
		case '\n':
			return j
		case s[i]:
			if s[j-1] == '\\' {
				if i > 0 && s[i-1] == '\\' {
					return j - 1
				}
				continue
			}
			return j
		}
	}
	return len(s)
}

// proseWord reports whether a word is one of a sentence.
func proseWord(w string) bool {
	for i, c := range []byte(w) {
		if !isLower(c) && c != '-' && c != '\'' && (i > 0 || !isUpper(c)) {
			return false
		}
	}
	return true
}
