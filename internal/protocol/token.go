package protocol

import (
	"crypto/rand"
	"fmt"
)

// token gives the value of an idempotency token: the one that was given, else a
// random UUID.
func (c *Call) token() string {
	if c.Options.Token != "" {
		return c.Options.Token
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
