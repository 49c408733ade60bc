package dryrun

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/sessctl/sessctl/internal/protocol"
)

// signEvents wraps each event into a message with the time and a signature, the first
// of which has that of the request before it. An empty one ends the stream. SDKs ask
// the clock for each event.
func (s *Signing) signEvents(events [][]byte, signed Signed, clock func() time.Time) ([]byte, error) {
	first, err := hex.DecodeString(signed.Signature)
	if err != nil {
		return nil, fmt.Errorf("sign the events: %w", err)
	}
	keys := aws.Credentials{AccessKeyID: s.Keys.AccessKeyID, SecretAccessKey: s.Keys.SecretKey.Reveal(), SessionToken: s.Keys.Token.Reveal()}
	signer := v4.NewStreamSigner(keys, s.Service, s.Region, first)
	var body []byte
	for i := range len(events) + 1 {
		var event []byte
		if i < len(events) {
			event = events[i]
		}
		at := clock()
		date := protocol.AppendDate(nil, ":date", at.UnixMilli())
		signature, err := signer.GetSignature(context.Background(), date, event, at)
		if err != nil {
			return nil, fmt.Errorf("sign event %d: %w", i, err)
		}
		body = append(body, protocol.Frame(protocol.AppendBytes(date, ":chunk-signature", signature), event)...)
	}
	return body, nil
}

// takeEventsBack has the request without the events that follow it: they are neither
// in its length nor in its signature.
func (c *Call) takeEventsBack() {
	if c.streams() {
		c.Request.Body = nil
		c.Request.HTTP.ContentLength = 0
		c.Request.HTTP.Header.Del("Content-Length")
	}
}

// streams reports whether a stream of events follows the request.
func (c *Call) streams() bool { return c.message != nil && c.message.Events != nil }

// showEvents has the events of a request that is not signed as they are without
// signatures.
func (c *Call) showEvents() {
	if c.streams() && c.Signed == nil {
		c.Request.Body = bytes.Join(c.message.Events, nil)
	}
}
