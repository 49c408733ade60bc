package protocol

type jsonCodec struct{}

// marshal writes a call in json 1.0 or 1.1 (botocore 1.43.11, serialize.py,
// JSONSerializer).
func (jsonCodec) marshal(c *Call) (*Message, error) {
	m := newMessage(methodOf(c.Operation))
	m.Set("X-Amz-Target", c.Service.TargetPrefix+"."+c.Operation.Name)
	m.Set("Content-Type", "application/x-amz-json-"+c.Service.JSONVersion)
	if c.Service.AWSQueryCompatible && c.Style.Errors.AsksForQueryErrors {
		m.Set("X-Amzn-Query-Mode", "true")
	}
	m.Body = []byte("{}")
	if in := c.Operation.Input; in != nil {
		w := jsonWriter{call: c}
		w.body(&c.Input, in.Shape, false)
		m.Body = w.out
		return m, w.err
	}
	return m, nil
}
