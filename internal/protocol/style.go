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
	}
	return true
}
