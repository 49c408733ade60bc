package render

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sessctl/sessctl/internal/document"
)

func document1(method, url string, body []byte, headers ...string) document.Request {
	d := document.Refused("boto3", "s3", "PutObject", nil)
	d.Time = "2026-01-02T03:04:05Z"
	r := &document.HTTPRequest{Method: method, URL: url, Header: map[string][]string{}, Body: base64.StdEncoding.EncodeToString(body)}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		r.Header[name] = append(r.Header[name], strings.TrimPrefix(value, " "))
	}
	d.Request = r
	return d
}

func printed(t testing.TB, format string, d document.Request) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Request(Terminal{Writer: &b, Width: DefaultWidth}, format, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sample requests, with %s where the server's address goes.
var samples = []struct {
	name, method, target string
	body                 []byte
	headers              []string
}{
	{"nothing", "GET", "/", nil, nil},
	{"no path", "GET", "?list-type=2", nil, nil},
	{"query", "GET", "/b?prefix=a%20b%26c%3Dd%2F%C3%BC%2B%25&delimiter=%27%22&empty=&flag", nil, []string{"Accept: */*"}},
	{"path", "GET", "/b/a%27b%22c/../d//e%3Ff%23g%20%2B%2A%28%29%21~/./x", nil, nil},
	{"brackets and braces", "GET", "/{a,b}[1-3]?x[]={y}", nil, nil},
	{"head", "HEAD", "/b/k", nil, []string{"Authorization: AWS4-HMAC-SHA256 Credential=A/20260102/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00"}},
	{"delete", "DELETE", "/b/k", nil, []string{"Content-Length: 0"}},
	{"post without a body", "POST", "/", nil, []string{"Content-Length: 0", "Content-Type: application/x-amz-json-1.0"}},
	{"form", "POST", "/", []byte("Action=ListQueues&Version=2012-11-05"), []string{"Content-Type: application/x-www-form-urlencoded; charset=utf-8"}},
	{"json", "POST", "/", []byte("{\"a\": \"it's \\\"quoted\\\" \\\\ $HOME `date` !x é 日本 \\u0000\",\n\t\"b\": null}\n"), []string{"Content-Type: application/x-amz-json-1.1", "Content-Length: 73"}},
	{"leading at sign", "PUT", "/b/k", []byte("@/etc/passwd"), []string{"Content-Type: text/plain"}},
	{"only quotes", "PUT", "/b/k", []byte("''''"), nil},
	{"line ends", "PUT", "/b/k", []byte("a\r\nb\n\nc\r"), nil},
	{"binary", "PUT", "/b/k", []byte{0, 1, 2, 0xff, 0xfe, '\n', 0}, []string{"Content-Type: application/octet-stream", "X-Amz-Checksum-Crc32: AAAAAA=="}},
	{"much", "PUT", "/b/k", bytes.Repeat([]byte("0123456789abcdef\n"), 20_000), nil},
	{"aws-chunked", "PUT", "/b/k", []byte("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"), []string{"Transfer-Encoding: chunked", "Content-Encoding: aws-chunked", "X-Amz-Trailer: x-amz-checksum-crc32"}},
	{"aws-chunked with a length", "PUT", "/b/k", []byte("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"), []string{"Content-Length: 46", "Content-Encoding: aws-chunked"}},
	{"empty header", "GET", "/b/k", nil, []string{"X-Amz-Empty:", "X-Amz-Two: a", "X-Amz-Two: b"}},
	{"odd headers", "GET", "/b/k", nil, []string{"X-Amz-Meta-A: it's; \"quoted\" $x  two  spaces, é", "X-Amz-Meta-B: @file", "X-Amz-Meta-C: ;"}},
	{"own of curl", "POST", "/", []byte("x"), []string{"User-Agent: Boto3/1", "Accept: text/plain", "Accept-Encoding: identity"}},
	{"expect", "PUT", "/b/k", []byte("hello"), []string{"Expect: 100-continue", "Content-Length: 5"}},
	{"another host", "GET", "/b/k", nil, []string{"Host: bucket.example.com"}},
}

// wired is a request as it came over the wire.
type wired struct {
	Line    string
	Headers []string // sorted
	Body    string   // without the chunks around it
}

// readWired reads a request byte by byte, without a library's opinion of it.
func readWired(r *bufio.Reader, goOn func()) (wired, error) {
	var w wired
	length, chunked := int64(0), false
	for n := 0; ; n++ {
		line, err := r.ReadString('\n')
		if err != nil {
			return w, err
		}
		bare, ok := strings.CutSuffix(line, "\r\n")
		if !ok {
			return w, fmt.Errorf("the line %q has no CR", line)
		}
		if n == 0 {
			w.Line = bare
			continue
		}
		if bare == "" {
			break
		}
		name, value, _ := strings.Cut(bare, ":")
		value = strings.TrimPrefix(value, " ")
		switch strings.ToLower(name) {
		case "content-length":
			if _, err := fmt.Sscan(value, &length); err != nil {
				return w, err
			}
		case "transfer-encoding":
			chunked = value == "chunked"
		case "expect":
			goOn()
		}
		w.Headers = append(w.Headers, name+": "+value)
	}
	slices.Sort(w.Headers)
	var body io.Reader = io.LimitReader(r, length)
	if chunked {
		body = httputil.NewChunkedReader(r)
	}
	all, err := io.ReadAll(body)
	w.Body = string(all)
	return w, err
}

// listener takes requests on the loopback interface.
func listener(t *testing.T) (address string, requests chan wired) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	requests = make(chan wired, 1)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.SetDeadline(time.Now().Add(20 * time.Second))
			w, err := readWired(bufio.NewReader(c), func() { io.WriteString(c, "HTTP/1.1 100 Continue\r\n\r\n") })
			if err != nil {
				w.Line = err.Error()
			}
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			requests <- w
			c.Close()
		}
	}()
	return l.Addr().String(), requests
}

