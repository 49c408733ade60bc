// Command sessctl shows what an AWS SDK would do in this environment, and why.
package main

import (
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], stdStreams()))
}
