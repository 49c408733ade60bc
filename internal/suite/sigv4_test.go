package suite

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/resolve"
)

// signingContext is a case's context.json.
type signingContext struct {
	Credentials struct {
		AccessKeyID     string `json:"access_key_id"`
		SecretAccessKey string `json:"secret_access_key"`
		Token           string `json:"token"`
	} `json:"credentials"`
	Expiration       int       `json:"expiration_in_seconds"`
	Normalize        bool      `json:"normalize"`
	Region           string    `json:"region"`
	Service          string    `json:"service"`
	SignBody         bool      `json:"sign_body"`
	Timestamp        time.Time `json:"timestamp"`
	OmitSessionToken bool      `json:"omit_session_token"`
}

// TestSuiteSigV4 signs the requests of the SigV4 suite in headers and in the
// query: a folder a request, beside it what its signing comes to.
func TestSuiteSigV4(t *testing.T) {
	for _, f := range folders(t, "sigv4") {
		cases, err := filepath.Glob(filepath.Join(f.path, "*", "request.txt"))
		if err != nil {
			t.Fatal(err)
		}
		if len(cases) == 0 {
			t.Errorf("%s has no case", f.path)
		}
		for _, file := range cases {
			dir := filepath.Dir(file)
			for _, kind := range []string{"header", "query"} {
				if kind == "query" && caseFile(t, dir, "query-canonical-request.txt") == "" {
					continue // double-url-encode has no such form
				}
				t.Run(f.prefix+filepath.Base(dir)+"/"+kind, func(t *testing.T) { signingCase(t, dir, kind) })
			}
		}
	}
}

func signingCase(t *testing.T, dir, kind string) {
	c := signingContextOf(t, dir)
	r, body := readRequest(t, caseFile(t, dir, "request.txt"))
	s := dryrun.Signing{
		Keys: dryrun.Keys{AccessKeyID: c.Credentials.AccessKeyID, SecretKey: resolve.Secret(c.Credentials.SecretAccessKey),
			Token: resolve.Secret(c.Credentials.Token)},
		Service: c.Service, Region: c.Region, Time: c.Timestamp,
		PayloadHash: dryrun.HashOf(body), NormalizePath: c.Normalize, SignContentLength: true, TokenAfter: c.OmitSessionToken,
	}
	if kind == "query" {
		s.Presign = time.Duration(c.Expiration) * time.Second
	} else if c.SignBody {
		r.Header.Set("X-Amz-Content-Sha256", s.PayloadHash)
	}
	signed, err := s.Sign(r)
	if err != nil {
		t.Fatal(err)
	}
	signature := caseFile(t, dir, kind+"-signature.txt")
	if signature == "" { // then it is in the signed request alone
		_, signature, _ = strings.Cut(caseFile(t, dir, kind+"-signed-request.txt"), "Signature=")
		signature, _, _ = strings.Cut(signature, "\n")
	}
	for _, part := range []struct{ what, got, want string }{
		{"canonical request", signed.CanonicalRequest, caseFile(t, dir, kind+"-canonical-request.txt")},
		{"string to sign", signed.StringToSign, caseFile(t, dir, kind+"-string-to-sign.txt")},
		{"signature", signed.Signature, signature},
	} {
		if part.want == "" {
			t.Errorf("the case has no %s", part.what)
		}
		if want := strings.TrimSuffix(part.want, "\n"); part.got != want {
			t.Errorf("%s:\n got %q\nwant %q", part.what, part.got, part.want)
		}
	}
	if token := c.Credentials.Token; token != "" && r.Header.Get("X-Amz-Security-Token") != token && r.URL.Query().Get("X-Amz-Security-Token") != token {
		t.Error("the request does not carry the session token")
	}
}

// signingContextOf reads context.json. A case without one has it in the
// credential of its signed request; the suite's keys are always the same.
func signingContextOf(t *testing.T, dir string) signingContext {
	t.Helper()
	c := signingContext{Normalize: true, Expiration: 3600}
	if data := caseFile(t, dir, "context.json"); data != "" {
		if err := json.Unmarshal([]byte(data), &c); err != nil {
			t.Fatalf("%s: %s", dir, err)
		}
		return c
	}
	c.Credentials.AccessKeyID, c.Credentials.SecretAccessKey = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	lines := strings.Split(caseFile(t, dir, "header-string-to-sign.txt"), "\n")
	if len(lines) < 3 {
		t.Fatalf("%s has neither context.json nor a string to sign", dir)
	}
	var err error
	if c.Timestamp, err = time.Parse("20060102T150405Z", lines[1]); err != nil {
		t.Fatalf("%s: %s", dir, err)
	}
	scope := strings.Split(lines[2], "/")
	if len(scope) != 4 {
		t.Fatalf("%s: the scope is %q", dir, lines[2])
	}
	c.Region, c.Service = scope[1], scope[2]
	return c
}

// readRequest reads a request of the suite, which is laxer than HTTP: headers
// are continued on indented lines, paths have spaces and names stand in UTF-8.
func readRequest(t *testing.T, s string) (*http.Request, []byte) {
	t.Helper()
	head, body, _ := strings.Cut(s, "\n\n")
	lines := strings.Split(strings.TrimRight(head, "\n"), "\n")
	method, target, _ := strings.Cut(strings.TrimSuffix(lines[0], " HTTP/1.1"), " ")
	r := &http.Request{Method: method, Header: http.Header{}, URL: &url.URL{Scheme: "https"}}
	last := ""
	for _, line := range lines[1:] {
		if line[0] == ' ' {
			values := r.Header[last]
			values[len(values)-1] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		last = http.CanonicalHeaderKey(name)
		r.Header.Add(name, value)
	}
	r.URL.Host = r.Header.Get("Host")
	r.Header.Del("Host")
	r.ContentLength, _ = strconv.ParseInt(r.Header.Get("Content-Length"), 10, 64)
	path, query, _ := strings.Cut(target, "?")
	r.URL.Opaque, r.URL.RawQuery = "//"+r.URL.Host+path, query
	return r, []byte(body)
}

// caseFile reads a file of a case, empty when it has none.
func caseFile(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(data)
}
