package jsv3

import (
	"slices"
	"strings"
)

// neverSigned reports whether the signer leaves a header out though that of Go
// would not (@smithy/signature-v4 5.7.5, constants.js).
func neverSigned(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "cache-control", "connection", "from", "keep-alive", "max-forwards", "pragma", "referer", "te", "trailer", "upgrade":
		return true
	}
	return strings.HasPrefix(name, "proxy-") || strings.HasPrefix(name, "sec-")
}

// sorted is the order of a query (@smithy/core 3.41.0, buildQueryString).
func sorted(_, signed string) string {
	name := func(pair string) string {
		n, _, _ := strings.Cut(pair, "=")
		return n
	}
	pairs := strings.Split(signed, "&")
	slices.SortStableFunc(pairs, func(a, b string) int { return strings.Compare(name(a), name(b)) })
	return strings.Join(pairs, "&")
}
