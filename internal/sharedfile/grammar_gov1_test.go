package sharedfile

import (
	"strings"
	"testing"
)

func TestGoV1(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "[default]\nregion = us-east-1\n", `[default@1:1] region@2:1="us-east-1"@2:10`},
		{"no line end at the end", "[default]\nregion=x", `[default@1:1] region@2:1="x"@2:8`},
		{"crlf", "[default]\r\nregion = x\r\n# c\r\n", `[default@1:1] region@2:1="x"@2:10`},
		{"lone cr ends no line", "[default]\rregion = x\n", "[default@1:1] \rregion@1:10=\"x\"@2:10"},
		{"cr at the end of the file", "[a]\nb=c\r", "[a@1:1] b@2:1=\"c\\r\"@2:3"},
		{"byte order mark before a header", "\ufeff[default]\nregion=x\n", `[default@1:1] region@2:1="x"@2:8 ERROR@1:1`},
		{"byte order mark before a comment", "\ufeff# c\n[default]\nregion=x\n", `[default@2:1] region@3:1="x"@3:8`},
		{"byte order mark before a key", "\ufeffa=b\n[c]\nd=e\n", `[c@2:1] d@3:1="e"@3:3`},
		{"keys before any section", "a=b\n[c]\nd=e\n", `[c@2:1] d@3:1="e"@3:3`},
		{"same section twice", "[a]\nb=c\n[a]\nb=d\n", `[a@1:1] b@2:1="c"@2:3[a@3:1] b@4:1="d"@4:3`},
		{"key on the header's line", "[a] b = c\n", `[a@1:1] b@1:5="c"@1:9`},
		{"header and comment", "[a] # c\n;d\nb=c\n", `[a@1:1] b@3:1="c"@3:3`},
		{"header indented, blanks inside", " [ \ta b\u00a0 ]\n", `[a b@1:2]`},
		{"header over several lines", "[\nde\nfault ]\nb=c\n", `[default@1:1] b@4:1="c"@4:3`},
		{"delimiters and quotes in a header", "[a=b:\"c]\n\"]\n", "[a=b:\"c]\n\"@1:1]"},
		{"comment sign inside a word of a header", "[a#b]\n", `[a#b@1:1]`},
		{"header without a name", "[a]\n[ ]\nb=c\n", `[a@1:1] b@3:1="c"@3:3 ERROR@2:1`},
		{"header never closed", "[a]\nb=c\n[d\ne=f\n", `[a@1:1] b@2:1="c"@2:3 ERROR@3:1`},
		{"header not closed before the next", "[a\nb=c\n[d]\n", ` ERROR@1:1`},
		{"comment in a header", "[a # b]\n", ` ERROR@1:4`},
		{"bracket after a header", "[a]]\n", `[a@1:1] ERROR@1:4`},
		{"keys keep case, quotes and inner blanks", "[a]\nB  c\t= d\n\"e\" : f\n", "[a@1:1] B  c@2:1=\"d\"@2:8 \"e\"@3:1=\"f\"@3:7"},
		{"delimiters in values", "[a]\nb==c\nd: e = f\ng = [h] i\n", `[a@1:1] b@2:1="=c"@2:3 d@3:1="e = f"@3:4 g@4:1="[h] i"@4:5`},
		{"comments in values", "[a]\nb = c # d\ne = f#g\nh = i ;j\nk = l\t# m\nn = o=#p\n", `[a@1:1] b@2:1="c"@2:5 e@3:1="f#g"@3:5 h@4:1="i"@4:5 k@5:1="l\t# m"@5:5 n@6:1="o="@6:5`},
		{"blanks around values", "[a]\nb =\u00a0c \nd =\te\t\nf = g \t\n", "[a@1:1] b@2:1=\"c\"@2:6 d@3:1=\"e\\t\"@3:5 f@4:1=\"g \\t\"@4:5"},
		{"quotes", "[a]\nb = \"c # d\" e\nf = g \"h\"\ni = \"\"\nj = 'k'\n", `[a@1:1] b@2:1="c # d"@2:6 f@3:1="g \"h\""@3:5 i@4:1=""@4:6 j@5:1="'k'"@5:5`},
		{"quotes over lines", "[a]\nb = \"c\nd = e\" # f\ng=h\n", `[a@1:1] b@2:1="c\nd = e"@2:6 g@4:1="h"@4:3`},
		{"escapes", `[a]` + "\n" + `b = "c\"d\\n\t\x"` + "\n", `[a@1:1] b@2:1="c\"d\n\t\\x"@2:6`},
		{"quote never closed", "[a]\nb=c\n[d]\ne = \"f\n", ``},
		{"quote never closed below a fault", "[a]\n= b\ne = \"f\n", ``},
		{"quote in a comment", "[a]\nb=c # \"\nd=e\n", `[a@1:1] b@2:1="c"@2:3 d@3:1="e"@3:3`},
		{"quote inside a word", "[a]\nb=c\"d\n", `[a@1:1] b@2:1="c\"d"@2:3`},
		{"comma inside a word", "[a]\nb = c,d\n", `[a@1:1] b@2:1="c,d"@2:5`},
		{"comma of its own", "[a]\nb = c , d\n  e = f\ng=h\n", `[a@1:1] g@4:1="h"@4:3`},
		{"comma after a quote", "[a]\nb = \"c\",\"d\"\ne=f\n", `[a@1:1] e@3:1="f"@3:3`},
		{"comma first", "[a]\n,b=c\n", `[a@1:1] ERROR@2:1`},
		{"comma for a value", "[a]\nb = ,c\n", `[a@1:1] ERROR@2:5`},
		{"comment for a value", "[a]\nb = # c\n", `[a@1:1] ERROR@2:5`},
		{"no key", "[a]\n= b\n", `[a@1:1] ERROR@2:1`},
		{"empty value", "[a]\nb =\nc = d\n", `[a@1:1] c@3:1="d"@3:5`},
		{"empty value at the end", "[a]\nb = c\nd =", `[a@1:1] b@2:1="c"@2:5`},
		{"nested", "[a]\nb =\n  c = d\n \n\te\nf = g\n", `[a@1:1] f@6:1="g"@6:5`},
		{"nested up to an empty line", "[a]\nb =\n  c = d\n\n  e = f\n", `[a@1:1] e@5:3="f"@5:7`},
		{"nested up to a comment", "[a]\nb =\n# c\n  d = e\n", `[a@1:1] d@4:3="e"@4:7`},
		{"no continuation", "[a]\nb = c\n  -d\n  e = f\n", `[a@1:1] b@2:1="c"@2:5`},
		{"indented keys", "[a]\nb = c\n  d = e\n", `[a@1:1] b@2:1="c"@2:5 d@3:3="e"@3:7`},
		{"junk line", "[a]\njunk line\n  b = c\nd = e\n", `[a@1:1] d@4:1="e"@4:5`},
		{"junk before a comment", "[a]\njunk # c\nd = e\n", `[a@1:1] d@3:1="e"@3:5 ERROR@2:1`},
		{"junk before a header", "[a]\njunk [b]\nd = e\n", `[a@1:1][b@2:6] d@3:1="e"@3:5 ERROR@2:1`},
		{"junk at the end", "[a]\nb = c\njunk", `[a@1:1] b@2:1="c"@2:5 ERROR@3:1`},
		{"bracket in a key", "[a]\nb] = c\n", `[a@1:1] ERROR@2:2`},
		{"any bytes", "[a]\nb=\x00\xffc\n\xffd=e\n", "[a@1:1] b@2:1=\"\\x00\ufffdc\"@2:3 \ufffdd@3:1=\"e\"@3:4"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(GoV1().Parse(NewDocument("f", []byte(tt.text))))
			if got != tt.want {
				t.Errorf("%q reads as\n%s\nwant\n%s", tt.text, got, tt.want)
			}
		})
	}
}

