package protocol

func (jsonCodec) unmarshal(c *Call, r *Response) (Value, error) {
	if c.Operation.Output == nil || len(c.Operation.Output.Shape.Members) == 0 {
		return Value{Kind: Map}, nil
	}
	if stream := eventMember(c.Operation.Output); stream != nil {
		return c.rpcEvents(r, stream, c.readJSON)
	}
	return c.readJSON(r.Body, c.Operation.Output)
}

func (jsonCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) { return c.jsonError(r) }
