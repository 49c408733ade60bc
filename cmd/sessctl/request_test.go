package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/render"
)

// runRequest runs `request` in a home with keys, and gives the status with
// what is printed.
func runRequest(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	home := copyHome(t, "../../testdata/home")
	full := append([]string{"request", "--no-env", "--home", home, "--env", "AWS_EC2_METADATA_DISABLED=true", "--at", "2026-01-02T03:04:05Z"}, args...)
	var out, errs bytes.Buffer
	status = run(full, streams{in: strings.NewReader("{"), out: &out, err: &errs})
	return status, out.String(), errs.String()
}

// TestRequestStatus has each way of failing end with its status, and `-o json`
// tell of it on standard output.
func TestRequestStatus(t *testing.T) {
	for _, tt := range []struct {
		args   string
		status int
		words  string
		silent bool // JSON is not printed: not even the command is understood
	}{
		{"sqs ListQueues", exitDone, "", false},
		{"sqs", exitUsage, "takes a service and an operation", true},
		{"sqs ListQueues -o xml", exitUsage, "unknown output format", true},
		{"sqs ListQueues --presign soon", exitUsage, "invalid argument", true},
		{"sqs ListQueues --simulat 200", exitUsage, "did you mean --simulate", true},
		{"sqz ListQueues", exitUsage, `did you mean "sqs"`, false},
		{"sqs ListQueue", exitUsage, `did you mean "ListQueues"`, false},
		{"sqs ListQueues --at soon", exitUsage, "is no time", false},
		{"sqs ListQueues --presign 1ns", exitUsage, "between 1s and 168h", false},
		{"sqs ListQueues --sign-with A", exitUsage, "expected KEY:SECRET", false},
		{"sqs ListQueues --show x", exitUsage, "none of its values", false},
		{"sqs ListQueues --simulate x", exitUsage, "expected a status", false},
		{"sqs ListQueues --handler x", exitUsage, "expected LIST:front|back:KIND", false},
		{"sqs ListQueues --handler Sign:back:remove=x", exitUsage, "there is none", false},
		{"sqs ListQueues --endpoint-url x", exitUsage, "is no URL", false},
		{"sqs ListQueues --set protocol=x", exitUsage, "does not speak the protocol", false},
		{"sqs ListQueues --set regoin=x", exitUsage, "unknown setting", false},
		{"sqs ListQueues --as x", exitUsage, "unknown reading", false},
		{"sqs ListQueues --input {", exitUsage, "line 1, column 2", false},
		{"sqs ListQueues --input -", exitUsage, "line 1, column 2", false},
		{"sqs ListQueues --input @missing", exitUsage, "missing", false},
		{"sqs ListQueues --input {\"A\":1}", exitUsage, "A: there is no such parameter", false},
		{"sqs ListQueues --param A=1", exitUsage, "there is no A", false},
		{"sqs ListQueues --body x", exitUsage, "no member that is the whole body", false},
		{"sqs ListQueues --profile missing --as go-v2", exitConfig, "missing", false},
		{"sqs ListQueues --profile missing --input {\"A\":1}", exitConfig, "missing", false},
		{"sqs ListQueues --handler Build:back:exec=sessctl-has-no-such-program", exitFailed, "handler of Build", false},
		{"sqs ListQueues --handler Send:back:exec=sessctl-has-no-such-program", exitFailed, "handler of Send", false},
	} {
		args := strings.Fields(tt.args)
		status, out, errs := runRequest(t, args...)
		if status != tt.status || !strings.Contains(errs, tt.words) || (out == "") != (status != exitDone) {
			t.Errorf("%s: status %d, want %d\n%s%s", tt.args, status, tt.status, out, errs)
		}
		if tt.silent {
			continue
		}
		status, out, errs = runRequest(t, append(args, "-o", "json")...)
		var d document.Request
		if err := json.Unmarshal([]byte(out), &d); err != nil || errs != "" || status != tt.status {
			t.Errorf("%s -o json: status %d, %v\n%s%s", tt.args, status, err, out, errs)
			continue
		}
		if tt.status == exitDone && (d.Error != nil || d.Request == nil) || tt.status != exitDone && (d.Request != nil || d.Error == nil || !strings.Contains(d.Error.Message, tt.words)) {
			t.Errorf("%s -o json prints\n%s", tt.args, out)
		}
	}
}

