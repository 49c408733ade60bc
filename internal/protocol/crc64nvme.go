package protocol

import (
	"hash"
	"hash/crc64"
)

// nvmePolynomial is that of CRC-64/NVME, its bits reversed.
const nvmePolynomial = 0x9a6c9329ac4bc9b5

// newCRC64NVMe computes the checksum that S3 calls CRC64NVME.
func newCRC64NVMe() hash.Hash { return crc64.New(crc64.MakeTable(nvmePolynomial)) }
