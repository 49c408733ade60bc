package redact

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// index finds the secrets of a vault in texts. It knows each by some of the runs
// of six letters in it: by so many that a part of a secret which is worth hiding
// has one, and by one of a secret that is hidden as a whole only. A text is read
// once, letter by letter; its cost does not grow with the number of secrets.
type index struct {
	patterns []pattern
	runs     []run
	heads    []int32                // of a chain of runs with the same hash, by the hash; -1 for none
	shift    uint                   // makes the hash as short as heads are many
	odd      []string               // secrets with hardly a letter in them, in each spelling
	names    func(text string) bool // see Vault
	short    *index                 // of the secrets of one line, made once: see notNames
	once     sync.Once
}

const (
	runLength = 6
	minPart   = 10 // the shortest part of a secret that is hidden, in letters
	wordPart  = 16 // likewise, where the part may be words
	runStep   = minPart - runLength + 1

	runMask = 1<<(8*runLength) - 1
)

// pattern is one spelling of a secret.
type pattern struct {
	letters string
	text    string // the secret itself
	cased   string // the letters in their own case, where it is known
	strength
}

// run is six letters that stand somewhere in a pattern.
type run struct {
	letters uint64
	pattern int32
	at      int32
	next    int32 // in the chain, -1 at its end
	alike   *alike
}

func newIndex(wanted map[string]strength) *index {
	x := &index{patterns: make([]pattern, 0, len(wanted)), runs: make([]run, 0, 9*len(wanted))}
	if len(wanted) == 0 {
		return x
	}
	for text, s := range wanted {
		x.secret(text, s)
	}
	x.chain()
	return x
}

// chain makes the runs be found by their letters. Of the runs of one secret with
// the same letters, one is enough.
func (x *index) chain() {
	n := uint(10)
	for 1<<n < 4*len(x.runs) {
		n++
	}
	x.shift = 64 - n
	x.heads = make([]int32, 1<<n)
	for i := range x.heads {
		x.heads[i] = -1
	}
	chained := x.gather()
	for i := range x.runs {
		if !chained(i) {
			continue
		}
		r := &x.runs[i]
		head := &x.heads[x.hash(r.letters)]
		if j := *head; j >= 0 && x.runs[j].letters == r.letters && x.runs[j].pattern == r.pattern {
			continue
		}
		r.next, *head = *head, int32(i)
	}
}

func (x *index) hash(letters uint64) uint64 { return letters * 0x9e3779b97f4a7c15 >> x.shift }

// secret adds a secret in the spellings whose letters differ.
func (x *index) secret(text string, s strength) {
	first := letters(text)
	cased := make([]byte, 0, len(first))
	for i := 0; i < len(text); i++ {
		if kept(text[i]) {
			cased = append(cased, text[i])
		}
	}
	if len(first) < runLength || len(first) < len(text)/3 {
		x.odd = append(x.odd, spellings(text)...)
		return
	}
	x.spelling(first, pattern{first, text, string(cased), s})
	if strings.ContainsAny(text, escapes+"\n\r\t") {
		known := map[string]bool{first: true}
		for _, spelling := range spellings(text) {
			if letters := string(viewOf(spelling, true).letters); !known[letters] && len(letters) >= runLength {
				known[letters] = true
				x.spelling(letters, pattern{letters, text, letters, s})
			}
		}
	}
}

// letters are what counts of a text as it stands.
func letters(text string) string {
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if c := text[i]; kept(c) {
			b = append(b, counted[c])
		}
	}
	return string(b)
}

func (x *index) spelling(letters string, p pattern) {
	n := int32(len(x.patterns))
	x.patterns = append(x.patterns, p)
	if p.strength != made {
		x.run(letters, n, len(letters)-runLength)
		return
	}
	for at := 0; ; at += runStep {
		at = min(at, len(letters)-runLength)
		x.run(letters, n, at)
		if at == len(letters)-runLength {
			return
		}
	}
}

func (x *index) run(letters string, pattern int32, at int) {
	key := uint64(0)
	for _, c := range []byte(letters[at : at+runLength]) {
		key = key<<8 | uint64(c)
	}
	x.runs = append(x.runs, run{key, pattern, int32(at), -1, nil})
}

