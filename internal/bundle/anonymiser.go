package bundle

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// mode is what the words of a part of a text may be.
type mode int

const (
	free     mode = iota // words of the vocabulary stay
	names                // no word means anything
	asIs                 // nothing is replaced
	hostList             // hosts, one after the other
)

type span struct {
	start, end int
	mode       mode
}

// kind is what a word stands for, for those who count.
type kind string

const (
	ofAccount kind = "account id"
	ofKeyID   kind = "access key id"
	ofHost    kind = "host word"
	ofIP      kind = "IP number"
	ofName    kind = "name word"
	ofDigest  kind = "cache file name"
	ofWord    kind = "other word"
)

// anonymiser has the stand-ins of an environment's words.
type anonymiser struct {
	secret   map[string]bool   // stand-ins of secrets: they stay
	folded   map[string]string // by the word in small letters
	order    []string          // those words, as they were met
	made     map[string]string // by the word as it stands
	used     map[string]bool
	next     map[string]int // by shape
	accounts int
	seen     map[kind]map[string]bool
	renames  map[string]string          // digests, by what they were
	digestOf map[string]string          // digests, by their stand-ins
	whole    map[string]string          // by the name in small letters, of one word or several
	also     map[string]map[string]bool // further ones, by the word as it stands
}

func newAnonymiser(secrets map[string]string) *anonymiser {
	a := &anonymiser{secret: map[string]bool{}, folded: map[string]string{}, made: map[string]string{}, used: map[string]bool{},
		next: map[string]int{}, seen: map[kind]map[string]bool{}, renames: map[string]string{}, digestOf: map[string]string{},
		whole: map[string]string{}, also: map[string]map[string]bool{}}
	for _, s := range secrets {
		a.secret[s] = true
		a.used[strings.ToLower(s)] = true
	}
	return a
}

func (a *anonymiser) note(k kind, word string) {
	if a.seen[k] == nil {
		a.seen[k] = map[string]bool{}
	}
	a.seen[k][word] = true
}

// forget takes a word out of what was counted.
func (a *anonymiser) forget(word string) {
	for _, words := range a.seen {
		delete(words, word)
	}
}

// counts says how many of each kind were replaced, in the order of their names.
func (a *anonymiser) counts() []Count {
	var list []Count
	for _, k := range slices.Sorted(maps.Keys(a.seen)) {
		if n := len(a.seen[k]); n > 0 {
			list = append(list, Count{string(k), n})
		}
	}
	return list
}

