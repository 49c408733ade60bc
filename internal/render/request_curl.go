package render

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/document"
)

// curlOwn are the headers that curl sends of its own accord; naming one without
// a value keeps it away.
var curlOwn = []string{"Accept", "User-Agent", "Content-Type", "Expect"}

// requestCurl prints a command that sends the request as it is, byte for byte.
func requestCurl(t Terminal, d document.Request) error {
	r := d.Request
	if err := sendable(r); err != nil {
		return err
	}
	body := r.Bytes()
	var b bytes.Buffer
	if d.Hidden {
		b.WriteString("# What is secret is hidden, so this is refused as it stands; --show-secrets shows it.\n")
	}
	text := isText(body) && len(body) < maxArgument
	if len(body) > 0 && !text {
		fmt.Fprintf(&b, "base64 -d <<'END' |\n%s\nEND\n", wrapped(base64.StdEncoding.EncodeToString(body)))
	}
	b.WriteString("curl --http1.1 --path-as-is --globoff --silent --show-error")
	if r.Method == "HEAD" {
		b.WriteString(" --head")
	} else {
		b.WriteString(" --request " + shellWord(r.Method))
	}
	arg := func(flag, value string) { b.WriteString(" \\\n  " + flag + " " + shellWord(value)) }
	given := map[string]bool{}
	for _, h := range headerLines(r) {
		given[h[0]] = true
		switch {
		case h[0] == "Content-Length" && len(body) > 0: // curl counts itself
		case strings.TrimSpace(h[1]) == "": // curl drops a header with a colon and blanks alone
			arg("--header", h[0]+";")
		default:
			arg("--header", h[0]+": "+h[1])
		}
	}
	for _, name := range curlOwn {
		if !given[name] && (name != "Content-Type" && name != "Expect" || len(body) > 0) {
			arg("--header", name+":")
		}
	}
	if u, err := url.Parse(r.URL); err == nil && !given["Host"] && hostOf(u) != u.Host {
		arg("--header", "Host: "+hostOf(u))
	}
	switch {
	case len(body) == 0:
	case text:
		arg("--data-raw", string(body))
	default:
		arg("--data-binary", "@-")
	}
	b.WriteString(" \\\n  " + shellWord(r.URL) + "\n")
	_, err := t.Write(b.Bytes())
	return err
}

// maxArgument bounds what goes into an argument: systems take some 128 KB.
const maxArgument = 1 << 16

// isText reports whether a body comes through a terminal and a shell as it is.
func isText(body []byte) bool {
	return utf8.Valid(body) && bytes.IndexFunc(body, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0
	}) < 0
}

// wrapped breaks a long line into lines of 76 characters.
func wrapped(s string) string {
	var lines []string
	for len(s) > 76 {
		lines, s = append(lines, s[:76]), s[76:]
	}
	return strings.Join(append(lines, s), "\n")
}
