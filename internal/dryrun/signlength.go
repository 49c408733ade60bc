package dryrun

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
)

// signNoLength signs a request once more, with a length of nought, which the
// signer never signs: JavaScript's does, for a body that is given and empty.
func (s *Signing) signNoLength(r *http.Request, signed Signed) Signed {
	lines := strings.Split(signed.CanonicalRequest, "\n")
	toSign := strings.Split(signed.StringToSign, "\n")
	if len(lines) < 7 || len(toSign) != 4 {
		return signed
	}
	const name = "content-length"
	end := len(lines) - 3 // an empty line, the names, and the payload's hash follow the headers
	i, _ := slices.BinarySearch(signed.Headers, name)
	if i > end-3 {
		return signed
	}
	signed.Headers = slices.Insert(slices.Clone(signed.Headers), i, name)
	lines = slices.Insert(lines, 3+i, name+":0")
	lines[end+2] = strings.Join(signed.Headers, ";")
	signed.CanonicalRequest = strings.Join(lines, "\n")
	toSign[3] = HashOf([]byte(signed.CanonicalRequest))
	signed.StringToSign = strings.Join(toSign, "\n")
	key := []byte("AWS4" + s.Keys.SecretKey.Reveal())
	for _, part := range append(strings.Split(toSign[2], "/"), signed.StringToSign) {
		key = sum256(key, part)
	}
	signed.Signature = hex.EncodeToString(key)
	r.Header.Set("Authorization", toSign[0]+" Credential="+s.Keys.AccessKeyID+"/"+toSign[2]+
		", SignedHeaders="+lines[end+2]+", Signature="+signed.Signature)
	return signed
}

func sum256(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
