package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

// cborCodec is rpc-v2-cbor. It writes and reads the items of CBOR itself, though
// smithy-go, which the signer needs anyway, has a package for them (v1.28.9,
// encoding/cbor): that one is kept for its own clients and says that it may change
// at any time, and it cannot tell what is to be told here. Big integers would
// survive, but
//   - its maps are Go's: they lose the order in which SDKs write members and services
//     answer, and which of two values of a key came last;
//   - what is written has definite lengths alone, and no floats of two bytes;
//   - what is read may go on behind its item, or have texts that are no UTF-8, without
//     an error; nothing is nested deeper than 128 levels; and errors speak of buffers
//     and minor values.
type cborCodec struct{}

// marshal writes a call in rpc-v2-cbor (botocore 1.43.11, serialize.py,
// BaseRpcV2Serializer and RpcV2CBORSerializer; @smithy/core 3.41.0,
// AbstractRpcV2Protocol.js; smithy-go 1.28.9, protocol/rpcv2/rpcv2.go).
func (cborCodec) marshal(c *Call) (*Message, error) {
	m := newMessage("POST")
	m.Path = "/service/" + c.Service.TargetPrefix + "/operation/" + c.Operation.Name
	if in := c.Operation.Input; in != nil {
		w := cborWriter{call: c}
		w.structure(&c.Input, in.Shape)
		if w.err != nil {
			return nil, w.err
		}
		m.Body = w.out
	}
	m.Set("Smithy-Protocol", "rpc-v2-cbor")
	if c.Service.AWSQueryCompatible && c.Style.Errors.AsksForQueryErrors {
		m.Set("X-Amzn-Query-Mode", "true")
	}
	kind := "application/cbor"
	if c.Style.CBOR.AcceptsEvents && streamsEvents(c.Operation.Output) {
		kind = "application/vnd.amazon.eventstream"
	}
	m.Set("Accept", kind)
	if len(m.Body) > 0 {
		m.Set("Content-Type", kind)
	}
	return m, nil
}

// streamsEvents reports whether one of the members is a stream of events.
func streamsEvents(m *catalogue.Member) bool {
	if m == nil {
		return false
	}
	members := m.Shape.Members
	for i := range members {
		if members[i].Is(catalogue.EventStream) {
			return true
		}
	}
	return false
}
