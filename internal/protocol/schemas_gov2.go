package protocol

// hasSchemas tells whether the client in aws-sdk-go-v2 has a package of schemas in the
// place of generated serializers: those of the JSON protocols and CBOR have, in the
// modules that go with v1.48.0. The two differ where an input is empty.
func (c *Call) hasSchemas() bool {
	return c.Style == GoV2 && (c.Protocol == JSON || c.Protocol == RESTJSON || c.Protocol == CBOR)
}
