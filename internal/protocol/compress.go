package protocol

import (
	"bytes"
	"compress/gzip"
	"slices"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/deflate"
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
	m.Body = c.Style.gzipped(m.Body, c.Options.Time)
	m.addEncoding("gzip")
}

// gzipped compresses a body as the SDK does: botocore with zlib's best
// compression and the time, others with what their language does by default.
func (s Style) gzipped(body []byte, at time.Time) []byte {
	if s == Botocore {
		return deflate.Gzip(body, at)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}