var (
	timeText  = lazily(`\d{4}-\d\d-\d\d([Tt ]\d\d:?\d\d(:?\d\d([.,]\d+)?)?\s?(Z|z|UTC|GMT|[+-]\d\d:?\d\d)?)?\b|\b\d{8}T\d{6}Z\b`)
	keyIDText = lazily(`A[KS]IA[A-Z0-9]{4,16}`)
	arnText   = lazily(`(?i)\barn:[a-z0-9-]*:[a-z0-9-]*:[a-z0-9-]*:([^\s:"',]*):([a-z0-9-]*)([^\s"',]*)`)
	urlText   = lazily(`(?i)\b[a-z][a-z0-9+.-]*://(?:[^\s/?#"'@]*@)?(\[[0-9a-f:.%]*\]|[^\s/?#"':\\]*)`)
	mailText  = lazily(`[\pL\pN._+-]+@[\pL\pN-]+(\.[\pL\pN-]+)+`)
	ipText    = lazily(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b`)
	ip6Text   = lazily(`\[[0-9a-fA-F]*:[0-9a-fA-F:.]*\]`)
	dashed    = lazily(`\b\d{4}-\d{4}-\d{4}\b`)
	option    = lazily(`(?:--(?:profile|sso-session|source-profile|role-name|role-session-name)|\bAWS_(?:DEFAULT_)?PROFILE)[ =]+["']?([^\s"']+)`)
	reserved  = lazily(`aws-reserved/sso\.amazonaws\.com|AWSReservedSSO`)
	quantity  = lazily(`(?i)^(\d+(e\d+|s|m|h|ms|us|ns|d|[kmgt]i?b?)?|\d+h\d+m(\d+s)?|0[xo][0-9a-f]{1,8}|0b[01]{1,32}|v\d)$`)
	beginning = lazily(`^(A[KS]IA|AIDA|AROA|(?i:true|false)|eyJ|[0-9]{1,6}(?:[\pL]))`) // what readings and diagnoses see in a word
	reference = lazily(`%\([^)\n]*\)s?|\$\{[^}\n]*\}`)
	prefixed  = lazily(`(?i)^[ \t=:"']*(?:(?:profile|sso-session|services)[ \t]+)+`)
	mapped    = lazily(`(?i)^\[::ffff:[0-9.]*\]$`)
	listed    = lazily(`[^\s,;:]+`)
	resources = lazily(`(?i)^(role|user|mfa|assumed-role|group|policy|instance-profile|root|federated-user|u2f|oidc-provider|saml-provider|server-certificate)$`)
)

// lazily compiles an expression when it is first needed: most commands make no bundle.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// awsHost reports whether a host is AWS's own, or this machine.
func awsHost(host string) bool {
	h := strings.TrimSuffix(strings.ToLower(host), ".")
	if h == "localhost" {
		return true
	}
	for _, suffix := range []string{"amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws", "aws.amazon.com", "amazon.com", "on.aws", "aws.dev", "amazonwebservices.com.cn", "amazonwebservices.eu",
		"c2s.ic.gov", "sc2s.sgov.gov", "adc-e.uk", "hci.ic.gov", "aws.ic.gov", "aws.scloud"} {
		if h == suffix || strings.HasSuffix(h, "."+suffix) {
			return true
		}
	}
	return false
}

func ownAddress(ip string) bool {
	return strings.HasPrefix(ip, "127.") || strings.HasPrefix(ip, "169.254.") || ip == "0.0.0.0" || strings.HasPrefix(ip, "[fd00:ec2::") || strings.Trim(ip, "[]:01") == ""
}

// replace gives what stands for a text.
func (a *anonymiser) replace(text string, m mode, escaped bool) string {
	return a.replaceSpans(text, []span{{0, len(text), m}}, escaped)
}

// replaceSpans gives what stands for a text of which some parts have a mode, and the rest is free.
func (a *anonymiser) replaceSpans(text string, modes []span, escaped bool) string {
	b := []byte(text)
	at := make([]mode, len(b))
	kinds := make([]kind, len(b))
	paint := func(start, end int, m mode, k kind) {
		for i := start; i < end; i++ {
			at[i] = m
			if k != "" {
				kinds[i] = k
			}
		}
	}
	for _, s := range modes {
		k := kind("")
		if s.mode == names {
			k = ofName
		}
		paint(s.start, s.end, s.mode, k)
		if s.mode == hostList {
			for _, p := range listed().FindAllStringIndex(text[s.start:s.end], -1) {
				a.host(text[s.start+p[0]:s.start+p[1]], s.start+p[0], paint)
			}
		}
	}
	for _, p := range option().FindAllStringSubmatchIndex(text, -1) {
		paint(p[2], p[3], names, ofName)
	}
	for _, p := range mailText().FindAllStringIndex(text, -1) {
		paint(p[0], p[1], names, ofName)
	}
	for _, p := range arnText().FindAllStringSubmatchIndex(text, -1) {
		paint(p[0], p[2], free, "")
		if resources().MatchString(text[p[4]:p[5]]) {
			paint(p[4], p[5], asIs, "")
		} else {
			paint(p[4], p[5], names, ofName)
		}
		paint(p[6], p[7], names, ofName)
	}
	a.urls(text, at, paint)
	for _, p := range reference().FindAllStringIndex(text, -1) {
		paint(p[0], p[1], free, "")
		if text[p[1]-1] == 's' {
			paint(p[1]-1, p[1], asIs, "") // of the sign, whatever follows
		}
	}
	if len(modes) == 1 && modes[0].mode == names {
		for _, p := range prefixed().FindAllStringIndex(text, -1) {
			paint(p[0], p[1], asIs, "")
		}
	}
	for _, re := range []*regexp.Regexp{timeText(), reserved()} {
		for _, p := range re.FindAllStringIndex(text, -1) {
			paint(p[0], p[1], asIs, "")
		}
	}
	a.fixed(text, b, paint)
	a.words(text, b, at, kinds, escaped)
	return string(b)
}

// urls paints URLs: the host, what stands before it, and behind it what may be anything.
func (a *anonymiser) urls(text string, at []mode, paint func(start, end int, m mode, k kind)) {
	for _, p := range urlText().FindAllStringSubmatchIndex(text, -1) {
		scheme := strings.Index(text[p[0]:], ":")
		paint(p[0], p[0]+scheme, asIs, "")
		paint(p[0]+scheme, p[2], names, ofName)
		a.host(text[p[2]:p[3]], p[2], paint)
		if rest := p[3]; rest < len(text) && at[rest] == names {
			end := rest
			for end < len(text) && !strings.ContainsRune(" \t\r\n\"',", rune(text[end])) {
				end++
			}
			paint(rest, end, free, "")
		}
	}
}

// host paints a host.
func (a *anonymiser) host(host string, at int, paint func(start, end int, m mode, k kind)) {
	end := at + len(host)
	portal := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(host), "."), ".awsapps.com")
	switch {
	case len(portal) < len(strings.TrimSuffix(host, ".")):
		paint(at, at+len(portal), names, ofHost)
		paint(at+len(portal), end, asIs, "")
	case awsHost(host):
		paint(at, end, free, ofHost)
	default:
		paint(at, end, names, ofHost)
		if i := strings.LastIndexByte(host, '.'); i >= 0 && vocabulary()[strings.ToLower(host[i+1:])] {
			paint(at+i, end, asIs, "")
		}
	}
}

