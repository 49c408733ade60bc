package dryrun

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/handlers"
)

// Entry is what one handler did to the request.
type Entry struct {
	Attempt int // 0 before the first
	Stage   string
	Handler string
	Changes []string // "header X-Amz-Date: 20260102T030405Z", "body: 12 bytes"; none where it changed nothing
	Log     []string // lines that the handler wrote
	Err     string
}

// snapshot is what handlers can change of a request.
type snapshot struct {
	method, url string
	host        string // where it is not the URL's
	header      http.Header
	body        []byte
	status      int
	err         error
	retryable   string
}

func take(r *handlers.Request) snapshot {
	s := snapshot{header: r.HTTP.Header.Clone(), body: r.Body, method: r.HTTP.Method, host: r.HTTP.Host, err: r.Err}
	if r.HTTP.URL != nil {
		s.url = r.HTTP.URL.String()
	}
	if r.Response != nil {
		s.status = r.Response.StatusCode
	}
	if r.Retryable != nil {
		s.retryable = fmt.Sprint(*r.Retryable)
	}
	return s
}

// differing gives the names of the headers that are not what they were, in order.
func differing(was, is http.Header) []string {
	var names []string
	for n, v := range is {
		if old, had := was[n]; !had || !slices.Equal(old, v) {
			names = append(names, n)
		}
	}
	for n := range was {
		if _, has := is[n]; !has {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// changes names what became different, of the headers those that are named.
func changes(was, is snapshot, headers []string) []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if was.method != is.method {
		add("method: %s", is.method)
	}
	if was.url != is.url {
		add("url: %s", is.url)
	}
	if was.host != is.host {
		add("header Host: %s", is.host)
	}
	for _, n := range headers {
		before, after := was.header[n], is.header[n]
		switch {
		case slices.Equal(before, after):
		case after == nil:
			add("header %s removed", n)
		default:
			add("header %s: %s", n, strings.Join(after, ", "))
		}
	}
	if string(was.body) != string(is.body) {
		add("body: %d bytes", len(is.body))
	}
	if was.status != is.status {
		add("response: %d", is.status)
	}
	if was.retryable != is.retryable {
		add("retryable: %s", is.retryable)
	}
	if was.err != nil && is.err == nil {
		add("the error is mended")
	}
	return list
}

// run takes the request through the handlers of a stage and writes down what
// each of them did.
func (c *Call) run(stage string) {
	if c.broken != nil {
		return
	}
	list := c.Request.Handlers.Stage(stage)
	c.ran = append(c.ran, stage)
	was := take(c.Request)
	c.see(was.header)
	first, stop := true, list.AfterEach
	copied := list.Copy()
	copied.AfterEach = func(i handlers.Item) bool {
		is := take(i.Request)
		headers := differing(was.header, is.header)
		for _, name := range headers {
			c.see(http.Header{name: is.header[name]})
		}
		c.watch(stage, &i.Handler, &was, &is, headers, first)
		first = false
		e := Entry{Attempt: i.Request.Attempt, Stage: stage, Handler: i.Handler.Name, Changes: changes(was, is, headers), Log: c.log}
		if is.err != nil && (was.err == nil || was.err.Error() != is.err.Error()) {
			e.Err = is.err.Error()
		}
		c.log, was = nil, is
		c.Trace = append(c.Trace, e)
		return c.broken == nil && (stop == nil || stop(i))
	}
	copied.Run(c.Request)
}
