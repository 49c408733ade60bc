package dryrun

import "time"

// Timeouts are how long a client waits; 0 is without end.
type Timeouts struct {
	Connect time.Duration
	TLS     time.Duration // for the handshake alone, where the SDK counts it apart
	Read    time.Duration // for the next bytes of an answer
}

// connectByMode is how long the defaults modes wait for a connection (botocore
// 1.43.11, data/sdk-default-configuration.json, which all SDKs have).
var connectByMode = map[string]time.Duration{"standard": 3100 * time.Millisecond, "cross-region": 3100 * time.Millisecond,
	"in-region": 1100 * time.Millisecond, "mobile": 30 * time.Second}

// Timeouts gives those of the client.
func (c *Client) Timeouts() Timeouts {
	m := &c.Manner.TimeOuts
	t, byMode := m.Default, connectByMode[c.Config.Value("defaults_mode")]
	if byMode > 0 && m.ModeConnect {
		t.Connect = byMode
	}
	if byMode > 0 && m.ModeTLS {
		t.TLS = byMode
	}
	return t
}
