package dryrun

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/protocol"
)

// ParseResponse reads an HTTP response as `curl -i` prints it: a line with the
// status, headers, an empty line, and the body as it is, whatever the headers say
// of how it travelled.
func ParseResponse(text []byte) (*protocol.Response, error) {
	r := bufio.NewReader(bytes.NewReader(text))
	lines := textproto.NewReader(r)
	first, err := lines.ReadLine()
	if err != nil {
		return nil, errors.New("it is empty")
	}
	version, rest, _ := strings.Cut(first, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, err := strconv.Atoi(code)
	if !strings.HasPrefix(version, "HTTP/") || err != nil || status < 200 || status > 599 {
		return nil, fmt.Errorf("line 1: expected a status line such as HTTP/1.1 200 OK, not %q", first)
	}
	header, err := lines.ReadMIMEHeader()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the headers: %w", err)
	}
	body, err := io.ReadAll(r)
	return &protocol.Response{Status: status, Header: http.Header(header), Body: body}, err
}

// read gives an answer the code of the error that its response has.
func (c *Call) read(a Answer) Answer {
	if a.Response == nil {
		return a
	}
	c.see(a.Response.Header)
	if r := c.wire.Corrected(a.Response); r.Status != a.Status {
		c.note("%s says %d over an error, which %s counts as %d", a.Text, a.Status, c.Client.Reading.ID, r.Status)
		a.Response, a.Status = r, r.Status
	}
	codes := c.Client.Retry.codes()
	if !a.Success() {
		c.readError(codes, &a)
	}
	c.sum(codes.Sum, &a)
	if n, err := strconv.ParseInt(a.Response.Header.Get("X-Amz-Retry-After"), 10, 64); codes.NoNegativeWait != "" && err == nil && n < 0 && c.Client.Retry.Counts(a) != Final {
		a.Code, a.Failed = codes.NoNegativeWait, Final
		a.Spoilt = &OwnError{codes.NoNegativeWait, fmt.Sprintf("the header X-Amz-Retry-After asks for a wait of %d ms", n)}
	}
	return a
}

// readError says which error an answer is, and how it counts.
func (c *Call) readError(codes *ErrorCodes, a *Answer) {
	if _, err := c.wire.Unmarshal(a.Response); !errors.As(err, &a.Service) {
		return
	}
	skewed := c.skewed(&codes.Skew, a)
	if failed, code, counts := codes.count(c.Client.Model.Name, c.Op, a.Service); counts {
		a.Code, a.Failed = code, failed
	} else if skewed {
		a.Code, a.Failed = a.Service.Code, Transient
	}
	if codes.inner(c.Client.Model.Name, c.Op.Name, a.Service) {
		c.note("%s is retried where %s makes this call itself, for credentials; in a call of a program's own it counts as shown", a.Service.Code, c.Client.Reading.ID)
	}
}

// unmarshal reads the output that a recorded answer has.
func (c *Call) unmarshal() {
	a := c.answer()
	if a == nil || a.Response == nil {
		return
	}
	if a.Spoilt != nil {
		c.Request.Err = a.Spoilt
		return
	}
	output, err := c.wire.Unmarshal(a.Response)
	if err != nil {
		c.Request.Err = err
		return
	}
	c.Output, c.Request.Output = &output, &output
	c.keepMembers(&output, c.Op.Output)
}

// unmarshalError makes an error of an answer that is one.
func (c *Call) unmarshalError() {
	r, a, code := c.Request, c.answer(), ""
	switch {
	case r.Response == nil:
		return // nobody has answered, which stays the error
	case a != nil && a.Spoilt != nil:
		r.Err = a.Spoilt
		return
	case a != nil && a.Service != nil:
		r.Err = a.Service
		return
	case a != nil:
		code = a.Code
	}
	if code == "" {
		code = http.StatusText(r.Response.StatusCode)
	}
	r.Err = fmt.Errorf("the service answers %d %s", r.Response.StatusCode, code)
}

// answer is the one to the attempt under way, nil for none.
func (c *Call) answer() *Answer {
	if c.answered == 0 {
		return nil
	}
	return &c.Options.Answers[c.answered-1]
}