// TestAllFaultsAtOnce has JSON name each with its path.
func TestAllFaultsAtOnce(t *testing.T) {
	status, out, _ := runRequest(t, "dynamodb", "PutItem", "-o", "json", "--input", `{"Item": {"a": {"S": 1, "N": "2"}}, "ReturnValues": ["x"], "Tablename": "t"}`)
	var d document.Request
	if err := json.Unmarshal([]byte(out), &d); err != nil || status != exitUsage {
		t.Fatalf("status %d, %v: %s", status, err, out)
	}
	got := map[string]string{}
	for _, p := range d.Error.Problems {
		got[p.Path] = p.Code
	}
	want := map[string]string{"TableName": "missing", "Tablename": "unknown", "Item.a.S": "wrong-type", "ReturnValues": "wrong-type"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, out)
	}
}

// TestCurlIsTheOperation builds requests of real operations for a server on this
// machine and has curl send them.
func TestCurlIsTheOperation(t *testing.T) {
	curl, err := exec.LookPath("curl")
	sh, err2 := exec.LookPath("sh")
	if err != nil || err2 != nil {
		t.Log("there is no curl here; internal/render reads what it would be told")
		return
	}
	got := make(chan *http.Request, 1)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		got <- r
	}))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server.Listener = l
	server.Start()
	defer server.Close()
	file := t.TempDir() + "/body"
	if err := os.WriteFile(file, []byte("@it's\x00\xff\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"s3", "PutObject", "--param", "Bucket=b", "--param", "Key=a 'b\"c/../d//é?#%20+*", "--body", "@" + file},
		{"s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--param", "Metadata.a=it's  \"x\"", "--body", "it's text"},
		{"s3", "HeadObject", "--param", "Bucket=b", "--param", "Key=k"},
		{"s3", "ListObjectsV2", "--param", "Bucket=b", "--param", "Prefix=a b&c=d/é+%'\"$x"},
		{"s3", "GetObject", "--param", "Bucket=b", "--param", "Key=k", "--presign", "5m"},
		{"s3", "DeleteObjects", "--input", `{"Bucket": "b", "Delete": {"Objects": [{"Key": "<&é'\n\">"}]}}`},
		{"dynamodb", "PutItem", "--input", `{"TableName": "t", "Item": {"a": {"S": "it's \"é\" \n $HOME"}}}`},
		{"ec2", "DescribeInstances", "--input", `{"Filters": [{"Name": "tag:a b", "Values": ["*'", "é&"]}]}`},
		{"cloudwatch", "ListMetrics", "--set", "protocol=smithy-rpc-v2-cbor"},
		{"lambda", "Invoke", "--param", "FunctionName=f", "--body", ""},
	} {
		for _, as := range []string{"boto3", "go-v2"} {
			args := append(slices.Clone(args), "--endpoint-url", server.URL, "--region", "eu-west-1", "--as", as, "--set", "s3.addressing_style=path",
				"--sign-with", "AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY:token", "--show-secrets")
			_, command, errs := runRequest(t, append(args, "-o", "curl")...)
			_, text, _ := runRequest(t, append(args, "-o", "json")...)
			var d document.Request
			if err := json.Unmarshal([]byte(text), &d); err != nil || d.Request == nil {
				t.Fatalf("%v: %v %s%s", args, err, text, errs)
			}
			cmd := exec.Command(sh)
			cmd.Stdin = strings.NewReader(command)
			cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "NO_PROXY=*"}
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v: %s\n%s", curl, err, out, command)
			}
			same(t, d.Request, <-got, command)
		}
	}
}

// same compares a request with one that arrived.
func same(t *testing.T, want *document.HTTPRequest, got *http.Request, command string) {
	t.Helper()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(body, want.Bytes()) {
		t.Errorf("the body is %q, want %q\n%s", body, want.Bytes(), command)
	}
	_, path, _ := strings.Cut(strings.TrimPrefix(want.URL, "http://"), "/")
	if got.Method != want.Method || got.RequestURI != "/"+path {
		t.Errorf("%s %s arrived, want %s %s\n%s", got.Method, got.RequestURI, want.Method, want.URL, command)
	}
	header := map[string][]string(got.Header.Clone())
	if got.TransferEncoding != nil {
		header["Transfer-Encoding"] = got.TransferEncoding
	}
	if _, given := want.Header["Content-Length"]; !given {
		delete(header, "Content-Length")
	}
	if diff := cmp.Diff(want.Header, header); diff != "" {
		t.Errorf("%s\n%s", diff, command)
	}
}