// hide gives a text without secrets.
func (x *index) hide(s string) string {
	if len(x.patterns) == 0 && len(x.odd) == 0 {
		return s
	}
	return x.hidePlain(x.hideBase64(s))
}

func (x *index) hidePlain(s string) string {
	for _, odd := range x.odd {
		s = strings.ReplaceAll(s, odd, Stars)
	}
	return mask(s, x.spans(s))
}

// whole gives the last place up to cut at which no secret is cut in two.
func (x *index) whole(s string, cut int) int {
	for _, p := range merge(x.spans(s)) {
		if p.start < cut && cut < p.end {
			return p.start
		}
	}
	return cut
}

// spans finds the secrets in a text as it stands and as it reads decoded.
func (x *index) spans(s string) []span {
	var found []span
	if len(x.patterns) == 0 {
		return nil
	}
	if x.glance(s) {
		found = x.inView(s, viewOf(s, false), found)
	}
	if strings.ContainsAny(s, escapes) {
		found = x.inView(s, viewOf(s, true), found)
	}
	return found
}

// glance reports whether any run is in the text as it stands.
func (x *index) glance(s string) bool {
	key, n := uint64(0), 0
	for i := 0; i < len(s); i++ {
		c := counted[s[i]]
		if c == 0 {
			continue
		}
		key, n = (key<<8|uint64(c))&runMask, n+1
		if n < runLength {
			continue
		}
		for j := x.heads[x.hash(key)]; j >= 0; j = x.runs[j].next {
			if x.runs[j].letters == key {
				return true
			}
		}
	}
	return false
}

func (x *index) inView(s string, v view, found []span) []span {
	key := uint64(0)
	for i := 0; i < len(v.letters); i++ {
		key = (key<<8 | uint64(v.letters[i])) & runMask
		if i < runLength-1 {
			continue
		}
		last, at := i, i-runLength+1
		try := func(j int32) {
			start, end, ok := x.match(s, v, &x.runs[j], at)
			if ok {
				found = append(found, around(s, span{int(v.from[start]), int(v.to[end-1])}, x.patterns[x.runs[j].pattern].text))
				last = max(last, end-1)
			}
		}
		for j := x.heads[x.hash(key)]; j >= 0; j = x.runs[j].next {
			switch r := &x.runs[j]; {
			case r.letters != key:
			case r.alike != nil:
				r.alike.near(x, v.letters[:at], v.letters[i+1:], try)
			default:
				try(j)
			}
		}
		if last > i { // go on where the match ends; a run may begin in it
			for _, c := range v.letters[max(i, last-runLength+1) : last+1] {
				key = (key<<8 | uint64(c)) & runMask
			}
			i = last
		}
	}
	return found
}

// match extends a run in both directions, and judges what comes of it.
func (x *index) match(s string, v view, p *run, at int) (start, end int, ok bool) {
	q := &x.patterns[p.pattern]
	if q.strength != made && !q.wholeAt(v, at-int(p.at)) {
		return 0, 0, false // parts of it are not hidden
	}
	a, start, b, end := q.extend(v, p, at, func(int) bool { return true })
	text := s[v.from[start]:v.to[end-1]]
	if strings.IndexByte(text, '<') >= 0 && !strings.Contains(q.text, text) {
		a, start, b, end = q.extend(v, p, at, func(i int) bool { return !tagIn(s[v.from[i-1]:v.from[i]]) })
		if tagIn(s[v.from[at]:v.from[at+runLength-1]]) {
			return 0, 0, false
		}
		text = s[v.from[start]:v.to[end-1]]
	}
	whole := a == 0 && b == len(q.letters)
	named := whole && q.strength == made && looksMade(q.text) // a name that nobody gives by chance
	if text != q.text && (crosses(text) || !named && withinName(s, int(v.from[start]), int(v.to[end-1]))) {
		return 0, 0, false
	}
	if q.joined(text, a, b) || x.named(s, int(v.from[start]), int(v.to[end-1])) || slices.Contains(secretKeys, strings.ToLower(text)) {
		return 0, 0, false // what a secret is called, as a template of one has it
	}
	if b-a < len(q.letters) && strayLetters(s, text, int(v.from[start]), int(v.to[end-1])) && !blankIn(s[v.from[at]:v.from[at+runLength-1]]) {
		a, start, b, end = q.extend(v, p, at, func(i int) bool { return !blankIn(s[v.from[i-1]:v.from[i]]) }) // the next word goes on as the secret does, by chance
		text = s[v.from[start]:v.to[end-1]]
	}
	part := q.cased[a:b]
	whole = a == 0 && b == len(q.letters)
	switch {
	case whole && q.strength == made:
		return start, end, true
	case whole:
		return start, end, steps(q.cased) >= manySteps || bounded(s, int(v.from[start]), int(v.to[end-1])) && sameSigns(text, q.text)
	case q.strength != made || len(part) < minPart || strayLetters(s, text, int(v.from[start]), int(v.to[end-1])):
		return 0, 0, false
	case steps(part) >= 2 && steps(text) >= 2 && !plainValue(text): // a part that is a name does not look made
		return start, end, true
	case q.lastName(a, b) && !proseWord(text) && bounded(s, int(v.from[start]), int(v.to[end-1])):
		return start, end, true
	}
	return start, end, len(part) >= wordPart && !strings.ContainsAny(text, " ")
}

