package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

func (restXMLCodec) unmarshal(c *Call, r *Response) (Value, error) {
	return c.restOutput(r, func(m *catalogue.Member) (Value, error) {
		root, err := parseXML(r.Body)
		if err != nil {
			return Value{Kind: Map}, err
		}
		return fromXML([]*xmlElement{root}, m)
	})
}

// unmarshalError reads both forms of an error: S3's has no element around it.
func (restXMLCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	root, err := parseXML(r.Body)
	if err != nil {
		return failure(r), nil // HEAD has no body, and what stands on the way may answer in HTML
	}
	described := root.child("Error")
	if described == nil && root.name == "Error" {
		described = root
	}
	id := root.textOf("RequestId", "RequestID")
	if id == "" {
		id = described.textOf("RequestId")
	}
	return c.xmlError(r, described, id)
}