// TestFormatsAgree has every format show the same request.
func TestFormatsAgree(t *testing.T) {
	args := []string{"dynamodb", "ListTables", "--param", "Limit=3", "--profile", "base"}
	_, text, _ := runRequest(t, append(args, "-o", "json")...)
	var d document.Request
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Fatal(err)
	}
	body, err := base64.StdEncoding.DecodeString(d.Request.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range render.Formats("request") {
		status, out, errs := runRequest(t, append(args, "-o", format)...)
		if status != exitDone {
			t.Errorf("%s: %s", format, errs)
		}
		for _, want := range []string{d.Request.Header["Authorization"][0], d.Request.Header["X-Amz-Target"][0], string(body), "dynamodb.us-east-1.amazonaws.com"} {
			if format == "json" || format == "har" {
				quoted, _ := json.Marshal(want)
				want = strings.Trim(string(quoted), `"`)
			}
			if want = strings.TrimSuffix(want, "\n"); format == "json" && want == strings.ReplaceAll(string(body), `"`, `\"`) {
				continue // in base64
			}
			if !strings.Contains(out, want) {
				t.Errorf("%s has no %s:\n%s", format, want, out)
			}
		}
	}
}

// TestTextIsNarrow keeps text within 80 columns, but for the request itself and
// words that cannot be broken.
func TestTextIsNarrow(t *testing.T) {
	for _, args := range [][]string{
		{"s3", "PutObject", "--param", "Bucket=b", "--param", "Key=a b", "--body", "x", "--trace", "--handler", "Sign:back:header=X-Amz-Date:x", "--handler", "Retry:back:log"},
		{"sqs", "ListQueues", "--profile", "dev", "--simulate", "503,timeout,throttle,connection,200"},
		{"sqs", "ListQueues", "--profile", "portal"},
		{"eventbridge", "PutEvents", "--input", `{"Entries": [], "EndpointId": "abcde.veo"}`, "--trace"},
		{"dynamodb", "ListTables", "--profile", "local", "--as", "go-v1-shared"},
	} {
		status, out, errs := runRequest(t, args...)
		if unsigned := strings.Contains(errs, "the request is not signed"); status != exitDone && (status != exitConfig || !unsigned) {
			t.Errorf("%v: %s", args, errs)
		}
		part := ""
		for line := range strings.Lines(out) {
			line = strings.TrimRight(line, "\n")
			first, _, _ := strings.Cut(line, " ")
			switch {
			case line == "":
				part = ""
			case part == "":
				part = first
			}
			exempt := part == "PUT" || part == "POST" || part == "GET" || !strings.Contains(strings.TrimSpace(line), " ")
			if n := utf8.RuneCountInString(line); n > 80 && !exempt {
				t.Errorf("%v: a line has %d columns: %s", args, n, line)
			}
		}
	}
}

// TestHandlerKinds has every kind of handler parsed, completed, and told of in the
// help and in the documentation.
func TestHandlerKinds(t *testing.T) {
	docs := kindsPage(t)
	help := newRequest(&app{}).Long
	offered, _ := new(app).completeHandler(nil, nil, "Build:back:")
	for _, k := range dryrun.Kinds() {
		p, err := dryrun.ParsePush("Build:back:" + k.Syntax())
		if err != nil || p.Kind != k.Name || p.Arg != k.Arg {
			t.Errorf("%s is read as %+v, %v", k.Syntax(), p, err)
		}
		begun := "Build:back:" + k.Name
		if k.Arg != "" {
			begun += "="
		}
		if !slices.Contains(offered, begun) {
			t.Errorf("%s is not completed: %q", begun, offered)
		}
		if !strings.Contains(help, k.Syntax()) || !strings.Contains(help, k.Summary) {
			t.Errorf("the help of request does not have %s: %s", k.Syntax(), k.Summary)
		}
		if row := kindRow(k); !strings.Contains(docs, row) {
			t.Errorf("docs/requests.md does not have the row %s (go test ./cmd/sessctl -run TestHandlerKinds -update writes it)", row)
		}
	}
	if rows := strings.Count(docs, "\n| `"); rows != len(dryrun.Kinds()) {
		t.Errorf("docs/requests.md has %d kinds", rows)
	}
}

func kindRow(k dryrun.Kind) string { return "| `" + k.Syntax() + "` | " + k.Summary + " |\n" }

// kindsPage is the table of the kinds of docs/requests.md.
func kindsPage(t *testing.T) string {
	t.Helper()
	const page, head, end = "../../docs/requests.md", "| kind | what it does |\n| --- | --- |\n", "\nA header that Build sets is signed"
	docs, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(docs), head)
	rows, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("docs/requests.md has no table of kinds")
	}
	if *update {
		rows = ""
		for _, k := range dryrun.Kinds() {
			rows += kindRow(k)
		}
		if err := os.WriteFile(page, []byte(before+head+rows+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return "\n" + rows
}
