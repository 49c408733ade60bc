package gov1

import (
	"encoding/asn1"
	"encoding/pem"
	"strings"
)

// HoldsPEM reports whether a PEM file has a block of a type that holds what looks
// like one. Whether the certificate is good is not looked at.
func HoldsPEM(data []byte, kind string) bool {
	for {
		var b *pem.Block
		if b, data = pem.Decode(data); b == nil {
			return false
		}
		var outer asn1.RawValue
		if !strings.HasSuffix(b.Type, kind) || kind == "CERTIFICATE" && len(b.Headers) > 0 {
			continue
		}
		if rest, err := asn1.Unmarshal(b.Bytes, &outer); err == nil && len(rest) == 0 && outer.Tag == asn1.TagSequence {
			return true
		}
	}
}
