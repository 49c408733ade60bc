package protocol

import (
	"fmt"
	"strings"
)

// refuseHeaders names the headers that the HTTP client would refuse to send: Go's
// (golang.org/x/net/http/httpguts) and that of Node.js (http.validateHeaderName and
// validateHeaderValue, which take Latin-1 alone). Metadata is where they come from.
func (c *Call) refuseHeaders(m *Message) error {
	if !c.Style.HTTP.ChecksHeaders {
		return nil
	}
	var bad []Problem
	for name, values := range m.Header {
		for _, value := range values {
			switch {
			case !isToken(name):
				bad = append(bad, Problem{Path: name, Code: NotAccepted, Message: "is no name for a header"})
			case !c.Style.HTTP.sends(value):
				bad = append(bad, Problem{Path: name, Code: NotAccepted, Message: fmt.Sprintf("cannot be %q: the header has characters that the SDK does not send", value)})
			}
		}
	}
	if bad == nil {
		return nil
	}
	return &InputError{Operation: c.Operation.Name, Problems: bad}
}

func (s *HTTPStyle) sends(value string) bool {
	for _, r := range value {
		if r < ' ' && r != '\t' || r == 0x7f || s.Latin1Headers && r > 0xff {
			return false
		}
	}
	return true
}

func isToken(name string) bool {
	for _, r := range name {
		if r <= ' ' || r > '~' || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r) {
			return false
		}
	}
	return name != ""
}
