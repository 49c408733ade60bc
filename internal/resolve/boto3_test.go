package resolve

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
)

// botoCase is an environment for boto3 and the CLI; "HOME~" stands for its home directory.
type botoCase struct {
	config, credentials string
	files               map[string]string // beside them, by path under the home directory
	vars                []string
	profile, region     string // as flags give them
}

func (c botoCase) resolve(t *testing.T, rd *Reading) *Resolution {
	t.Helper()
	w := c.workspace(t)
	in := Inputs{Explicit: map[string]Candidate{}}
	if c.profile != "" {
		in.Profile = &Candidate{c.profile, Origin{Kind: Flag, Name: "--profile"}}
	}
	if c.region != "" {
		in.Explicit["region"] = Candidate{c.region, Origin{Kind: Flag, Name: "--region"}}
	}
	res := Resolve(w, in, rd)
	for _, p := range res.Problems {
		if p.Message == "" || p.Code == "" {
			t.Errorf("a problem that says nothing: %+v", p)
		}
	}
	for _, tried := range res.Credentials.Tried {
		if tried.Reason == "" {
			t.Errorf("nothing is said of %s", tried.Provider)
		}
	}
	return res
}

// outlineBoto3 gives a plan in a line: its status and provider, and each step.
func outlineBoto3(p Plan) string {
	s := []string{strings.TrimSpace(string(p.Status) + " " + p.Provider)}
	for _, step := range p.Steps {
		switch step.Kind {
		case StepStatic:
			s = append(s, "static "+step.AccessKeyID)
		case StepAssumeRole:
			duration := "-"
			if step.DurationSeconds != nil {
				duration = fmt.Sprint(*step.DurationSeconds)
			}
			s = append(s, fmt.Sprintf("role %s %s %s", step.RoleARN[strings.LastIndexByte(step.RoleARN, '/')+1:], duration, strings.TrimPrefix(step.Endpoint, "https://")))
		case StepWebIdentity:
			s = append(s, "web "+step.RoleARN[strings.LastIndexByte(step.RoleARN, '/')+1:]+" "+strings.TrimPrefix(step.Endpoint, "https://"))
		case StepSSO:
			s = append(s, fmt.Sprintf("sso %s/%s %s", step.AccountID, step.RoleName, strings.TrimPrefix(step.Endpoint, "https://")))
		case StepContainer:
			s = append(s, "container "+step.URL)
		case StepIMDS:
			s = append(s, "imds "+step.Endpoint)
		case StepLogin:
			s = append(s, strings.TrimSpace("login "+step.AccessKeyID))
		default:
			s = append(s, step.Kind)
		}
	}
	return strings.Join(s, " | ")
}

const botoKeys = "aws_access_key_id = %s\naws_secret_access_key = s\n"

func keysBoto3(id string) string { return fmt.Sprintf(botoKeys, id) }

func roleBoto3(name string) string { return "role_arn = arn:aws:iam::123456789012:role/" + name + "\n" }

func TestBoto3Profile(t *testing.T) {
	two := botoCase{config: "[default]\nregion = d\n[profile a]\nregion = ra\n[profile b]\nregion = rb\n[profile \"\"]\nregion = nameless\n"}
	tests := []struct {
		name     string
		c        botoCase
		rd       *Reading
		want     string // region
		profile  string
		failures string
	}{
		{"default", two, boto3(), "d", "default", ""},
		{"AWS_DEFAULT_PROFILE first", two.with("AWS_PROFILE=a", "AWS_DEFAULT_PROFILE=b"), boto3(), "rb", "b", ""},
		{"AWS_PROFILE first in the CLI", two.with("AWS_PROFILE=a", "AWS_DEFAULT_PROFILE=b"), cli(), "ra", "a", ""},
		{"empty is a name", two.with("AWS_PROFILE=a", "AWS_DEFAULT_PROFILE="), boto3(), "nameless", "", ""},
		{"missing", two.with("AWS_PROFILE=c"), boto3(), "", "c", `profile "c", asked for by AWS_PROFILE, is in neither file`},
		{"missing default", botoCase{vars: []string{"AWS_PROFILE=default"}}, boto3(), "", "default", `profile "default", asked for by AWS_PROFILE, is in neither file`},
		{"missing but the region is known", two.with("AWS_PROFILE=c", "AWS_DEFAULT_REGION=r"), boto3(), "r", "c", ""},
		{"the CLI knows it by AWS_REGION", two.with("AWS_PROFILE=c", "AWS_REGION=r"), cli(), "r", "c", ""},
		{"boto3 does not", two.with("AWS_PROFILE=c", "AWS_REGION=r"), boto3(), "", "c", `profile "c", asked for by AWS_PROFILE, is in neither file`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.c.resolve(t, tt.rd)
			failure := ""
			if res.Err != nil {
				failure = res.Err.Message
			}
			if failure != tt.failures {
				t.Errorf("failure: got %q, want %q", failure, tt.failures)
			}
			if res.Profile.Name != tt.profile || res.Setting("region").Value != tt.want {
				t.Errorf("got profile %q, region %q; want %q, %q", res.Profile.Name, res.Setting("region").Value, tt.profile, tt.want)
			}
		})
	}
}

