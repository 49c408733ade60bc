package upgrade

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/conformance/internal/oracle"
	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

func checkout(t *testing.T) string {
	t.Helper()
	module, err := oracle.Root()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(module)
}

// TestWhatIsPinnedIsSaid holds every text that names an SDK's version to the
// version that is pinned, and finds every pin and every file an upgrade writes.
func TestWhatIsPinnedIsSaid(t *testing.T) {
	root := checkout(t)
	for _, s := range SDKs {
		versions, err := s.versions(root)
		if err != nil {
			t.Fatal(err)
		}
		for _, telling := range s.tells {
			b, err := os.ReadFile(at(root, telling.file))
			if err != nil {
				t.Fatal(err)
			}
			if versions[telling.of] == "" {
				t.Errorf("%s: nothing pins %s", s.Name, telling.of)
			}
			if text := telling.says(versions[telling.of]); !bytes.Contains(b, []byte(text)) {
				t.Errorf("%s: %s does not say %q", s.Name, telling.file, text)
			}
		}
		if _, err := keep(root, s); err != nil {
			t.Error(err)
		}
		if _, err := oracle.Find(s.Name); (err != nil) != s.silent {
			t.Errorf("%s: silent: %t, but: %v", s.Name, s.silent, err)
		}
	}
}

func TestWhatIsKeptIsReported(t *testing.T) {
	c := Catalogue{Kept: keptFor("models.bin: botocore 2, 9 services\n  acm: endpoint rules\n  tnb: it is gone\nretired.bin: 1 service\n")}
	var b strings.Builder
	c.markdown(&b)
	if text := b.String(); !strings.Contains(text, "(2 services") || !strings.Contains(text, "\n- acm: endpoint rules\n- tnb: it is gone\n") {
		t.Error(text)
	}
}

func TestWhatRegistriesSay(t *testing.T) {
	if v, err := pipNewest("botocore", "botocore (1.44.8)\nAvailable versions: 1.44.8, 1.44.7\n  INSTALLED: 1.43.11\n"); err != nil || v != "1.44.8" {
		t.Error(v, err)
	}
	if _, err := pipNewest("botocore", "botocore-stubs (1.0)\n"); err == nil {
		t.Error("another package's version is taken")
	}
	if v, err := npmLatest([]byte(`{"a": {"wanted": "1.0.0", "latest": "1.2.0", "dependent": "x"}}`)); err != nil || v["a"] != "1.2.0" {
		t.Error(v, err)
	}
	if _, err := npmLatest([]byte(`{"error": {"code": "ENOTFOUND"}}`)); err == nil {
		t.Error("an error of npm is no error")
	}
	if v, err := goNewest(strings.NewReader(`{"Path": "m", "Version": "v1.0.0", "Update": {"Version": "v1.1.0"}}{"Path": "n", "Version": "v2.0.0"}`)); err != nil || v["m"] != "v1.1.0" || v["n"] != "v2.0.0" {
		t.Error(v, err)
	}
	for out, want := range map[string]string{"c\nversion: 1.13.0\nlicense: X\n": "1.13.0", "version: 1.13.0 (latest 1.14.0)\n": "1.14.0"} {
		if v, err := cargoNewest("c", out); err != nil || v != want {
			t.Error(v, err)
		}
	}
	for out, want := range map[string]string{
		"[INFO]   ${aws.version} ........................... 2.59.1\n[INFO]\n": "2.59.1",
		"[INFO]   ${aws.version} ................. 2.59.1 -> 2.60.0\n":         "2.60.0",
	} {
		if v, err := mavenNewest(out); err != nil || v[sdkJava] != want {
			t.Error(v, err)
		}
	}
}

const threeCases = `# kept
{"id": "a",  "env": {}, "answers": {"go-v2": {"region": "us-east-1"}, "boto3": {"region": "us-east-1"}}, "source": "<x>"}
{"id": "b",  "env": {}, "answers": {"go-v2": {"region": "us-east-1"}}}
{"id": "c",  "env": {}, "answers": {"boto3": {"error": "one word", "steps": null}}}
`

