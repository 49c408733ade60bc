package protocol

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// The words that stand for a body in a signature.
const (
	UnsignedPayload = "UNSIGNED-PAYLOAD"
	unsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
)

const checksumHeader = "X-Amz-Checksum-"

// algorithms are the checksums that are computed here, by their lower-case names.
var algorithms = map[string]func() hash.Hash{
	"crc32":     func() hash.Hash { return crc32.NewIEEE() },
	"crc32c":    func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
	"crc64nvme": newCRC64NVMe,
	"sha1":      sha1.New,
	"sha256":    sha256.New,
	"sha512":    sha512.New,
	"md5":       md5.New,
}

// checksumOf gives the checksum of a body in base64.
func checksumOf(algorithm string, body []byte) string {
	h := algorithms[algorithm]()
	h.Write(body)
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// checksumAlgorithm tells by which algorithm the body's checksum is to be
// computed, "" for none, and whether the service is told so in a header because
// the caller did not choose it.
func (c *Call) checksumAlgorithm(m *Message) (name string, chosen bool, err error) {
	sum := c.Operation.Checksum
	choice := c.Input.Get(sum.RequestAlgorithmMember)
	for header := range m.Header {
		rest, ok := strings.CutPrefix(header, checksumHeader)
		other := c.Style.Checksums.AddsToOthers && choice != nil && !strings.EqualFold(rest, choice.Text)
		if ok && !strings.Contains(rest, "-") && !other {
			return "", false, nil // the caller computes it, or says how
		}
	}
	if c.Style.Checksums.NeverWhenRequired && c.Options.Checksums == "when_required" && !sum.RequestRequired && !sum.MD5Required {
		if choice != nil { // refused all the same
			_, err = c.chosenAlgorithm(choice.Text)
		}
		return "", false, err
	}
	if sum.RequestAlgorithmMember != "" && choice != nil && !(c.Style.Checksums.PassesUnknown && !known(choice.Text)) {
		name, err = c.chosenAlgorithm(choice.Text)
		return name, err == nil, err
	}
	if c.wantsMD5() {
		return "", false, nil
	}
	if sum.MD5Required || sum.RequestRequired || (sum.RequestAlgorithmMember != "" || c.Style.Checksums.SumsAnyBody && sum.RequestValidationMode != "" && !hasPrefix(m, checksumHeader)) && c.Options.Checksums != "when_required" {
		return c.Style.Checksums.usual(), false, nil
	}
	return "", false, nil
}

// chosenAlgorithm is the algorithm that the input names.
func (c *Call) chosenAlgorithm(given string) (string, error) {
	style := &c.Style.Checksums
	name := strings.ToLower(given)
	if name == "md5" && style.MD5IsUsual {
		name = style.usual()
	}
	if algorithms[name] == nil || !slices.Contains(style.Algorithms, name) || style.InCapitals && given != strings.ToUpper(given) {
		return "", &InputError{Operation: c.Operation.Name, Problems: []Problem{{Path: c.Operation.Checksum.RequestAlgorithmMember, Code: NotAccepted,
			Message: fmt.Sprintf("the SDK does not compute the checksum %q", given)}}}
	}
	return name, nil
}

// known reports whether there is an algorithm of the name, be it computed here or not.
func known(name string) bool {
	name = strings.ToLower(name)
	return algorithms[name] != nil || strings.HasPrefix(name, "xxhash")
}

// usual is the algorithm where nobody chose one.
func (s *ChecksumStyle) usual() string {
	if s.Usual != "" {
		return s.Usual
	}
	return "crc32"
}

func hasPrefix(m *Message, prefix string) bool {
	for name := range m.Header {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// wantsMD5 reports whether the operation knows no checksum but the older Content-MD5,
// and the SDK still sends that (aws-sdk-go-v2, AddContentChecksumMiddleware;
// @smithy/middleware-apply-body-checksum), not another in its place.
func (c *Call) wantsMD5() bool {
	sum := c.Operation.Checksum
	return c.Style.Checksums.PrefersMD5 && sum.MD5Required && !sum.RequestRequired && sum.RequestAlgorithmMember == ""
}

// AddLoneMD5 adds the Content-MD5 of an operation that knows nothing else.
func AddLoneMD5(c *Call, m *Message, to Target) error {
	if c.wantsMD5() && (m.Body != nil || c.Style.Checksums.SumsAbsentBodies) {
		return AddBodyMD5(c, m, to)
	}
	return nil
}

// AddBodyMD5 adds the Content-MD5 of a body, but where nobody knows the body yet.
func AddBodyMD5(_ *Call, m *Message, to Target) error {
	if !m.HasHeader("Content-Md5") && !to.Presign {
		sum := md5.Sum(m.Body)
		m.Set("Content-Md5", base64.StdEncoding.EncodeToString(sum[:]))
	}
	return nil
}

// addChecksum adds the checksum of a body in a header or, for streams over
// https, behind the body.
func (c *Call) addChecksum(m *Message, to Target, algorithm string, chosen bool) {
	header := http.CanonicalHeaderKey(checksumHeader + algorithm)
	if algorithm == "md5" {
		if header = "Content-Md5"; m.Header.Get(header) != "" {
			return
		}
	}
	if m.Streaming && to.Secure() && !to.Presign && c.Style.Checksums.ChunksKnownBodies && (len(m.Body) > 0 || c.Style.Checksums.ChunksEmptyBodies) {
		c.chunk(m, algorithm)
	} else {
		m.Set(header, checksumOf(algorithm, m.Body))
	}
	if member := c.Operation.Checksum.RequestAlgorithmMember; !chosen && member != "" && c.Operation.Input != nil && c.Style.Checksums.NamesAlgorithm {
		if named := c.Operation.Input.Shape.Member(member); named != nil && named.WireName() != "" {
			m.Set(named.WireName(), strings.ToUpper(algorithm))
		}
	}
}

// chunkSize is how much of a body goes into one of its chunks.
func (s *ChecksumStyle) chunkSize() int {
	if s.ChunkSize > 0 {
		return s.ChunkSize
	}
	return 1 << 20
}

// chunk wraps the body into chunks with the checksum behind them.
func (c *Call) chunk(m *Message, algorithm string) {
	name := strings.ToLower(checksumHeader) + algorithm
	var b []byte
	for rest := m.Body; len(rest) > 0; {
		n := len(rest)
		if c.Style.Checksums.CutsChunks {
			n = min(n, c.Style.Checksums.chunkSize())
		}
		b = append(strconv.AppendInt(b, int64(n), 16), "\r\n"...)
		b = append(append(b, rest[:n]...), "\r\n"...)
		rest = rest[n:]
	}
	b = append(b, "0\r\n"+name+":"+checksumOf(algorithm, m.Body)+"\r\n\r\n"...)
	m.Set("X-Amz-Decoded-Content-Length", strconv.Itoa(len(m.Body)))
	m.Set("X-Amz-Trailer", name)
	m.Header.Del("Content-Length")
	if !c.Style.Checksums.CountsChunks {
		m.Set("Transfer-Encoding", "chunked")
	}
	if encoding := "aws-chunked"; c.Style.Checksums.JoinsEmptyEncoding && m.HasHeader("Content-Encoding") {
		m.Set("Content-Encoding", m.Header.Get("Content-Encoding")+","+encoding) // also to an empty one
	} else {
		m.addEncoding(encoding)
	}
	m.Body, m.PayloadHash = b, unsignedTrailer
}

// addEncoding adds to the encodings of the body.
func (m *Message) addEncoding(encoding string) {
	if given := m.Header.Get("Content-Encoding"); given != "" {
		encoding = given + "," + encoding
	}
	m.Set("Content-Encoding", encoding)
}

// isStream reports whether the input's payload is a stream for the SDK.
func isStream(op *catalogue.Operation) bool {
	if op.Input == nil || op.Input.Shape.Payload == "" {
		return false
	}
	m := op.Input.Shape.Member(op.Input.Shape.Payload)
	return m != nil && m.Shape.Kind == catalogue.Blob
}

// TreeHash is the checksum of Glacier: SHA-256 sums of megabytes, paired until
// one is left.
func TreeHash(body []byte) string {
	var sums [][32]byte
	for rest := body; len(rest) > 0; {
		n := min(len(rest), 1<<20)
		sums = append(sums, sha256.Sum256(rest[:n]))
		rest = rest[n:]
	}
	if len(sums) == 0 {
		sums = append(sums, sha256.Sum256(nil))
	}
	for len(sums) > 1 {
		var next [][32]byte
		for i := 0; i < len(sums); i += 2 {
			if i+1 == len(sums) {
				next = append(next, sums[i])
				continue
			}
			next = append(next, sha256.Sum256(append(sums[i][:], sums[i+1][:]...)))
		}
		sums = next
	}
	return hex.EncodeToString(sums[0][:])
}
