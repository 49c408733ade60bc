package sharedfile

import (
	"reflect"
	"strings"
	"testing"
)

// standsWhereItSays holds a file to its text: every place is one of the document,
// headers begin with a bracket, and values stand where they are said to. A parser
// that decodes has U+FFFD for any byte.
func standsWhereItSays(t *testing.T, doc *Document, file *File, decodes bool) {
	t.Helper()
	check := func(p Pos) {
		t.Helper()
		if p.Line < 1 || p.Line > doc.Lines() || p.Column < 1 || p.Column > len(doc.Line(p.Line))+2 {
			t.Fatalf("%v is outside of %q", p, doc.Text)
		}
		if o := doc.Offset(p); o < 0 || o > len(doc.Text) {
			t.Fatalf("%v is at %d of %q", p, o, doc.Text)
		}
	}
	for _, s := range file.Sections {
		check(s.Pos)
		if doc.Text[doc.Offset(s.Pos)] != '[' {
			t.Fatalf("no bracket at %v of %q", s.Pos, doc.Text)
		}
	}
	eachEntry(file, func(e Entry) {
		check(e.KeyPos)
		check(e.ValuePos)
		first, _, _ := strings.Cut(e.Value, "\n")
		if decodes {
			first, _, _ = strings.Cut(first, "\ufffd")
		}
		if !strings.HasPrefix(doc.Text[doc.Offset(e.ValuePos):], first) {
			t.Fatalf("%q does not stand at %v of %q", first, e.ValuePos, doc.Text)
		}
	})
	for i := range file.Sections {
		entries := file.Sections[i].Entries()
		if len(entries) == 0 {
			continue
		}
		if got := (&store{doc: doc}).pack(entries).entries(); !reflect.DeepEqual(got, entries) {
			t.Fatalf("%+v of %q, packed, is %+v", entries, doc.Text, got)
		}
	}
	for _, n := range file.Notes {
		check(n.Pos)
	}
	if file.Err != nil {
		check(file.Err.Pos)
	}
}

// keysStand holds the keys of a file to its text, where the parser folds no case.
func keysStand(t *testing.T, doc *Document, file *File) {
	t.Helper()
	eachEntry(file, func(e Entry) {
		if !strings.HasPrefix(doc.Text[doc.Offset(e.KeyPos):], e.Key) {
			t.Fatalf("%q does not stand at %v of %q", e.Key, e.KeyPos, doc.Text)
		}
	})
}

func eachEntry(file *File, f func(Entry)) {
	var each func([]Entry)
	each = func(entries []Entry) {
		for _, e := range entries {
			f(e)
			each(e.Nested)
		}
	}
	for _, s := range file.Sections {
		each(s.Entries())
	}
}

func TestLongContinuation(t *testing.T) {
	const lines = 200_000 // quadratic work would take minutes
	for _, g := range []Grammar{GoV2(), Spec(), Java(true)} {
		f := g.Parse(NewDocument("f", []byte("[default]\nb=c\n"+strings.Repeat(" d\n", lines))))
		if got := len(f.Sections[0].Entries()[0].Value); got != 1+2*lines {
			t.Errorf("%s: got %d bytes", g.Name, got)
		}
	}
}
