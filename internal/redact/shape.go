package redact

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// strength is how far a secret can be looked for outside its place.
type strength int

const (
	ordinary strength = iota // a word that anybody may use: hidden where it stands, and looked for nowhere
	word                     // looked for as a whole word
	made                     // nobody writes it by chance: looked for everywhere, in part too
)

// minWord and minMade bound what is looked for, in letters and digits.
const (
	minWord = 6
	minMade = 14
)

// manySteps is how many steps no word has. A name of fewSteps may be one, but then
// nobody has it as a password too: minioadmin and Test123 have fewer.
const (
	manySteps = 4
	fewSteps  = 3
)

// strengthOf judges a secret by its looks. What other settings than secrets
// have as their values (a region, a path, a number, a word of the language) is
// never looked for, or sentences would have holes in them.
func strengthOf(s string) strength {
	if template(s) {
		return ordinary
	}
	s = strings.Trim(s, " \t\r\n\"'`\\\x00[](){}<>=:;,|") // a quote or bracket that nothing closes says nothing
	n, classes := 0, 0
	var lower, upper, digit, other bool
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isLower(c):
			lower = true
		case isUpper(c):
			upper = upper || i > 0 && !isSpace(s[i-1])
			lower = lower || i == 0
		case isDigit(c):
			digit = true
		case c >= 0x80:
			n++
			continue
		default:
			other = other || strings.IndexByte("-_. ", c) < 0
			continue
		}
		n++
	}
	for _, has := range []bool{lower, upper, digit, other} {
		if has {
			classes++
		}
	}
	switch {
	case len(s) < minWord, plainValue(s), variableName(s):
		return ordinary
	case n >= minMade && (classes >= 2 && steps(s) >= 2 || n >= 16):
		return made
	case classes >= 2, n >= 8 && upper && !strings.ContainsAny(s, "abcdefghijklmnopqrstuvwxyz"), n > minMade, n < len(s)/2:
		return word
	}
	return ordinary
}

// The expressions are compiled when first needed: most runs meet no secret.
var plainValues = lazily(`^(?:` + strings.Join([]string{
	`[a-z]{2}(?:-[a-z]+)+-\d`,                         // a region
	`arn:[\w-]+:[\w./:@+=,-]+`,                        // an ARN
	`A(?:KIA|SIA|IDA|ROA)[A-Z0-9]{4,17}`,              // an access key id
	`[\d\s.:,/_-]*`,                                   // a number, an account, an address
	`\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|UTC|[+-][\d:]+)?`, // an instant
	`[a-z][a-z0-9+.-]*://[^@?#]*(?:#/?)?`,             // a URL with nothing secret in it
	`[\w.-]+\.(?:com|net|org|io|local|internal|aws|cn|eu|dev)(?::\d+)?(?:/[\w./-]*)?`, // a host
	`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`, // an address of mail
	`[*xX.-]+`,                     // a stand-in
	`[<{$%].*[>}%]`,                // likewise
}, "|") + `)$`)

