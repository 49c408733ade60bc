package diff

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/settings"
)

func TestRecognise(t *testing.T) {
	for _, tt := range []struct {
		name, data string
		want       Kind
	}{
		{"a", "[default]\nregion = x\n", KindConfig},
		{"a", "\ufeff# mine\n\n[default]\n", KindConfig},
		{"a", "", KindConfig},
		{"HEAD:aws/credentials", "[default]\n", KindCredentials},
		{"credentials.env", "A=b\n", KindEnv},
		{"a", "# x\nAWS_REGION=x\nexport B=[c]\n", KindEnv},
		{"a", `{"schema_version": 1, "settings": {}, "credentials": {}}`, KindDocument},
		{"a", `{"settings": {}}`, ""},
		{"a", "what is this\n", ""},
		{"a", "A=b\x00\n", ""},
		{"a", "\x7fELF\x00", ""},
	} {
		if got := Recognise(tt.name, []byte(tt.data)); got != tt.want {
			t.Errorf("%q, %q is %q, want %q", tt.name, tt.data, got, tt.want)
		}
	}
}

func TestParseRefusesOtherDocuments(t *testing.T) {
	for text, want := range map[string]string{
		`{`: "read it as a document", `{"schema_version": 2}`: "schema_version is 2", `{"schema_version": 1}`: "no document",
	} {
		if _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestChangesOfManySDKs: what is so in several is one change, and the sentence
// names the fewer.
func TestChangesOfManySDKs(t *testing.T) {
	asked := []string{"a", "b", "c", "d", "e"}
	at := document.Origin{Kind: "file", File: "f", Line: 3}
	var g gathered
	for _, id := range asked {
		c := Change{Kind: "setting", Name: "region", A: Value{Value: "x", Set: true}, B: Value{Value: "y", Set: true}}
		if id == "e" {
			c.B.Value = "z"
		}
		g.add(id, c)
	}
	g.add("a", Change{Kind: "problem", Name: "error[c]", B: Value{"a says so", true, at}})
	g.add("b", Change{Kind: "problem", Name: "error[c]", B: Value{"b says so", true, at}})
	list := g.sorted(asked, "")
	want := []string{"region changes from x to y, in all but e", "region changes from x to z, in e", "error[c] appears: a says so, in a and b"}
	if len(list) != len(want) {
		t.Fatalf("%+v", list)
	}
	for i := range want {
		if list[i].Message != want[i] {
			t.Errorf("%q, want %q", list[i].Message, want[i])
		}
	}
}

// TestAccountsAreToldApart: a role in another account is a difference, whether or
// not the plan comes as far as the role.
func TestAccountsAreToldApart(t *testing.T) {
	files := func(text string) Subject {
		env, err := environ.New(environ.Options{NoEnv: true, Home: t.TempDir(), ConfigFile: "config", OS: "linux"})
		if err != nil {
			t.Fatal(err)
		}
		w := resolve.NewWorkspace(env.With(map[string][]byte{env.Abs("config"): []byte(text)}))
		return Subject{Workspace: w, Files: w, Path: env.Abs("config"), Name: "HEAD:config"}
	}
	for _, source := range []string{"credential_source = Environment", "credential_source = Ec2InstanceMetadata", "source_profile = gone", "source_profile = keys"} {
		text := "[profile a]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/x\n" + source + "\n[profile keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abc\n"
		r, err := Compare(files(text), files("# a line more\n"+strings.ReplaceAll(text, "111122223333", "444455556666")), Options{Readings: sdk.Readings(), Known: sdk.Readings()})
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for _, p := range r.Profiles {
			for _, c := range p.Changes {
				if strings.Contains(c.A.Value, "111122223333") && strings.Contains(c.B.Value, "444455556666") {
					for _, id := range c.SDKs {
						told[id] = true
					}
				}
			}
		}
		for _, rd := range sdk.Readings() {
			if !told[rd.ID] && rd.SDK != settings.Seed && rd.ID != "go-v1" {
				t.Errorf("%s: %s is not told of: %+v", source, rd.ID, r.Profiles)
			}
		}
		if same, err := Compare(files(text), files("# a line more\n"+text), Options{Readings: sdk.Readings()}); err != nil || same.Differs {
			t.Errorf("%s: a comment is a difference: %v %+v", source, err, same)
		}
	}
}
