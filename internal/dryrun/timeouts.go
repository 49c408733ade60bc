package dryrun

import (
	"time"

	"github.com/sessctl/sessctl/internal/resolve"
)

// Timeouts are how long a client waits; 0 is without end.
type Timeouts struct {
	Connect time.Duration
	TLS     time.Duration // for the handshake alone, where the SDK counts it apart
	Read    time.Duration // for the next bytes of an answer
}

// Timeouts gives those of the reading's SDK.
func (c *Client) Timeouts() Timeouts {
	byMode := map[string]time.Duration{"standard": 3100 * time.Millisecond, "cross-region": 3100 * time.Millisecond,
		"in-region": 1100 * time.Millisecond, "mobile": 30 * time.Second}[c.Config.Value("defaults_mode")]
	switch sdk := c.Reading.SDK; {
	case c.boto():
		// botocore 1.43.11, endpoint.py, DEFAULT_TIMEOUT. Its defaults modes move the connect timeout alone.
		t := Timeouts{Connect: 60 * time.Second, Read: 60 * time.Second}
		if byMode > 0 {
			t.Connect = byMode
		}
		return t
	case sdk&(resolve.Seed|resolve.GoV1) != 0:
		// net/http's default transport
		return Timeouts{Connect: 30 * time.Second, TLS: 10 * time.Second}
	case sdk&resolve.GoV2 != 0:
		// aws-sdk-go-v2 v1.48.0, aws/transport/http/client.go; aws/defaults/defaults.go
		if byMode > 0 {
			return Timeouts{Connect: byMode, TLS: byMode}
		}
		return Timeouts{Connect: 30 * time.Second, TLS: 10 * time.Second}
	}
	return Timeouts{Connect: byMode}
}
