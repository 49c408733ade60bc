package jsv3

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
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

// refuseURL says what is wrong with a URL. A host whose last part is a number is
// an address (the URL standard's host parser).
func refuseURL(text string) error {
	u, err := url.Parse(text)
	if err != nil {
		return nil // who needs it, finds out
	}
	if port, err := strconv.ParseUint(u.Port(), 10, 64); u.Port() != "" && (err != nil || port > 65535) {
		return fmt.Errorf("call %s: there is no port %s, which makes it no URL for the SDK", text, u.Port())
	}
	if u.Host == "" || u.Scheme == "" {
		return fmt.Errorf("call %s: it is no URL for the SDK", text)
	}
	host := u.Hostname()
	if _, err := strconv.ParseUint(host[strings.LastIndexByte(host, '.')+1:], 10, 64); err != nil {
		return nil
	}
	if _, err := netip.ParseAddr(host); err != nil {
		return fmt.Errorf("call %s: its last part is a number, but it is no address, which makes it no URL for the SDK", host)
	}
	return nil
}