// wholeAt reports whether all of the pattern's letters stand at a place.
func (q *pattern) wholeAt(v view, at int) bool {
	return at >= 0 && at+len(q.letters) <= len(v.letters) && string(v.letters[at:at+len(q.letters)]) == q.letters
}

// extend widens a run as far as the letters of the pattern, from a to b, are those
// of the text, from start to end, and as one letter may be joined to the next there.
func (q *pattern) extend(v view, p *run, at int, joined func(second int) bool) (a, start, b, end int) {
	a, b = int(p.at), int(p.at)+runLength
	start, end = at, at+runLength
	for a > 0 && start > 0 && q.letters[a-1] == v.letters[start-1] && joined(start) {
		a, start = a-1, start-1
	}
	for b < len(q.letters) && end < len(v.letters) && q.letters[b] == v.letters[end] && joined(end) {
		b, end = b+1, end+1
	}
	return a, start, b, end
}

// tagIn reports whether a tag begins in a text: in a format that has tags nothing
// secret goes over one, since its own < would be escaped.
func tagIn(s string) bool { return strings.IndexByte(s, '<') >= 0 }

func blankIn(s string) bool { return strings.ContainsAny(s, " \n") }

// lastName reports whether the letters from a to b are what stands behind the last
// slash of a secret: what is called by an ARN or a path goes by that part alone.
func (q *pattern) lastName(a, b int) bool {
	slash := strings.LastIndexByte(q.text, '/')
	return slash >= 0 && b == len(q.letters) && letters(q.text[slash+1:]) == q.letters[a:]
}

// joined reports whether a text has the letters from a to b of a secret in words
// joined by - or _ where the secret has no sign: names are written so, and nobody
// writes a secret so.
func (q *pattern) joined(text string, a, b int) bool {
	if !strings.ContainsAny(text, "_-") || len(q.letters) != len(q.cased) || strings.ContainsAny(text, escapes) {
		return false
	}
	n, signs := 0, 0
	for i := 0; i < len(q.text) && n < b; i++ {
		switch {
		case kept(q.text[i]):
			n++
		case n > a:
			signs++
		}
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '_' || text[i] == '-' {
			signs--
		}
	}
	return signs < 0
}

// strayLetters reports whether a part of a secret goes over blanks, and begins or
// ends within a word: such as the end of one and the beginning of the next.
func strayLetters(s, text string, start, end int) bool {
	return blankIn(text) && (start > 0 && isAlnum(s[start-1]) && isAlnum(s[start]) || end < len(s) && isAlnum(s[end]) && isAlnum(s[end-1]))
}

// withinName reports whether a place is of a name in a JSON document, such as
// those of settings.
func withinName(s string, start, end int) bool {
	a, b := start, end
	for a > 0 && snakeByte(s[a-1]) {
		a--
	}
	for b < len(s) && snakeByte(s[b]) {
		b++
	}
	if a == 0 || s[a-1] != '"' || !strings.HasPrefix(s[b:], `":`) {
		return false
	}
	for i := start; i < end; i++ {
		if !snakeByte(s[i]) {
			return false
		}
	}
	return a < 2 || s[a-2] != '\\'
}

