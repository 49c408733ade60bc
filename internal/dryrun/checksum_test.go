package dryrun

import "testing"

func TestIsChecksum(t *testing.T) {
	for header, want := range map[string]bool{"x-amz-checksum-crc32": true, "x-amz-checksum-sha256": true, "x-amz-checksum-mode": false, "x-amz-checksum-type": false, "x-amz-date": false} {
		if isChecksum(header) != want {
			t.Errorf("isChecksum(%s) = %v", header, !want)
		}
	}
}
