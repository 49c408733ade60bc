package dryrun

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/protocol"
)

// signChunks writes a body in signed chunks, the first of which has the signature
// of the request before it ("Signature calculations for the Authorization header:
// transferring payload in multiple chunks", Amazon S3 API Reference).
func (s *Signing) signChunks(chunks *protocol.Chunks, signed Signed) []byte {
	lines := strings.Split(signed.StringToSign, "\n")
	if len(lines) != 4 {
		return chunks.Body
	}
	at, previous := lines[1]+"\n"+lines[2]+"\n", signed.Signature
	next := func(kind, what string) string {
		key := []byte("AWS4" + s.Keys.SecretKey.Reveal())
		for _, part := range strings.Split(lines[2], "/") {
			key = sum256(key, part)
		}
		previous = hex.EncodeToString(sum256(key, "AWS4-HMAC-SHA256-"+kind+"\n"+at+previous+"\n"+what))
		return previous
	}
	var body []byte
	for rest := chunks.Body; ; {
		chunk := rest[:min(len(rest), chunks.Size)]
		rest = rest[len(chunk):]
		body = strconv.AppendInt(body, int64(len(chunk)), 16)
		body = append(body, ";chunk-signature="+next("PAYLOAD", HashOf(nil)+"\n"+HashOf(chunk))+"\r\n"...)
		if len(chunk) == 0 {
			break
		}
		body = append(append(body, chunk...), "\r\n"...)
	}
	if chunks.Trailer != "" {
		body = append(body, chunks.Trailer+"\r\nx-amz-trailer-signature:"+next("TRAILER", HashOf([]byte(chunks.Trailer+"\n")))+"\r\n"...)
	}
	return append(body, "\r\n"...)
}
