package sharedfile

import (
	"fmt"
	"strings"
	"testing"
)

// outline writes a file as "[section@line:col] key@line:col=value@line:col {nested}".
func outline(f *File) string {
	var b strings.Builder
	var entry func(e Entry)
	entry = func(e Entry) {
		fmt.Fprintf(&b, " %s@%d:%d=%q@%d:%d", e.Key, e.KeyPos.Line, e.KeyPos.Column, e.Value, e.ValuePos.Line, e.ValuePos.Column)
		if len(e.Nested) > 0 {
			b.WriteString(" {")
			for _, n := range e.Nested {
				entry(n)
			}
			b.WriteString(" }")
		}
	}
	for _, s := range f.Sections {
		fmt.Fprintf(&b, "[%s@%d:%d]", s.Name, s.Pos.Line, s.Pos.Column)
		for _, e := range s.Entries() {
			entry(e)
		}
	}
	if f.Err != nil {
		fmt.Fprintf(&b, " ERROR@%d:%d", f.Err.Pos.Line, f.Err.Pos.Column)
	}
	return b.String()
}

func TestGoV2(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "[default]\nregion = us-east-1\n", `[default@1:1] region@2:1="us-east-1"@2:10`},
		{"no line end at the end", "[default]\nregion=x", `[default@1:1] region@2:1="x"@2:8`},
		{"crlf", "[default]\r\nregion = x\r\n", `[default@1:1] region@2:1="x"@2:10`},
		{"lone cr ends no line", "[default]\rregion = x\n[a]\rb\n[c]\nd=e\rf=g\n", `[c@5:1] d@6:1="e\rf=g"@6:3`},
		{"byte order mark hides a header", "\ufeff[default]\nregion=x\n[a]\nb=c\n", `[a@3:1] b@4:1="c"@4:3`},
		{"byte order mark before a comment", "\ufeff# c\n[default]\nregion=x\n", `[default@2:1] region@3:1="x"@3:8`},
		{"header indented, comments", "  [ default ] # c ]\na=b\n\t[c];d\n", `[default@1:3] a@2:1="b"@2:3[c@3:2]`},
		{"header with text after it", "[a]\nb=c\n[d] e\nf=g\n", `[a@1:1] b@2:1="c"@2:3 f@4:1="g"@4:3`},
		{"header without an end", "[a]\nb=c\n[d\nf=g\n", `[a@1:1] b@2:1="c"@2:3 f@4:1="g"@4:3`},
		{"header with a comment sign inside", "[a]\n[b#c]\nd=e\n", `[a@1:1] d@3:1="e"@3:3`},
		{"header with brackets inside", "[[a]]\n[b]=[c]\n", `[[a]@1:1][b]=[c@2:1]`},
		{"blanks between type and name", "[profile  a  b]\n[profile\tc]\n[profile d]\n", "[profile a  b@1:1][profile c@2:1][profile d@3:1]"},
		{"white space of other kinds", "[profile\u00a0a]\n\u00a0[b]\u00a0\n\u00a0c\u00a0=\u00a0d\u00a0\n", "[profile\u00a0a@1:1][b@2:3] c@3:3=\"d\"@3:9"},
		{"quotes in a header stay", `[profile "a"]`, `[profile "a"@1:1]`},
		{"empty header", "[a]\nb=c\n[]\nd=e\n f=g\n h\n[i]\nj=k\n", `[a@1:1] b@2:1="c"@2:3[@3:1][i@7:1] j@8:1="k"@8:3`},
		{"before any section", "a=b\n c=d\n e\n[f]\n", `[f@4:1]`},
		{"same section twice", "[a]\nb=c\n[a]\nb=d\n", `[a@1:1] b@2:1="c"@2:3[a@3:1] b@4:1="d"@4:3`},
		{"key folded", "[a]\nREGION: x=y\n", `[a@1:1] region@2:1="x=y"@2:9`},
		{"first delimiter", "[a]\nb==c\nd:=e\nf : g = h\n", `[a@1:1] b@2:1="=c"@2:3 d@3:1="=e"@3:3 f@4:1="g = h"@4:5`},
		{"empty key", "[a]\n=b\n c=d\n e\n", `[a@1:1] @2:1="b"@2:2 c@3:2="d\ne"@3:4`},
		{"empty values", "[a]\nb=\nc = \nd =\t# e\nf", `[a@1:1] b@2:1=""@2:3 c@3:1=""@3:5 d@4:1=""@4:4`},
		{"comments", "[a]\nb=c # d\ne=f#g\nh=i;j\nk=l ;m\nn=o\t#p\nq =# r\ns = # t\n", `[a@1:1] b@2:1="c"@2:3 e@3:1="f#g"@3:3 h@4:1="i;j"@4:3 k@5:1="l"@5:3 n@6:1="o"@6:3 q@7:1="# r"@7:4 s@8:1=""@8:4`},
		{"comment before the delimiter", "[a]\nb #c = d\n", `[a@1:1]`},
		{"comment lines", "[a]\nb=c\n# d=e\n ; f=g\n\n h\n", `[a@1:1] b@2:1="c\nh"@2:3`},
		{"quotes", "[a]\nb=\"c\"\nd = 'e # f' \ng='h\ni=\"\"\nj='k\"\n", `[a@1:1] b@2:1="c"@2:4 d@3:1="'e"@3:5 g@4:1="'h"@4:3 i@5:1=""@5:4 j@6:1="'k\""@6:3`},
		{"lone quote", "[a]\nb=c\nd = ' # e\nf=g\n", `[a@1:1] b@2:1="c"@2:3 ERROR@3:5`},
		{"lone quote nested", "[a]\nb=\n c=\"\n", `[a@1:1] b@2:1=""@2:3 ERROR@3:4`},
		{"lone quote before any section", "a='\n", ` ERROR@1:3`},
		{"lone quote behind a byte order mark", "\ufeffa='\n", ` ERROR@1:3`},
		{"junk lines", "[a]\nb\nc=d\ne\n f\n", `[a@1:1] c@3:1="d\nf"@3:3`},
		{"nested", "[a]\ns3 =\n  B = c # d\n\te=\"f\"\n  e=g\nh=i\n", `[a@1:1] s3@2:1=""@2:5 { b@3:3="c # d"@3:7 e@4:2="f"@4:5 e@5:3="g"@5:5 } h@6:1="i"@6:3`},
		{"nested under a comment", "[a]\ns3 = # c\n  b=c\n", `[a@1:1] s3@2:1=""@2:5 { b@3:3="c"@3:5 }`},
		{"nested, not continued", "[a]\ns3=\n b=c\n d\n", `[a@1:1] s3@2:1=""@2:4 { b@3:2="c"@3:4 }`},
		{"indented keys of their own", "[a]\n b=c # d\n e = \"f\" # g\n  h=' i '\n", `[a@1:1] b@2:2="c"@2:4 e@3:2="\"f\""@3:6 h@4:3="i"@4:7`},
		{"continuation", "[a]\nb = c \n\td # e \n f\r\ng=h\n", "[a@1:1] b@2:1=\"c\\nd # e \\nf\\r\"@2:5 g@5:1=\"h\"@5:3"},
		{"no continuation of nothing", "[a]\nb=\n c\n d=e\n", `[a@1:1] b@2:1=""@2:3 { d@4:2="e"@4:4 }`},
		{"header ends what indented lines belong to", "[a]\nb=\n[a]\n c=d\n", `[a@1:1] b@2:1=""@2:3[a@3:1] c@4:2="d"@4:4`},
		{"any bytes", "[a]\nb=\x00\xff\n\xffc=d\n", "[a@1:1] b@2:1=\"\\x00\\xff\"@2:3 \ufffdc@3:1=\"d\"@3:4"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(GoV2().Parse(NewDocument("f", []byte(tt.text))))
			if got != tt.want {
				t.Errorf("%q:\n got %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestGoV2Notes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"[a]\nb\n", "2:1 junk-line"},
		{"[a]\n b\n", "2:2 junk-line"},
		{"[a\nb=c\n", "1:1 broken-header 2:1 key-before-section"},
		{"[a]\n[b] c\n", "2:1 broken-header"},
		{"[]\nb=c\n", "1:1 empty-header"},
		{"\ufeff[a]\n", "1:1 byte-order-mark"},
		{"\ufeff# a\n", ""},
		{"[a]\nb=\n c=d # e\n", "3:4 comment-in-value"},
		{"[a]\nb=c\n d\n e\n", "3:2 continued-value"},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range GoV2().Parse(NewDocument("f", []byte(tt.text))).Notes {
			got = append(got, fmt.Sprintf("%d:%d %s", n.Pos.Line, n.Pos.Column, n.Code))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, s, tt.want)
		}
	}
}

func FuzzGoV2(f *testing.F) {
	for _, s := range []string{"", "[default]\nregion = us-east-1 # c\n", "\ufeff[a]\r\nb=\r\n  c = 'd'\r e\n", "[ profile\t x ]\n f\n=g\n h : i ;j\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := NewDocument("f", data)
		file := GoV2().Parse(doc)
		standsWhereItSays(t, doc, file, false)
	})
}
