package protocol

import "github.com/sessctl/sessctl/internal/catalogue"

func (restXMLCodec) unmarshal(c *Call, r *Response) (Value, error) {
	return c.restOutput(r, func(body []byte, m *catalogue.Member) (Value, error) {
		root, err := parseXML(body)
		if err != nil {
			return Value{Kind: Map}, err
		}
		if c.Service.Name == "s3" && c.Operation.Name == "GetBucketLocation" && len(root.children) == 0 {
			return bareLocation(root), nil
		}
		return fromXML([]*xmlElement{root}, m)
	})
}

// bareLocation reads a document whose root is the only member of the output
// (botocore 1.43.11, handlers.py, parse_get_bucket_location).
func bareLocation(root *xmlElement) Value {
	v := Value{Kind: Map}
	if text := root.text.String(); text != "" {
		v.Set("LocationConstraint", Text(text))
	}
	return v
}

// unmarshalError reads both forms of an error: S3's has no element around it.
func (restXMLCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	root, err := parseXML(r.Body)
	if err != nil {
		return c.failure(r), nil // HEAD has no body, and what stands on the way may answer in HTML
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
