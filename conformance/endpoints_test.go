package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestEndpointRules runs the endpoint tests of the aws-sdk-go v1 module, with
// the rule sets and the partitions that stand beside them there, through
// TestSuiteEndpointRules of the main module.
func TestEndpointRules(t *testing.T) {
	t.Run("go-v1", func(t *testing.T) {
		models := filepath.Join(moduleDir(t, "oracles/go", "github.com/aws/aws-sdk-go"), "models")
		cases := t.TempDir()
		services := layEndpointTests(t, models, cases)

		cmd := exec.Command("go", "test", "./internal/suite", "-json", "-count=1", "-run", "^TestSuiteEndpointRules$/^SESSCTL_CASES$")
		cmd.Dir = ".."
		cmd.Env = append(os.Environ(), "SESSCTL_CASES="+cases)
		out, err := cmd.Output() // a failed test is seen in the output
		passed, failed := 0, map[string]string{}
		for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
			var event struct{ Action, Test, Output string }
			if json.Unmarshal(lines.Bytes(), &event) != nil || strings.Count(event.Test, "/") < 3 {
				continue
			}
			switch event.Action {
			case "pass":
				passed++
			case "fail":
				failed[event.Test] += ""
			case "output":
				if strings.HasPrefix(strings.TrimSpace(event.Output), "endpoint_rules_test.go") {
					failed[event.Test] += event.Output
				}
			}
		}
		t.Logf("%d cases of %d services pass", passed, services)
		for name, why := range failed {
			t.Errorf("%s\n%s", name, why)
		}
		if err != nil && len(failed) == 0 || passed < 12000 {
			t.Fatalf("the cases were not run: %v\n%s", err, out)
		}
	})
}

// moduleDir gives where a module that the one in dir requires lies.
func moduleDir(t *testing.T, dir, module string) string {
	t.Helper()
	for _, args := range [][]string{{"mod", "download", module}, {"list", "-m", "-f", "{{.Dir}}", module}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go %s: %v", strings.Join(args, " "), err)
		}
		if args[0] == "list" {
			return strings.TrimSpace(string(out))
		}
	}
	return ""
}

// layEndpointTests lays the endpoint tests out as the main module's test wants
// them, and gives the number of services.
func layEndpointTests(t *testing.T, models, to string) int {
	t.Helper()
	to = filepath.Join(to, "endpoint-rules")
	beside := filepath.Join(to, "beside")
	if err := os.MkdirAll(beside, 0o700); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(models, "apis", "*", "*", "endpoint-tests-1.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no endpoint tests in %s: %v", models, err)
	}
	for _, f := range files {
		name := filepath.Base(filepath.Dir(filepath.Dir(f))) + ".json"
		copyFile(t, f, filepath.Join(to, name))
		copyFile(t, filepath.Join(filepath.Dir(f), "endpoint-rule-set-1.json"), filepath.Join(beside, name))
	}
	writePartitions(t, filepath.Join(models, "endpoints", "endpoints.json"), filepath.Join(beside, "partitions.json"))
	return len(files)
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// globalRegions are the regions in which a partition's global services sign,
// which endpoints.json does not say.
var globalRegions = map[string]string{
	"aws": "us-east-1", "aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-west-1", "aws-iso": "us-iso-east-1",
	"aws-iso-b": "us-isob-east-1", "aws-iso-e": "eu-isoe-west-1", "aws-iso-f": "us-isof-south-1",
}

// writePartitions makes a partitions.json of an endpoints.json: what a
// partition supports is what it has a variant of host names for.
func writePartitions(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var endpoints struct {
		Partitions []struct {
			Partition, DNSSuffix, RegionRegex string
			Regions                           map[string]any
			Defaults                          struct {
				Variants []struct {
					DNSSuffix string
					Tags      []string
				}
			}
		}
	}
	if err := json.Unmarshal(b, &endpoints); err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	for _, p := range endpoints.Partitions {
		outputs := map[string]any{"name": p.Partition, "implicitGlobalRegion": globalRegions[p.Partition],
			"dnsSuffix": p.DNSSuffix, "dualStackDnsSuffix": p.DNSSuffix, "supportsFIPS": false, "supportsDualStack": false}
		for _, v := range p.Defaults.Variants {
			switch strings.Join(v.Tags, " ") {
			case "fips":
				outputs["supportsFIPS"] = true
			case "dualstack":
				outputs["supportsDualStack"], outputs["dualStackDnsSuffix"] = true, v.DNSSuffix
			}
		}
		regions := map[string]any{p.Partition + "-global": map[string]any{}}
		for name := range p.Regions {
			regions[name] = map[string]any{}
		}
		all = append(all, map[string]any{"id": p.Partition, "outputs": outputs, "regionRegex": p.RegionRegex, "regions": regions})
	}
	b, err = json.Marshal(map[string]any{"partitions": all})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
