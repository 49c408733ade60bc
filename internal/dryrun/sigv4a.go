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

// signV4a signs a request in place for the set of regions. What is signed is that of
// Signature Version 4, with the regions in a header, or in the query of a presigned
// URL, and not in the scope. SDKs draw a new signature each time; this one follows
// from the request (RFC 6979).
func (s Signing) signV4a(r *http.Request) (Signed, error) {
	key, err := deriveV4aKey(s.Keys.AccessKeyID, s.Keys.SecretKey.Reveal())
	if err != nil {
		return Signed{}, err
	}
	at := s.Time.UTC()
	scope := strings.Join([]string{at.Format("20060102"), s.Service, "aws4_request"}, "/")
	regions := strings.Join(s.RegionSet, ",")
	s.RegionSet = nil
	if s.Region == "" {
		s.Region = "*" // it is no part of the scope
	}
	if s.Presign > 0 {
		r.URL.RawQuery = WritePairs(SetPair(ReadPairs(r.URL.RawQuery), "X-Amz-Region-Set", regions), EscapeSegment)
	} else {
		r.Header.Set("X-Amz-Region-Set", regions)
	}
	expect := r.Header.Get("Expect")
	signed, err := s.Sign(r)
	if err != nil {
		return Signed{}, err
	}
	own := map[string]string{"X-Amz-Algorithm": sigV4aAlgorithm, "X-Amz-Credential": EscapeSegment(s.Keys.AccessKeyID + "/" + scope)}
	if s.SignExpect && expect != "" && signed.addHeader("expect", expect) && s.Presign > 0 {
		r.Header.Set("Expect", expect)
		own["X-Amz-SignedHeaders"] = strings.Join(signed.Headers, "%3B")
	}
	if lines := strings.Split(signed.CanonicalRequest, "\n"); s.Presign > 0 && len(lines) > 2 {
		lines[2] = replacePairs(lines[2], own)
		signed.CanonicalRequest = strings.Join(lines, "\n")
	}
	signed.StringToSign = strings.Join([]string{sigV4aAlgorithm, at.Format("20060102T150405Z"), scope, HashOf([]byte(signed.CanonicalRequest))}, "\n")
	digest := sha256.Sum256([]byte(signed.StringToSign))
	signature, err := key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		return Signed{}, fmt.Errorf("sign the request with SigV4a: %w", err)
	}
	signed.Signature = hex.EncodeToString(signature)
	if own["X-Amz-Signature"] = signed.Signature; s.Presign > 0 {
		r.URL.RawQuery = replacePairs(r.URL.RawQuery, own)
		return signed, nil
	}
	r.Header.Set("Authorization", fmt.Sprintf("%s Credential=%s/%s, SignedHeaders=%s, Signature=%s",
		sigV4aAlgorithm, s.Keys.AccessKeyID, scope, strings.Join(signed.Headers, ";"), signed.Signature))
	return signed, nil
}

// replacePairs gives parameters of a query other values, which are escaped already.
func replacePairs(query string, values map[string]string) string {
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, _, _ := strings.Cut(pair, "=")
		if v, ok := values[name]; ok {
			pairs[i] = name + "=" + v
		}
	}
	return strings.Join(pairs, "&")
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
