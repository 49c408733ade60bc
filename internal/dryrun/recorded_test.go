package dryrun_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/origin"
)

// recordedEndpoint is what a real SDK answered.
type recordedEndpoint struct {
	As, Service, Operation, Custom string
	Input, Env, Settings           map[string]string
	URL, Name, Region              string // URL is empty where it refuses
}

// TestRecordedEndpoints compares with where the real SDKs send requests.
func TestRecordedEndpoints(t *testing.T) {
	f, err := os.Open("../../testdata/recorded/endpoints/endpoints.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var r recordedEndpoint
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		n[r.As]++
		e := recordedAnswer(t, r)
		if refused := e.Err != nil; refused != (r.URL == "") {
			t.Errorf("%s\n%v %s", lines.Text(), e.Err, e.URL)
			continue
		}
		url := strings.TrimSuffix(e.URL, "/")
		if r.Service == "s3control" { // recorded without paths
			scheme, rest, _ := strings.Cut(url, "://")
			host, _, _ := strings.Cut(rest, "/")
			url = scheme + "://" + host
		}
		if want := strings.TrimSuffix(r.URL, "/"); e.Err == nil && url != want {
			t.Errorf("%s\n%s, want %s", lines.Text(), url, want)
		}
		if e.Err == nil && r.Name != "" && (e.SigningName != r.Name || e.SigningRegion != r.Region) {
			t.Errorf("%s\nsigns for %s in %s", lines.Text(), e.SigningName, e.SigningRegion)
		}
	}
	for _, as := range []string{"go-v1.1", "go-v1", "boto3"} {
		if n[as] < 100 {
			t.Errorf("only %d answers of %s", n[as], as)
		}
	}
}

func recordedAnswer(t *testing.T, r recordedEndpoint) Endpoint {
	t.Helper()
	c := recordedClient(t, r)
	bucket := ""
	if r.Service == "s3" {
		bucket = r.Input["Bucket"]
	}
	return c.EndpointFor(c.Model.Operation(r.Operation), bucket, func(p *endpoint.Params) {
		for name, value := range r.Input {
			p.SetString(name, value)
		}
	})
}

// recordedClient is the client that was asked.
func recordedClient(t *testing.T, r recordedEndpoint) *Client {
	t.Helper()
	vars := append([]string(nil), testKeys[:2]...)
	for name, value := range r.Env {
		if value != "" {
			vars = append(vars, name+"="+value)
		}
	}
	s := testSession(t, r.As, vars...)
	for name, value := range r.Settings {
		s.Config.Settings[name] = origin.Candidate{Value: value, Origin: origin.Origin{Kind: origin.Flag}}
	}
	manner := mannerOf(t, s)
	source := modelsOf(manner)
	model, err := source.Find(r.Service)
	if err != nil {
		t.Fatal(err)
	}
	var o ClientOptions
	if r.Custom != "" {
		o.Endpoint = &origin.Candidate{Value: r.Custom}
	}
	c, err := NewClient(s, manner, source, model, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
