package protocol

import "errors"

func (restXMLCodec) unmarshal(c *Call, r *Response) (Value, error) {
	return Value{}, errors.New("not written yet")
}

func (restXMLCodec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	return nil, errors.New("not written yet")
}
