package protocol

import "errors"

func (ec2Codec) unmarshal(c *Call, r *Response) (Value, error) {
	return Value{}, errors.New("not written yet")
}

func (ec2Codec) unmarshalError(c *Call, r *Response) (*ServiceError, error) {
	return nil, errors.New("not written yet")
}
