package protocol

import (
	"bytes"
	"compress/gzip"
	"slices"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// compress compresses the body where the operation, the settings and its length
// have it so.
func (c *Call) compress(m *Message) {
	op := c.Operation
	if c.Options.NoCompression || !slices.Contains(op.Compression, "gzip") {
		return
	}
	if isStream(op) {
		if op.Input.Shape.Member(op.Input.Shape.Payload).Is(catalogue.RequiresLength) {
			return
		}
	} else if len(m.Body) < c.Options.MinCompression {
		return
	}
	m.Body = c.Style.HTTP.Compress(m.Body, c.Options.Time)
	m.addEncoding("gzip")
}

// Gzip compresses a body as Go and zlib do by default, without a time.
func Gzip(body []byte, _ time.Time) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}
