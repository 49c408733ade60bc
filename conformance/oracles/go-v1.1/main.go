// Command worker is the session package of aws-sdk-go v1.1.2 (February 2016) as
// a long-lived process: it reads one JSON case a line and answers, one JSON line
// each, what session.New and the credentials chain make of it. Nothing reaches
// the network: calls are written down and refused.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/dynamodb"
	"github.com/aws/aws-sdk-go/service/s3"
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

type recorder struct{ steps []string }

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	r.steps = append(r.steps, req.Method+" "+req.URL.String())
	return nil, errors.New("offline")
}

func main() {
	path := os.Getenv("PATH")
	cover := os.Getenv("GOCOVERDIR")
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
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
		if k.Profile != "" { // this SDK takes a profile from the environment alone
			os.Setenv("AWS_PROFILE", k.Profile)
		}
		os.Chdir(k.Home) // relative paths are the case's own
		a := resolve(k)
		if cover != "" {
			os.Setenv("GOCOVERDIR", cover)
		}
		out.Encode(a)
	}
}

func resolve(k kase) (a map[string]any) {
	rec := &recorder{}
	a = map[string]any{"id": k.ID}
	defer func() {
		if p := recover(); p != nil {
			a["error"] = fmt.Sprint("panic: ", p)
		}
		a["steps"] = rec.steps
	}()
	c := aws.NewConfig().WithHTTPClient(&http.Client{Transport: rec}).WithMaxRetries(0)
	if k.Region != "" {
		c = c.WithRegion(k.Region)
	}
	s := session.New(c)
	a["region"] = aws.StringValue(s.Config.Region)
	a["endpoint_s3"] = s3.New(s).Endpoint
	a["endpoint_dynamodb"] = dynamodb.New(s).Endpoint
	a["signing_region_s3"] = s3.New(s).SigningRegion
	creds, err := s.Config.Credentials.Get()
	if err != nil {
		a["cred_error"] = err.Error()
		return a
	}
	a["access_key"] = creds.AccessKeyID
	a["provider"] = creds.ProviderName
	return a
}