// TestCurlReproducesTheRequest runs the printed command and compares what comes
// over the wire with what -o http prints. Without a curl, the words of the
// command are read as a shell and curl would.
func TestCurlReproducesTheRequest(t *testing.T) {
	address, requests := listener(t)
	send := sender(t, requests)
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			same(t, send, document1(s.method, "http://"+address+s.target, s.body, s.headers...))
		})
	}
}

// TestCurlReproducesAnyBody does the same for bodies and headers at random.
func TestCurlReproducesAnyBody(t *testing.T) {
	address, requests := listener(t)
	send := sender(t, requests)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		if n++; n > 40 {
			return
		}
		body := rapid.OneOf(rapid.SliceOfN(rapid.Byte(), 0, 50), rapid.Map(rapid.StringOf(rapid.RuneFrom([]rune("ab'\"\\$`!@\n\t%{}[]é\r\x00"))), func(s string) []byte { return []byte(s) })).Draw(rt, "body")
		value := rapid.StringOfN(rapid.RuneFrom([]rune("ab'\"\\$`!@;:,%{}[]é=")), 0, 20, -1).Draw(rt, "value")
		same(t, send, document1("PUT", "http://"+address+"/b/k", body, "X-Amz-Meta-A: "+value, "Content-Type: text/plain"))
	})
}

func same(t *testing.T, send func(command string) (wired, error), d document.Request) {
	t.Helper()
	want, err := readWired(bufio.NewReader(bytes.NewReader(printed(t, "http", d))), func() {})
	if err != nil {
		t.Fatal(err)
	}
	command := string(printed(t, "curl", d))
	got, err := send(command)
	if err != nil {
		t.Fatalf("%v\n%s", err, command)
	}
	// Who frames the body counts it, and -o http does where nobody else has.
	for _, w := range []*wired{&want, &got} {
		for i, h := range w.Headers {
			w.Headers[i] = strings.TrimRight(h, " ")
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("curl sends something else (-want +got):\n%s\n%s", diff, command)
	}
	if as, err := asCurl(command); err != nil {
		t.Errorf("read the command: %v\n%s", err, command)
	} else if diff := cmp.Diff(want, as); diff != "" {
		t.Errorf("the command says something else (-want +got):\n%s\n%s", diff, command)
	}
}

// sender runs commands, or reads them where there is no curl.
func sender(t *testing.T, requests chan wired) func(string) (wired, error) {
	t.Helper()
	_, err := exec.LookPath("curl")
	sh, err2 := exec.LookPath("sh")
	if err != nil || err2 != nil {
		t.Log("there is no curl here: the commands are read, not run")
		return asCurl
	}
	return func(command string) (wired, error) {
		cmd := exec.Command(sh)
		cmd.Stdin = strings.NewReader(command)
		cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + t.TempDir(), "NO_PROXY=*"}
		if out, err := cmd.CombinedOutput(); err != nil {
			return wired{}, fmt.Errorf("%w: %s", err, out)
		}
		select {
		case w := <-requests:
			return w, nil
		case <-time.After(20 * time.Second):
			return wired{}, fmt.Errorf("nothing was sent")
		}
	}
}

// TestHTTPIsRead has net/http read what -o http prints.
func TestHTTPIsRead(t *testing.T) {
	for _, s := range samples {
		d := document1(s.method, "http://127.0.0.1:1"+s.target, s.body, s.headers...)
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(printed(t, "http", d))))
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		body, err := io.ReadAll(r.Body)
		if err != nil || !bytes.Equal(body, s.body) {
			t.Errorf("%s: the body is %q, %v", s.name, body, err)
		}
		if want := target(d.Request.URL); r.Method != s.method || r.RequestURI != want {
			t.Errorf("%s: %s %s, want %s", s.name, r.Method, r.RequestURI, want)
		}
		for name, values := range d.Request.Header {
			switch name {
			case "Host":
				if r.Host != values[0] {
					t.Errorf("%s: the host is %s", s.name, r.Host)
				}
			case "Transfer-Encoding":
			default:
				if diff := cmp.Diff(values, r.Header[name]); diff != "" {
					t.Errorf("%s: %s: %s", s.name, name, diff)
				}
			}
		}
	}
}

// TestLineBreaksInHeaders keeps a header from becoming two.
func TestLineBreaksInHeaders(t *testing.T) {
	for _, format := range []string{"http", "curl"} {
		var b bytes.Buffer
		d := document1("GET", "http://127.0.0.1:1/", nil, "X-Amz-Meta-A: b\nInjected: c")
		if err := Request(Terminal{Writer: &b, Width: DefaultWidth}, format, d); err == nil || !strings.Contains(err.Error(), "X-Amz-Meta-A has a line break") || b.Len() > 0 {
			t.Errorf("%s: %v\n%s", format, err, b.String())
		}
	}
}
