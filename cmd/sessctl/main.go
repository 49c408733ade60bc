// Command sessctl shows what an AWS SDK would do in this environment, and why.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {

	// A reader that has gone is an error of the write, as a full disk is, and
	// not a signal that ends the program without a word.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], stdStreams()))
}
