package render

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/printable"
)

// TestYAMLSpellsWhatDrivesATerminal has such characters in names, values and long
// texts over lines.
func TestYAMLSpellsWhatDrivesATerminal(t *testing.T) {
	for _, text := range []string{"a\u202eb", "\u061c", "x\u009b31m\U000e0041", "soft\u00adhyphen: [", "one\ntwo\u2066\n\n three",
		strings.Repeat("word \u200e", 60), strings.Repeat("long ", 80) + "\\\u202e\"'"} {
		var out strings.Builder
		tree := &jsontree.Value{Kind: jsontree.Object, Fields: []jsontree.Field{{Name: text, Value: jsontree.Value{Kind: jsontree.String, Text: text}}}}
		if err := writeYAML(&out, tree); err != nil {
			t.Fatal(err)
		}
		var back map[string]string
		if err := yaml.Unmarshal([]byte(out.String()), &back); err != nil || len(back) != 1 || back[text] != text {
			t.Errorf("%q is read as %q from %q: %v", text, back, out.String(), err)
		}
		if strings.ContainsFunc(out.String(), printable.DrivesQuoted) {
			t.Errorf("%q is written as %q", text, out.String())
		}
	}
}
