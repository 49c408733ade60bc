package render

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/document"
)

type harPair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type harBody struct {
	MimeType string `json:"mimeType"`
	Text     string `json:"text"`
	Encoding string `json:"_encoding,omitempty"` // base64 for what is no text; the format has no field for that
	Comment  string `json:"comment,omitempty"`
}

type harRequest struct {
	Method      string    `json:"method"`
	URL         string    `json:"url"`
	HTTPVersion string    `json:"httpVersion"`
	Cookies     []harPair `json:"cookies"`
	Headers     []harPair `json:"headers"`
	QueryString []harPair `json:"queryString"`
	PostData    *harBody  `json:"postData,omitempty"`
	HeadersSize int       `json:"headersSize"`
	BodySize    int       `json:"bodySize"`
}

// requestHAR prints a request in the HTTP archive format 1.2. Its response is
// the one that the format has for requests that were never answered.
func requestHAR(t Terminal, d document.Request) error {
	r := harRequest{Method: d.Request.Method, URL: d.Request.URL, HTTPVersion: "HTTP/1.1", Cookies: []harPair{},
		Headers: []harPair{}, QueryString: []harPair{}, HeadersSize: -1}
	u, err := url.Parse(d.Request.URL)
	if err == nil {
		if len(d.Request.Header["Host"]) == 0 {
			r.Headers = append(r.Headers, harPair{"Host", hostOf(u)})
		}
		r.QueryString = append(r.QueryString, queryPairs(u.RawQuery)...)
	}
	for _, h := range headerLines(d.Request) {
		r.Headers = append(r.Headers, harPair{h[0], h[1]})
	}
	if body := d.Request.Bytes(); len(body) > 0 {
		r.BodySize, r.PostData = len(body), &harBody{}
		if types := d.Request.Header["Content-Type"]; len(types) > 0 {
			r.PostData.MimeType = types[0]
		}
		if r.PostData.Text = string(body); !utf8.Valid(body) {
			r.PostData.Text, r.PostData.Encoding, r.PostData.Comment = d.Request.Body, "base64", "the text is base64 of the body"
		}
	}
	none, comment := []harPair{}, "recorded, not sent"
	if d.Hidden {
		comment += "; what is secret is hidden"
	}
	return JSON(t, map[string]any{"log": map[string]any{
		"version": "1.2",
		"creator": map[string]string{"name": "sessctl", "version": "1"},
		"entries": []any{map[string]any{
			"startedDateTime": d.Time, "time": 0, "request": r, "cache": map[string]any{},
			"timings": map[string]int{"send": 0, "wait": 0, "receive": 0},
			"response": map[string]any{"status": 0, "statusText": "", "httpVersion": "", "cookies": none, "headers": none,
				"content": map[string]any{"size": 0, "mimeType": ""}, "redirectURL": "", "headersSize": -1, "bodySize": -1},
			"comment": comment,
		}},
	}})
}

// queryPairs takes a query apart, in its order.
func queryPairs(query string) []harPair {
	var pairs []harPair
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		name, value, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if plain, err := url.QueryUnescape(value); err == nil {
			value = plain
		}
		pairs = append(pairs, harPair{name, value})
	}
	return pairs
}
