package compare

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
)

// table compares readings of a home that has a config file.
func table(t *testing.T, config string, readings []string, vars ...string) Table {
	t.Helper()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, ".aws"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	env, err := environ.New(environ.Options{NoEnv: true, Home: home, Vars: vars})
	if err != nil {
		t.Fatal(err)
	}
	w := resolve.NewWorkspace(env)
	var list []*resolve.Resolution
	for _, id := range readings {
		found, ok := sdk.Find(id)
		if !ok {
			t.Fatalf("no reading %s", id)
		}
		list = append(list, resolve.Resolve(w, resolve.Inputs{Explicit: map[string]origin.Candidate{}}, found.Reading))
	}
	return Compare(w, list, Options{})
}

// said is what a row says of a reading, with the home directory taken out.
func said(tab Table, row, reading string) string {
	for _, r := range tab.Rows {
		if r.Name != row {
			continue
		}
		for _, why := range r.Reasons {
			for _, id := range why.Readings {
				if id == reading {
					return why.Text
				}
			}
		}
	}
	return ""
}

func TestReasons(t *testing.T) {
	for _, tt := range []struct {
		name, config string
		vars         []string
		row          string
		want         map[string]string // by reading, a part of what is said
	}{
		{"a variable that one does not read", "", []string{"AWS_REGION=a", "AWS_DEFAULT_REGION=b"}, "region",
			map[string]string{"boto3": "does not read AWS_REGION", "go-v2": "AWS_DEFAULT_REGION is overridden: AWS_REGION is read before AWS_DEFAULT_REGION"}},
		{"a comment", "[default]\nregion = r # c\n", nil, "region",
			map[string]string{"boto3": `keeps "# c" as part of the value`, "go-v2": "cuts the comment off"}},
		{"quotes", "[default]\nregion = \"r\"\n", nil, "region",
			map[string]string{"boto3": "keeps the quotes", "go-v2": "drops the quotes"}},
		{"a colon", "[default]\nregion: r\n", nil, "region", map[string]string{"js-v3": "has a colon where it wants ="}},
		{"an indented line", "[default]\nregion = a\n  b\n", nil, "region", map[string]string{"js-v3": ""}},
		{"a value that one refuses", "[default]\nretry_mode = Standard\n", nil, "retry_mode", map[string]string{"go-v2": ""}},
		{"a profile that one does not read", "[profile a]\nregion = r\n", []string{"AWS_DEFAULT_PROFILE=a"}, "profile",
			map[string]string{"js-v3": "it does not read AWS_DEFAULT_PROFILE", "boto3": `uses the profile "a" from AWS_DEFAULT_PROFILE`}},
		{"a file that cannot be parsed", "[default]\nregion = r\njunk\n", nil, "session", map[string]string{"cli": "junk"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tab := table(t, tt.config, []string{"go-v2", "boto3", "cli", "js-v3"}, tt.vars...)
			for reading, want := range tt.want {
				if want == "junk" {
					want = "config:3:1"
				}
				if got := said(tab, tt.row, reading); !strings.Contains(got, want) {
					t.Errorf("%s of %s: %q does not say %q", tt.row, reading, got, want)
				}
			}
			for _, row := range tab.Rows {
				if len(row.Cells) != 4 {
					t.Errorf("%s has %d cells", row.Name, len(row.Cells))
				}
			}
		})
	}
}

func TestParts(t *testing.T) {
	tab := table(t, "[default]\nregion = r # c\n", []string{"go-v2", "boto3", "cli", "js-v3", "go-v1.1"}, "AWS_DEFAULT_REGION=x")
	for _, row := range tab.Rows {
		if row.Name != "region" {
			continue
		}
		if len(row.Parts) != 3 {
			t.Fatalf("the parts of region: %+v", row.Parts)
		}
		want := []Part{
			{[]string{"go-v2", "boto3", "cli"}, Set, "x", "AWS_DEFAULT_REGION", nil},
			{[]string{"js-v3"}, Set, "r", row.Parts[1].From, []string{"does not read AWS_DEFAULT_REGION"}},
			{[]string{"go-v1.1"}, Unset, "", "", row.Parts[2].Why},
		}
		if !reflect.DeepEqual(row.Parts, want) || !strings.HasSuffix(row.Parts[1].From, "config:2:10") || len(row.Parts[2].Why) != 2 {
			t.Errorf("the parts of region:\n%+v\nwant\n%+v", row.Parts, want)
		}
	}
}

func TestPlansDifferInParts(t *testing.T) {
	tab := table(t, "[default]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = b\nmfa_serial = arn:aws:iam::111122223333:mfa/k\n"+
		"[profile b]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = s\n", []string{"cli", "go-v2"})
	said := 0
	for _, row := range tab.Rows {
		switch row.Name {
		case Session:
			said++
			if len(row.Parts) != 2 || row.Parts[1].State != Fails || len(row.Parts[1].Why) != 1 || !strings.Contains(row.Parts[1].Why[0], "LoadDefaultConfig has no") {
				t.Errorf("the parts of the session: %+v", row.Parts)
			}
		case Credentials:
			said++
			if len(row.Parts) != 2 || row.Parts[0].Value != "assume-role" || row.Parts[1].State != Fails || len(row.Parts[1].Why) != 0 {
				t.Errorf("the parts of credentials, whose fault the session's row has told: %+v", row.Parts)
			}
		}
	}
	if said != 2 {
		t.Errorf("%d rows", said)
	}
}

// What one SDK alone has is not missed by the others.
func TestAlone(t *testing.T) {
	for name, want := range map[string]bool{"output": true, "region": false, "endpoint_url": false, "nothing": false} {
		if got := alone(name); got != want {
			t.Errorf("alone(%s) = %v", name, got)
		}
	}
}

func TestNothingDiffers(t *testing.T) {
	tab := table(t, "[default]\nregion = us-east-1\n", []string{"go-v2", "go-v2"})
	if tab.Differs() {
		t.Errorf("a reading differs from itself: %+v", tab.Rows)
	}
}
