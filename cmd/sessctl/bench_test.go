package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// The benchmarks time whole processes, from start to end, in time of the processors,
// in turn with a program to compare with, so that the ratio holds when the
// machine's speed drifts or others use it. They assert nothing.

const emptyProgram = "package main\n\nfunc main() {}\n"

// onePass reads a file and looks at each byte once.
const onePass = `package main

import "os"

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	lines := 0
	for _, c := range data {
		if c == '\n' {
			lines++
		}
	}
	if lines == 0 {
		os.Exit(1)
	}
}
`

func BenchmarkResolve(b *testing.B) {
	home := homeFor(b, 12)
	ratio(b, command(sessctl(b), home, "resolve"), command(program(b, emptyProgram), home), "empty")
}

func BenchmarkResolveJSON(b *testing.B) {
	home := homeFor(b, 12)
	ratio(b, command(sessctl(b), home, "resolve", "-o", "json"), command(program(b, emptyProgram), home), "empty")
}

func BenchmarkCompare(b *testing.B) {
	home := homeFor(b, 12)
	ratio(b, command(sessctl(b), home, "compare"), command(program(b, emptyProgram), home), "empty")
}

// runInstances is a request to the largest service, cold: the model, the endpoint
// rules, the input's validation, the body and the signature.
var runInstances = []string{"request", "ec2", "RunInstances", "--region", "us-east-1", "--as", "boto3", "-o", "http",
	"--input", `{"ImageId": "ami-12345678", "MinCount": 1, "MaxCount": 1, "InstanceType": "t3.micro", "TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "blue"}]}]}`}

func BenchmarkRequest(b *testing.B) {
	home := homeFor(b, 12)
	ratio(b, command(sessctl(b), home, runInstances...), command(program(b, emptyProgram), home), "empty")
}

func BenchmarkRequestS3(b *testing.B) {
	home := homeFor(b, 12)
	args := []string{"request", "s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--body", "hello", "--region", "us-east-1"}
	ratio(b, command(sessctl(b), home, args...), command(program(b, emptyProgram), home), "empty")
}

func BenchmarkClient(b *testing.B) {
	home := homeFor(b, 12)
	ratio(b, command(sessctl(b), home, "client", "ec2", "--region", "us-east-1"), command(program(b, emptyProgram), home), "empty")
}

// buildByBotocore builds the request of runInstances, and stops before it is sent.
const buildByBotocore = `
import botocore.session, json, os, sys
client = botocore.session.get_session().create_client("ec2", region_name="us-east-1")
def stop(request, **kwargs):
    sys.stdout.write(request.url + "\n")
    sys.stdout.flush()
    os._exit(0)
client.meta.events.register("before-send", stop)
client.run_instances(**json.loads(sys.argv[1]))
`

// BenchmarkRequestAgainstBotocore needs a Python that has botocore: the one that
// BOTOCORE_PYTHON names, or python3.
func BenchmarkRequestAgainstBotocore(b *testing.B) {
	python := os.Getenv("BOTOCORE_PYTHON")
	if python == "" {
		python = "python3"
	}
	if out, err := exec.Command(python, "-c", "import botocore; print(botocore.__version__)").CombinedOutput(); err != nil {
		b.Logf("%s has no botocore to compare with (%v); BOTOCORE_PYTHON names a Python that has", python, err)
		return
	} else {
		b.Logf("botocore %s", out)
	}
	home := homeFor(b, 12)
	ratio(b, command(sessctl(b), home, runInstances...), command(python, home, "-c", buildByBotocore, runInstances[len(runInstances)-1]), "botocore")
}

func BenchmarkResolveAgainstGit(b *testing.B) {
	git, err := exec.LookPath("git")
	if err != nil {
		b.Log("git is not installed: nothing to compare with")
		return
	}
	home := homeFor(b, 12)
	if err := os.WriteFile(filepath.Join(home, ".gitconfig"), []byte("[user]\n\tname = x\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	ratio(b, command(sessctl(b), home, "resolve"), command(git, home, "config", "--list", "--show-origin"), "git")
}

func BenchmarkGet(b *testing.B) {
	home := homeFor(b, 12)
	ratio(b, command(sessctl(b), home, "get", "region"), command(program(b, emptyProgram), home), "empty")
}

func BenchmarkProfiles1000(b *testing.B)  { manyProfiles(b, 1000) }
func BenchmarkProfiles10000(b *testing.B) { manyProfiles(b, 10000) }

func manyProfiles(b *testing.B, n int) {
	home := homeFor(b, n)
	ratio(b, command(sessctl(b), home, "resolve", "--profile", fmt.Sprintf("p%d", n/2)),
		command(program(b, onePass), home, filepath.Join(home, ".aws", "config")), "pass")
}

// ratio runs a and b in turn and reports the median of their quotients.
func ratio(b *testing.B, run, other func() (time.Duration, int64), name string) {
	run()
	other()
	var ratios, times []float64
	var peak int64
	for b.Loop() {
		x, memory := run()
		y, _ := other()
		ratios = append(ratios, float64(x)/float64(y))
		times = append(times, float64(x.Microseconds())/1000)
		peak = max(peak, memory)
	}
	slices.Sort(ratios)
	slices.Sort(times)
	b.ReportMetric(ratios[len(ratios)/2], "x-"+name)
	b.ReportMetric(times[len(times)/2], "ms/run")
	if peak > 0 {
		b.ReportMetric(float64(peak)/1024, "MiB-peak")
	}
}

func command(path, home string, args ...string) func() (time.Duration, int64) {
	return func() (time.Duration, int64) {
		cmd := exec.Command(path, args...)
		cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "AWS_EC2_METADATA_DISABLED=true"}
		if out, err := cmd.CombinedOutput(); err != nil {
			panic(fmt.Sprintf("%s: %v\n%s", path, err, out))
		}
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peakMemory(cmd.ProcessState)
	}
}

func sessctl(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), exe("sessctl"))
	build(b, path, ".")
	return path
}

func program(b *testing.B, source string) string {
	b.Helper()
	dir := b.TempDir()
	file := filepath.Join(dir, "main.go")
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, exe("program"))
	build(b, path, file)
	return path
}

func build(b *testing.B, path, what string) {
	b.Helper()
	linked := path + ".linked" // and copied, as make build does
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", linked, what)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("build %s: %v\n%s", what, err, out)
	}
	program, err := os.ReadFile(linked)
	if err == nil {
		err = os.WriteFile(path, program, 0o700)
	}
	if err != nil {
		b.Fatal(err)
	}
}

func exe(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// profiles makes a home with n profiles such as people have.
func homeFor(b *testing.B, n int) string {
	b.Helper()
	home := b.TempDir()
	var config, credentials strings.Builder
	config.WriteString("[default]\nregion = eu-west-1\noutput = json\n\n")
	credentials.WriteString("[default]\naws_access_key_id = AKIAEXAMPLEDEFAULT\naws_secret_access_key = secret\n\n")
	for i := range n {
		fmt.Fprintf(&config, "[profile p%d]\nregion = us-west-%d\nrole_arn = arn:aws:iam::%012d:role/team-%d\nsource_profile = default\n\n", i, i%2+1, i, i)
	}
	dir := filepath.Join(home, ".aws")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		b.Fatal(err)
	}
	for name, text := range map[string]string{"config": config.String(), "credentials": credentials.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return home
}
