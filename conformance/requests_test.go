package conformance

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/conformance/internal/inputs"
	"github.com/sessctl/sessctl/conformance/internal/oracle"
	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/session"
)

const requestToken = "11111111-2222-4333-8444-555555555555"

var (
	requestMoment = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	requestKeys   = &dryrun.Keys{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
	regions       = []string{"us-east-1", "us-west-2", "eu-central-1", "ap-southeast-2", "us-gov-west-1", "cn-north-1"}
	endpoints     = []string{"", "", "", "", "http://localhost:4566", "https://api.example.com:443/base/"}
	// half of the requests are for these, with the most peculiarities
	peculiar = []string{"s3", "s3", "s3", "ec2", "dynamodb", "sqs", "sts", "iam", "lambda", "route53", "rds", "s3control", "apigateway", "glacier", "cloudwatch", "kinesis", "sns"}
	settled  = []string{"s3", "s3", "s3", "s3", "s3control", "sts", "dynamodb", "sqs", "sns", "kinesis", "polly", "glacier"}
)

var keptModels = &catalogue.Source{Kept: true}

// requestCase is a call, as oracles/python/requests.py reads it.
type requestCase struct {
	Service   string          `json:"service"`
	Operation string          `json:"operation"`
	Region    string          `json:"region"`
	FIPS      bool            `json:"fips"`
	DualStack bool            `json:"dualstack"`
	Endpoint  string          `json:"endpoint_url"`
	Input     json.RawMessage `json:"input"`
	Time      string          `json:"time"`
	Token     string          `json:"idempotency_token"`
	Presign   int             `json:"presign,omitempty"` // seconds
}

// builtRequest is a request, or why there is none.
type builtRequest struct {
	Method  string            `json:"method"`
	URL     string            `json:"url"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body_base64"`
	Error   string            `json:"error"`
}

// TestRequests builds random requests as boto3 and as the AWS CLI, and compares
// them with those of botocore, to the byte, signatures included. The AWS CLI is asked
// about services that hardly change, for what it does otherwise than botocore, and
// to presign a quarter of S3's.
func TestRequests(t *testing.T) {
	t.Run("boto3", func(t *testing.T) {
		models, names := modelsIn(t, oracle.BotocoreModels)
		testRequests(t, "boto3", models, names, func() ([]string, error) { return oracle.Botocore("requests.py") })
	})
	t.Run("cli", func(t *testing.T) {
		models, _ := modelsIn(t, oracle.CLIModels)
		testRequests(t, "cli", models, settled, func() ([]string, error) { return oracle.CLI("requests_worker") })
	})
}

// modelsIn are the models of the program that is asked, and the names of their
// services: the catalogue knows more.
func modelsIn(t *testing.T, where func() (string, error)) (*catalogue.Source, []string) {
	t.Helper()
	dir, err := where()
	if err != nil {
		t.Fatal(err)
	}
	env, err := environ.New(environ.Options{NoEnv: true, Vars: []string{"AWS_DATA_PATH=" + dir}})
	if err != nil {
		t.Fatal(err)
	}
	folders, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range folders {
		if f.IsDir() {
			names = append(names, f.Name())
		}
	}
	return catalogue.NewSource(env), names
}

func testRequests(t *testing.T, reading string, models *catalogue.Source, services []string, program func() ([]string, error)) {
	t.Helper()
	argv, err := program()
	if err != nil {
		t.Fatal(err)
	}
	ask := startRequests(t, argv)
	n := *count
	if n == 0 {
		n = 250
	}
	t.Logf("seed %d, %d requests", *seed, n)
	r := rand.New(rand.NewPCG(*seed, 0))
	for i := range n {
		c := randomRequest(t, r, models, services)
		if reading == "cli" && c.Service == "s3" && r.IntN(4) == 0 {
			c.Presign = 900
		}
		want, got := ask(c), buildRequest(t, reading, c)
		if diff := requestDiffers(want, got); diff != "" {
			line, _ := json.Marshal(c)
			t.Errorf("request %d: %s\n%s", i, line, diff)
		}
	}
}

func randomRequest(t *testing.T, r *rand.Rand, models *catalogue.Source, services []string) requestCase {
	t.Helper()
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	for {
		name := pick(services)
		if r.IntN(2) == 0 && slices.Contains(services, "rds") {
			name = pick(peculiar)
		}
		s, err := models.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		op := s.Operations[r.IntN(len(s.Operations))]
		input, ok := inputs.Input(r, s, op)
		if !ok || s.SignatureVersion == "bearer" {
			continue
		}
		return requestCase{s.Name, op.Name, pick(regions), r.IntN(10) == 0, r.IntN(10) == 0, pick(endpoints), json.RawMessage(input),
			requestMoment.Format(time.RFC3339), requestToken, 0}
	}
}

// startRequests starts the program that asks botocore.
func startRequests(t *testing.T, argv []string) func(requestCase) builtRequest {
	t.Helper()
	cmd := exec.Command(argv[0], argv[1:]...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
	})
	lines := bufio.NewReaderSize(out, 1<<20)
	return func(c requestCase) (answer builtRequest) {
		line, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Write(append(line, '\n')); err != nil {
			t.Fatalf("ask botocore: %v\n%s", err, said.String())
		}
		line, err = lines.ReadBytes('\n')
		if err == nil {
			err = json.Unmarshal(line, &answer)
		}
		if err != nil {
			t.Fatalf("read the answer of botocore: %v\n%s", err, said.String())
		}
		return answer
	}
}