// fixed replaces what is of a form of its own: addresses, ids of keys and, with
// hyphens, accounts.
func (a *anonymiser) fixed(text string, b []byte, paint func(start, end int, m mode, k kind)) {
	for _, re := range []*regexp.Regexp{ipText(), ip6Text(), dashed(), keyIDText()} {
		for _, p := range re.FindAllStringIndex(text, -1) {
			was := text[p[0]:p[1]]
			now := was
			switch {
			case re == keyIDText():
				if p[0] > 0 && alnum(rune(text[p[0]-1])) {
					continue
				}
				now = a.keyID(was)
			case re == dashed():
				digits := a.account(strings.ReplaceAll(was, "-", ""))
				now = digits[:4] + "-" + digits[4:8] + "-" + digits[8:]
			case ownAddress(was):
			case mapped().MatchString(was):
				paint(p[0], p[0]+len("[::ffff:"), asIs, "")
				continue // its last part has been replaced
			case re == ipText():
				now = a.ip(was)
			default:
				now = a.ip6(was)
			}
			copy(b[p[0]:], now)
			paint(p[0], p[1], asIs, "")
			if now != was {
				a.madeOf(was, now)
			}
		}
	}
}

// madeOf notes the stand-ins of the words of a text.
func (a *anonymiser) madeOf(was, now string) {
	w, n := spelled().FindAllString(was, -1), spelled().FindAllString(now, -1)
	if len(w) == 1 && len(n) == 1 {
		a.made[w[0]] = n[0]
	}
	a.made[was] = now
}

