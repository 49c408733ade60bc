package table

import (
	"os"
	"strings"
	"testing"
)

const small = `{"version": 3, "partitions": [
	{"partition": "aws", "dnsSuffix": "amazonaws.com", "regionRegex": "^(us|eu)\\-\\w+\\-\\d+$",
	 "defaults": {"hostname": "{service}.{region}.{dnsSuffix}", "protocols": ["https"], "signatureVersions": ["v4"], "variants": [
		{"hostname": "{service}-fips.{region}.{dnsSuffix}", "dnsSuffix": "amazonaws.com", "tags": ["fips"]},
		{"hostname": "{service}.{region}.{dnsSuffix}", "dnsSuffix": "api.aws", "tags": ["dualstack"]}]},
	 "regions": {"us-east-1": {"description": "d"}, "us-west-2": {}},
	 "services": {
		"toy": {"endpoints": {"us-east-1": {"variants": [{"hostname": "toy-fips.us-east-1.amazonaws.com", "tags": ["fips"]}]}, "us-west-2": {},
			"fips-us-east-1": {"hostname": "toy-fips.us-east-1.amazonaws.com", "deprecated": true}, "odd": {"hostname": "odd.example", "credentialScope": {"region": "us-west-2"}}}},
		"world": {"partitionEndpoint": "aws-global", "isRegionalized": false, "defaults": {"credentialScope": {"service": "world-name"}},
			"endpoints": {"aws-global": {"hostname": "world.amazonaws.com", "protocols": ["http", "https"], "credentialScope": {"region": "us-east-1"}}}},
		"data.iot": {"endpoints": {}}, "s3": {"endpoints": {"us-east-1": {"signatureVersions": ["s3", "s3v4"]}}}}},
	{"partition": "aws-iso", "dnsSuffix": "c2s.ic.gov", "regionRegex": "^us\\-iso\\-\\w+\\-\\d+$",
	 "defaults": {"hostname": "{service}.{region}.{dnsSuffix}"}, "regions": {}, "services": {"toy": {"endpoints": {}}}}]}`