// named reports whether a place is of a name that the program knows.
func (x *index) named(s string, start, end int) bool {
	if x.names == nil {
		return false
	}
	for start > 0 && wordByte(s[start-1]) {
		start--
	}
	for end < len(s) && wordByte(s[end]) {
		end++
	}
	return x.names(s[start:end])
}

func wordByte(c byte) bool { return isAlnum(c) || c == '_' }

func snakeByte(c byte) bool { return isLower(c) || isDigit(c) || c == '_' || c == '.' }

// crosses reports whether a text goes from a name of a JSON document into its
// value, or from one value into the next: what joins them is the document's own,
// and a document without it is none.
func crosses(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i] != '"' || text[i-1] == '\\' {
			continue
		}
		if next := strings.TrimLeft(text[i+1:], " \r\n"); next != "" && strings.IndexByte(":,]}", next[0]) >= 0 {
			return true
		}
	}
	return false
}

// bounded reports whether a word ends on both sides.
func bounded(s string, start, end int) bool {
	return (start == 0 || !isAlnum(s[start-1]) || s[start] == '%' || s[start] == '\\' || escapedBefore(s, start)) && (end == len(s) || !isAlnum(s[end]))
}

// escapedBefore reports whether the letter before a place is of an escape: "%3Aword".
func escapedBefore(s string, at int) bool {
	return at >= 3 && s[at-3] == '%' && isHex(s[at-2]) && isHex(s[at-1]) || at >= 2 && s[at-2] == '\\' || at >= 6 && s[at-6] == '\\' && s[at-5] == 'u'
}

// sameSigns reports whether a text is a secret in some spelling: that there are
// signs between the letters where the secret has signs, and only there.
func sameSigns(text, secret string) bool {
	sign := func(r rune) bool { return r < utf8.RuneSelf && !isAlnum(byte(r)) }
	if strings.ContainsAny(text, "%\\&\n") {
		return true
	}
	a, b := strings.FieldsFunc(text, sign), strings.FieldsFunc(secret, sign)
	return slices.EqualFunc(a, b, func(x, y string) bool { return len(x) == len(y) })
}

// around widens what was found by the signs at the ends of the secret.
func around(s string, p span, secret string) span {
	if p.start > 0 && s[p.start-1] == '\\' && s[p.start] != '\\' {
		for p.start > 0 && s[p.start-1] == '\\' {
			p.start-- // half an escape is none
		}
	}
	first, last := 0, len(secret)
	for first < last && !kept(secret[first]) {
		first++
	}
	for last > first && !kept(secret[last-1]) {
		last--
	}
	for i := first - 1; i >= 0; i-- {
		n := signBefore(s[:p.start], secret[i])
		if n == 0 {
			break
		}
		p.start -= n
	}
	for i := last; i < len(secret); i++ {
		n := signAfter(s[p.end:], secret[i])
		if n == 0 {
			break
		}
		p.end += n
	}
	return p
}

// signAfter gives the length of a sign at the beginning of a text, in one of its
// spellings; 0 where it is not there.
func signAfter(s string, sign byte) int {
	if s == "" {
		return 0
	}
	if s[0] == sign && sign != '"' && sign != '\\' {
		return 1
	}
	if text, n := escapedSign(s); n > 1 && text == string([]byte{sign}) {
		return n
	}
	return 0
}

func signBefore(s string, sign byte) int {
	if s == "" {
		return 0
	}
	if n := len(s); s[n-1] == sign && sign != '"' && sign != '\\' && (n < 2 || s[n-2] != '\\') {
		return 1
	}
	for _, n := range []int{2, 3, 5, 6} {
		if n <= len(s) {
			if text, length := escapedSign(s[len(s)-n:]); length == n && text == string([]byte{sign}) {
				return n
			}
		}
	}
	return 0
}

func escapedSign(s string) (string, int) {
	if s[0] == '\\' && len(s) > 1 && !isAlnum(s[1]) {
		return s[1:2], 2
	}
	if strings.IndexByte("%&\\", s[0]) < 0 {
		return "", 0
	}
	return unescape(s)
}
