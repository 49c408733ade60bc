// Command worker is what Terraform's AWS provider makes of an environment, as a
// long-lived process: it reads one JSON case a line and answers, one JSON line
// each, what aws-sdk-go-base, the module that the provider authenticates with,
// resolves where it is called as the provider calls it with an empty provider
// block, or one that has only profile and region. Nothing reaches the network:
// calls are written down, those for credentials get made-up ones, all others are
// refused.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
)

// kase is one environment: the directory HOME points at, all variables beside
// HOME and PATH, and the profile and region of the provider block, if any.
type kase struct {
	ID      string            `json:"id"`
	Home    string            `json:"home"`
	Env     map[string]string `json:"env"`
	Profile string            `json:"profile"`
	Region  string            `json:"region"`
}

// answer is what the provider resolved, by setting name.
type answer map[string]any

func main() {
	log.SetOutput(io.Discard)
	path := os.Getenv("PATH")
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	if null, err := os.Open(os.DevNull); err == nil {
		os.Stdin = null // a credential_process must not read the cases
	}
	for in.Scan() {
		var k kase
		if err := json.Unmarshal(in.Bytes(), &k); err != nil {
			fmt.Fprintf(os.Stderr, "reading a case: %v\n", err)
			os.Exit(2)
		}
		os.Clearenv()
		os.Setenv("PATH", path)
		os.Setenv("HOME", k.Home)
		for name, value := range k.Env {
			os.Setenv(name, value)
		}
		os.Chdir(k.Home) // relative paths are the case's own
		// The SDK computes these two when the process starts.
		config.DefaultSharedConfigFiles = []string{k.Home + "/.aws/config"}
		config.DefaultSharedCredentialsFiles = []string{k.Home + "/.aws/credentials"}
		out.Encode(resolve(k))
	}
}
