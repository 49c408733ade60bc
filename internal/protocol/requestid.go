package protocol

// RequestID gives the id under which a service has answered, "" when the answer
// has none. In query and ec2 it stands in the body (botocore 1.43.11, parsers.py,
// _inject_response_metadata and _populate_response_metadata).
func (c *Call) RequestID(r *Response) string {
	if c.Protocol != Query && c.Protocol != EC2 {
		return requestIDOf(r)
	}
	root, err := parseXML(r.Body)
	if err != nil {
		return requestIDOf(r)
	}
	for _, at := range []*xmlElement{root.child("ResponseMetadata"), root} {
		if id := at.textOf("RequestId", "requestId", "RequestID"); id != "" {
			return id
		}
	}
	return requestIDOf(r)
}

// requestIDOf gives the id that the headers of a response have.
func requestIDOf(r *Response) string {
	for _, name := range []string{"X-Amzn-Requestid", "X-Amz-Request-Id", "X-Amz-Requestid"} {
		if id := r.Header.Get(name); id != "" {
			return id
		}
	}
	return ""
}