// with adds variables to a case.
func (c botoCase) with(vars ...string) botoCase {
	c.vars = append(append([]string{}, c.vars...), vars...)
	return c
}

func TestBoto3Sections(t *testing.T) {
	tests := []struct{ name, config, credentials, profile, want string }{
		{"the later section replaces the earlier", "[default]\nregion = one\noutput = x\n[profile default]\nregion = two\n", "", "", "two"},
		{"wholly", "[profile a]\nregion = one\n[profile \"a\"]\noutput = x\n", "", "a", ""},
		{"credentials over config, key by key", "[default]\nregion = cfg\n", "[default]\nregion = crd\n", "", "crd"},
		{"quoted name", "[profile \"a b\"]\nregion = r\n", "", "a b", "r"},
		{"escaped name", "[profile a\\ b]\nregion = r\n", "", "a b", "r"},
		{"broken name", "[profile a'b'c]\nregion = r\n", "", "abc", "r"},
		{"a word that begins with profile", "[profiles x]\nregion = r\n", "", "x", "r"},
		{"tab", "[profile\ta]\nregion = r\n", "", "a", "r"},
		{"credentials name raw", "", "[profile a]\nregion = r\n", "profile a", "r"},
		{"inherited", "[DEFAULT]\nregion = all\n[profile a]\noutput = x\n", "", "a", "all"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := botoCase{config: tt.config, credentials: tt.credentials, profile: tt.profile}
			res := c.resolve(t, boto3())
			if res.Err != nil {
				t.Fatal(res.Err.Message)
			}
			if got := res.Setting("region").Value; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	for _, config := range []string{"[a]\nregion = r\n", "[profile a b]\nregion = r\n", "[profile]\nregion = r\n", "[profile a']\n", "[ profile a]\n", "[Profile a]\n"} {
		if res := (botoCase{config: config, profile: "a"}).resolve(t, boto3()); res.Err == nil {
			t.Errorf("%q has a profile a", config)
		}
	}
}

func TestBoto3Files(t *testing.T) {
	file := map[string]string{"x/file": "[default]\nregion = x\n"}
	config := "[default]\nregion = home\n"
	for _, tt := range []struct{ variable, want string }{
		{"AWS_CONFIG_FILE=HOME~/x/file", "x"},
		{"AWS_CONFIG_FILE=~/x/file", "x"},
		{"AWS_CONFIG_FILE=$HOME/x/file", "x"},
		{"AWS_CONFIG_FILE=${HOME}/x/file", "x"},
		{"AWS_CONFIG_FILE=$NONE/x/file", ""},
		{"AWS_CONFIG_FILE=", ""},
		{"AWS_CONFIG_FILE=HOME~/x", ""},
		{"AWS_CONFIG_FILE=HOME~/none", ""},
		{"AWS_SHARED_CREDENTIALS_FILE=~/x/file", "x"},
		{"OTHER=1", "home"},
	} {
		if got := (botoCase{config: config, files: file, vars: []string{tt.variable}}).resolve(t, boto3()).Setting("region").Value; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.variable, got, tt.want)
		}
	}
	unparsable := botoCase{config: "[default]\njunk\n", credentials: "[default]\n" + keysBoto3("A")}
	if res := unparsable.resolve(t, boto3()); res.Err == nil || res.Credentials.Status != StatusError {
		t.Error("an unparsable config file is no failure")
	}
	res := unparsable.with("AWS_DEFAULT_REGION=r").resolve(t, boto3())
	if res.Err != nil || res.Credentials.Status != StatusError {
		t.Errorf("with the region known an unparsable file is met later: %v, %s", res.Err, res.Credentials.Status)
	}
	if v := res.Setting("parameter_validation"); v.Set {
		t.Errorf("parameter_validation is %q although the files cannot be read", v.Value)
	}
	if res := unparsable.with("AWS_DEFAULT_REGION=r").resolve(t, cli()); res.Err == nil {
		t.Error("the CLI reads the files when it starts")
	}
	lost := botoCase{config: "[default]\nregion = r\n" + keysBoto3("A"), credentials: "junk\n", vars: []string{"AWS_DEFAULT_REGION=e"}}
	if got := outlineBoto3(lost.resolve(t, boto3()).Credentials); got != "error shared-credentials" {
		t.Errorf("with an unparsable credentials file: %s", got)
	}
}

