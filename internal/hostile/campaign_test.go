package hostile

import (
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var (
	seed    = flag.Uint64("seed", 440604, "what the cases are drawn from")
	lasting = flag.Duration("for", 0, "how long the campaign lasts; a fixed number of cases if 0")
	only    = flag.Int("case", -1, "run this case alone")
	secrets = flag.String("secrets", "fail", "what a secret on the screen is: report or fail")
)

// fewCases is the length of a campaign that is a test: the same cases on every machine.
const fewCases = 320

// A kind of case does one hostile thing and says what is wrong with what came of it.
type kind struct {
	name string
	run  func(*world)
}

// kinds take turns; secrets have every second one.
var kinds = []kind{
	{"secret", plantSecrets}, {"special file", plantSpecialFiles},
	{"secret", plantSecrets}, {"lost output", loseOutput},
	{"secret", plantSecrets}, {"signal", sendSignals},
	{"secret", plantSecrets}, {"terminal", lookAtTerminal},
	{"secret", plantSecrets}, {"shell", runShells},
	{"secret", plantSecrets}, {"model", plantModel},
	{"secret", plantSecrets}, {"response", answerBadly},
	{"secret", plantSecrets}, {"garbage", plantGarbage},
	{"secret", plantSecrets}, {"completion", complete},
}

func TestCampaign(t *testing.T) {
	bin := build(t)
	t.Logf("seed %d", *seed)
	end := time.Now().Add(*lasting)
	ran, leaks := map[string]int{}, map[string]int{}
	faults := 0
	for n := 0; (n < fewCases || time.Now().Before(end)) && faults < 20; n++ {
		if *only >= 0 {
			if n = max(n, *only); n > *only {
				break
			}
		}
		k := kinds[n%len(kinds)]
		w := newWorld(t, bin, uint64(n))
		k.run(w)
		if err := os.RemoveAll(w.dir); err != nil {
			t.Log(err)
		}
		ran[k.name]++
		for _, c := range w.complaints {
			if c.leak != "" && *secrets != "fail" {
				if leaks[c.leak]++; leaks[c.leak] == 1 || *only >= 0 {
					t.Logf("case %d: %s", n, c.text)
				}
				continue
			}
			faults++
			t.Errorf("%s, -seed %d -case %d: %s", k.name, *seed, n, c.text)
		}
	}
	t.Logf("cases: %v", ran)
	if len(leaks) > 0 {
		t.Logf("secrets on the screen, by place: %v", leaks)
	}
	if *only < 0 && len(ran) < len(kinds)/2+1 {
		t.Errorf("only %d kinds had their turn: %v", len(ran), ran)
	}
}

// build makes the program that is attacked.
func build(t *testing.T) string {
	t.Helper()
	for _, dir := range []string{"../../cmd", "../../internal"} { // what was looked at keeps an older result from being taken for this one
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	bin := filepath.Join(t.TempDir(), "sessctl.exe")
	cmd := exec.Command("go", "build", "-o", bin, "../../cmd/sessctl")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	return bin
}

// world is where one case happens.
type world struct {
	*rand.Rand
	t         *testing.T
	bin       string
	dir, home string
	env       []string
	stdin     string

	complaints []complaint
}

type complaint struct {
	text string
	leak string // the place of a secret that was shown; "" for any other fault
}

func newWorld(t *testing.T, bin string, n uint64) *world {
	dir, err := os.MkdirTemp("", "hostile")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{Rand: rand.New(rand.NewPCG(*seed, n)), t: t, bin: bin, dir: dir, home: filepath.Join(dir, "home")}
	w.env = []string{"HOME=" + w.home, "PATH=" + os.Getenv("PATH"), "AWS_EC2_METADATA_DISABLED=true", "TMPDIR=" + dir}
	w.mkdir(".aws")
	return w
}

func (w *world) mkdir(name string) {
	if err := os.MkdirAll(filepath.Join(w.home, name), 0o700); err != nil {
		w.t.Fatal(err)
	}
}

// write puts a file below the home directory.
func (w *world) write(name, text string) string {
	path := filepath.Join(w.home, name)
	w.mkdir(filepath.Dir(name))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func (w *world) complain(format string, args ...any) {
	w.complaints = append(w.complaints, complaint{text: fmt.Sprintf(format, args...)})
}

func pick[T any](w *world, list ...T) T { return list[w.IntN(len(list))] }

func (w *world) chance(n int) bool { return w.IntN(n) == 0 }

// word is text of the given letters.
func (w *world) word(letters string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[w.IntN(len(letters))]
	}
	return string(b)
}

// Letters that words are made of.
const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	alnum  = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	keyish = alnum + "+/"
)

var readings = []string{"spec", "go-v1.1", "go-v1", "go-v1-shared", "go-v2", "boto3", "cli", "js-v3", "java-v2", "rust", "terraform"}

// command draws a command of any kind, with a format and a reading.
func (w *world) command() []string {
	args := slices.Clone(pick(w,
		[]string{"resolve"}, []string{"resolve", "--all"}, []string{"resolve", "region", "endpoint_url"},
		[]string{"get", pick(w, "region", "endpoint_url", "sdk_ua_app_id", "ca_bundle", "https_proxy", "services.s3.endpoint_url")},
		[]string{"explain", pick(w, "region", "credentials", "endpoint_url", "sdk_ua_app_id", "profile", "retry_mode")},
		[]string{"credentials"}, []string{"profiles"}, []string{"compare"}, []string{"handlers"}, []string{"version"},
		[]string{"copy", "--region", "eu-west-1"}, []string{"client", pick(w, "s3", "sts", "dynamodb")},
		[]string{"check", "region=x", "endpoint_url=y"}, []string{"lint"}, []string{"bundle"}, []string{"settings"}, []string{"explain", "https_proxy"}, []string{"explain", "ca_bundle"}, []string{"credentials", "--env", "A=b"},
		[]string{"diff", "default", "x"}, []string{"diff", "default", "default"}, []string{"lint", "--diff"}, []string{"lint", "--fix", "--dry-run"}, []string{"bundle", "--anonymous"},
		[]string{"copy", "--region", "eu-west-1", "--write", "x", "--dry-run"}, []string{"check", "region=x", "--profiles", "*", "--fail-on", "note"},
		[]string{"request", "sts", "GetCallerIdentity"},
		[]string{"request", "s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--body", "x"},
	))
	formats := map[string][]string{
		"resolve": {"text", "json", "yaml", "env", "short"}, "profiles": {"text", "json", "yaml", "wide", "name"}, "lint": {"text", "json", "sarif", "junit", "github", "gitlab"}, "request": {"text", "json", "http", "curl", "har"}, "check": {"text", "json", "sarif", "junit", "github", "gitlab"},
		"bundle": {"json"}, "diff": {"text", "json", "markdown"}, "copy": {"text", "json"},
		"version": {"text", "json"}, "get": {"text"}, "compare": {"text", "json", "yaml", "markdown"},
	}[args[0]]
	if formats == nil {
		formats = []string{"text", "json", "yaml"}
	}
	args = append(args, "-o", pick(w, formats...), "--as", pick(w, readings...))
	if args[0] == "request" || w.chance(4) {
		args = append(args, "--region", "us-east-1")
	}
	if w.chance(6) {
		args = append(args, "--color", "always")
	}
	return args
}
