package sharedfile

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// oddSections are sections with lines that no outline takes for plain.
func oddSections(from, n int) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		fmt.Fprintf(&b, "[profile p%d]\nregion = us-east-%d # odd\nOutput=JSON\ns3 =\n  a = b\n  c = d\nempty =\nname =  \"quoted\"\n\n", i, i)
	}
	return b.String()
}

// TestLargeReadsAlike holds a large file to what its sections are by themselves.
func TestLargeReadsAlike(t *testing.T) {
	const sections, each = 3000, 10
	large := NewDocument("config", []byte(oddSections(0, sections)))
	if !large.large() || large.chunks() != nil {
		t.Fatal("the document is small or plain")
	}
	for _, g := range Grammars() {
		f := g.Parse(large)
		if f.Err != nil || len(f.Sections) != sections {
			t.Fatalf("%s: %v, %d sections", g.Name, f.Err, len(f.Sections))
		}
		for from := 0; from < sections; from += each {
			part := NewDocument("config", []byte(oddSections(from, each)))
			for i, s := range g.Parse(part).Sections {
				got, want := f.Sections[from+i], s.Entries()
				if _, is := got.body.(*packed); !is {
					t.Fatalf("%s keeps the entries of %s as they are", g.Name, got.Name)
				}
				for j := range want {
					down(&want[j], got.Pos.Line-s.Pos.Line)
				}
				if got.Name != s.Name || !reflect.DeepEqual(got.Entries(), want) {
					t.Fatalf("%s: [%s] has %+v, and %+v by itself", g.Name, s.Name, got.Entries(), want)
				}
			}
		}
	}
}

func down(e *Entry, lines int) {
	e.KeyPos.Line += lines
	e.ValuePos.Line += lines
	for i := range e.Nested {
		down(&e.Nested[i], lines)
	}
}

// TestPackedIsSmall holds the entries of ordinary files to rows: what is odd takes
// twelve times as much.
func TestPackedIsSmall(t *testing.T) {
	doc := NewDocument("config", []byte(manyProfiles(3000)))
	for _, g := range Grammars() {
		for _, s := range g.Parse(doc).Sections {
			if p, is := s.body.(*packed); !is || len(p.in.odd) > 0 {
				t.Fatalf("%s: [%s] is not packed, or has odd entries: %+v", g.Name, s.Name, s.body)
			}
		}
	}
}

// TestManyKeysArePlain holds an outline to sections of any length, and to each key once.
func TestManyKeysArePlain(t *testing.T) {
	var b strings.Builder
	for i := range 2 {
		fmt.Fprintf(&b, "[profile p%d]\n", i)
		for k := range 3000 {
			fmt.Fprintf(&b, "k%d=1\n", k)
		}
	}
	if NewDocument("config", []byte(b.String())).chunks() == nil {
		t.Error("a section of many keys is not plain")
	}
	for _, again := range []string{"k0", "k2999"} {
		if NewDocument("config", []byte(b.String()+again+"=2\n")).chunks() != nil {
			t.Errorf("%s stands twice, and is taken for plain", again)
		}
	}
}
