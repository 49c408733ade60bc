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
	io := stdStreams()
	if completes(os.Args[1:]) {
		hushCobra()
	}
	os.Exit(run(os.Args[1:], io))
}

// hushCobra keeps what cobra says of a completion that fails, past the outputs of
// the program, off the process's standard error and out of a file: the words that
// were typed are in it as they are.
func hushCobra() {
	os.Unsetenv("BASH_COMP_DEBUG_FILE")
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		os.Stderr = null
	}
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
