// Command requests-go records what the AWS SDK for Go v2 sends: it reads one
// case a line, calls the operation with a client that sends nothing, and
// answers the case together with the request that would have gone out, or the
// error by which the SDK refused. Lines it cannot express in Go it drops, with
// a word on standard error.
//
// With -terraform the clients' configuration is made by aws-sdk-go-base, as
// Terraform's AWS provider has it.
//
//	go run . [-terraform | -errors] < cases.jsonl > recorded.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
)

// kase is a call: the format of ../../../testdata/recorded/requests. S3 are the
// settings whose names begin with "s3.".
type kase struct {
	ID               any             `json:"id,omitempty"`
	Note             string          `json:"note,omitempty"`
	Service          string          `json:"service"`
	Operation        string          `json:"operation"`
	Protocol         string          `json:"protocol,omitempty"`
	Region           string          `json:"region"`
	FIPS             bool            `json:"fips,omitempty"`
	DualStack        bool            `json:"dualstack,omitempty"`
	EndpointURL      string          `json:"endpoint_url,omitempty"`
	S3               map[string]any  `json:"s3,omitempty"`
	Settings         map[string]any  `json:"settings,omitempty"`
	Input            json.RawMessage `json:"input"`
	SessionToken     string          `json:"session_token,omitempty"`
	Presign          string          `json:"presign,omitempty"` // for how long
	Time             string          `json:"time"`
	IdempotencyToken string          `json:"idempotency_token"`

	// Of Terraform's cases: the provider block, variables, and files by their paths below
	// the home directory. Call is the number of a call that the provider makes of its
	// own accord; 0 where the case's operation is called.
	Block block             `json:"block,omitzero"`
	Env   map[string]string `json:"env,omitempty"`
	Files map[string]string `json:"files,omitempty"`
	Call  int               `json:"call,omitempty"`

	Expect *expect `json:"expect"`
}

// expect is what the SDK made of it.
type expect struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    []byte            `json:"body_base64"`
	Error   *string           `json:"error"`
	Before  *expect           `json:"before,omitempty"` // the call for a session with a directory bucket
}

func main() {
	flag.BoolVar(&asTerraform, "terraform", false, "as Terraform's AWS provider")
	errorsOf := flag.Bool("errors", false, "what becomes of errors, in place of requests: see errors.go")
	flag.Parse()
	log.SetOutput(io.Discard)
	os.Clearenv()
	os.Setenv("HOME", os.DevNull)
	os.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for *errorsOf && in.Scan() {
		f, err := fail(in.Bytes())
		if err == nil {
			err = out.Encode(f)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	for in.Scan() {
		var k kase
		if err := json.Unmarshal(in.Bytes(), &k); err != nil {
			fmt.Fprintf(os.Stderr, "reading a case: %v\n", err)
			os.Exit(2)
		}
		var err error
		if k.Expect, err = settled(&k); err != nil {
			fmt.Fprintf(os.Stderr, "case %v, %s %s: %v\n", k.ID, k.Service, k.Operation, err)
			continue
		}
		if err := out.Encode(&k); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if err := in.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// settled asks until the answer is the one to keep: maps are written in the
// random order of Go's, and of many tries the body is kept that sorts first.
func settled(k *kase) (*expect, error) {
	best, err := record(k)
	if err != nil || best.Error != nil || len(best.Body) == 0 {
		return best, err
	}
	random := false
	for left := 20; left > 0; left-- {
		e, err := record(k)
		if err != nil {
			return nil, err
		}
		if !random && string(e.Body) != string(best.Body) {
			random, left = true, 1000
		}
		if string(e.Body) < string(best.Body) {
			best = e
		}
	}
	return best, nil
}
