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
	toSign := strings.Split(signed.StringToSign, "\n")
	if len(toSign) != 4 || !signed.addHeader("content-length", "0") {
		return signed
	}
	toSign[3] = HashOf([]byte(signed.CanonicalRequest))
	signed.StringToSign = strings.Join(toSign, "\n")
	key := []byte("AWS4" + s.Keys.SecretKey.Reveal())
	for _, part := range append(strings.Split(toSign[2], "/"), signed.StringToSign) {
		key = sum256(key, part)
	}
	signed.Signature = hex.EncodeToString(key)
	r.Header.Set("Authorization", toSign[0]+" Credential="+s.Keys.AccessKeyID+"/"+toSign[2]+
		", SignedHeaders="+strings.Join(signed.Headers, ";")+", Signature="+signed.Signature)
	return signed
}

// addHeader puts a header among those that are signed, and reports whether it was none
// of them.
func (s *Signed) addHeader(name, value string) bool {
	lines := strings.Split(s.CanonicalRequest, "\n")
	end := len(lines) - 3 // an empty line, the names, and the payload's hash follow the headers
	i, there := slices.BinarySearch(s.Headers, name)
	if there || len(lines) < 7 || i > end-3 {
		return false
	}
	s.Headers = slices.Insert(slices.Clone(s.Headers), i, name)
	lines = slices.Insert(lines, 3+i, name+":"+value)
	lines[end+2] = strings.Join(s.Headers, ";")
	s.CanonicalRequest = strings.Join(lines, "\n")
	return true
}

func sum256(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
