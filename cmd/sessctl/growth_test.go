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

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// BenchmarkGrowth times whole commands on a hundredth, a tenth and all of the most
// of each thing that an environment can have many of: 100,000, or what a limit
// leaves of it. Of linear work ten times as much takes ten times as long:
// x-tenfold is what the second step takes, in time of the processors, over the same
// command with one of the thing. BenchmarkMemory has what memory they take.
func BenchmarkGrowth(b *testing.B) {
	bin := sessctl(b)
	for _, thing := range manyThings {
		b.Run(thing.name, func(b *testing.B) {
			most := thing.most
			if most == 0 {
				most = 100_000
			}
			measured := func(n int) (ms float64) {
				home := homeWith(b, thing.config(n))
				var took []time.Duration
				for range 3 {
					cmd := exec.Command(bin, thing.args(n)...)
					cmd.Env = []string{"HOME=" + home, "AWS_EC2_METADATA_DISABLED=true"}
					if out, err := cmd.Output(); err != nil && len(out) == 0 {
						b.Fatalf("%v: %v", thing.args(n), err)
					}
					took = append(took, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
				}
				return float64(slices.Min(took).Microseconds()) / 1000
			}
			base, tenth, all := measured(1), measured(most/10), measured(most)
			for b.Loop() {
			}
			b.ReportMetric(0, "ns/op")
			if tenth > base {
				b.ReportMetric((all-base)/(tenth-base), "x-tenfold")
			}
			b.ReportMetric(all, fmt.Sprintf("ms/%d", most))
		})
	}
}

// manyThings are what there can be many of.
var manyThings = []struct {
	name   string
	config func(n int) string
	args   func(n int) []string
	most   int // 0 for 100,000
}{
	{"profiles", repeated("", "[profile p%d]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = default\n"), with("profiles"), 0},
	{"lint", repeated("", "[profile p%d]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = default\n"), with("lint"), 30_000},
	{"profilesJSON", repeated("", "[profile p%d]\nregion = us-east-1\n"), with("profiles", "-o", "json"), 0},
	{"resolve", repeated("", "[profile p%d]\nregion = us-east-1 # odd\n"), with("resolve"), 0},
	{"chain", chain, with("profiles"), 0},
	{"chainCredentials", chain, func(n int) []string { return []string{"credentials", "--profile", fmt.Sprintf("p%d", n-1)} }, profiles.MaxRoles - 1},
	{"services", repeated("services = s\nregion = us-east-1\n[services s]\n", "s%d =\n  endpoint_url = http://localhost\n"), with("resolve"), sharedfile.MaxSectionLines/2 - 10},
	{"servicesCompare", repeated("services = s\nregion = us-east-1\n[services s]\n", "s%d =\n  endpoint_url = http://localhost\n"), with("compare"), sharedfile.MaxSectionLines/2 - 10},
	{"keys", repeated("region = us-east-1\n", "key%d = value\n"), with("resolve"), sharedfile.MaxSectionLines - 10},
	{"sameKey", repeated("", "region = us-%d\n"), with("resolve"), sharedfile.MaxSectionLines - 10},
	{"nested", repeated("region = us-east-1\ns3 =\n", "  key%d = value\n"), with("resolve"), sharedfile.MaxSectionLines - 10},
	{"sameSection", repeated("", "[profile a]\nregion = us-%d\n"), with("profiles"), sharedfile.MaxSameSections - 10},
	{"junk", repeated("region = us-east-1\n", "junk %d\n"), with("resolve", "--as", "go-v2"), sharedfile.MaxSectionLines - 10},
	{"sessions", repeated("", "[sso-session s%d]\nsso_region = us-east-1\nsso_start_url = https://x\n"), with("profiles"), 0},
	{"sessionsMissing", repeated("", "[profile p%d]\nsso_session = s%d\nsso_account_id = 111122223333\nsso_role_name = r\n"), with("profiles"), 30_000},
	{"variables", repeated("", ""), each([]string{"bundle"}, "--env", "AWS_NAME_%d=x"), 10_000},
	{"assertions", repeated("", ""), each([]string{"check", "--as", "all"}, "", "max_attempts>=%d"), 10_000},
	{"parameters", repeated("region = us-east-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n", ""),
		each([]string{"request", "s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k"}, "--param", "Metadata.k%d=v"), 10_000},
	{"longValue", func(n int) string { return "[default]\nca_bundle = " + strings.Repeat("x", 2*n) + "\n" }, with("explain", "ca_bundle"), 0},
	{"longValueCompare", func(n int) string { return "[default]\nca_bundle = " + strings.Repeat("x", 2*n) + "\n" }, with("compare"), 0},
	{"longURLs", func(n int) string {
		return "[default]\nca_bundle = " + strings.Repeat("http://h/?token=a&", n/10) + "\n"
	}, with("resolve"), 0},
	{"longWords", func(n int) string { return "[default]\nca_bundle = " + strings.Repeat("x ", n) + "\n" }, with("resolve", "--as", "boto3"), 0},
	{"certificates", repeated("region = us-east-1\n", "# %d\n-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n"), with("resolve"), sharedfile.MaxSectionLines/4 - 10},
	{"secrets", repeated("", numbered), with("profiles"), 30_000},
	{"bundle", repeated("", numbered), with("bundle"), 6_000},
	{"process", func(n int) string {
		return "[default]\nregion = us-east-1\ncredential_process = /bin/x" + strings.Repeat(" a", n) + "\n"
	}, with("credentials"), 0},
}

// numbered are profiles with keys that somebody numbered.
const numbered = "[profile p%d]\nregion = us-east-1\naws_access_key_id = AKIAIOSFODNN7%d\naws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCY%d\n"

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

// each gives a command an argument many times, behind a flag where it has one.
func each(command []string, flag, arg string) func(int) []string {
	return func(n int) []string {
		args := slices.Clone(command)
		for i := range n {
			if flag != "" {
				args = append(args, flag)
			}
			args = append(args, strings.ReplaceAll(arg, "%d", fmt.Sprint(i)))
		}
		return args
	}
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
