package sharedfile

import (
	"testing"

	"pgregory.net/rapid"
)

func TestDocumentIsLossless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.OneOf(rapid.SliceOf(rapid.Byte()), rapid.Map(rapid.StringMatching("(\ufeff)?([a-z \\r\\n\\[\\]=#]{0,40})"), func(s string) []byte { return []byte(s) })).Draw(t, "data")
		d := NewDocument("f", data)
		if string(d.Bytes()) != string(data) {
			t.Fatalf("%q came back as %q", data, d.Bytes())
		}
		for offset := range d.Text {
			p := d.Pos(offset)
			if p.Line < 1 || p.Line > d.Lines() || p.Column < 1 {
				t.Fatalf("offset %d is at %v of %d lines", offset, p, d.Lines())
			}
			if d.Offset(p) != offset {
				t.Fatalf("offset %d is at %v, which is offset %d", offset, p, d.Offset(p))
			}
		}
	})
}

func TestLines(t *testing.T) {
	d := NewDocument("f", []byte("\ufeff[a]\r\nb=c\rd=e\n\n"))
	for n, want := range []string{"", "[a]", "b=c", "d=e", "", "", ""} {
		if got := d.Line(n); got != want {
			t.Errorf("line %d is %q, want %q", n, got, want)
		}
	}
	if got, want := d.Pos(5), (Pos{2, 1}); got != want {
		t.Errorf("the first byte of the second line is at %v, want %v", got, want)
	}
}

// FuzzDocument: the bytes come back, every offset has a place inside the
// document, and an outline agrees with the whole.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{"", "[a]\nb = c\n", "\ufeff[a]\r\nb=c\rd=e\n\n", "\xff\xfe\x00", "[profile x]\n# c\nregion = eu-west-1\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := NewDocument("f", data)
		if string(d.Bytes()) != string(data) {
			t.Fatalf("%q came back as %q", data, d.Bytes())
		}
		for offset := range d.Text {
			p := d.Pos(offset)
			if p.Line < 1 || p.Line > d.Lines() || p.Column < 1 || d.Offset(p) != offset {
				t.Fatalf("offset %d of %q is at %v", offset, data, p)
			}
		}
		o := newOutliner(d.Text)
		for o.at < len(o.text) {
			before := o.at
			if !o.plainLine() {
				return
			}
			if o.at <= before {
				t.Fatalf("the outline of %q stands still at %d", data, before)
			}
		}
	})
}
