package dryrun

import (
	"maps"
	"slices"
	"strings"
)

// stale names what was changed of a request after it was signed, so that the
// signature no longer fits.
func (c *Call) stale() []string {
	if c.Signed == nil || c.signedAs == nil {
		return nil
	}
	was, is := c.signedAs, take(c.Request)
	var list []string
	if was.method != is.method {
		list = append(list, "the method")
	}
	if was.url != is.url {
		list = append(list, "the URL")
	}
	if was.host != is.host {
		list = append(list, "the header Host")
	}
	now, then := bySmallName(is.header), bySmallName(was.header)
	for _, name := range c.Signed.Headers {
		name = strings.ToLower(name)
		for _, header := range now[name] {
			if !slices.Equal(was.header[header], is.header[header]) {
				list = append(list, "the header "+header)
			}
		}
		for _, header := range then[name] {
			if _, still := is.header[header]; !still {
				list = append(list, "the header "+header)
			}
		}
	}
	if c.coversBody() && string(was.body) != string(is.body) {
		list = append(list, "the body")
	}
	return list
}

// bySmallName gives the names of headers by what they are in small letters.
func bySmallName(headers map[string][]string) map[string][]string {
	names := make(map[string][]string, len(headers))
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		small := strings.ToLower(name)
		names[small] = append(names[small], name)
	}
	return names
}

// coversBody reports whether the signature is one of the body too.
func (c *Call) coversBody() bool {
	if c.Signed.CanonicalRequest == "" {
		return c.Options.Presign == 0 // Signature Version 2 has the body's parameters in it, a presigned URL of Version 1 nothing
	}
	return (c.message == nil || c.message.PayloadHash == "") && !strings.HasSuffix(c.Signed.CanonicalRequest, UnsignedPayload)
}
