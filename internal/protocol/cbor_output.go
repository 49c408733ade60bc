package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

func (cborCodec) unmarshal(c *Call, r *Response) (Value, error) {
	if c.Operation.Output == nil || len(r.Body) == 0 {
		return Value{Kind: Map}, nil
	}
	v, err := readCBOR(r.Body)
	if err != nil {
		return Value{Kind: Map}, err
	}
	return modelled(v, c.Operation.Output, "")
}

// unmarshalError reads an error of rpc-v2-cbor, whose __type is the whole id of
// its shape (botocore 1.43.11, parsers.py, RpcV2CBORParser).
func (cborCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	e := failure(r)
	body, err := readCBOR(r.Body)
	if err != nil || body.Kind != Map {
		return e, nil // not everything on the way to a service speaks CBOR
	}
	e.Code, e.Message = errorName(body.Str("__type")), body.Str("message")
	if e.Message == "" {
		e.Message = body.Str("Message")
	}
	e.setShape(c)
	if q := r.Header.Get("X-Amzn-Query-Error"); q != "" && c.Service.AWSQueryCompatible {
		e.Code = cutCode(q)
	}
	if e.Shape != nil {
		e.Output, err = modelled(body, &catalogue.Member{Shape: e.Shape}, "")
	}
	return e, err
}
