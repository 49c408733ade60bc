package dryrun

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"strings"
)

// Signature Version 4a: a signature by a key pair, which holds for a set of regions
// (aws-sdk-go-v2 internal/v4a 1.5.12, v4a.go).

const sigV4aAlgorithm = "AWS4-ECDSA-P256-SHA256"

// SignV4a signs a request in place for a set of regions. What is signed is that of
// Signature Version 4, with the regions in a header and not in the scope. SDKs draw a
// new signature each time; this one follows from the request (RFC 6979).
func (s Signing) SignV4a(r *http.Request, regions []string) (Signed, error) {
	key, err := deriveV4aKey(s.Keys.AccessKeyID, s.Keys.SecretKey.Reveal())
	if err != nil {
		return Signed{}, err
	}
	r.Header.Set("X-Amz-Region-Set", strings.Join(regions, ","))
	if s.Region == "" {
		s.Region = "*" // it is no part of the scope
	}
	signed, err := s.Sign(r)
	if err != nil {
		return Signed{}, err
	}
	at := s.Time.UTC()
	scope := strings.Join([]string{at.Format("20060102"), s.Service, "aws4_request"}, "/")
	signed.StringToSign = strings.Join([]string{sigV4aAlgorithm, at.Format("20060102T150405Z"), scope, HashOf([]byte(signed.CanonicalRequest))}, "\n")
	digest := sha256.Sum256([]byte(signed.StringToSign))
	signature, err := key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		return Signed{}, fmt.Errorf("sign the request with SigV4a: %w", err)
	}
	signed.Signature = hex.EncodeToString(signature)
	r.Header.Set("Authorization", fmt.Sprintf("%s Credential=%s/%s, SignedHeaders=%s, Signature=%s",
		sigV4aAlgorithm, s.Keys.AccessKeyID, scope, strings.Join(signed.Headers, ";"), signed.Signature))
	return signed, nil
}

// deriveV4aKey derives the private key from the keys, by the counter mode of NIST SP
// 800-108 and the candidates of FIPS 186-4, B.4.2.
func deriveV4aKey(id, secret string) (*ecdsa.PrivateKey, error) {
	curve := elliptic.P256()
	least := new(big.Int).Sub(curve.Params().N, big.NewInt(2))
	for counter := byte(1); counter < 0xff; counter++ {
		mac := hmac.New(sha256.New, []byte("AWS4A"+secret))
		mac.Write(binary.BigEndian.AppendUint32(nil, 1))
		mac.Write([]byte(sigV4aAlgorithm + "\x00" + id))
		mac.Write([]byte{counter})
		mac.Write(binary.BigEndian.AppendUint32(nil, 256))
		d := new(big.Int).SetBytes(mac.Sum(nil))
		if d.Cmp(least) < 0 {
			return ecdsa.ParseRawPrivateKey(curve, d.Add(d, big.NewInt(1)).FillBytes(make([]byte, 32)))
		}
	}
	return nil, errors.New("derive the key for SigV4a: no candidate is below the order of the curve")
}
