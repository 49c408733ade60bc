package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

func (cborCodec) unmarshal(c *Call, r *Response) (Value, error) {
	if c.Operation.Output == nil || len(r.Body) == 0 {
		return Value{Kind: Map}, nil
	}
	if stream := eventMember(c.Operation.Output); stream != nil {
		return c.rpcEvents(r, stream, cborBody)
	}
	return cborBody(r.Body, c.Operation.Output)
}

func cborBody(body []byte, m *catalogue.Member) (Value, error) {
	v, err := readCBOR(body)
	if err != nil {
		return Value{Kind: Map}, err
	}
	return modelled(v, m, "")
}

// unmarshalError reads an error of rpc-v2-cbor, whose __type is the whole id of
// its shape (botocore 1.43.11, parsers.py, RpcV2CBORParser).
func (cborCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	e := c.failure(r)
	body, err := readCBOR(r.Body)
	if err != nil || body.Kind != Map {
		return e, nil // not everything on the way to a service speaks CBOR
	}
	message := body.Str("message")
	if body.Get("message") == nil {
		message = body.Str("Message")
	}
	e.named(errorName(body.Str("__type")), message)
	e.setShape(c)
	e.setQueryCode(r)
	if e.Shape != nil {
		e.Output, err = modelled(body, &catalogue.Member{Shape: e.Shape}, "")
	}
	return e, err
}
