package protocol

func (restJSONCodec) unmarshal(c *Call, r *Response) (Value, error) {
	return c.restOutput(r, c.readJSON)
}

func (restJSONCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	return c.jsonError(r)
}
