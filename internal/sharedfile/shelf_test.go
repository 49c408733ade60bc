package sharedfile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestShelvedReadsAlike holds sections that are put away to what they are before.
func TestShelvedReadsAlike(t *testing.T) {
	headers := []string{"[profile p%d]", "  [profile   q%d ] # odd", "[ 'profile' \"r%d\"]", "[services s%d]", "[É%d]\r", "[DEFAULTS%d]", "[profile\t t%d]",
		"[l%d" + strings.Repeat("x", 70_000) + "]"}
	var b strings.Builder
	for i := range 8 * shelveFrom {
		header := headers[i%7]
		if i%4099 == 4000 {
			header = headers[7]
		}
		fmt.Fprintf(&b, header+"\n", i)
		if i%3 > 0 {
			fmt.Fprintf(&b, "region = us-east-%d # odd\ns3 =\n  a = b\n", i)
		}
	}
	doc := NewDocument("config", []byte(b.String()))
	for _, g := range Grammars() {
		want, got := g.Parse(doc), g.Lazily(doc)
		if len(want.Sections) < shelveFrom && want.Err == nil {
			t.Errorf("%s: %d sections", g.Name, len(want.Sections))
		}
		if len(want.Sections) < shelveFrom {
			continue
		}
		if got.shelf == nil || got.Count() != len(want.Sections) || len(got.shelf.odd) > got.Count()/2 {
			t.Fatalf("%s: %d sections, %d of them odd, want %d", g.Name, got.Count(), len(got.shelf.odd), len(want.Sections))
		}
		same := func(how string, got, want Section) {
			if got.Name != want.Name || got.Pos != want.Pos || !reflect.DeepEqual(got.Entries(), want.Entries()) {
				t.Fatalf("%s, %s: %v, want %v", g.Name, how, got, want)
			}
		}
		all := got.All()
		for i := range want.Sections {
			same("one", *got.At(i), want.Sections[i])
			same("all", all[i], want.Sections[i])
		}
		mentioned := slices.Collect(got.Mentioning("9"))
		wanted := slices.Collect((&File{Sections: want.Sections}).Mentioning("9"))
		if len(mentioned) != len(wanted) {
			t.Fatalf("%s: %d mentioned, want %d", g.Name, len(mentioned), len(wanted))
		}
		for i := range wanted {
			same("mentioned", *mentioned[i], *wanted[i])
		}
	}
}