func TestOnlyWhatChangedIsWritten(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "testdata", "recorded", "some.jsonl")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(threeCases), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := recordAnswers(root, "boto3", func(c cases.Case) (cases.Answer, error) {
		if c.ID == "a" {
			return cases.Answer{"region": "eu-west-1"}, nil
		}
		return cases.Answer{"error": "another"}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Asked != 2 || len(r.Changes) != 1 || !slices.Equal(r.Changes[0].Fields, []string{"region"}) {
		t.Errorf("%+v", r)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(threeCases, `"boto3": {"region": "us-east-1"}`, `"boto3": {"region":"eu-west-1"}`, 1); string(b) != want {
		t.Errorf("%s", b)
	}
	report := (&Report{SDK: "boto3", Answers: r}).Markdown()
	if want := "2 asked, 1 changed.\n\n- region: `\"eu-west-1\"`, was `\"us-east-1\"`\n  - 1 case: some.jsonl a\n"; !strings.Contains(report, want) {
		t.Errorf("the report lacks %q:\n%s", want, report)
	}
}

func TestOnlyErrorsThatChangedAreWritten(t *testing.T) {
	const before = `{"service":"sts","operation":"AssumeRole","answers":{"boto3 legacy":{"attempts":1},"go-v2":{"attempts":1,"code":"X"}}}
{"service":"sqs","operation":"SendMessage","answers":{"boto3 legacy":{"attempts":3},"go-v2":{"attempts":3}}}
`
	root := t.TempDir()
	file := filepath.Join(root, filepath.FromSlash(filepath.Dir(recordedErrors)), "some.jsonl")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
		t.Fatal(err)
	}
	retriesOnce := func(string) (*exec.Cmd, error) { return exec.Command("sed", `s/"attempts":1/"attempts":2/g`), nil }
	r, err := serviceErrors{names: []string{"go-v2"}, command: retriesOnce}.record(root)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(before, `"go-v2":{"attempts":1,"code"`, `"go-v2":{"attempts":2,"code"`, 1); string(b) != want {
		t.Errorf("%s", b)
	}
	report := (&Report{SDK: "go-v2", Errors: &r}).Markdown()
	if want := "### Recorded errors\n\n2 asked, 1 changed.\n\n- attempts: `2`, was `1`\n  - 1 case: some.jsonl sts AssumeRole in go-v2\n"; !strings.Contains(report, want) {
		t.Errorf("the report lacks %q:\n%s", want, report)
	}
	silent := func(string) (*exec.Cmd, error) { return exec.Command("sed", "1d"), nil }
	if _, err := (serviceErrors{command: silent}).record(root); err == nil {
		t.Error("a program that leaves out a case is no error")
	}
}

func TestWhatNamesACallIsNoChange(t *testing.T) {
	old := map[string]any{"method": "GET", "error": nil, "headers": map[string]any{"authorization": "X, Signature=0a", "amz-sdk-invocation-id": "1", "range": "a"}}
	same := map[string]any{"method": "GET", "headers": map[string]any{"authorization": "X, Signature=0b", "amz-sdk-invocation-id": "2", "range": "a"}}
	other := map[string]any{"method": "GET", "headers": map[string]any{"authorization": "Y, Signature=0b", "range": "b"}}
	refused := map[string]any{"error": "no"}
	if fields := requestFields(old, same); fields != nil {
		t.Error(fields)
	}
	if fields := requestFields(old, other); !slices.Equal(fields, []string{"header authorization", "header range"}) {
		t.Error(fields)
	}
	if requestFields(old, refused) == nil || requestFields(refused, map[string]any{"error": "never"}) != nil {
		t.Error("an error counts when it comes or goes, and then alone")
	}
}

func TestCatalogueChanges(t *testing.T) {
	model := func(name, method string, more string) catalogue.Item {
		s, err := catalogue.Parse(name, "botocore 1", []byte(`{"metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "x", "protocol": "rest-json", "serviceId": "`+name+`", "signatureVersion": "v4", "uid": "u"},
			"operations": {"Get": {"name": "Get", "http": {"method": "`+method+`", "requestUri": "/"}, "input": {"shape": "In"}}`+more+`},
			"shapes": {"In": {"type": "structure", "members": {"A": {"shape": "S"}}}, "S": {"type": "string"}}}`))
		if err != nil {
			t.Fatal(err)
		}
		return catalogue.Item{Service: s, RuleSet: []byte(`{"version": "1.0", "parameters": {}, "rules": []}`)}
	}
	archive := func(items ...catalogue.Item) []byte {
		b, err := catalogue.Archive("botocore-1", items, []byte(`{}`))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	const put = `, "Put": {"name": "Put", "http": {"method": "PUT", "requestUri": "/"}}`
	same, err := compareCatalogues(archive(model("one", "GET", "")), archive(model("one", "GET", "")))
	if err != nil || same.changed() {
		t.Errorf("%+v %v", same, err)
	}
	c, err := compareCatalogues(archive(model("one", "GET", ""), model("two", "GET", put)), archive(model("one", "POST", put), model("three", "GET", "")))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Added, []string{"three"}) || !slices.Equal(c.Removed, []string{"two"}) || c.Operations != [2]int{3, 3} {
		t.Errorf("%+v", c)
	}
	if len(c.Changed) != 1 || !slices.Equal(c.Changed[0].Added, []string{"Put"}) || !slices.Equal(c.Changed[0].Calls, []string{"Get: Method: POST, was GET"}) {
		t.Errorf("%+v", c.Changed)
	}
}

func TestAFailureLeavesTheFilesAsTheyWere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(file, []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := (kept{file: []byte("old")}).restore(); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(file); string(b) != "old" {
		t.Errorf("%s", b)
	}
}

func TestAMissingToolIsNamed(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := Missing(SDKs)
	if err == nil || !strings.Contains(err.Error(), "boto3 needs python3") || !strings.Contains(err.Error(), "rust needs cargo") {
		t.Error(err)
	}
}

func TestARequestBeforeAnotherIsCompared(t *testing.T) {
	with := func(url, signed string) map[string]any {
		return map[string]any{"url": "https://b/k?Signature=0a", "before": map[string]any{"url": url, "headers": map[string]any{"authorization": "X, Signature=" + signed}}}
	}
	if fields := requestFields(with("https://b/?session", "0a"), with("https://b/?session", "0b")); fields != nil {
		t.Error(fields)
	}
	if fields := requestFields(with("https://b/?session", "0a"), with("https://c/?session", "0a")); !slices.Equal(fields, []string{"before url"}) {
		t.Error(fields)
	}
	if fields := requestFields(with("https://b/?session", "0a"), map[string]any{"url": "https://b/k?Signature=0a"}); len(fields) != 2 {
		t.Error(fields)
	}
}

func TestSignaturesOfURLsCountUnlessTheyAreDrawn(t *testing.T) {
	url := func(algorithm, signature string) map[string]any {
		return map[string]any{"url": "https://b/k?X-Amz-Algorithm=" + algorithm + "&X-Amz-Signature=" + signature}
	}
	if fields := requestFields(url("AWS4-HMAC-SHA256", "0a"), url("AWS4-HMAC-SHA256", "0b")); !slices.Equal(fields, []string{"url"}) {
		t.Error(fields)
	}
	if fields := requestFields(url("AWS4-ECDSA-P256-SHA256", "0a"), url("AWS4-ECDSA-P256-SHA256", "0b")); fields != nil {
		t.Error(fields)
	}
}

// TestNoRecordedRequestIsForgotten finds for every file the SDK that is asked about it
// again, or that has no program to ask, which the report says.
func TestNoRecordedRequestIsForgotten(t *testing.T) {
	root := checkout(t)
	files, err := filepath.Glob(at(root, "testdata/recorded/requests/*.jsonl"))
	if err != nil || len(files) < 10 {
		t.Fatalf("recorded requests are missing: %v %v", files, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		reading, _, _ := strings.Cut(name, "_")
		if reading == "go-v1" {
			continue // gets no releases
		}
		s, err := Find(reading)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if s.requests != nil {
			if asked, err := filepath.Match(s.requests.files, filepath.Base(file)); !asked || err != nil {
				t.Errorf("%s is none of the files that %s is asked about: %s %v", name, s.Name, s.requests.files, err)
			}
		}
	}
}