func TestPython(t *testing.T) {
	for text, want := range map[string]string{"3": "3", " 3\n": "3", "+4": "4", "-1": "-1", "007": "7", "1_000": "1000", "٣": "3", "-0": "0", "9223372036854775808": "9223372036854775808"} {
		if got, ok := pyInt(text); !ok || got != want {
			t.Errorf("int(%q): got %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "x", "3.5", "0x10", "1__0", "_1", "1_", "+", "1 0", "--1", "²"} {
		if got, ok := pyInt(text); ok {
			t.Errorf("int(%q): got %q", text, got)
		}
	}
	for text, want := range map[string]string{
		`a b`: "a|b", `  a  `: "a", `"a b" c`: "a b|c", `'a "b'`: `a "b`, `a\ b`: "a b", `"a\"b"`: `a"b`, `"a\b"`: `a\b`, `'a\'`: `a\`, `""`: "", `a""b`: "ab", "a\u00a0b": "a\u00a0b",
	} {
		if got, err := pyWords(text); err != nil || strings.Join(got, "|") != want || text != "" && len(got) == 0 {
			t.Errorf("shlex.split(%q): got %q, %v", text, got, err)
		}
	}
	for _, text := range []string{`"a`, `'a`, `a\`, `"a\`} {
		if got, err := pyWords(text); err == nil {
			t.Errorf("shlex.split(%q): got %q", text, got)
		}
	}
	for url, want := range map[string]bool{
		"http://localhost:1": true, "https://a-b.test/x": true, "http://[::1]:8000": true, "//a.test": true, "http://u:p@a.test": true, "http://a.test.": true,
		"": false, "localhost:1": false, "http://": false, "http://a_b.test": false, "http://-a.test": false, "http://a..test": false, "http://[::1": false, "http://é.test": false, "http://a.test\n": false,
	} {
		if got := pyEndpoint(url); got != want {
			t.Errorf("endpoint %q: got %v", url, got)
		}
	}
	for region, want := range map[string]bool{"us-east-1": true, "": true, "x": true, "12": false, "1a": true, "-a": false, "a-": false, "a_b": false, "a b": false, "é": false, strings.Repeat("a", 64): false} {
		if got := pyRegion(region); got != want {
			t.Errorf("region %q: got %v", region, got)
		}
	}
}

// workspace lays the environment out.
func (c botoCase) workspace(t *testing.T) *Workspace {
	t.Helper()
	home := t.TempDir()
	at := func(s string) string { return strings.ReplaceAll(s, "HOME~", home) }
	files := map[string]string{}
	if c.config != "" {
		files[".aws/config"] = c.config
	}
	if c.credentials != "" {
		files[".aws/credentials"] = c.credentials
	}
	for name, text := range c.files {
		files[name] = text
	}
	for name, text := range files {
		path := filepath.Join(home, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(at(text)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	vars := []string{"AWS_EC2_METADATA_DISABLED=true"}
	for _, v := range c.vars {
		vars = append(vars, at(v))
	}
	env, err := environ.New(environ.Options{NoEnv: true, Home: home, Vars: vars, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	return NewWorkspace(env)
}
