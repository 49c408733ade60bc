package redact

import (
	"slices"
	"strings"
)

// Nearly all lines of large files have nothing secret in them, and are passed over
// at a glance.

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
	if !closed {
		return false
	}
	for i := range len(words) {
		if words[i] != ' ' && plainBytes[words[i]]&ofValues == 0 {
			return false
		}
	}
	return !beginsToken(words)
}

// beginsToken reports whether a text of small letters has the first letters of a
// token in it. The other shapes have capitals.
func beginsToken(s string) bool {
	for i := 0; i < len(s); {
		if !keyBytes[s[i]] {
			i++
			continue
		}
		end := i + 1
		for end < len(s) && keyBytes[s[end]] {
			end++
		}
		if end < len(s) && signs[s[end]] {
			head := tokenHead(s, i, end)
			if n := end - head; n > 0 && n <= longestIssued && issuedHeads[s[head]] && slices.Contains(issued, s[head:end]) {
				return true
			}
		}
		i = end
	}
	return false
}
