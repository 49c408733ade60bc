// Command sessctl shows what an AWS SDK would do in this environment, and why.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	deepen(false)

	// A reader that has gone is an error of the write, as a full disk is, and
	// not a signal that ends the program without a word.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], stdStreams()))
}

// deepen grows the stack at once to what commands need, while there is little on
// it to be moved: a frame's room is made before the function begins.
//
//go:noinline
func deepen(touch bool) {
	if !touch {
		return
	}
	var room [48 << 10]byte
	for i := range room {
		room[i] = os.Args[0][0]
	}
	os.Stdout.Write(room[:0])
}