func built(t *testing.T, kind Kind) *Table {
	t.Helper()
	text, err := Build("1.2.3", []byte(small), kind)
	if err != nil {
		t.Fatal(err)
	}
	table, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestEndpointFor(t *testing.T) {
	table := built(t, WithHosts)
	if table.Release != "1.2.3" {
		t.Errorf("the release is %s", table.Release)
	}
	for _, c := range []struct {
		service, region string
		o               Options
		want            string
	}{
		{"toy", "us-east-1", Options{}, "https://toy.us-east-1.amazonaws.com us-east-1 "},
		{"toy", "us-east-1", Options{FIPS: true}, "https://toy-fips.us-east-1.amazonaws.com us-east-1 "},
		{"toy", "us-west-2", Options{DualStack: true}, "https://toy.us-west-2.api.aws us-west-2 "},
		{"toy", "us-iso-x-1", Options{}, "https://toy.us-iso-x-1.c2s.ic.gov us-iso-x-1 "},
		{"toy", "us-iso-x-1", Options{FIPS: true}, "could not resolve endpoint: the partition aws-iso has no such endpoints for this SDK"},
		{"toy", "nowhere", Options{}, "https://toy.nowhere.amazonaws.com nowhere "},
		{"toy", "odd", Options{}, "https://odd.example us-west-2 "},
		{"toy", "", Options{}, "no region is configured"},
		{"toy", "a b", Options{}, errRegion.Error()},
		{"toy", "fips-us-east-1", Options{FIPS: true, Resolved: "us-east-1"}, "https://toy-fips.us-east-1.amazonaws.com us-east-1 "},
		{"world", "eu-x-1", Options{}, "https://world.amazonaws.com us-east-1 world-name"},
		{"world", "eu-x-1", Options{FIPS: true}, "https://world-fips.eu-x-1.amazonaws.com eu-x-1 world-name"},
		{"unknown", "eu-x-1", Options{}, "https://unknown.eu-x-1.amazonaws.com eu-x-1 "},
		{"s3", "us-east-1", Options{}, "https://s3.amazonaws.com us-east-1 "},
		{"s3", "us-east-1", Options{RegionalS3: true}, "https://s3.us-east-1.amazonaws.com us-east-1 "},
		{"sts", "us-east-1", Options{RegionalSTS: true}, "https://sts.us-east-1.amazonaws.com us-east-1 "},
		{"sts", "us-east-1", Options{}, "https://sts.aws-global.amazonaws.com aws-global "}, // this table has no STS
	} {
		got := ""
		if e, err := table.EndpointFor(c.service, c.region, c.o); err != nil {
			got = err.Error()
		} else {
			got = e.URL + " " + e.SigningRegion + " " + e.SigningName
		}
		if got != c.want {
			t.Errorf("%s in %q, %+v: %s, want %s", c.service, c.region, c.o, got, c.want)
		}
	}
	if strings.Contains(table.text, "fips-us-east-1") || strings.Contains(table.text, "\tus-west-2") || strings.Contains(table.text, "data.iot") {
		t.Errorf("the table has what makes no difference:\n%s", table.text)
	}
}

func TestScopeFor(t *testing.T) {
	table := built(t, ScopesAlone)
	for _, c := range []struct {
		service, region string
		fips, dual      bool
		want            string
	}{
		{"toy", "us-east-1", false, false, "aws us-east-1 us-east-1 "},
		{"toy", "odd", false, false, "aws odd us-west-2 "},
		{"toy", "", false, false, "you must specify a region"},
		{"toy", "us-iso-x-1", true, false, "unable to construct a modeled endpoint with the following variant(s) ['fips']"},
		{"toy", "us-iso-x-1", false, true, "aws us-iso-x-1 us-iso-x-1 "}, // passed over, as botocore does with aws-iso
		{"world", "", false, false, "aws aws-global us-east-1 "},         // a scope is taken as a whole
		{"world", "us-west-2", true, false, "aws aws-global us-east-1 "},
		{"world", "us-west-2", true, true, "unable to construct a modeled endpoint with the following variant(s) ['dualstack', 'fips']"},
		{"unknown", "mars", false, false, "aws mars mars "},
	} {
		got := ""
		if s, err := table.ScopeFor(c.service, c.region, c.fips, c.dual); err != nil {
			got = err.Error()
		} else {
			got = strings.Join([]string{s.Partition, s.Region, s.SigningRegion, s.SigningName}, " ")
		}
		if got != c.want {
			t.Errorf("%s in %q, %v %v: %s, want %s", c.service, c.region, c.fips, c.dual, got, c.want)
		}
	}
}

func TestBuildIsRepeatable(t *testing.T) {
	for _, kind := range []Kind{WithHosts, ScopesAlone} {
		first, err := Build("1", []byte(small), kind)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if again, _ := Build("1", []byte(small), kind); again != first {
				t.Fatal("the same endpoints give another table")
			}
		}
	}
	for _, text := range []string{"", "{", `{"version": 2}`, `{"version": 3}`} {
		if _, err := Build("1", []byte(text), WithHosts); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
	for _, text := range []string{"", "x\n", magic + "1\npartition\ta\n"} {
		if _, err := parse(text); err == nil {
			t.Errorf("the table %q is taken", text)
		}
	}
}

// withHosts is the table that has hosts.
func withHosts(tb testing.TB) *Table {
	tb.Helper()
	text, err := os.ReadFile("../../sdk/gov1/endpoints.txt")
	if err != nil {
		tb.Fatal(err)
	}
	return MustParse(string(text))
}

// TestEmbedded reads every record of the embedded tables.
func TestEmbedded(t *testing.T) {
	for name, table := range map[string]*Table{"go-v1": withHosts(t), "botocore": Scopes()} {
		services := 0
		for line := range strings.Lines(table.text) {
			id, ok := strings.CutPrefix(strings.TrimSpace(line), "service\t")
			if !ok {
				continue
			}
			services++
			known := false
			for i := range table.partitions {
				known = known || table.service(i, id).known
			}
			if !known {
				t.Errorf("%s: no partition knows %s", name, id)
			}
			for _, region := range []string{"us-east-1", "cn-north-1", "aws-global", ""} {
				_, _ = table.EndpointFor(id, region, Options{})
				_, _ = table.ScopeFor(id, region, true, true)
			}
		}
		if services < 200 || len(table.partitions) < 7 {
			t.Errorf("%s: %d services in %d partitions", name, services, len(table.partitions))
		}
	}
}

func BenchmarkEndpointFor(b *testing.B) {
	table := withHosts(b)
	for b.Loop() {
		if _, err := table.EndpointFor("dynamodb", "us-west-2", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
