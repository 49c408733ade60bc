package redact

import "strings"

// minUnreadable is the length of the shortest word that is secret wherever a file or
// variable has it: what machines give as names is shorter, or of one case.
const minUnreadable = 32

// unreadableWords finds words that nobody can read: long, of letters of both cases and
// digits in no order, such as session tokens and the keys of services that no list
// has. Names that long join words, and digests and ids are of one case.
func unreadableWords(s string) []span {
	var found []span
	for at := 0; at < len(s); {
		if !unreadableByte(s[at]) {
			at++
			continue
		}
		end := at
		for end < len(s) && unreadableByte(s[end]) {
			end++
		}
		whole := end
		for whole < len(s) && s[whole] == '=' {
			whole++
		}
		if p := withoutNames(s, span{at, end}); p.end-p.start >= minUnreadable && unreadable(s[p.start:p.end]) {
			if p.end == end {
				p.end = whole
			}
			found = append(found, p)
		}
		at = whole
	}
	return found
}

// withoutNames leaves out the names of a path before and behind what may be one word
// with slashes in it, as base64 has them.
func withoutNames(s string, p span) span {
	for {
		i := strings.IndexByte(s[p.start:p.end], '/')
		if i < 0 || i > 0 && !pathName(s[p.start:p.start+i]) {
			break
		}
		p.start += i + 1
	}
	for {
		i := strings.LastIndexByte(s[p.start:p.end], '/')
		if i < 0 || !pathName(s[p.start+i+1:p.end]) {
			return p
		}
		p.end = p.start + i
	}
}

// pathName reports whether a part between slashes is a name: of one case, or a word.
func pathName(w string) bool { return len(w) > 1 && (proseWord(w) || steps(w) < 2) }

// minUnreadablePart is the length of the part without a - or _ that such a word has:
// where names have letters in no order, they are fewer.
const minUnreadablePart = 20

// unreadable reports whether a word is one, by the longest of its parts.
func unreadable(w string) bool {
	for part := range strings.FieldsFuncSeq(w, func(r rune) bool { return r == '-' || r == '_' }) {
		if len(part) >= minUnreadablePart && random(part) && steps(part)*4 >= len(part) {
			return true
		}
	}
	return false
}

func unreadableByte(c byte) bool { return keyBytes[c] || c == '-' || c == '_' }

// digest reports whether a text is hexadecimal and long, which only a key or a
// digest is.
func digest(s string) bool {
	if len(s) != 32 && len(s) != 40 && len(s) != 64 && len(s) != 128 {
		return false
	}
	return hexWord(s)
}

// digests finds them among the words of a value.
func digests(value string) []span {
	var found []span
	if len(value) < 32 {
		return nil
	}
	for at, word := range words(value) {
		p := trimmed(value, span{at, at + len(word)})
		if digest(value[p.start:p.end]) {
			found = append(found, p)
		}
	}
	return found
}

// madeWords finds the words of a line that is none of a key and its value of which a
// machine made the whole: shorter ones than are secret elsewhere.
func madeWords(line string) []span {
	var found []span
	for at, word := range words(line) {
		p := trimmed(line, span{at, at + len(word)})
		if word = line[p.start:p.end]; random(word) && looksMade(word) && !strings.ContainsFunc(word, func(r rune) bool { return r > 0x7f || !unreadableByte(byte(r)) }) {
			found = append(found, p)
		}
	}
	return found
}

// saysDigest reports whether a line that is none of a key and its value says that it has
// a digest or an id in it.
func saysDigest(line string) bool {
	for _, w := range strings.Fields(line) {
		if len(w) < 32 && wantsDigest(w) {
			return true
		}
	}
	return false
}

// wantsDigest reports whether a key or variable may have a digest or an id for its value.
func wantsDigest(name string) bool {
	if strings.HasSuffix(lowered(name), "account_id") {
		return false
	}
	for _, w := range nameWords(name) {
		switch w {
		case "id", "ids", "sha", "sha1", "sha256", "md5", "digest", "hash", "checksum", "commit", "revision", "version", "ref", "tag", "trace",
			"serial", "image", "build", "branch", "name", "fingerprint", "thumbprint", "etag", "uuid":
			return true
		}
	}
	return false
}