func buildRequest(t *testing.T, reading string, c requestCase) builtRequest {
	t.Helper()
	vars := []string{"AWS_EC2_METADATA_DISABLED=true", "AWS_DEFAULT_REGION=" + c.Region,
		fmt.Sprint("AWS_USE_FIPS_ENDPOINT=", c.FIPS), fmt.Sprint("AWS_USE_DUALSTACK_ENDPOINT=", c.DualStack)}
	env, err := environ.New(environ.Options{NoEnv: true, Root: t.TempDir(), Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	of, ok := sdk.Find(reading)
	if !ok {
		t.Fatalf("there is no SDK %s", reading)
	}
	s := session.New(of.Config(), &session.Config{Workspace: resolve.NewWorkspace(env)})
	source := catalogue.Embedded()
	if of.Manner().KeptModels {
		source = keptModels
	}
	model, err := source.Find(c.Service)
	if err != nil {
		t.Fatal(err)
	}
	o := dryrun.ClientOptions{}
	if c.Endpoint != "" {
		o.Endpoint = &origin.Candidate{Value: c.Endpoint}
	}
	client, err := dryrun.NewClient(s, of.Manner(), source, model, o)
	if err != nil {
		t.Fatal(err)
	}
	op := model.Operation(c.Operation)
	input, err := protocol.ParseInput(op, c.Input)
	if err != nil {
		t.Fatal(err)
	}
	call, err := dryrun.NewCall(client, op, input, dryrun.Options{Time: requestMoment, Token: c.Token, Keys: requestKeys, Presign: time.Duration(c.Presign) * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if call.Run(); call.Err != nil {
		return builtRequest{Error: call.Err.Error()}
	}
	r := call.Request
	if c.Presign > 0 {
		return builtRequest{URL: r.HTTP.URL.String()}
	}
	b := builtRequest{Method: r.HTTP.Method, URL: r.HTTP.URL.String(), Headers: map[string]string{}, Body: base64.StdEncoding.EncodeToString(r.Body)}
	for name, values := range r.HTTP.Header {
		b.Headers[strings.ToLower(name)] = strings.Join(values, ",")
	}
	return b
}

// requestDiffers says in what two requests differ; of errors only that there is
// one counts.
func requestDiffers(want, got builtRequest) string {
	switch {
	case want.Error != "" && got.Error != "":
		return ""
	case strings.Contains(got.Error, `does not compute the checksum "XXHASH`):
		return "" // which the AWS CLI leaves to the C runtime
	case strings.Contains(want.Error, "MissingDependencyException"):
		return "" // botocore wants a library that is not there; sessctl says what is needed
	case want.Error != "":
		return "botocore refuses it: " + want.Error
	case got.Error != "":
		return "sessctl refuses it: " + got.Error
	}
	var list []string
	add := func(what, want, got string) {
		if want != got {
			list = append(list, fmt.Sprintf("  %s\n    botocore %s\n    sessctl  %s", what, want, got))
		}
	}
	add("method", want.Method, got.Method)
	add("url", want.URL, got.URL)
	add("body", want.Body, got.Body)
	for _, ignored := range []string{"user-agent", "x-amzn-trace-id"} {
		delete(want.Headers, ignored)
		delete(got.Headers, ignored)
	}
	for name, value := range want.Headers {
		add(name, value, got.Headers[name])
	}
	for name, value := range got.Headers {
		if _, ok := want.Headers[name]; !ok {
			add(name, "(none)", value)
		}
	}
	return strings.Join(list, "\n")
}
