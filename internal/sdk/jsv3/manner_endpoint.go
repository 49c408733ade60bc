package jsv3

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	rules "github.com/sessctl/sessctl/internal/endpoint"
)

// unqueried keeps a bucket from becoming a query (@smithy/core 3.41.0,
// resolveParamsForS3).
func unqueried(bucket string) string {
	return strings.NewReplacer("#", "%23", "?", "%3F").Replace(bucket)
}

// givenFIPS reports whether a region as it was given asks for FIPS endpoints
// (@smithy/core 3.41.0, isFipsRegion).
func givenFIPS(given string) bool {
	return strings.HasPrefix(given, "fips-") || strings.HasSuffix(given, "-fips")
}

// readCustom is an endpoint that somebody configured as the rules are told of it,
// put together of the parts that JavaScript's URL finds: localhost:8000 becomes
// localhost://8000 (@smithy/core 3.41.1, endpoints, createConfigValueProvider).
func readCustom(text string) (string, error) {
	u, ok := parseURL(text)
	if !ok {
		return "", whyNoURL(text)
	}
	return sent(u).String(), nil
}

// rulesURL is how the rules take a URL apart (@smithy/core 3.41.1, endpoints, parseURL).
func rulesURL(text string) *rules.URL {
	u, ok := parseURL(text)
	if !ok || u.query != "" || u.scheme != "http" && u.scheme != "https" {
		return nil
	}
	address := strings.HasPrefix(u.host, "[")
	if !address {
		ip, err := netip.ParseAddr(u.host)
		address = err == nil && ip.Is4()
	}
	return &rules.URL{Scheme: u.scheme, Authority: u.hostPort(), Path: u.path, NormalizedPath: strings.TrimSuffix(u.path, "/") + "/", IsIP: address}
}

// readURL is a URL that the rules have given as requests go there; one without a
// host goes to this machine (@smithy/core 3.41.1, transport, HttpRequest).
func readURL(_, text string) (string, error) {
	u, ok := parseURL(text)
	if !ok {
		return "", whyNoURL(text)
	}
	if u = sent(u); u.host == "" {
		u.host = "localhost"
	}
	if u.path == "/" {
		u.path = ""
	}
	return u.String(), nil
}

// sent is what is left of a URL (@smithy/core 3.41.1, transport, parseUrl): port 0
// counts for none.
func sent(u webURL) webURL {
	u.query = ""
	if u.port == "0" {
		u.port = ""
	}
	return u
}

// whyNoURL says what is wrong with what is no URL. A host whose last part is a number
// is an address (the URL standard's host parser).
func whyNoURL(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return fmt.Errorf("call %s: it is no URL for the SDK", text)
	}
	if port, err := strconv.ParseUint(u.Port(), 10, 64); u.Port() != "" && (err != nil || port > 65535) {
		return fmt.Errorf("call %s: there is no port %s, which makes it no URL for the SDK", text, u.Port())
	}
	host := u.Hostname()
	if _, err := strconv.ParseUint(host[strings.LastIndexByte(host, '.')+1:], 10, 64); err == nil {
		return fmt.Errorf("call %s: its last part is a number, but it is no address, which makes it no URL for the SDK", host)
	}
	return fmt.Errorf("call %s: it is no URL for the SDK", text)
}
