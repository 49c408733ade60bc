//go:build unix

package environ

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Die ends this process by a signal, as if nobody had waited for it.
func Die(s os.Signal) {
	signal.Reset(s)
	if n, ok := s.(syscall.Signal); ok {
		_ = syscall.Kill(os.Getpid(), n)
		time.Sleep(time.Second) // it is delivered to any of the threads
	}
	os.Exit(1)
}
