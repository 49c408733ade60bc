package sharedfile

import (
	"strings"
	"testing"
)

func TestJavaScript(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "[default]\nregion = us-east-1\n", `[default@1:1] region@2:1="us-east-1"@2:10`},
		{"no line end at the end", "[default]\nregion=x", `[default@1:1] region@2:1="x"@2:8`},
		{"crlf", "[default]\r\nregion = x\r\n", `[default@1:1] region@2:1="x"@2:10`},
		{"lone cr ends no line", "[default]\rregion = x\n[a]\rb\n[c]\nd=e\rf=g\n", `[c@5:1] d@6:1="e\rf=g"@6:3`},
		{"byte order mark is white space", "\ufeff[default]\nregion=x\n", `[default@1:1] region@2:1="x"@2:8`},
		{"comments in headers and values", "[a] # b\nc=d # e\nf=g#h\ni=j;k\nl=m\t;n\no=#p\nq= #r\n", `[a@1:1] c@2:1="d"@2:3 f@3:1="g#h"@3:3 i@4:1="j;k"@4:3 l@5:1="m"@5:3 o@6:1="#p"@6:3 q@7:1=""@7:3`},
		{"comment lines", "[a]\n#b=c\n ;d=e\n", `[a@1:1]`},
		{"blank of another kind before a comment", "[a]\nb=c\u00a0#d\ne=f\u0085#g\n", "[a@1:1] b@2:1=\"c\"@2:3 e@3:1=\"f\\u0085#g\"@3:3"},
		{"indented header", "  [a]\nb=c\n", `[a@1:3] b@2:1="c"@2:3`},
		{"blanks in brackets stay", "[ a ]\nb=c\n", `[ a @1:1] b@2:1="c"@2:3`},
		{"text after a header", "[a]\nb=c\n[d] e\nf=g\n", `[a@1:1] b@2:1="c"@2:3 f@4:1="g"@4:3`},
		{"text after a header with a delimiter", "[a]\n[d]=e\n", `[a@1:1] [d]@2:1="e"@2:5`},
		{"brackets at both ends", "[b]=[c]\nd=e\n", `[b]=[c@1:1] d@2:1="e"@2:3`},
		{"empty header", "[]\na=b\n", `[@1:1]`},
		{"two words of another kind", "[foo bar]\na=b\n[c]\nd=e\n", `[foo bar@1:1][c@3:1] d@4:1="e"@4:3`},
		{"three words are a name", "[profile a b]\nc=d\n", `[profile a b@1:1] c@2:1="d"@2:3`},
		{"before any section", "a=b\n[c]\n", `[c@2:1]`},
		{"keys keep case and blanks", "[a]\nRegion X = y = z\n", `[a@1:1] Region X@2:1="y = z"@2:12`},
		{"no key", "[a]\n=b\nc\n", `[a@1:1]`},
		{"indented keys", "[a]\nb=c\n  d=e\n", `[a@1:1] b@2:1="c"@2:3 d@3:3="e"@3:5`},
		{"nested", "[a]\ns3 =\n  b = c\n\td=e\nf=g\n  h=i\n", `[a@1:1] s3@2:1=""@2:5 { b@3:3="c"@3:7 d@4:2="e"@4:4 } f@5:1="g"@5:3 h@6:3="i"@6:5`},
		{"a head inside a block", "[a]\nb=\n c=\n  d=e\n f=g\n", `[a@1:1] b@2:1=""@2:3 c@3:2=""@3:4 { d@4:3="e"@4:5 f@5:2="g"@5:4 }`},
		{"quotes stay", "[a]\nb=\"c\"\n", `[a@1:1] b@2:1="\"c\""@2:3`},
		{"same key twice", "[a]\nb=c\nb=d\n", `[a@1:1] b@2:1="c"@2:3 b@3:1="d"@3:3`},
		{"a key named __proto__", "[a]\n__proto__=b\nc=\n __proto__=d\n", `[a@1:1] c@3:1=""@3:3 { __proto__@4:2="d"@4:12 }`},
		{"a section named __proto__", "[a]\nb=c\n[profile __proto__]\n", ` ERROR@3:1`},
		{"broken UTF-8", "[a]\nb=\xe2\x82c\xff\xed\xa0\x80\n", "[a@1:1] b@2:1=\"\ufffdc\ufffd\ufffd\ufffd\ufffd\"@2:3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outline(JavaScript().Parse(NewDocument("f", []byte(tt.text)))); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestHeaderJS(t *testing.T) {
	for _, tt := range []struct {
		header, key string
		dropped     bool
	}{
		{"default", "default", false},
		{"profile a", "profile.a", false},
		{"profile\ta", "profile.a", false},
		{`profile "a"`, "profile.a", false},
		{"profile 'a'", "profile.a", false},
		{"profile 'a\"", "profile 'a\"", false},
		{"profile a.b@c+d%e:f/g", "profile.a.b@c+d%e:f/g", false},
		{"profile  a", "profile  a", false},
		{"profile a b", "profile a b", false},
		{"profile ü", "profile ü", false},
		{"profile.a", "profile.a", false},
		{"sso-session s", "sso-session.s", false},
		{"services s", "services.s", false},
		{"Profile a", "", true},
		{"foo bar", "", true},
		{"plugins ", "plugins ", false},
		{"", "", true},
	} {
		if key, dropped := HeaderJS(tt.header); key != tt.key || dropped != tt.dropped {
			t.Errorf("HeaderJS(%q) = %q, %t, want %q, %t", tt.header, key, dropped, tt.key, tt.dropped)
		}
	}
}

func FuzzJavaScript(f *testing.F) {
	for _, seed := range []string{"[default]\nregion = x\n", "\ufeff[a] # b\r\ns3 =\r\n  c = d\r\n", "[profile __proto__]\n", "[a]\rb=\xff\n\u2028c=d # e\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := NewDocument("f", []byte(text))
		file := JavaScript().Parse(d)
		inside := func(p Pos) {
			if p.Line < 1 || p.Line > d.Lines() || p.Column < 1 || d.Offset(p) > len(d.Text) {
				t.Fatalf("%v is no place of %q", p, text)
			}
		}
		var entries func([]Entry)
		entries = func(list []Entry) {
			for _, e := range list {
				inside(e.KeyPos)
				inside(e.ValuePos)
				if e.Value != "" && !strings.HasPrefix(decodeJS(d.Text[d.Offset(e.ValuePos):]), e.Value[:1]) {
					t.Fatalf("the value %q does not stand at %v of %q", e.Value, e.ValuePos, text)
				}
				entries(e.Nested)
			}
		}
		for _, s := range file.Sections {
			inside(s.Pos)
			entries(s.Entries())
		}
		for _, n := range file.Notes {
			inside(n.Pos)
		}
		if file.Err != nil {
			inside(file.Err.Pos)
		}
	})
}
