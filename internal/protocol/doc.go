// Package protocol turns the input of an operation into the HTTP request that an
// AWS SDK would send, and an HTTP response into the operation's output or error.
// It knows the wire protocols (json 1.0 and 1.1, query, ec2, rest-json, rest-xml
// and rpc-v2-cbor), checks input against the model, and does what SDKs do around
// a protocol: idempotency tokens, checksums, compression, and the peculiarities
// of single services. A Style says in which SDK's manner; no SDK is known here, and
// the styles that there are stand with their SDKs in internal/sdk.
//
// It opens no connection, knows no session and no credentials, and neither
// resolves endpoints nor signs: the caller does that between two of its steps,
// with what ContextParams and Request say.
package protocol
