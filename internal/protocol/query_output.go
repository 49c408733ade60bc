package protocol

func (queryCodec) unmarshal(c *Call, r *Response) (Value, error) {
	if c.Operation.Output == nil || len(r.Body) == 0 {
		return Value{Kind: Map}, nil
	}
	root, err := parseXML(r.Body)
	if err != nil {
		return Value{Kind: Map}, err
	}
	wrapper := c.Operation.ResultWrapper
	if wrapper == "" {
		wrapper = c.Operation.Name + "Result"
	}
	if result := root.child(wrapper); result != nil {
		root = result
	}
	return structureFromXML(root, c.Operation.Output.Shape)
}

func (queryCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	root, err := parseXML(r.Body)
	if err != nil {
		return c.failure(r), nil
	}
	described := root.child("Error")
	if described == nil {
		described = root.child("Errors").child("Error") // SimpleDB has the form of ec2
	}
	return c.xmlError(r, described, root.textOf("RequestId", "RequestID"))
}
