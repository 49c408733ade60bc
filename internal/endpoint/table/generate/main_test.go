package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue/release"
)

const endpoints = `{"version": 3, "partitions": [{"partition": "aws", "dnsSuffix": "amazonaws.com", "regionRegex": "^us\\-\\w+\\-\\d+$",
	"defaults": {"hostname": "{service}.{region}.{dnsSuffix}"}, "regions": {"us-east-1": {}},
	"services": {"toy": {"partitionEndpoint": "aws-global", "isRegionalized": false, "endpoints": {"aws-global": {"hostname": "toy.amazonaws.com", "credentialScope": {"region": "us-east-1"}}}}}}]}`

func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// module is a small aws-sdk-go, by the names of its files.
func module() map[string]string {
	return map[string]string{
		"aws/version.go":                  "package aws\n\nconst SDKVersion = \"" + release.GoV1 + "\"\n",
		"models/endpoints/endpoints.json": endpoints,
		"service/toys/service.go": "const (\n\tServiceName = \"toy\" // n\n\tEndpointsID = ServiceName // i\n\tServiceID   = \"Toy Box\" // s\n)\n" +
			"\tc := p.ClientConfig(EndpointsID, cfgs...)\n\t\tc.SigningName = EndpointsID\n",
		"service/toydata/service.go": "const (\n\tServiceName = \"Toy Data\"\n\tEndpointsID = \"data.toy\"\n\tServiceID   = \"Toy Data\"\n)\n" +
			"\t\tc = v.ClientConfigNoResolveEndpoint(cfgs...)\n\t\tc.SigningName = \"toydata\"\n",
	}
}

// repository has the directories that are written to.
func repository(t *testing.T) string {
	t.Helper()
	return lay(t, map[string]string{"internal/sdk/gov1/services.txt": "", "internal/endpoint/table/botocore.txt": ""})
}

func TestTables(t *testing.T) {
	python := lay(t, map[string]string{"__init__.py": "__version__ = '" + release.Botocore + "'\n", "data/endpoints.json": endpoints})
	out := repository(t)
	if err := run(lay(t, module()), python, out); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"internal/sdk/gov1/endpoints.txt":      "\naws-global\th=toy.amazonaws.com;r=us-east-1\n",
		"internal/endpoint/table/botocore.txt": "\naws-global\tr=us-east-1\n",
		"internal/sdk/gov1/services.txt":       "Toy Data\t-data.toy\ttoydata\nToy Box\ttoy\ttoy\n",
	} {
		b, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(string(b), "\n\t", "\n"); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", name, want, b)
		}
	}
	old := module()
	old["aws/version.go"] = strings.Replace(old["aws/version.go"], release.GoV1, "1.0.0", 1)
	nameless := module()
	nameless["service/toys/service.go"] = "package toys"
	broken := module()
	broken["models/endpoints/endpoints.json"] = "{"
	for want, files := range map[string]map[string]string{"this is aws-sdk-go 1.0.0, wanted is " + release.GoV1: old, "does not say what its service is called": nameless, "endpoints.json: read the endpoints": broken,
		"is not the aws-sdk-go v1 module": {}} {
		if err := run(lay(t, files), python, repository(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q in it", err, want)
		}
	}
	if err := run("", "", out); err == nil {
		t.Error("it does without the SDKs")
	}
}
