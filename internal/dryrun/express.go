package dryrun

import "github.com/sessctl/sessctl/internal/protocol"

// sessionScheme is how requests to S3's directory buckets are signed: with the keys of
// a session that the bucket gives, whose token has a name of its own.
const (
	sessionScheme = "sigv4-s3express"
	sessionToken  = "X-Amz-S3session-Token"
)

// openSession makes the call that the SDK makes first, for a session with the bucket.
// Its answer is nothing that could be known here.
func (c *Call) openSession() {
	op := c.Client.Model.Operation("CreateSession")
	if op == nil || c.Before != nil { // one session does for all attempts
		return
	}
	input := protocol.Value{Kind: protocol.Map}
	input.Set("Bucket", protocol.Text(c.Bucket()))
	before, err := NewCall(c.Client, op, input, Options{Time: c.Request.Time, Keys: c.Options.Keys})
	if err != nil {
		return // nothing is pushed that could be missing
	}
	before.Run()
	c.Before = before
}

// signer gives the keys that the request is signed with, nil where there are none.
func (c *Call) signer() *Keys {
	if c.Endpoint.Scheme == sessionScheme {
		return c.Options.Session
	}
	return c.keys
}

// carryToken puts the token of a session with a bucket where services look for it.
func (c *Call) carryToken(s *Signing) {
	r, token := c.Request.HTTP, s.Keys.Token.Reveal()
	s.Keys.Token = ""
	switch {
	case token == "":
	case c.Options.Presign > 0:
		r.URL.RawQuery = WritePairs(SetPair(ReadPairs(r.URL.RawQuery), sessionToken, token), EscapeSegment)
	default:
		r.Header.Set(sessionToken, token)
	}
}
