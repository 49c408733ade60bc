//go:build unix && !linux

package environ

import (
	"os"
	"testing"
)

func unprivileged(t *testing.T, _ string) {
	if os.Getuid() == 0 {
		t.Skip("root may write anywhere: run as another user")
	}
}
