// Command worker is the AWS SDK for Go, v1.55.8 or v2, as a long-lived process:
// it reads one JSON case a line and answers, one JSON line each, what the real
// SDK makes of that environment. Nothing reaches the network: calls are written
// down, STS and SSO calls get made-up credentials, all others are refused.
//
// Usage: worker v1|v1-shared|v2
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// kase is one environment: the directory HOME points at, all variables beside
// HOME and PATH, and the profile and region given in code, if any.
type kase struct {
	ID      string            `json:"id"`
	Home    string            `json:"home"`
	Env     map[string]string `json:"env"`
	Profile string            `json:"profile"`
	Region  string            `json:"region"`
}

// answer is what the SDK resolved, by setting name; see ../README.md.
type answer map[string]any

func main() {
	resolvers := map[string]func(kase, *recorder, answer) error{
		"v1":        func(k kase, r *recorder, a answer) error { return resolveV1(k, r, a, false) },
		"v1-shared": func(k kase, r *recorder, a answer) error { return resolveV1(k, r, a, true) },
		"v2":        resolveV2,
	}
	if len(os.Args) != 2 || resolvers[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: worker v1|v1-shared|v2")
		os.Exit(2)
	}
	serve(resolvers[os.Args[1]])
}

func serve(resolve func(kase, *recorder, answer) error) {
	path := os.Getenv("PATH")
	cover := os.Getenv("GOCOVERDIR")
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
		a := answer{"id": k.ID}
		rec := &recorder{}
		if err := guarded(resolve, k, rec, a); err != nil {
			a["error"] = err.Error()
		}
		a["steps"] = rec.steps
		if cover != "" {
			os.Setenv("GOCOVERDIR", cover)
		}
		out.Encode(a)
		if stateful() {
			return
		}
	}
}

// guarded turns a panic of the SDK into the error that it is to its caller.
func guarded(resolve func(kase, *recorder, answer) error, k kase, rec *recorder, a answer) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return resolve(k, rec, a)
}