// words replaces the words of what is left.
func (a *anonymiser) words(text string, b []byte, at []mode, kinds []kind, escaped bool) {
	for i := 0; i < len(text); {
		switch {
		case text[i] == '\\' && escaped && i+1 < len(text):
			if i += 2; text[i-1] == 'u' {
				i = min(i+4, len(text))
			}
			continue
		case text[i] == '%' && i+2 < len(text) && hexDigit(text[i+1]) && hexDigit(text[i+2]):
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !alnum(r) {
			i += size
			continue
		}
		end := i
		for end < len(text) && at[end] == at[i] {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !alnum(r) {
				break
			}
			end += size
		}
		if at[i] != asIs {
			joined := i > 0 && strings.IndexByte("-._/@", text[i-1]) >= 0 || end < len(text) && strings.IndexByte("-._/@", text[end]) >= 0
			copy(b[i:], a.word(text[i:end], at[i], kinds[i], joined))
		}
		i = end
	}
}

func hexDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func alnum(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// word gives what stands for a word.
func (a *anonymiser) word(w string, m mode, k kind, joined bool) string {
	fold := strings.ToLower(w)
	digits := strings.Trim(w, "0123456789") == ""
	switch {
	case digits && len(w) == 12:
		return a.account(w)
	case digits && (len(w) < 7 || !joined), utf8.RuneCountInString(w) < 2, quantity().MatchString(w) && !digits:
		return w
	case strings.Contains(w, "EXAMPLE") && (strings.HasPrefix(w, "AKIA") || strings.HasPrefix(w, "ASIA")): // no one's key
		return w
	case strings.Trim(fold, "x") == "": // what guides write for a value
		return w
	case slices.Contains(headers, fold), a.secret[w], m == free && vocabulary()[fold]:
		return w
	case beginning().MatchString(w) && !digest(w):
		kept := len(beginning().FindString(w))
		if w[0] <= '9' {
			kept = strings.IndexFunc(w, unicode.IsLetter) // a number begins a value, to some
		}
		now := w[:kept] + a.word(w[kept:], names, k, joined)
		a.made[w] = now
		return now
	case len(fold) != len(w):
		fold = w // a letter that is longer when it is small
	}
	if m == free && k != ofHost {
		k = ofWord
	}
	a.note(k, w)
	made, ok := a.folded[fold]
	if !ok {
		made = a.fresh(fold)
		a.folded[fold] = made
		a.order = append(a.order, fold)
	}
	now := recased(made, w)
	a.made[w] = now
	if digest(w) {
		a.digestOf[now] = w
	}
	return now
}

// headers are names that some SDK finds by their letters in the header of a section.
var headers = []string{"default", "profile", "services"}

func digest(w string) bool { return len(w) == 40 || len(w) == 64 }

// account gives the account that stands for one: 111122223333 and those like it.
func (a *anonymiser) account(w string) string {
	a.note(ofAccount, w)
	if made, ok := a.made[w]; ok {
		return made
	}
	for {
		made := documented(a.accounts)
		a.accounts++
		if !a.used[made] {
			a.used[made] = true
			a.made[w] = made
			return made
		}
	}
}

// documented is the nth account of the kind that AWS's documentation has.
func documented(n int) string {
	if d := n%9 + 1; n < 9 {
		return fmt.Sprintf("%[1]d%[1]d%[1]d%[1]d%[2]d%[2]d%[2]d%[2]d%[3]d%[3]d%[3]d%[3]d", d, d%9+1, (d+1)%9+1)
	}
	return "11112222" + fmt.Sprintf("%04d", n)
}

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

// keyID gives an access key id with another account in it: its first bytes have
// the account's number in 40 bits, from the second on.
func (a *anonymiser) keyID(id string) string {
	const first, bits = 4, 45 // nine letters
	if len(id) != 20 || strings.Contains(id, "EXAMPLE") {
		return id
	}
	n := uint64(0)
	for _, c := range []byte(id[first : first+9]) {
		i := strings.IndexByte(base32, c)
		if i < 0 {
			return id
		}
		n = n<<5 | uint64(i)
	}
	const shift, mask = 4, 1<<40 - 1 // of the 45 bits one stands before the account and four after it
	was := n >> shift & mask
	if was >= 1e12 || id[first] < 'Q' {
		return id // of an older kind, with no account in it
	}
	account, _ := strconv.ParseUint(a.account(fmt.Sprintf("%012d", was)), 10, 64)
	n = n&^(mask<<shift) | account<<shift
	b := []byte(id)
	for i := first + 8; i >= first; i-- {
		b[i] = base32[n&31]
		n >>= 5
	}
	a.note(ofKeyID, id)
	return string(b)
}
