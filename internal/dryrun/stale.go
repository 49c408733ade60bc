package dryrun

import (
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
	for _, name := range c.Signed.Headers {
		for header := range is.header {
			if strings.EqualFold(header, name) && !slices.Equal(was.header[header], is.header[header]) {
				list = append(list, "the header "+header)
			}
		}
		for header := range was.header {
			if _, still := is.header[header]; !still && strings.EqualFold(header, name) {
				list = append(list, "the header "+header)
			}
		}
	}
	if c.coversBody() && string(was.body) != string(is.body) {
		list = append(list, "the body")
	}
	return list
}

// coversBody reports whether the signature is one of the body too.
func (c *Call) coversBody() bool {
	if c.Signed.CanonicalRequest == "" {
		return c.Options.Presign == 0 // Signature Version 2 has the body's parameters in it, a presigned URL of Version 1 nothing
	}
	return (c.message == nil || c.message.PayloadHash == "") && !strings.HasSuffix(c.Signed.CanonicalRequest, UnsignedPayload)
}