func TestGoV1Notes(t *testing.T) {
	tests := []struct{ text, code string }{
		{"[a]\njunk\n", "junk-line"},
		{"a=b\n", "key-before-section"},
		{"[a]\nb = c , d\n", "comma-drops-key"},
		{"[a]\nb =\n", "empty-value"},
		{"[a]\nb =\n  c = d\n", "nested-block"},
		{"[a]\nb = \"c\" d\n", "text-after-quote"},
		{"[a]\njunk\nb = \"c\n", "unclosed-quote"},
	}
	for _, tt := range tests {
		f := GoV1().Parse(NewDocument("f", []byte(tt.text)))
		if len(f.Notes) != 1 || f.Notes[0].Code != tt.code {
			t.Errorf("%q: notes %+v, want one %s", tt.text, f.Notes, tt.code)
		}
	}
	if f := GoV1().Parse(NewDocument("f", []byte(strings.Repeat("junk\n", 1000)+"\"x"))); len(f.Notes) != 1 {
		t.Errorf("a quote that is never closed leaves %d notes, want its own alone", len(f.Notes))
	}
}

// The remains of a value are what the SDK itself reads the second and the third
// time: "A\"B\"C" was seen to give A"B"C, A"B"CCC and A"B"CCC.
func TestGoV1UnquoteAgain(t *testing.T) {
	tests := []struct{ raw, first, second string }{
		{`"plain"`, "plain", "plain"},
		{`"A\"B\"C"`, `A"B"C`, `A"B"CCC`},
		{`"\t\n"`, "\t\n", "\t\nnn"},
		{`"x\\n"`, "x\n", "x\nnn"},
		{`"\"é"`, `"é`, `"éé`},
		{`""`, "", ""},
	}
	for _, tt := range tests {
		first, remains := GoV1Unquote(tt.raw)
		second, _ := GoV1Unquote(remains)
		if first != tt.first || second != tt.second {
			t.Errorf("%s: %q, then %q; want %q, then %q", tt.raw, first, second, tt.first, tt.second)
		}
	}
}

func FuzzGoV1(f *testing.F) {
	for _, seed := range []string{
		"[default]\nregion = us-east-1\n", "\ufeff[a]\r\nb=c\r\n", "[a]\nb = \"c\\\"\n", "[a\nb] c , d\n  e\n\n f = g", "= [ ] # ; , \" \\", "[a]\nb =\n\t\xff = \u2028",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := NewDocument("f", data)
		if string(doc.Bytes()) != string(data) {
			t.Fatal("the document loses bytes")
		}
		file := GoV1().Parse(doc)
		inside := func(p Pos) int {
			if p.Line < 1 || p.Column < 1 || p.Line > doc.Lines() {
				t.Fatalf("place %v of %d lines", p, doc.Lines())
			}
			at := doc.Offset(p)
			if at > len(doc.Text) || doc.Pos(at) != p {
				t.Fatalf("place %v is not in the file", p)
			}
			return at
		}
		if file.Err != nil {
			inside(file.Err.Pos)
		}
		for _, n := range file.Notes {
			inside(n.Pos)
		}
		for _, s := range file.Sections {
			if doc.Text[inside(s.Pos)] != '[' {
				t.Fatalf("no bracket at %v", s.Pos)
			}
			for _, e := range s.Entries() {
				inside(e.KeyPos)
				rest := string([]rune(doc.Text[inside(e.ValuePos):]))
				if !strings.HasPrefix(e.Raw, `"`) && !strings.HasPrefix(rest, e.Value) {
					t.Fatalf("%q does not stand at %v", e.Value, e.ValuePos)
				}
			}
		}
	})
}
