package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkGrowth times whole commands on 1,000, 10,000 and 100,000 of each
// thing that an environment can have many of. Of linear work ten times as much
// takes ten times as long: x-tenfold is what the second step takes, in time of
// the processors.
func BenchmarkGrowth(b *testing.B) {
	bin := sessctl(b)
	for _, thing := range manyThings {
		b.Run(thing.name, func(b *testing.B) {
			var times [3]float64
			var peak, size int64
			for i, n := range []int{1000, 10_000, 100_000} {
				home := homeWith(b, thing.config(n))
				var took []time.Duration
				for range 2 {
					cmd := exec.Command(bin, thing.args(n)...)
					cmd.Env = []string{"HOME=" + home, "AWS_EC2_METADATA_DISABLED=true"}
					if out, err := cmd.Output(); err != nil && len(out) == 0 {
						b.Fatalf("%v: %v", thing.args(n), err)
					}
					took = append(took, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
					peak = peakMemory(cmd.ProcessState)
				}
				times[i] = float64(slices.Min(took).Microseconds()) / 1000
				info, err := os.Stat(filepath.Join(home, ".aws", "config"))
				if err != nil {
					b.Fatal(err)
				}
				size = info.Size()
			}
			for b.Loop() {
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(times[2]/times[1], "x-tenfold")
			b.ReportMetric(times[2], "ms/100000")
			b.ReportMetric(float64(peak*1024)/float64(size), "B/B-peak")
		})
	}
}

// manyThings are what there can be many of.
var manyThings = []struct {
	name   string
	config func(n int) string
	args   func(n int) []string
}{
	{"profiles", repeated("", "[profile p%d]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = default\n"), with("profiles")},
	{"profilesJSON", repeated("", "[profile p%d]\nregion = us-east-1\n"), with("profiles", "-o", "json")},
	{"resolve", repeated("", "[profile p%d]\nregion = us-east-1 # odd\n"), with("resolve")},
	{"chain", chain, with("profiles")},
	{"chainCredentials", chain, func(n int) []string { return []string{"credentials", "--profile", fmt.Sprintf("p%d", n-1)} }},
	{"services", repeated("services = s\nregion = us-east-1\n[services s]\n", "s%d =\n  endpoint_url = http://localhost\n"), with("resolve")},
	{"servicesCompare", repeated("services = s\nregion = us-east-1\n[services s]\n", "s%d =\n  endpoint_url = http://localhost\n"), with("compare")},
	{"keys", repeated("region = us-east-1\n", "key%d = value\n"), with("resolve")},
	{"sameKey", repeated("", "region = us-%d\n"), with("resolve")},
	{"nested", repeated("region = us-east-1\ns3 =\n", "  key%d = value\n"), with("resolve")},
	{"sameSection", repeated("", "[profile a]\nregion = us-%d\n"), with("profiles")},
	{"junk", repeated("region = us-east-1\n", "junk %d\n"), with("resolve", "--as", "go-v2")},
	{"sessions", repeated("", "[sso-session s%d]\nsso_region = us-east-1\nsso_start_url = https://x\n"), with("profiles")},
	{"longValue", func(n int) string { return "[default]\nca_bundle = " + strings.Repeat("x", 2*n) + "\n" }, with("explain", "ca_bundle")},
	{"longWords", func(n int) string { return "[default]\nca_bundle = " + strings.Repeat("x ", n) + "\n" }, with("resolve", "--as", "boto3")},
	{"process", func(n int) string {
		return "[default]\nregion = us-east-1\ncredential_process = /bin/x" + strings.Repeat(" a", n) + "\n"
	}, with("credentials")},
}

func repeated(before, each string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString("[default]\n" + before)
		for i := range n {
			b.WriteString(strings.ReplaceAll(each, "%d", fmt.Sprint(i)))
		}
		return b.String()
	}
}

func chain(n int) string {
	var b strings.Builder
	b.WriteString("[profile p0]\nregion = us-east-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "[profile p%d]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = p%d\n", i, i-1)
	}
	return b.String()
}

func with(args ...string) func(int) []string { return func(int) []string { return args } }

func homeWith(b *testing.B, config string) string {
	b.Helper()
	home := b.TempDir()
	if err := os.Mkdir(filepath.Join(home, ".aws"), 0o700); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(config), 0o600); err != nil {
		b.Fatal(err)
	}
	return home
}
