package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

func (restJSONCodec) unmarshal(c *Call, r *Response) (Value, error) {
	return c.restOutput(r, func(m *catalogue.Member) (Value, error) { return readJSON(r.Body, m) })
}

func (restJSONCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	return c.jsonError(r)
}
