package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue/release"
)

const (
	model = `{"version":"2.0","metadata":{"apiVersion":"2030-01-01","endpointPrefix":"NAME","protocol":"json","serviceFullName":"AWS Toys","serviceId":"NAME","signatureVersion":"v4"},
"operations":{"Play":{"name":"Play","http":{"method":"POST","requestUri":"/"},"input":{"shape":"Toy"},"documentation":"<p>fun</p>"}},
"shapes":{"Toy":{"type":"structure","members":{"Name":{"shape":"Name"}}},"Name":{"type":"string"}}}`
	rules      = `{"version":"1.0","parameters":{},"rules":[{"conditions":[],"error":"NAME","type":"error","documentation":"words"}]}`
	partitions = `{"partitions":[{"id":"aws","outputs":{}}]}`
)

// botocore is a small package of models, by the names of its files.
func botocore(version string) map[string]string {
	files := map[string]string{"__init__.py": "import os\n\n__version__ = '" + version + "'\n", "data/partitions.json": partitions,
		"data/endpoints.json": "{}", "data/iam/2030-01-01/service-2.sdk-extras.json": `{"version":1.0,"merge":{"shapes":{"Name":{"max":9}}}}`}
	for _, name := range []string{"acm", "iam", "toys"} {
		files["data/"+name+"/2030-01-01/service-2.json.gz"] = strings.ReplaceAll(model, "NAME", name)
		files["data/"+name+"/2030-01-01/endpoint-rule-set-1.json.gz"] = strings.ReplaceAll(rules, "NAME", name)
	}
	files["data/toys/2029-01-01/service-2.json"] = "{"
	files["data/toys/2031-01-01/endpoint-rule-set-1.json"] = "{}"
	return files
}

