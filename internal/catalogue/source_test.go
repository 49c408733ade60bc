package catalogue

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue/release"
	"github.com/sessctl/sessctl/internal/environ"
)

const toy = `{"version":"2.0","metadata":{"apiVersion":"2030-01-01","endpointPrefix":"toy","protocol":"json","jsonVersion":"1.1","serviceFullName":"AWS Toys","serviceId":"Toy Box","signatureVersion":"v4","uid":"toy"},
"operations":{"PlayToy":{"name":"PlayToy","http":{"method":"POST","requestUri":"/"},"input":{"shape":"PlayToyRequest"},"documentation":"<p>fun</p>"}},
"shapes":{"PlayToyRequest":{"type":"structure","required":["Name"],"members":{"Name":{"shape":"Name","documentation":"text"},"documentation":{"shape":"Name"}}},"Name":{"type":"string","min":1,"max":64,"pattern":"^a$"}}}`

// lay writes files below dir, gzipped where the name says so.
func lay(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		data := []byte(text)
		if strings.HasSuffix(name, ".gz") {
			var b bytes.Buffer
			w := gzip.NewWriter(&b)
			if _, err := w.Write(data); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			data = b.Bytes()
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func source(t *testing.T, home string, vars ...string) *Source {
	t.Helper()
	env, err := environ.New(environ.Options{NoEnv: true, Home: home, Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	return NewSource(env)
}

func TestCustomerModels(t *testing.T) {
	home := t.TempDir()
	lay(t, home, map[string]string{
		".aws/models/toys/2030-01-01/service-2.json":               toy,
		".aws/models/toys/2029-01-01/service-2.json":               "{",
		".aws/models/toys/2030-01-01/endpoint-rule-set-1.json":     `{"rules":[]}`,
		".aws/models/s3/2006-03-01/service-2.json.gz":              strings.ReplaceAll(toy, "2030-01-01", "2006-03-01"),
		".aws/models/sts/1999-01-01/service-2.json":                toy,
		".aws/models/sts/2011-06-15/endpoint-rule-set-1.json":      `{"rules":["own"]}`,
		"data/toys/2030-01-01/service-2.sdk-extras.json":           `{"version":1,"merge":{"metadata":{"serviceId":"Toy Chest"},"shapes":{"Name":{"max":9}}}}`,
		"data/partitions.json":                                     `{"partitions":[]}`,
		"data/iam/2030-01-01/service-2.json":                       toy,
		"data/broken/2030-01-01/service-2.json":                    `{"metadata":{},"operations":{"X":{"http":{},"input":{"shape":"Nothing"}}}}`,
		"data/empty/readme/nothing":                                "",
		".local/lib/python3.12/site-packages/botocore/__init__.py": "import x\n\n__version__ = '1.43.9'\n",
	})
	s := source(t, home, "AWS_DATA_PATH=~/data:/nowhere:$HOME/more")
	if _, err := s.Find("toy box"); err == nil {
		t.Error("a model that is not read yet is found by its id")
	}
	toys, err := s.Find("toys")
	if err != nil {
		t.Fatal(err)
	}
	if toys.ID != "Toy Chest" || toys.Shape("Name").Max != "9" || toys.From != filepath.Join(home, ".aws/models/toys/2030-01-01/service-2.json") {
		t.Errorf("toys is %+v", toys)
	}
	if m := toys.Operation("PlayToy").Input.Shape; len(m.Members) != 2 || !m.Members[0].Is(Required) {
		t.Errorf("the input is %+v", m)
	}
	if rules, err := toys.RuleSet(); err != nil || string(rules) != `{"rules":[]}` {
		t.Errorf("the rule set is %s, %v", rules, err)
	}
	for name, id := range map[string]string{"s3": "Toy Box", "iam": "Toy Box", "sts": "STS"} {
		svc, err := s.Find(name)
		if err != nil || svc.ID != id {
			t.Errorf("%s: %+v, %v; want the model of %s", name, svc, err, id)
		}
	}
	if rules, err := s.services["s3"].RuleSet(); err != nil || len(rules) < 10000 {
		t.Errorf("the rule set of the same version is not the embedded one: %v", err)
	}
	if rules, err := s.services["iam"].RuleSet(); err != nil || len(rules) < 1000 || s.services["iam"].RulesFrom != s.archive.release {
		t.Errorf("a newer version without a rule set does not have the newest there is: %v", err)
	}
	if rules, err := s.services["sts"].RuleSet(); err != nil || string(rules) != `{"rules":["own"]}` {
		t.Errorf("a rule set that stands alone does not count: %s, %v", rules, err)
	}
	if _, err := s.Find("broken"); err == nil || !strings.Contains(err.Error(), `operation X: input: unknown shape "Nothing"`) {
		t.Error(err)
	}
	if p, err := s.Partitions(); err != nil || string(p) != `{"partitions":[]}` {
		t.Errorf("the partitions are %s, %v", p, err)
	}
	names := s.Names()
	if !slices.IsSorted(names) || len(names) != len(Names())+2 || !slices.Contains(names, "toys") {
		t.Errorf("there are %d names", len(names))
	}
}

func TestInstalledModels(t *testing.T) {
	home := t.TempDir()
	lay(t, home, map[string]string{
		".local/lib/python3.11/site-packages/botocore/__init__.py":                                                    "\n__version__ = '" + release.Models + "'\n",
		".local/lib/python3.11/site-packages/botocore/data/same/2030-01-01/service-2.json":                            toy,
		".local/share/pipx/venvs/awscli/lib/python3.12/site-packages/botocore/__init__.py":                            "\n__version__ = \"1.50.0\"\n",
		".local/share/pipx/venvs/awscli/lib/python3.12/site-packages/botocore/data/toys/2030-01-01/service-2.json.gz": toy,
	})
	s := source(t, home)
	if _, err := s.Find("same"); err == nil {
		t.Error("a botocore that is not newer counts")
	}
	if svc, err := s.Find("toys"); err != nil || svc.FullName != "AWS Toys" {
		t.Error(err)
	}
	if svc, err := s.Find("s3"); err != nil || svc.From != "botocore "+release.Models {
		t.Error(err)
	}
}

// TestBrokenFilesAreNamed has every kind of file broken in every way.
func TestBrokenFilesAreNamed(t *testing.T) {
	const version = "data/toys/2030-01-01/"
	for _, c := range []struct{ name, text, want string }{
		{"service-2.json", "", "line 1, column 1"},
		{"service-2.json", "{\n \"metadata\": {,", "line 2"},
		{"service-2.json", `[]`, "is no object"},
		{"service-2.json", `{"shapes":{"A":{"type":"strange"}}}`, `shape A: unknown type "strange"`},
		{"service-2.json", `{"shapes":{"A":{"type":"list"}}}`, "shape A: no shape is named"},
		{"service-2.json", strings.Repeat(`{"a":`, 5000), "nested"},
		{"service-2.sdk-extras.json", "{", "line 1"},
		{"service-2.sdk-extras.json", `{"merge":{"shapes":{"Name":{"type":"odd"}}}}`, `unknown type "odd"`},
		{"endpoint-rule-set-1.json", "", ""},
	} {
		home := t.TempDir()
		lay(t, home, map[string]string{version + "service-2.json": toy, version + c.name: c.text})
		svc, err := source(t, home, "AWS_DATA_PATH=~/data").Find("toys")
		if err == nil && c.want == "" { // a fault of the rules is found by those who compile them, and they say
			if want := filepath.Join(home, version, c.name); svc.RulesFrom != want {
				t.Errorf("the rules are from %s, want %s", svc.RulesFrom, want)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), filepath.Join(home, version)) {
			t.Errorf("%s %.40q: the error is %v, want %q in it, and the file", c.name, c.text, err, c.want)
		}
	}
	for _, name := range []string{"service-2.json.gz", "endpoint-rule-set-1.json.gz", "service-2.sdk-extras.json.gz"} {
		home := t.TempDir()
		lay(t, home, map[string]string{version + "service-2.json": toy})
		path := filepath.Join(home, version, name)
		if name == "service-2.json.gz" {
			path = filepath.Join(home, "data/toys/2031-01-01", name)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("not compressed"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := source(t, home, "AWS_DATA_PATH=~/data").Find("toys"); err == nil || !strings.Contains(err.Error(), "decompress "+path) {
			t.Errorf("%s: %v", name, err)
		}
	}
	home := t.TempDir()
	lay(t, home, map[string]string{"data/partitions.json": "{", "data/toys/2030-01-01/service-2.json": toy})
	if _, err := source(t, home, "AWS_DATA_PATH=~/data").Partitions(); err == nil || !strings.Contains(err.Error(), filepath.Join(home, "data/partitions.json")+": line 1") {
		t.Error(err)
	}
	// A directory where a file should be, a file where a directory should.
	lay(t, home, map[string]string{"data/odd": "", "data/sts/2999-01-01": "", "data/sqs/2999-01-01/service-2.json/x": ""})
	s := source(t, home, "AWS_DATA_PATH=~/data")
	if _, err := s.Find("sqs"); err == nil || !strings.Contains(err.Error(), "service-2.json: is a directory") {
		t.Error(err)
	}
	if svc, err := s.Find("sts"); err != nil || svc.From != s.archive.release {
		t.Error(err)
	}
}

func TestNewer(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"1.43.12", "1.43.11", true}, {"1.43.11", "1.43.11", false}, {"1.9.0", "1.43.11", false}, {"2", "1.43.11", true}, {"", "1", false}, {"1.43.11.1", "1.43.11", true}} {
		if newer(c.a, c.b) != c.want {
			t.Errorf("newer(%s, %s) is %v", c.a, c.b, !c.want)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	var s Source
	var wait sync.WaitGroup
	for _, name := range []string{"sts", "iam", "sts", "sqs", "iam", "sns"} {
		wait.Go(func() {
			svc, err := s.Find(name)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := svc.RuleSet(); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}
