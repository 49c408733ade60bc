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
	path := filepath.Join(t.TempDir(), "botocore-"+release.Botocore+"-py3-none-any.whl")
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
	files := botocore(release.Botocore)
	said, fromDir := generate(t, options{botocore: lay(t, files)})
	if !strings.Contains(said, "botocore "+release.Botocore+", 3 services, 3 operations") {
		t.Errorf("it says %s", said)
	}
	if _, fromWheel := generate(t, options{botocore: wheel(t, files)}); !bytes.Equal(fromDir, fromWheel) {
		t.Error("the wheel gives other bytes than the directory")
	}
	index, _, _ := strings.Cut(string(fromDir), "\n=")
	for _, want := range []string{"sessctl-catalogue 1 botocore-" + release.Botocore, "\nacm\t", "\niam\t", "\ntoys\t"} {
		if !strings.Contains(index, want) {
			t.Errorf("the index lacks %q:\n%s", want, index)
		}
	}
	if !strings.Contains(string(fromDir), "\n=extras/iam\t") || strings.Contains(string(fromDir), "\n=extras/toys\t") {
		t.Error("the extras are not those of iam alone")
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
		files := botocore(release.Botocore)
		delete(files, name)
		return files
	}
	broken := botocore(release.Botocore)
	broken["data/toys/2030-01-01/service-2.json"] = "{\n!"
	for _, c := range []struct {
		o    options
		want string
	}{
		{options{botocore: filepath.Join(t.TempDir(), "none")}, "none: no such file"},
		{options{botocore: lay(t, map[string]string{"README": ""})}, "is not the botocore package"},
		{options{botocore: lay(t, map[string]string{"__init__.py": ""})}, "has no __version__"},
		{options{botocore: lay(t, botocore("1.0.0"))}, "is botocore 1.0.0: give it " + release.Botocore + ", or say -any"},
		{options{botocore: lay(t, without("data/partitions.json"))}, "read the partitions"},
		{options{botocore: filepath.Join(lay(t, botocore(release.Botocore)), "__init__.py")}, "neither a directory nor a wheel"},
		{options{botocore: lay(t, map[string]string{"__init__.py": botocore(release.Botocore)["__init__.py"], "data/partitions.json": partitions})}, "no service-2.json"},
		{options{botocore: lay(t, broken)}, "read the model of toys from botocore " + release.Botocore + ": line 2"},
		{options{module: t.TempDir()}, "name one with -partitions"},
	} {
		c.o.out = filepath.Join(t.TempDir(), "models.bin")
		if _, err := run(c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q in it", err, c.want)
		}
	}
	_, b := generate(t, options{botocore: lay(t, botocore("1.0.0")), anyRelease: true})
	if !strings.HasPrefix(string(b), "sessctl-catalogue 1 botocore-1.0.0 ") {
		t.Errorf("it begins with %.40q", b)
	}
}