// packed gives the bytes of a file, compressed where its name says so.
func packed(t *testing.T, name, text string) []byte {
	t.Helper()
	if !strings.HasSuffix(name, ".gz") {
		return []byte(text)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(text))
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lay writes files into a new directory.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, packed(t, name, text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// wheel writes files as pip downloads them.
func wheel(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create("botocore/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(packed(t, name, text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "botocore-"+release.Models+"-py3-none-any.whl")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func generate(t *testing.T, o options) (string, []byte) {
	t.Helper()
	o.out = filepath.Join(t.TempDir(), "models.bin")
	said, err := run(o)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(o.out)
	if err != nil {
		t.Fatal(err)
	}
	return said, b
}

func TestPackageAndWheelGiveTheSameBytes(t *testing.T) {
	files := botocore(release.Models)
	said, fromDir := generate(t, options{newest: lay(t, files)})
	if !strings.Contains(said, "botocore "+release.Models+", 3 services, 3 operations") {
		t.Errorf("it says %s", said)
	}
	if _, fromWheel := generate(t, options{newest: wheel(t, files)}); !bytes.Equal(fromDir, fromWheel) {
		t.Error("the wheel gives other bytes than the directory")
	}
	index, _, _ := strings.Cut(string(fromDir), "\n=")
	for _, want := range []string{"sessctl-catalogue 1 botocore-" + release.Models, "\nacm\t", "\niam\t", "\ntoys\t"} {
		if !strings.Contains(index, want) {
			t.Errorf("the index lacks %q:\n%s", want, index)
		}
	}
	if !strings.Contains(string(fromDir), "\n=extras/iam\t") || strings.Contains(string(fromDir), "\n=extras/toys\t") {
		t.Error("the extras are not those of iam alone")
	}
}

// TestKept says of releases that differ in one thing what is kept of the older one.
func TestKept(t *testing.T) {
	const (
		call   = `"http":{"method":"POST","requestUri":"/"}`
		member = `"Name":{"shape":"Name"}`
		name   = `"Name":{"type":"string"}`
	)
	for _, c := range []struct{ older, newer, want string }{
		{"", "", ""},
		{call, call + `,"deprecated":true`, ""},
		{member, member + `,"More":{"shape":"Name"}`, ""},
		{name, `"Name":{"type":"string","sensitive":true,"max":9,"enum":["a"]}`, ""},
		{`"protocol":"json"`, `"protocol":"smithy-rpc-v2-cbor","protocols":["smithy-rpc-v2-cbor","json"]`, ""},
		{`"protocol":"json"`, `"protocol":"query"`, "the protocols"},
		{`"protocol":"json"`, `"protocol":"json","protocols":["json","query"]`, "the protocols"},
		{`"signatureVersion":"v4"`, `"signatureVersion":"v2"`, "the signature"},
		{`"serviceId"`, `"signingName":"other","serviceId"`, "the signing name"},
		{call, `"http":{"method":"PUT","requestUri":"/"}`, "Play: the method"},
		{call, `"http":{"method":"POST","requestUri":"/v2"}`, "Play: the path"},
		{call, call + `,"authtype":"none"`, "Play: who signs"},
		{`"Play":{"name":"Play"`, `"PlayOn":{"name":"PlayOn"`, "Play: it is gone"},
		{member, `"Other":{"shape":"Name"}`, "Play: Toy.Name is gone"},
		{member, `"Name":{"shape":"Name","location":"header","locationName":"n"}`, "Play: the name in messages of Name"},
		{`"members":{` + member, `"required":["Name"],"members":{` + member, "Play: the traits of Name"},
		{`"members":{` + member, `"required":["More"],"members":{"More":{"shape":"Name"},` + member, "Play: Toy.More is new, and not left out"},
		{member, member + `,"More":{"shape":"Name","idempotencyToken":true}`, "Play: Toy.More is new, and not left out"},
		{name, `"Name":{"type":"string","min":2}`, "Play: the least length or value of Name"},
		{name, `"Name":{"type":"integer"}`, "Play: the kind of Name"},
		{`"error":"toys"`, `"error":"other"`, "endpoint rules"},
	} {
		older, newer := botocore(release.Botocore), botocore(release.Models)
		changed := false
		for _, file := range []string{"data/toys/2030-01-01/service-2.json.gz", "data/toys/2030-01-01/endpoint-rule-set-1.json.gz"} {
			newer[file] = strings.Replace(newer[file], c.older, c.newer, 1)
			changed = changed || newer[file] != older[file]
		}
		if !changed && c.older != "" {
			t.Fatalf("the model has no %s", c.older)
		}
		delete(newer, "data/acm/2030-01-01/service-2.json.gz")
		said, b := generate(t, options{kept: true, newest: lay(t, newer), botocore: lay(t, older)})
		_, why, _ := strings.Cut(said, "\n  acm: it is gone")
		want := ""
		if c.want != "" {
			want = "\n  toys: " + c.want
		}
		if why != want {
			t.Errorf("%s, now %s: kept is %q, want %q", c.older, c.newer, why, want)
		}
		if hasModel := strings.Contains(string(b), "\ntoys\t") && !strings.Contains(string(b), "\ntoys\t0 0 0\t"); hasModel != (c.want != "" && c.want != "endpoint rules") {
			t.Errorf("%s, now %s: the older model is there: %t", c.older, c.newer, hasModel)
		}
	}
}

func TestGoModule(t *testing.T) {
	dir := lay(t, map[string]string{
		"models/apis/stub.go":                                 "package apis",
		"models/apis/iam/2030-01-01/api-2.json":               strings.ReplaceAll(model, "NAME", "iam"),
		"models/apis/iam/2030-01-01/endpoint-rule-set-1.json": rules,
		"models/apis/toys/2030-01-01/api-2.json":              strings.ReplaceAll(model, "NAME", "toys"),
		"partitions.json":                                     partitions,
	})
	said, b := generate(t, options{module: dir, partitions: filepath.Join(dir, "partitions.json")})
	if !strings.Contains(said, "2 services, 2 operations") || !strings.Contains(string(b), "\ntoys\t") {
		t.Errorf("it says %s", said)
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	without := func(name string) map[string]string {
		files := botocore(release.Models)
		delete(files, name)
		return files
	}
	broken := botocore(release.Models)
	broken["data/toys/2030-01-01/service-2.json"] = "{\n!"
	for _, c := range []struct {
		o    options
		want string
	}{
		{options{newest: filepath.Join(t.TempDir(), "none")}, "none: no such file"},
		{options{newest: lay(t, map[string]string{"README": ""})}, "is not the botocore package"},
		{options{newest: lay(t, map[string]string{"__init__.py": ""})}, "has no __version__"},
		{options{newest: lay(t, botocore("1.0.0"))}, "is botocore 1.0.0: give it " + release.Models + ", or say -any"},
		{options{newest: lay(t, without("data/partitions.json"))}, "read the partitions"},
		{options{newest: filepath.Join(lay(t, botocore(release.Models)), "__init__.py")}, "neither a directory nor a wheel"},
		{options{newest: lay(t, map[string]string{"__init__.py": botocore(release.Models)["__init__.py"], "data/partitions.json": partitions})}, "no service-2.json"},
		{options{newest: lay(t, broken)}, "read the model of toys from botocore " + release.Models + ": line 2"},
		{options{module: t.TempDir()}, "name one with -partitions"},
	} {
		c.o.out = filepath.Join(t.TempDir(), "models.bin")
		if _, err := run(c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q in it", err, c.want)
		}
	}
	_, b := generate(t, options{newest: lay(t, botocore("1.0.0")), anyRelease: true})
	if !strings.HasPrefix(string(b), "sessctl-catalogue 1 botocore-1.0.0 ") {
		t.Errorf("it begins with %.40q", b)
	}
}
