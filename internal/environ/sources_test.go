package environ

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
)

func examined(t *testing.T, file string, parse func([]byte) (*Bundle, error)) *Env {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	b, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(Options{Base: b})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestSources asks what each kind of description comes to.
func TestSources(t *testing.T) {
	container := func(name string) func([]byte) (*Bundle, error) {
		return func(text []byte) (*Bundle, error) { return ParseContainer(text, name) }
	}
	task := func(name string) func([]byte) (*Bundle, error) {
		return func(text []byte) (*Bundle, error) { return ParseTask(text, name) }
	}
	const unset = "(unset)"
	for _, c := range []struct {
		name, file string
		parse      func([]byte) (*Bundle, error)
		vars       map[string]string
		dir        string
		token      string // a file that must be there
	}{
		{"docker", "docker.json", container("web"), map[string]string{"AWS_REGION": "eu-central-1", "AWS_PROFILE": "app", "HOME": "/root", "PYTHON_VERSION": "3.12.8"}, "/srv/app", ""},
		{"docker as a user", "docker.json", container("worker"), map[string]string{"AWS_REGION": "us-east-1", "HOME": unset, "AWS_PROFILE": unset}, "/", ""},
		{"pod", "pod.json", container(""), map[string]string{"AWS_ROLE_SESSION_NAME": "orders-shop-$(NOT)-$(MISSING)", "AWS_MAX_ATTEMPTS": unset, "DATABASE_PASSWORD": unset, "AWS_REGION": "eu-west-1"}, "/app", "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"},
		{"pod's first container", "pod.json", container("migrate"), map[string]string{"AWS_REGION": "eu-west-3", "AWS_ROLE_ARN": unset}, "/", ""},
		{"task", "task.json", task("app"), map[string]string{"AWS_REGION": "ap-southeast-2", "AWS_DEFAULT_REGION": "ap-southeast-2", "AWS_EXECUTION_ENV": "AWS_ECS_FARGATE", "AWS_RETRY_MODE": "adaptive", "STRIPE_KEY": unset,
			"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/" + standInUUID}, "/app", ""},
		{"function", "function.json", ParseFunction, map[string]string{"AWS_REGION": "us-west-2", "LOG_LEVEL": "info", "AWS_EXECUTION_ENV": "AWS_Lambda_python3.12", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512", "AWS_ACCESS_KEY_ID": "ASIAIOSFODNN7EXAMPLE", "HOME": unset}, "/var/task", ""},
	} {
		e := examined(t, c.file, c.parse)
		for name, want := range c.vars {
			got := unset
			if v, ok := e.Lookup(name); ok {
				got = v.Value
			}
			if got != want {
				t.Errorf("%s: %s is %q, want %q", c.name, name, got, want)
			}
		}
		if got, want := e.Abs("x"), strings.TrimSuffix(c.dir, "/")+"/x"; got != want {
			t.Errorf("%s: a relative path is %s, want %s", c.name, got, want)
		}
		if c.token != "" && e.File(c.token).Err != nil {
			t.Errorf("%s has no %s", c.name, c.token)
		}
		if f := e.File("/etc/passwd"); f.Exists() {
			t.Errorf("%s has a file of this machine", c.name)
		}
	}
}

// TestUnknown holds what a description leaves open to be said, and wrong ones refused.
func TestUnknown(t *testing.T) {
	text := func(name string) []byte {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	pod, err := ParseContainer(text("pod.json"), "")
	if err != nil {
		t.Fatal(err)
	}
	snap, err := ParseFunction([]byte(`{"FunctionName": "f", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:f", "SnapStart": {"ApplyOn": "PublishedVersions", "OptimizationStatus": "On"}}`))
	if err != nil || len(snap.Unknown) != 1 || !strings.Contains(snap.Unknown[0], "AWS_CONTAINER_CREDENTIALS_FULL_URI") {
		t.Errorf("a function with SnapStart leaves open: %v, %v", snap, err)
	}
	task, err := ParseTask(text("task.json"), "app")
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(append(pod.Unknown, task.Unknown...), "\n")
	for _, want := range []string{"the config map orders-config", "the secret orders-secrets", "AWS_MAX_ATTEMPTS, which comes from attempts of the config map tuning", "password of the secret orders-db", "/etc/certs", "STRIPE_KEY", "billing-config/app.env"} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing is said of %q:\n%s", want, all)
		}
	}
	for _, c := range []struct {
		parse func() (*Bundle, error)
		want  string
	}{
		{func() (*Bundle, error) { return ParseContainer(text("docker.json"), "") }, "name one with --container: web, worker"},
		{func() (*Bundle, error) { return ParseContainer(text("docker.json"), "db") }, `no container "db"; it has web, worker`},
		{func() (*Bundle, error) { return ParseTask(text("task.json"), "") }, "app, xray-daemon"},
		{func() (*Bundle, error) { return ParseContainer(text("function.json"), "") }, "neither what docker inspect prints nor a Kubernetes object"},
		{func() (*Bundle, error) { return ParseTask(text("function.json"), "") }, "no containerDefinitions"},
		{func() (*Bundle, error) { return ParseFunction(text("task.json")) }, "no FunctionName"},
		{func() (*Bundle, error) { return ParseContainer([]byte("web:\n"), "") }, "this is no JSON"},
		{func() (*Bundle, error) { return ParseFunction([]byte(`{"FunctionName": 5}`)) }, `"FunctionName" is not what`},
		{func() (*Bundle, error) { return ParseBundle([]byte(`{"schema_version": 2, "os": "linux"}`)) }, "of version 2, and this program knows version 1"},
	} {
		if _, err := c.parse(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v does not say %q", err, c.want)
		}
	}
}

// TestFlagsOnTopOfABundle: what flags name is added, files of this machine too.
func TestFlagsOnTopOfABundle(t *testing.T) {
	mine := t.TempDir() + "/config"
	if err := os.WriteFile(mine, []byte("[default]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := described("a test")
	b.give("A", "1")
	b.giveFile("/x/config", "inside")
	b.Files = append(b.Files, BundleFile{Path: "/x/secret", State: "unopened", Reason: "permission denied"}, BundleFile{Path: "/x/dir", State: "directory", Mode: "0755"}, BundleFile{Path: "/x/big", State: "too-large", Reason: ErrTooLarge.Error()})
	e, err := New(Options{Base: b, Vars: []string{"A=2", "B=3"}, ConfigFile: mine})
	if err != nil {
		t.Fatal(err)
	}
	if e.Get("A") != "2" || e.Get("B") != "3" || e.Now() != b.Made || e.Local() {
		t.Errorf("A=%s B=%s", e.Get("A"), e.Get("B"))
	}
	if f := e.File(mine); string(f.Data) != "[default]\n" {
		t.Errorf("the file that a flag names: %v", f.Err)
	}
	if f := e.File("/x/config"); string(f.Data) != "inside" || f.Mode != 0o644 {
		t.Errorf("the bundle's file: %q %v %v", f.Data, f.Mode, f.Err)
	}
	for path, want := range map[string]error{"/x/secret": fs.ErrPermission, "/x/big": ErrTooLarge, "/x/none": fs.ErrNotExist, "/x/dir": errDirectory} {
		if f := e.File(path); !errors.Is(f.Err, want) {
			t.Errorf("%s: %v, want %v", path, f.Err, want)
		}
	}
	if f := e.File("/x/dir"); !f.Mode.IsDir() || f.Reason() != "is a directory" {
		t.Errorf("a directory: %v %s", f.Mode, f.Reason())
	}
}
