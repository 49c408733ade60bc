package protocol

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// Corrected gives a response as an SDK takes it: one of S3 that says 200 over an
// error counts as a failure of the server, and is retried as one.
func (c *Call) Corrected(r *Response) *Response {
	if c.Service.Name != "s3" || r.Status < 200 || r.Status > 299 {
		return r
	}
	return c.Style.Errors.Under200(c, r)
}

// Under200 is an answer of S3 as SDKs take it that look at the whole document
// (botocore 1.43.11, handlers.py, _handle_200_error).
func Under200(c *Call, r *Response) *Response {
	if r.Status == http.StatusOK && len(r.Body) > 0 && c.MayHideError(false) && (!isWellFormed(r.Body) || RootIs(r.Body, "Error")) {
		return r.With(http.StatusInternalServerError)
	}
	return r
}

// IsLate reports whether S3 answers 200 before it has done what was asked, and so
// can say only in the body that it failed.
func (c *Call) IsLate() bool {
	switch c.Operation.Name {
	case "CopyObject", "UploadPartCopy", "CompleteMultipartUpload":
		return true
	}
	return false
}

// With is the response with another status.
func (r *Response) With(status int) *Response {
	corrected := *r
	corrected.Status = status
	return &corrected
}

// MayHideError reports whether the body of an answer is a document, which can be an
// error, not what somebody has stored.
func (c *Call) MayHideError(withoutOutput bool) bool {
	out := c.Operation.Output
	switch {
	case out == nil:
		return withoutOutput
	case streamsEvents(out):
		return false
	case out.Shape.Payload == "":
		return true
	}
	p := out.Shape.Member(out.Shape.Payload)
	return p == nil || p.Shape.Kind != catalogue.Blob && p.Shape.Kind != catalogue.String
}

// S3Error is the error that an SDK makes of a response that says nothing.
func S3Error(r *Response, status int, code, message string) *Response {
	return &Response{Status: status, Header: r.Header, Body: fmt.Appendf(nil, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, message)}
}

// RootIs reports whether the first element of a document has a name; one in lower
// case stands for any case.
func RootIs(body []byte, name string) bool {
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if err != nil {
			return false
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name.Local == name || strings.ToLower(start.Name.Local) == name
		}
	}
}

// isWellFormed reports whether a body is a document with one root element, and
// nothing but white space around it.
func isWellFormed(body []byte) bool {
	roots, depth := 0, 0
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if err != nil {
			return roots == 1 && errors.Is(err, io.EOF)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				roots++
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(token)) > 0 {
				return false
			}
		}
	}
}
