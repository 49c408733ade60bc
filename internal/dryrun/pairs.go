package dryrun

import (
	"fmt"
	"net/url"
	"strings"
)

// Pair is a parameter of a form or a query, decoded.
type Pair struct{ Name, Value string }

// ReadPairs takes a form or a query apart, in its order.
func ReadPairs(text string) (all []Pair) {
	for one := range strings.SplitSeq(text, "&") {
		if one == "" {
			continue
		}
		name, value, _ := strings.Cut(one, "=")
		n, err := url.QueryUnescape(name)
		if err != nil {
			n = name
		}
		v, err := url.QueryUnescape(value)
		if err != nil {
			v = value
		}
		all = append(all, Pair{n, v})
	}
	return all
}

// SetPair puts a parameter in, in the place of an older one.
func SetPair(all []Pair, name, value string) []Pair {
	for i := range all {
		if all[i].Name == name {
			all[i].Value = value
			return all
		}
	}
	return append(all, Pair{name, value})
}

// WritePairs is the inverse of ReadPairs.
func WritePairs(all []Pair, escape func(string) string) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = escape(p.Name) + "=" + escape(p.Value)
	}
	return strings.Join(texts, "&")
}

// EscapeSegment escapes a segment of a path (private/protocol/rest/build.go, EscapePath).
func EscapeSegment(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
