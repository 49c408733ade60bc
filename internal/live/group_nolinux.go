//go:build unix && !linux

package live

import "syscall"

// withParent does nothing: this system cannot end a program with its parent.
func withParent(*syscall.SysProcAttr) {}
