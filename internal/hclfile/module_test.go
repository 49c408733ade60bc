package hclfile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/resolve"
)

func lay(t testing.TB, files map[string]string, vars ...string) (string, *environ.Env) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env, err := environ.New(environ.Options{NoEnv: true, Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	return dir, env
}

var aws = []Header{{"provider", "aws"}}

func find(t testing.TB, files map[string]string, file, alias string, vars ...string) (*resolve.Node, error) {
	t.Helper()
	dir, env := lay(t, files, vars...)
	m, err := Read(env, filepath.Join(dir, file))
	if err != nil {
		return nil, err
	}
	return m.Find(aws, alias)
}

func TestValues(t *testing.T) {
	const declared = "variable \"r\" {}\nvariable \"d\" {\n  default = \"eu-west-1\"\n}\nlocals {\n  a = \"444455556666\"\n  b = local.c\n  c = local.b\n}\n"
	tests := []struct {
		name, region  string
		files         map[string]string
		vars          []string
		want, unknown string
	}{
		{name: "a text", region: `"eu-west-1"`, want: "eu-west-1"},
		{name: "a variable's default", region: "var.d", want: "eu-west-1"},
		{name: "in a text", region: `"x-${var.d}-y"`, want: "x-eu-west-1-y"},
		{name: "a variable of the environment", region: "var.r", vars: []string{"TF_VAR_r=sa-east-1"}, want: "sa-east-1"},
		{name: "files of values come before it", region: "var.r", vars: []string{"TF_VAR_r=sa-east-1"}, files: map[string]string{"terraform.tfvars": `r = "us-east-2"`}, want: "us-east-2"},
		{name: "and the later ones before the earlier", region: "var.r", files: map[string]string{"terraform.tfvars": `r = "a"`, "a.auto.tfvars": `r = "b"`, "b.auto.tfvars.json": `{"r": "c"}`}, want: "c"},
		{name: "a local value", region: `upper(local.a)`, want: "444455556666"},
		{name: "a condition", region: `var.d == "x" ? "y" : "z"`, want: "z"},
		{name: "declared beside it", region: "var.other", files: map[string]string{"variables.tf": `variable "other" { default = "ca-west-1" }`}, want: "ca-west-1"},
		{name: "a number", region: "25", want: "25"},
		{name: "no default", region: "var.r", unknown: "var.r has no default and no value in the module or in TF_VAR_r"},
		{name: "not declared", region: "var.nobody", unknown: "var.nobody is not declared in the module"},
		{name: "a circle", region: "local.b", unknown: "local.b refers to itself"},
		{name: "a data source", region: "data.aws_region.here.name", unknown: "data.aws_region.here.name is known to Terraform alone"},
		{name: "a function that is not known", region: `timestamp()`, unknown: "it cannot be computed here: the function timestamp is not known"},
		{name: "a file", region: `trimspace(file("${path.module}/x"))`, files: map[string]string{"x": "eu-west-3\n"}, want: "eu-west-3"},
		{name: "a file of YAML", region: `yamldecode(file("x.yaml")).aws.region`, files: map[string]string{"x.yaml": "aws:\n  region: eu-west-3\n"}, want: "eu-west-3"},
		{name: "a file that is not there", region: `fileexists("x") ? "y" : "n"`, want: "n"},
		{name: "which is read", region: `file("x")`, unknown: "it cannot be computed here: file: the file cannot be read"},
		{name: "the workspace", region: "terraform.workspace", want: "default"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"main.tf": declared + "provider \"aws\" {\n  region = " + tt.region + "\n}\n"}
			for name, text := range tt.files {
				files[name] = text
			}
			n, err := find(t, files, "main.tf", "", tt.vars...)
			if err != nil {
				t.Fatal(err)
			}
			if r := n.Get("region"); r.Text != tt.want || r.Unknown != tt.unknown {
				t.Errorf("%q, unknown %q", r.Text, r.Unknown)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	const native = "# é\nprovider \"aws\" {\n  region = \"eu-west-1\"\n  max_retries = 4\n  token = null\n  assume_role {\n    role_arn = \"a\"\n  }\n  assume_role {\n    role_arn = \"b\"\n  }\n  shared_config_files = [\"x\", \"y\"]\n}\n"
	n, err := find(t, map[string]string{"main.tf": native}, "main.tf", "")
	if err != nil {
		t.Fatal(err)
	}
	at := func(n *resolve.Node) string {
		s := n.Origin.String()
		return s[strings.Index(s, ".tf")+3:]
	}
	roles := n.Blocks("assume_role")
	if len(roles) != 2 || at(roles[1].Get("role_arn")) != ":10:17" || roles[1].Value("role_arn") != "b" {
		t.Errorf("%d roles, the second %+v", len(roles), roles[1].Get("role_arn"))
	}
	if got := at(n.Get("region")) + at(n.Get("max_retries")) + at(n.Get("shared_config_files").Items[1]) + at(n); got != ":3:13:4:17:12:32:2:1" {
		t.Error(got)
	}
	if n.Get("token") != nil {
		t.Error("null is a value")
	}
	asJSON, err := find(t, map[string]string{"main.tf.json": `{"provider": {"aws": [{"region": "eu-west-1", "assume_role": {"role_arn": "a"}}, {"alias": "b"}]}}`}, "main.tf.json", "")
	if err != nil || asJSON.Get("region").Origin.Column != 35 || asJSON.Blocks("assume_role")[0].Value("role_arn") != "a" {
		t.Errorf("%+v, %v", asJSON, err)
	}
}

func TestWhichBlock(t *testing.T) {
	const two = "provider \"aws\" {\n  alias = \"east\"\n}\nprovider \"aws\" {\n  alias = \"west\"\n  region = \"us-west-2\"\n}\n"
	if n, err := find(t, map[string]string{"a.tf": two}, "a.tf", "west"); err != nil || n.Value("region") != "us-west-2" {
		t.Errorf("%v, %v", n, err)
	}
	if n, err := find(t, map[string]string{"a.tf": two, "b.tf": "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n"}, ".", ""); err != nil || n.Value("region") != "eu-west-1" {
		t.Errorf("of a directory: %v, %v", n, err)
	}
	for alias, want := range map[string]string{"": "several", "wset": `did you mean "west"`} {
		_, err := find(t, map[string]string{"a.tf": two}, "a.tf", alias)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "west at ") || !strings.Contains(err.Error(), "a.tf:4") {
			t.Errorf("%q: %v", alias, err)
		}
	}
	if _, err := find(t, map[string]string{"a.tf": "locals {}\n"}, "a.tf", ""); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	if n, err := find(t, map[string]string{"p.json": `{"region": "eu-west-1"}`}, "p.json", ""); err != nil || n.Value("region") != "eu-west-1" {
		t.Errorf("arguments alone: %v, %v", n, err)
	}
	if _, err := find(t, map[string]string{"a.tf": "provider \"aws\" {\n  region = \n}\n"}, "a.tf", ""); err == nil || !strings.Contains(err.Error(), "a.tf:2:12: invalid expression") {
		t.Error(err)
	}
}

// TestDeepNesting holds the parser to files on which it does not run out of stack.
func TestDeepNesting(t *testing.T) {
	for _, c := range []string{"(", "[", "!", "{a=", "a?", "\"${"} {
		for _, times := range []int{deepest - 10, (limit - 100) / len(c)} {
			text := "provider \"aws\" {\n  region = " + strings.Repeat(c, times) + "\n}\n"
			if _, err := find(t, map[string]string{"a.tf": text}, "a.tf", ""); err == nil {
				t.Errorf("%d times %s is read", times, c)
			}
		}
	}
}

func FuzzModule(f *testing.F) {
	f.Add("provider \"aws\" {\n  region = var.d\n  assume_role {\n  }\n}\nvariable \"d\" {\n  default = { a = [1] }\n}\n")
	f.Add("{\"provider\": {\"aws\": {\"region\": \"${var.x}\"}}}")
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"a.tf", "a.tf.json"} {
			_, _ = find(t, map[string]string{name: text}, name, "")
		}
	})
}
