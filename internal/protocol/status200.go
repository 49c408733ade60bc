package protocol

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// lateErrors are the operations of S3 that answer 200 before they have done what
// was asked, and so can say only in the body that it failed.
var lateErrors = []string{"CopyObject", "UploadPartCopy", "CompleteMultipartUpload"}

// Corrected gives a response as an SDK takes it: one of S3 that says 200 over an
// error counts as a failure of the server, and is retried as one.
func (c *Call) Corrected(r *Response) *Response {
	if c.Service.Name != "s3" || r.Status < 200 || r.Status > 299 {
		return r
	}
	late, status := slices.Contains(lateErrors, c.Operation.Name), 0
	switch c.Style {
	case GoV1: // aws-sdk-go v1.55.8, service/s3/statusok_error.go
		switch {
		case late && len(r.Body) == 0:
			return s3Error(r, http.StatusInternalServerError, "SerializationError", "empty response payload")
		case late && rootIs(r.Body, "Error"):
			status = http.StatusServiceUnavailable
		}
	case GoV2: // aws-sdk-go-v2, service/s3 v1.114.10, internal/customizations/handle_200_error.go
		if c.mayHideError(true) && rootIs(r.Body, "error") {
			status = http.StatusInternalServerError
		}
	case JavaScript: // @aws-sdk/middleware-sdk-s3, throw200ExceptionsMiddleware
		switch {
		case late && len(r.Body) == 0:
			return s3Error(r, http.StatusServiceUnavailable, "InternalError", "S3 aborted request")
		case c.mayHideError(false) && bytes.HasSuffix(r.Body, []byte("</Error>")):
			status = http.StatusServiceUnavailable
		}
	default: // botocore 1.43.11, handlers.py, _handle_200_error
		if r.Status == http.StatusOK && len(r.Body) > 0 && c.mayHideError(false) && (!isWellFormed(r.Body) || rootIs(r.Body, "Error")) {
			status = http.StatusInternalServerError
		}
	}
	if status == 0 {
		return r
	}
	corrected := *r
	corrected.Status = status
	return &corrected
}

// mayHideError tells whether the body of an answer is a document, which can be an
// error, not what somebody has stored.
func (c *Call) mayHideError(withoutOutput bool) bool {
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

// s3Error is the error that an SDK makes of a response that says nothing.
func s3Error(r *Response, status int, code, message string) *Response {
	return &Response{Status: status, Header: r.Header, Body: fmt.Appendf(nil, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, message)}
}

// rootIs tells whether the first element of a document has a name; one in lower
// case stands for any case.
func rootIs(body []byte, name string) bool {
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

// isWellFormed tells whether a body is a document with one root element, and
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
