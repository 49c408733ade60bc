package boto

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

// outline gives a plan in a line: its status and provider, and each step.
func outline(p resolve.Plan) string {
	s := []string{strings.TrimSpace(string(p.Status) + " " + p.Provider)}
	for _, step := range p.Steps {
		switch step.Kind {
		case resolve.StepStatic:
			s = append(s, "static "+step.AccessKeyID)
		case resolve.StepAssumeRole:
			duration := "-"
			if step.DurationSeconds != nil {
				duration = fmt.Sprint(*step.DurationSeconds)
			}
			s = append(s, fmt.Sprintf("role %s %s %s", step.RoleARN[strings.LastIndexByte(step.RoleARN, '/')+1:], duration, strings.TrimPrefix(step.Endpoint, "https://")))
		case resolve.StepWebIdentity:
			s = append(s, "web "+step.RoleARN[strings.LastIndexByte(step.RoleARN, '/')+1:]+" "+strings.TrimPrefix(step.Endpoint, "https://"))
		case resolve.StepSSO:
			s = append(s, fmt.Sprintf("sso %s/%s %s", step.AccountID, step.RoleName, strings.TrimPrefix(step.Endpoint, "https://")))
		case resolve.StepContainer:
			s = append(s, "container "+step.URL)
		case resolve.StepIMDS:
			s = append(s, "imds "+step.Endpoint)
		case resolve.StepLogin:
			s = append(s, strings.TrimSpace("login "+step.AccessKeyID))
		default:
			s = append(s, step.Kind)
		}
	}
	return strings.Join(s, " | ")
}

const botoKeys = "aws_access_key_id = %s\naws_secret_access_key = s\n"

func keys(id string) string { return fmt.Sprintf(botoKeys, id) }

func role(name string) string { return "role_arn = arn:aws:iam::123456789012:role/" + name + "\n" }

func TestProfile(t *testing.T) {
	two := sdktest.Offline{Config: "[default]\nregion = d\n[profile a]\nregion = ra\n[profile b]\nregion = rb\n[profile \"\"]\nregion = nameless\n"}
	tests := []struct {
		name     string
		c        sdktest.Offline
		rd       *resolve.Reading
		want     string // region
		profile  string
		failures string
	}{
		{"default", two, Reading(), "d", "default", ""},
		{"AWS_DEFAULT_PROFILE first", two.With("AWS_PROFILE=a", "AWS_DEFAULT_PROFILE=b"), Reading(), "rb", "b", ""},
		{"AWS_PROFILE first in the CLI", two.With("AWS_PROFILE=a", "AWS_DEFAULT_PROFILE=b"), CLIReading(), "ra", "a", ""},
		{"empty is a name", two.With("AWS_PROFILE=a", "AWS_DEFAULT_PROFILE="), Reading(), "nameless", "", ""},
		{"missing", two.With("AWS_PROFILE=c"), Reading(), "", "c", `profile "c" is in neither file (AWS_PROFILE)`},
		{"missing default", sdktest.Offline{Vars: []string{"AWS_PROFILE=default"}}, Reading(), "", "default", `profile "default" is in neither file (AWS_PROFILE)`},
		{"missing but the region is known", two.With("AWS_PROFILE=c", "AWS_DEFAULT_REGION=r"), Reading(), "r", "c", ""},
		{"the CLI knows it by AWS_REGION", two.With("AWS_PROFILE=c", "AWS_REGION=r"), CLIReading(), "r", "c", ""},
		{"boto3 does not", two.With("AWS_PROFILE=c", "AWS_REGION=r"), Reading(), "", "c", `profile "c" is in neither file (AWS_PROFILE)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := tt.c.Resolve(t, tt.rd)
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

func TestSections(t *testing.T) {
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
			c := sdktest.Offline{Config: tt.config, Credentials: tt.credentials, Profile: tt.profile}
			res := c.Resolve(t, Reading())
			if res.Err != nil {
				t.Fatal(res.Err.Message)
			}
			if got := res.Setting("region").Value; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	for _, config := range []string{"[a]\nregion = r\n", "[profile a b]\nregion = r\n", "[profile]\nregion = r\n", "[profile a']\n", "[ profile a]\n", "[Profile a]\n"} {
		if res := (sdktest.Offline{Config: config, Profile: "a"}).Resolve(t, Reading()); res.Err == nil {
			t.Errorf("%q has a profile a", config)
		}
	}
}

func TestFiles(t *testing.T) {
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
		if got := (sdktest.Offline{Config: config, Files: file, Vars: []string{tt.variable}}).Resolve(t, Reading()).Setting("region").Value; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.variable, got, tt.want)
		}
	}
	unparsable := sdktest.Offline{Config: "[default]\njunk\n", Credentials: "[default]\n" + keys("A")}
	if res := unparsable.Resolve(t, Reading()); res.Err == nil || res.Credentials.Status != resolve.StatusError {
		t.Error("an unparsable config file is no failure")
	}
	res := unparsable.With("AWS_DEFAULT_REGION=r").Resolve(t, Reading())
	if res.Err != nil || res.Credentials.Status != resolve.StatusError {
		t.Errorf("with the region known an unparsable file is met later: %v, %s", res.Err, res.Credentials.Status)
	}
	if v := res.Setting("parameter_validation"); v.Set {
		t.Errorf("parameter_validation is %q although the files cannot be read", v.Value)
	}
	if res := unparsable.With("AWS_DEFAULT_REGION=r").Resolve(t, CLIReading()); res.Err == nil {
		t.Error("the CLI reads the files when it starts")
	}
	lost := sdktest.Offline{Config: "[default]\nregion = r\n" + keys("A"), Credentials: "junk\n", Vars: []string{"AWS_DEFAULT_REGION=e"}}
	if got := outline(lost.Resolve(t, Reading()).Credentials); got != "error shared-credentials" {
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
