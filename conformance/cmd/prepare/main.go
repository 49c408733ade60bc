// Command prepare builds and installs what the real SDKs need to answer.
//
// Usage: go run ./cmd/prepare [READING...]    all readings when none is named
package main

import (
	"fmt"
	"os"

	"github.com/sessctl/sessctl/conformance/internal/oracle"
)

func main() {
	names := os.Args[1:]
	if len(names) == 0 {
		for _, r := range oracle.Readings {
			names = append(names, r.Name)
		}
	}
	status := 0
	for _, name := range names {
		r, err := oracle.Find(name)
		if err == nil {
			err = r.Prepare()
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "prepare:", err)
			status = 1
			continue
		}
		fmt.Printf("%s: its SDK can be asked\n", name)
	}
	os.Exit(status)
}
