package diff

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
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
