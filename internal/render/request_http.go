package render

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// requestHTTP prints a request as the bytes that go over the wire.
func requestHTTP(t Terminal, d document.Request) error {
	u, err := url.Parse(d.Request.URL)
	if err != nil {
		return fmt.Errorf("print the request: %w", err)
	}
	if err := sendable(d.Request); err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\n", d.Request.Method, target(d.Request.URL))
	if len(d.Request.Header["Host"]) == 0 {
		fmt.Fprintf(&b, "Host: %s\r\n", hostOf(u))
	}
	for _, h := range headerLines(d.Request) {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	body := d.Request.Bytes()
	switch chunked := isChunked(d.Request); {
	case chunked && len(body) > 0:
		fmt.Fprintf(&b, "\r\n%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	case chunked:
		b.WriteString("\r\n0\r\n\r\n")
	default:
		if len(body) > 0 && len(d.Request.Header["Content-Length"]) == 0 {
			fmt.Fprintf(&b, "Content-Length: %d\r\n", len(body))
		}
		b.WriteString("\r\n")
		b.Write(body)
	}
	_, err = t.Write(b.Bytes())
	return err
}

// sendable fails for a request that no HTTP library sends.
func sendable(r *document.HTTPRequest) error {
	for _, h := range headerLines(r) {
		if strings.ContainsAny(h[1], "\r\n\x00") {
			return fmt.Errorf("print the request: the header %s has a line break, and no HTTP library sends it; -o text and json show it", h[0])
		}
	}
	return nil
}

// isChunked reports whether the body is sent in chunks, which whoever sends it
// puts around it: here in one.
func isChunked(r *document.HTTPRequest) bool {
	for _, coding := range r.Header["Transfer-Encoding"] {
		if strings.EqualFold(strings.TrimSpace(coding), "chunked") {
			return true
		}
	}
	return false
}

// target is the path and query of a URL as they stand in it.
func target(raw string) string {
	_, rest, _ := strings.Cut(raw, "://")
	i := strings.IndexAny(rest, "/?")
	switch {
	case i < 0:
		return "/"
	case rest[i] == '?':
		return "/" + rest[i:]
	}
	return rest[i:]
}

// hostOf is the Host header for a URL: without the port that its scheme implies.
func hostOf(u *url.URL) string {
	if u.Scheme == "https" && u.Port() == "443" || u.Scheme == "http" && u.Port() == "80" {
		return u.Host[:strings.LastIndexByte(u.Host, ':')]
	}
	return u.Host
}
