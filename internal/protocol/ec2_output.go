package protocol

func (ec2Codec) unmarshal(c *Call, r *Response) (Value, error) {
	if c.Operation.Output == nil || len(r.Body) == 0 {
		return Value{Kind: Map}, nil
	}
	root, err := parseXML(r.Body)
	if err != nil {
		return Value{Kind: Map}, err
	}
	return structureFromXML(root, c.Operation.Output.Shape)
}

func (ec2Codec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	root, err := parseXML(r.Body)
	if err != nil {
		return c.failure(r), nil
	}
	return c.xmlError(r, root.child("Errors").child("Error"), root.textOf("RequestID", "RequestId"))
}
