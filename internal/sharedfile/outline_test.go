package sharedfile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// plainDocument draws a document of lines that an outline may take for plain.
func plainDocument(t *rapid.T) string {
	var b strings.Builder
	b.WriteString(rapid.SampledFrom([]string{"", "\n", "# about this file\n", "; old style\n\n"}).Draw(t, "preamble"))
	n := rapid.IntRange(1, 6).Draw(t, "sections")
	for i := range n {
		header := rapid.SampledFrom([]string{"profile p%d", "p%d", "sso-session s%d", "services v%d"}).Draw(t, "header")
		fmt.Fprintf(&b, "["+header+"]\n", i)
		keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"region", "role_arn", "source_profile", "a1", "output"}), 0, 4, rapid.ID[string]).Draw(t, "keys")
		for _, k := range keys {
			b.WriteString(k + rapid.SampledFrom([]string{"=", " = ", "= "}).Draw(t, "eq") +
				rapid.StringMatching(`[a-zA-Z0-9/][a-zA-Z0-9_/.:@+-]{0,12}`).Draw(t, "value") + "\n")
		}
		b.WriteString(rapid.SampledFrom([]string{"", "\n", "# note = x\n", "\n\n"}).Draw(t, "gap"))
	}
	// enough of the rest to make an outline pay, or the document large
	size := rapid.SampledFrom(append(slices.Repeat([]int{outlineFrom}, 9), packFrom)).Draw(t, "size")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "[profile filler%d]\nregion = eu-west-1\nrole_arn = arn:aws:iam::%012d:role/x\n\n", i, i)
	}
	return b.String()
}

// TestOutlineReadsAlike is the law that an outline rests on: of a plain
// document, every grammar makes the same section by section as of the whole.
func TestOutlineReadsAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := plainDocument(t)
		doc := NewDocument("config", []byte(text))
		if doc.chunks() == nil {
			t.Fatalf("no outline of a plain document")
		}
		for _, g := range Grammars() {
			whole := g.Parse(doc)
			if whole.Err != nil || len(whole.Notes) > 0 {
				t.Fatalf("%s remarks on a plain document: %v %v", g.Name, whole.Err, whole.Notes)
			}
			lazily := g.Lazily(doc)
			name := rapid.SampledFrom([]string{"p0", "p1", "s2", "v0", "filler7", "nothing"}).Draw(t, "name")
			got := mentioning(lazily, name)
			want := mentioning(&File{Sections: whole.Sections}, name)
			if diff := cmp.Diff(inFull(want), inFull(got), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s reads sections mentioning %q otherwise by itself:\n%s", g.Name, name, diff)
			}
			if all, one := inFull(whole.Sections), inFull(lazily.All()); !reflect.DeepEqual(all, one) {
				t.Fatalf("%s reads all sections otherwise one by one:\n%s", g.Name, cmp.Diff(all, one))
			}
		}
	})
}

type fullSection struct {
	Name    string
	Pos     Pos
	Entries []Entry
}

// inFull gives sections with their entries.
func inFull(sections []Section) []fullSection {
	all := make([]fullSection, len(sections))
	for i := range sections {
		all[i] = fullSection{sections[i].Name, sections[i].Pos, sections[i].Entries()}
	}
	return all
}

func TestNoOutline(t *testing.T) {
	filler := manyProfiles(1000)
	for name, line := range map[string]string{
		"indented line":     "  region = x\n",
		"junk":              "junk\n",
		"quotes":            "region = \"x\"\n",
		"comment behind":    "region = x # y\n",
		"no value":          "region =\n",
		"capital key":       "Region = x\n",
		"CRLF":              "region = x\r\n",
		"section again":     "[profile p1]\n",
		"key again":         "region = x\nregion = y\n",
		"DEFAULT":           "[DEFAULT]\n",
		"open header":       "[profile z\n",
		"header with dots":  "[profile a.b]\n",
		"not ASCII":         "# é\n",
		"trailing space":    "region = x \n",
		"continuation mark": "region = x\\\n",
	} {
		t.Run(name, func(t *testing.T) {
			if NewDocument("config", []byte(filler+"[profile odd]\n"+line)).chunks() != nil {
				t.Errorf("%q is taken for plain", line)
			}
		})
	}
	if NewDocument("config", []byte("a = b\n"+filler)).chunks() != nil {
		t.Error("a key before any section is taken for plain")
	}
}

func mentioning(f *File, text string) (all []Section) {
	for s := range f.Mentioning(text) {
		all = append(all, *s)
	}
	return all
}
