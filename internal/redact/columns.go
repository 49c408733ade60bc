package redact

import "strings"

// columns are those of a table that was pasted into a file: what the console gives
// for download with a new key or user ("Access key ID,Secret access key"), and what
// aws prints as text.
type columns struct {
	sign   string
	secret []bool // which of them have secrets
}

// minColumns is how many columns a table has at least.
const minColumns = 2

// tableSigns part the columns of a table.
var tableSigns = []string{",", "\t", ";", "|"}

// header gives the columns of a line that says what they are called; none where it
// names no secret, or has values.
func header(line string) columns {
	if line == "" || strings.IndexByte("#;[", line[0]) >= 0 || !strings.ContainsAny(line, ",\t;|") {
		return columns{}
	}
	for _, sign := range tableSigns {
		names := strings.Split(line, sign)
		if len(names) < minColumns {
			continue
		}
		c := columns{sign, make([]bool, len(names))}
		some := false
		for i, name := range names {
			name = strings.Trim(name, " \t\r\"'")
			if strings.ContainsAny(name, "=:/") || len(strings.Fields(name)) > 5 {
				return columns{}
			}
			c.secret[i] = SecretName(name)
			some = some || c.secret[i]
		}
		if some {
			return c
		}
	}
	return columns{}
}

// values finds the secrets in a line of a table, each with its place.
func (c columns) values(line string) []span {
	var found []span
	at := 0
	for i, value := range strings.Split(line, c.sign) {
		if i < len(c.secret) && c.secret[i] {
			found = append(found, trimmed(line, span{at, at + len(value)}))
		}
		at += len(value) + len(c.sign)
	}
	return found
}

// besideKeyID finds what stands beside an access key id in a line that has nothing
// else in it: "AKIA…,SECRET", whatever the secret looks like.
func besideKeyID(line string) []span {
	p := trimmed(line, span{0, len(line)})
	start, end := keyIDIn(line[p.start:p.end])
	if start < 0 {
		return nil
	}
	before, after := line[p.start:p.start+start], line[p.start+end:p.end]
	if strings.ContainsAny(strings.Trim(before, pairSigns)+strings.Trim(after, pairSigns), " \t=[]") {
		return nil // a sentence, or a key and its value
	}
	if word := strings.Trim(after, pairSigns); len(word) >= minBeside {
		at := p.start + end + strings.Index(after, word)
		return []span{{at, at + len(word)}}
	}
	if word := strings.Trim(before, pairSigns); len(word) >= minBeside && strings.Trim(after, pairSigns) == "" {
		at := p.start + strings.Index(before, word)
		return []span{{at, at + len(word)}}
	}
	return nil
}

// secretBeside does the same where a sign may as well make a key of what stands before
// the id, or the id one of a file.
func secretBeside(line string) []span {
	found := besideKeyID(line)
	if len(found) == 1 && found[0].start < strings.Index(line, "IA") {
		if word := line[found[0].start:found[0].end]; proseWord(word) || steps(word) < 2 {
			return nil
		}
	}
	return found
}

// minBeside is the length of the shortest text that is taken for a secret there.
const minBeside = 4

// pairSigns stand between an access key id and its secret.
const pairSigns = ":;,|/ \t\r\"'()[]{}<>"

// elements finds the values of XML's elements that are called as secrets are:
// "<SecretAccessKey>…</SecretAccessKey>".
func elements(s string) []span {
	var found []span
	for at := strings.IndexByte(s, '<'); at >= 0 && at < len(s); {
		name := at + 1
		end := name
		for end < len(s) && (nameByte(s[end]) || s[end] == ':') {
			end++
		}
		next := end
		if end > name && end < len(s) && s[end] == '>' && SecretName(s[name:end]) {
			next = end + 1
			if i := strings.IndexByte(s[next:], '<'); i > 0 {
				found = append(found, trimmed(s, span{next, next + i}))
				next += i
			}
		}
		i := strings.IndexByte(s[next:], '<')
		if i < 0 {
			return found
		}
		at = next + i
	}
	return found
}
