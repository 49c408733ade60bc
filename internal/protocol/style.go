package protocol

// Style is the manner of an SDK: what two SDKs write differently for the same
// input and protocol.
type Style uint8

// The styles.
const (
	Botocore   Style = iota // botocore 1.43.11; the AWS CLI too
	GoV1                    // aws-sdk-go v1.55.8
	GoV2                    // aws-sdk-go-v2
	JavaScript              // AWS SDK for JavaScript v3
	Smithy                  // SDKs that follow the Smithy specification to the letter
)

// computes tells whether the SDK computes a checksum algorithm itself; others
// need a library beside it (botocore 1.43.11, httpchecksum.py).
func (s Style) computes(algorithm string) bool {
	switch algorithm {
	case "crc32c", "crc64nvme":
		return s != Botocore
	case "sha512":
		return s == Botocore
	case "md5":
		return s == JavaScript // in a Content-MD5 (@aws-sdk/checksums, getChecksumLocationName)
	}
	return true
}

// computesChecksums tells whether the SDK computes checksums of bodies other than
// the Content-MD5 that some operations require (not in aws-sdk-go v1).
func (s Style) computesChecksums() bool { return s != GoV1 }

// compresses tells whether the SDK compresses bodies of its own accord.
func (s Style) compresses() bool { return s != GoV1 }

// signsLength tells whether the length of a body is signed (aws-sdk-go v1.55.8 and
// aws-sdk-go-v2, signer/v4/v4.go; @smithy/signature-v4, constants.js, where it is
// none of the headers that are left out).
func (s Style) signsLength() bool { return s == GoV1 || s == GoV2 || s == JavaScript }

// countsNothing tells whether the length of an empty body is said also where the
// method needs none (Go's net/http and Node.js say it for POST, PUT and PATCH alone).
func (s Style) countsNothing() bool { return s != GoV1 && s != GoV2 && s != JavaScript }

// namesAlgorithm tells whether a header says which checksum the SDK has chosen
// (not in aws-sdk-go-v2: service/internal/checksum).
func (s Style) namesAlgorithm() bool { return s != GoV2 }

// sumsAnyBody tells whether an operation whose answers alone have checksums sends
// that of its empty body, unless a header asks for theirs, which seems an oversight
// (@aws-sdk/checksums, flexibleChecksumsMiddleware.js).
func (s Style) sumsAnyBody() bool { return s == JavaScript }

// countsChunks tells whether a body in chunks has a Content-Length, in place of a
// Transfer-Encoding (aws-sdk-go-v2, service/internal/checksum,
// middleware_compute_input_checksum.go).
func (s Style) countsChunks() bool { return s == GoV2 }

// chunksKnownBodies tells whether the checksum of a body comes behind it although
// the body is at hand, as it always is here (JavaScript does so for streams alone:
// @aws-sdk/middleware-flexible-checksums).
func (s Style) chunksKnownBodies() bool { return s != JavaScript }

// chunksNothing tells whether an empty body, too, has its checksum behind it
// (aws-sdk-go-v2, service/internal/checksum, middleware_compute_input_checksum.go:
// then it stands in a header).
func (s Style) chunksNothing() bool { return s != GoV2 }

// cutsChunks tells whether a body whose length is known is cut into chunks (not in
// aws-sdk-go-v2: service/internal/checksum, aws_chunked_encoding.go).
func (s Style) cutsChunks() bool { return s != GoV2 }