func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// plainValue reports whether a text is what ordinary settings have as values.
func plainValue(s string) bool {
	rooted := strings.HasPrefix(s, "/") || strings.HasPrefix(s, "~/") || strings.HasPrefix(s, `\\`) || len(s) > 3 && s[1] == ':' && strings.IndexByte(`/\`, s[2]) >= 0
	if rooted && strings.ContainsAny(s[1:], `/\`) && steps(s)*5 < len(s) && !strings.ContainsAny(s, "=+?#") {
		return true // a path, if of a directory that a machine named
	}
	if steps(s) >= 8 && !strings.HasPrefix(s, "arn:") && !strings.Contains(s, "://") {
		return false // most secrets: no need to look closer
	}
	return path(s) && !hasMade(s) || len(s) <= 256 && !bareWord(s) && plainValues().MatchString(s)
}

// variableName reports whether a text is the name of one of AWS's variables, which
// people leave where the value was to be: hidden there, it is said everywhere else.
func variableName(s string) bool {
	if len(s) < len("AWS_") || !strings.EqualFold(s[:4], "AWS_") || !SecretName(s) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !isUpper(s[i]) && !isLower(s[i]) && s[i] != '_' {
			return false
		}
	}
	return true
}

// bareWord reports whether a text has none of the signs without which only a
// number, a stand-in or an access key id is a plain value, and is none of those.
func bareWord(s string) bool {
	return s != "" && !strings.ContainsAny(s, "-:.@") && strings.IndexByte("<{$%", s[0]) < 0 && s[0] != 'A' &&
		strings.ContainsFunc(s, func(r rune) bool { return r < 0x80 && isAlnum(byte(r)) && !isDigit(byte(r)) && r != 'x' && r != 'X' })
}

// steps counts where one class of letters follows another, which is seldom in
// words and frequent in what a machine made. A capital at the head of a word
// does not count.
func steps(s string) int {
	n := 0
	last := byte(0)
	for i := 0; i < len(s); i++ {
		var class byte
		switch c := s[i]; {
		case isLower(c):
			class = 'a'
		case isUpper(c):
			class = 'A'
		case isDigit(c):
			class = '0'
		default:
			continue
		}
		if last != 0 && class != last && !(last == 'A' && class == 'a') {
			n++
		}
		last = class
	}
	return n
}

// random reports whether a word looks made by a machine: long, with digits and
// letters of both cases.
func random(s string) bool {
	if len(s) < 16 {
		return false
	}
	var upper, lower, digit bool
	for _, c := range []byte(s) {
		upper, lower, digit = upper || isUpper(c), lower || isLower(c), digit || isDigit(c)
	}
	return upper && lower && digit
}

// looksMade reports whether a whole text looks made: of words and names, even of
// those that join a few, no such part of the letters begins another class.
func looksMade(s string) bool {
	if decoded, err := url.PathUnescape(s); err == nil {
		s = decoded // the digits of an escape say nothing
	}
	n, each := steps(s), 4
	if len(s) >= 24 { // by chance a long one has fewer
		each = 5
	}
	return len(s) >= 8 && n >= manySteps && n*each > len(s) && !plainValue(s) && !joinsWords(s) && !identifier(s)
}

// joinsWords reports whether a text is words joined by signs, with a number or a
// mark among them, such as prod-2024Q3-eu.
func joinsWords(s string) bool {
	words, letters, parts := 0, 0, 0
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("-_.", r) }) {
		parts++
		letters += len(part)
		switch {
		case steps(part) > 2 || len(part) > 12:
			return false
		case len(part) > 1 && proseWord(part):
			words += len(part)
		}
	}
	return parts > 1 && 2*words >= letters
}

// hasMade reports whether a part of a path or of words joined by signs looks made.
func hasMade(s string) bool {
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r < 0x80 && !isAlnum(byte(r)) && r != '+' && r != '=' }) {
		if random(part) || len(part) >= 8 && steps(part) >= 4 {
			return true
		}
	}
	return false
}

// secretKeyLength is the length of AWS's secret access keys.
const secretKeyLength = 40

// issued are the heads of tokens that services give out, up to their first sign.
var issued = []string{"ghp", "gho", "ghu", "ghs", "ghr", "pat", "glpat", "xoxa", "xoxb", "xoxp", "xoxe", "xoxr", "xoxs", "xapp", "sk", "rk", "npm", "hvs", "hvb", "hvr",
	"pypi", "dop", "dckr", "glrt", "glptt", "gldt", "shpat", "hf", "lin", "ops", "NRAK", "PMAK", "SG", "ya29", "figd", "sbp", "gsk", "tskey", "AGE", "xai", "rnd", "pscale"}

// longestIssued is the length of the longest of them, and issuedHeads are their first letters.
const longestIssued = 6

var issuedHeads = func() (t [256]bool) {
	for _, head := range issued {
		t[head[0]] = true
	}
	return t
}()

// shapes gives the parts of a text that are secret by their looks alone,
// whatever they are called: AWS's secret keys, JSON web tokens, private keys, and
// tokens that begin as those of a well-known service.
func shapes(s string) []span { return append(tokens(s), privateKeys(s)...) }

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

// tokens gives those of shapes that have no line end in them.
func tokens(s string) []span {
	var found []span
	for i := 0; i < len(s); {
		if !keyBytes[s[i]] {
			i++
			continue
		}
		end := i + 1
		for end < len(s) && keyBytes[s[end]] {
			end++
		}
		switch n := end - i; {
		case n == secretKeyLength && random(s[i:end]) && steps(s[i:end]) >= 6:
			found = append(found, span{i, end})
		case n > secretKeyLength && n <= maxPath:
			found = append(found, moved(keysInPath(s[i:end]), i)...)
		}
		if end-i >= shortestHeaded {
			if at := headed(s[i:end]); at >= 0 {
				found = append(found, span{i + at, end})
			}
		}
		if end < len(s) && signs[s[end]] {
			head := tokenHead(s, i, end)
			if last := s[end-1]; last == 's' && s[end] == '.' && (end == 1 || !isAlnum(s[end-2])) {
				if whole := wordBehind(s, end+1); whole-end == 25 && random(s[end+1:whole]) { // of Vault, as it was
					found = append(found, span{end - 1, whole})
					end = whole
				}
			} else if s[i:end] == cloudHead && i > 1 && s[i-1] == '.' {
				head = wordBefore(s, i-1)
				whole := wordBehind(s, end+1)
				if end-head > 8 && whole-end > 32 {
					found = append(found, span{head, whole})
					end = whole
				}
			} else if n := end - head; n > 8 && (s[head] == 'e' || s[head] == 'A') || n > 0 && n <= longestIssued && issuedHeads[s[head]] {
				if whole := tokenEnd(s, head, end); whole > 0 {
					found = append(found, span{head, whole})
					end = whole
				}
			}
		}
		i = end
	}
	return found
}

// heads are those of tokens that go on with no sign behind them, with the least length
// of the whole: those of AWS's sessions, Bedrock's keys, Atlassian's, and Databricks',
// which are hexadecimal.
var heads = []struct {
	head  string
	least int
	hex   bool
}{
	{"IQoJb3JpZ2lu", 64, false}, {"FwoGZXIvYXdz", 64, false}, {"FQoGZXIvYXdz", 64, false}, {"FQoDYXdz", 64, false}, {"AQoDYXdz", 64, false},
	{"ABSK", 64, false}, {"YmVkcm9jay5hbWF6b25hd3M", 64, false}, {"ATATT3xFfGF0", 64, false}, {"dapi", 36, true},
}

// shortestHeaded is the length of the shortest of them.
const shortestHeaded = 36

// headed gives the place in a run of letters, digits, + and / where such a token
// begins, -1 where none does.
func headed(run string) int {
	for _, h := range heads {
		at := strings.Index(run, h.head)
		if at < 0 || at > 0 && isAlnum(run[at-1]) || len(run)-at < h.least {
			continue
		}
		if token := run[at:]; h.hex && len(token) == h.least && hexWord(token[len(h.head):]) || !h.hex && random(token) {
			return at
		}
	}
	return -1
}

// cloudHead stands between the two parts of a token of Terraform's cloud.
const cloudHead = "atlasv1"

// wordBefore and wordBehind give where the letters and digits before or behind a
// place begin and end.
func wordBefore(s string, at int) int {
	for at > 0 && isAlnum(s[at-1]) {
		at--
	}
	return at
}

func wordBehind(s string, at int) int {
	for at < len(s) && isAlnum(s[at]) {
		at++
	}
	return at
}

// signs stand behind the first letters of a token.
var signs = [256]bool{'_': true, '-': true, '.': true}

// tokenHead gives the beginning of the last name of what may be a path.
func tokenHead(s string, start, end int) int {
	for at := end; at > start; at-- {
		if s[at-1] == '/' {
			return at
		}
	}
	return start
}

// maxPath is the length of the longest path in which a secret key is looked for:
// what is longer is base64 of something else.
const maxPath = 256

// keysInPath finds secret keys among the names of a path. A key can have slashes
// in it; more steps are wanted than a path of words has.
func keysInPath(run string) []span {
	var found []span
	for at := 0; at+secretKeyLength <= len(run); {
		end := at + secretKeyLength
		if key := run[at:end]; (end == len(run) || run[end] == '/') && random(key) && steps(key) >= 10 {
			found = append(found, span{at, end})
		}
		next := strings.IndexByte(run[at:], '/')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return found
}

// tokenEnd gives the end of a token of a well-known service, whose first letters
// and digits are those from start to end; 0 where they begin none.
func tokenEnd(s string, start, end int) int {
	run := s[start:end]
	jwt := len(run) > 8 && (s[end] == '.' && strings.HasPrefix(run, "eyJ") || strings.HasPrefix(run, "ATATT3"))
	if !jwt && (len(run) > longestIssued || strings.IndexByte("_-.", s[end]) < 0 || !slices.Contains(issued, run)) {
		return 0
	}
	whole := end
	for whole < len(s) && (isAlnum(s[whole]) || strings.IndexByte("_-.+/=", s[whole]) >= 0) {
		whole++
	}
	if token := s[start:whole]; !jwt && (len(token) < 16 || steps(token) < 3 && len(token) < 30) {
		return 0
	}
	return whole
}

// privateKeys finds private keys in PEM.
func privateKeys(s string) []span {
	var found []span
	if !strings.Contains(s, "PRIVATE KEY") {
		return nil
	}
	for at := 0; ; {
		i := strings.Index(s[at:], "-----BEGIN ")
		if i < 0 {
			return found
		}
		start := at + i
		at = start + len("-----BEGIN ")
		label, _, _ := strings.Cut(s[at:], "-----")
		if !strings.Contains(label, "PRIVATE KEY") {
			continue
		}
		end := len(s)
		if j := strings.Index(s[at:], "-----END "); j >= 0 {
			end = at + j + len("-----END ")
			end += min(len(s)-end, len(label)+len("-----"))
		}
		found = append(found, span{start, end})
		at = end
	}
}

// keyBytes are a table since whole files are looked through.
var keyBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = isAlnum(byte(c)) || c == '+' || c == '/'
	}
	return t
}()
