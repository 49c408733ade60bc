package protocol

import "fmt"

// codec writes and reads one wire protocol.
type codec interface {
	// marshal writes the call's input. Input that Validate refuses must not
	// make it crash; what comes out of it is then of no meaning.
	marshal(c *Call) (*Message, error)
	// unmarshal reads the answer of a call that succeeded.
	unmarshal(c *Call, r *Response) (Value, error)
	// unmarshalError reads the answer of a call that failed.
	unmarshalError(c *Call, r *Response) (*ServiceError, error)
}

var codecs = map[string]codec{
	JSON:     jsonCodec{},
	RESTJSON: restJSONCodec{},
	RESTXML:  restXMLCodec{},
	Query:    queryCodec{},
	EC2:      ec2Codec{},
	CBOR:     cborCodec{},
}

func (c *Call) codec() (codec, error) {
	if p, ok := codecs[c.Protocol]; ok {
		return p, nil
	}
	return nil, fmt.Errorf("write %s of %s: the protocol %q is not known here", c.Operation.Name, c.Service.Name, c.Protocol)
}

// Marshal writes the input in the call's protocol.
func (c *Call) Marshal() (*Message, error) {
	p, err := c.codec()
	if err != nil {
		return nil, err
	}
	c.change(c.Style.Rewrite)
	m, err := p.marshal(c)
	if err != nil {
		return nil, err
	}
	m.Prefix, err = c.expandPrefix()
	return m, err
}

// Unmarshal reads a response: the operation's output, or the error of the
// service, which is a *ServiceError.
func (c *Call) Unmarshal(r *Response) (Value, error) {
	p, err := c.codec()
	if err != nil {
		return Value{}, err
	}
	if r.Status < 301 { // as botocore has it (parsers.py, ResponseParser.parse)
		v, err := p.unmarshal(c, r)
		if v.Kind == Null {
			v = Value{Kind: Map} // a body that is null
		}
		return v, err
	}
	failed, err := p.unmarshalError(c, r)
	if err != nil {
		return Value{}, err
	}
	return Value{}, failed
}
