package suite

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// exchange is a recorded request with what came back.
type exchange struct {
	method, uri     string
	headers         map[string][]string // by their names in lower case
	body            string
	status          int // 0 when there was no response
	responseHeaders map[string][]string
	response        string
}

// readTraffic reads the recording of a case: events, numbered by connection.
func readTraffic(t *testing.T, path string) []*exchange {
	t.Helper()
	type message struct {
		URI     string
		Method  string
		Status  int
		Headers map[string][]string
	}
	var recording struct {
		Events []struct {
			ConnectionID int `json:"connection_id"`
			Action       struct {
				Request *struct{ Request message }
				Data    *struct {
					Data      map[string]string
					Direction string
				}
				Response *struct {
					Response map[string]json.RawMessage // Ok or Err
				}
			}
		}
	}
	readJSON(t, path, &recording)
	found := map[int]*exchange{}
	for _, e := range recording.Events {
		x := found[e.ConnectionID]
		if x == nil {
			x = &exchange{}
			found[e.ConnectionID] = x
		}
		switch a := e.Action; {
		case a.Request != nil:
			x.method, x.uri, x.headers = a.Request.Request.Method, a.Request.Request.URI, lowerNames(a.Request.Request.Headers)
		case a.Data != nil:
			text := a.Data.Data["Utf8"]
			if b64, ok := a.Data.Data["Base64"]; ok {
				raw, err := base64.StdEncoding.DecodeString(b64)
				if err != nil {
					t.Fatalf("%s: %s", path, err)
				}
				text = string(raw)
			}
			if a.Data.Direction == "Request" {
				x.body += text
			} else {
				x.response += text
			}
		case a.Response != nil:
			if ok := a.Response.Response["Ok"]; ok != nil {
				var m message
				if err := json.Unmarshal(ok, &m); err != nil {
					t.Fatalf("%s: %s", path, err)
				}
				x.status, x.responseHeaders = m.Status, lowerNames(m.Headers)
			}
		}
	}
	var all []*exchange
	for _, id := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[id])
	}
	return all
}

func lowerNames(headers map[string][]string) map[string][]string {
	lower := make(map[string][]string, len(headers))
	for name, values := range headers {
		lower[strings.ToLower(name)] = values
	}
	return lower
}

// sameURI reports whether two URIs name the same thing: a / at the end and the
// order of a query's parts do not matter.
func sameURI(a, b string) bool {
	x, errX := url.Parse(a)
	y, errY := url.Parse(b)
	if errX != nil || errY != nil {
		return a == b
	}
	path := func(u *url.URL) string { return strings.TrimSuffix(u.EscapedPath(), "/") }
	return x.Scheme == y.Scheme && strings.EqualFold(x.Host, y.Host) && path(x) == path(y) && x.Query().Encode() == y.Query().Encode()
}
