package redact

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"strings"
)

// spellings gives the ways in which a text is written where it has to be quoted.
func spellings(s string) []string {
	quoted, _ := json.Marshal(s)
	inJSON := string(quoted[1 : len(quoted)-1])
	plainJSON := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(inJSON)
	query := url.QueryEscape(s)
	all := []string{s, inJSON, plainJSON, query, strings.ReplaceAll(query, "+", "%20"), url.QueryEscape(query), url.PathEscape(s),
		html.EscapeString(s), strings.ReplaceAll(s, "'", `'\''`)}
	seen := map[string]bool{}
	kept := all[:0]
	for _, w := range all {
		if !seen[w] {
			seen[w] = true
			kept = append(kept, w)
		}
	}
	return kept
}

// minBase64 is the length of the shortest text that may be base64 of a secret.
const minBase64 = 16

// hideBase64 hides secrets in what may be base64 of a text that has them. Where
// all of it is, what is left is base64 again.
func (x *index) hideBase64(s string) string {
	var b strings.Builder
	at := 0
	x.eachBase64(s, func(p span, hidden string) {
		b.WriteString(s[at:p.start])
		b.WriteString(hidden)
		at = p.end
	})
	if at == 0 {
		return s
	}
	b.WriteString(s[at:])
	return b.String()
}

// eachBase64 finds the runs of base64 that have secrets in them, with what each
// is without.
func (x *index) eachBase64(s string, found func(p span, hidden string)) {
	for i := 0; i < len(s); {
		if !base64Byte(s[i]) {
			i++
			continue
		}
		end := i
		for end < len(s) && base64Byte(s[end]) {
			end++
		}
		full := end
		for full < len(s) && full < end+2 && s[full] == '=' {
			full++
		}
		if end-i >= minBase64 && steps(s[i:end])*6 >= end-i {
			if hidden, ok := x.inBase64(s[i:end]); ok {
				found(span{i, full}, hidden)
			}
		}
		i = full
	}
}

func base64Byte(c byte) bool { return isAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_' }

// inBase64 looks into a run of base64, wherever its groups of four begin.
func (x *index) inBase64(run string) (string, bool) {
	enc := base64.RawStdEncoding
	if strings.ContainsAny(run, "-_") {
		enc = base64.RawURLEncoding
		run = strings.NewReplacer("+", "-", "/", "_").Replace(run)
	}
	for shift := range 4 {
		part := run[min(shift, len(run)):]
		if len(part)%4 == 1 {
			part = part[:len(part)-1]
		}
		plain, err := enc.DecodeString(part)
		if err != nil {
			continue
		}
		if hidden := x.hidePlain(string(plain)); hidden != string(plain) {
			if shift > 0 || len(part) != len(run) {
				return Stars, true
			}
			return enc.WithPadding(base64.StdPadding).EncodeToString([]byte(hidden)), true
		}
	}
	return "", false
}
