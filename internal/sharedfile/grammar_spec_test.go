package sharedfile

import (
	"fmt"
	"strings"
	"testing"
)

func TestSpec(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "[default]\nregion = us-east-1\n", `[default@1:1] region@2:1="us-east-1"@2:10`},
		{"no line end at the end", "[default]\nregion=x", `[default@1:1] region@2:1="x"@2:8`},
		{"crlf", "[default]\r\nregion = x\r\n\r\n", `[default@1:1] region@2:1="x"@2:10`},
		{"cr without a line feed is text", "[a]\nb = c\r\r\nd = e\r", `[a@1:1] b@2:1="c\r"@2:5 d@4:1="e\r"@4:5`},
		{"byte order mark", "\ufeff[default]\nregion=x\n", ` ERROR@1:1`},
		{"byte order mark alone", "\ufeff", ` ERROR@1:1`},
		{"header with blanks", "[ \tprofile\t  a \t]\n[ b ]\n", `[profile a@1:1][b@2:1]`},
		{"header with white space of other kinds", "[profile\u00a0a]\n[profile \u00a0a\u00a0]\n", "[profile\u00a0a@1:1][profile a@2:1]"},
		{"comment after a header", "[a] # b\n[c]# d\n[e]; f ]\n", `[a@1:1][c@2:1][e@3:1]`},
		{"comment sign within a header", "[a#b]\n", ` ERROR@1:1`},
		{"text after a header", "[a] b\n", ` ERROR@1:1`},
		{"header without an end", "[a]\nb=c\n[d\n", `[a@1:1] b@2:1="c"@2:3 ERROR@3:1`},
		{"indented header", "[a]\nb=c\n [d]\n", "[a@1:1] b@2:1=\"c\\n[d]\"@2:3"},
		{"brackets inside", "[[a]]\n[]\n", `[[a]@1:1][@2:1]`},
		{"same section twice", "[a]\nb=c\n[a]\nb=d\n", `[a@1:1] b@2:1="c"@2:3[a@3:1] b@4:1="d"@4:3`},
		{"key folded", "[a]\nREGIÖN=x\nRegion = X\n", `[a@1:1] region@3:1="X"@3:10`},
		{"key with other characters", "[a]\nin valid = x\n b = c\nx/y.z%@:+-_ = d\n", `[a@1:1] x/y.z%@:+-_@4:1="d"@4:15`},
		{"key without a name", "[a]\n= b\n", `[a@1:1] ERROR@2:1`},
		{"key without an equals sign", "[a]\nb: c\n", `[a@1:1] ERROR@2:1`},
		{"equals sign within a comment", "[a]\nb # c = d\n", `[a@1:1] ERROR@2:1`},
		{"key before any section", "a = b\n", ` ERROR@1:1`},
		{"indented line before any section", "# a\n\n b\n", ` ERROR@3:2`},
		{"comments in values", "[a]\nb=c # d\ne=f#g\nh=i;j\nk=l\t;m\nn =# o\np = # q\n", `[a@1:1] b@2:1="c"@2:3 e@3:1="f#g"@3:3 h@4:1="i;j"@4:3 k@5:1="l"@5:3 n@6:1="# o"@6:4 p@7:1=""@7:4`},
		{"comment after white space of another kind", "[a]\nb=c\u00a0# d\n", `[a@1:1] b@2:1="c\u00a0"@2:3`},
		{"comment lines", "[a]\n# b\n; c\nd=e\n#f\n g\n", "[a@1:1] d@4:1=\"e\\ng\"@4:3"},
		{"an indented comment is none", "[a]\nb=c\n # d\n", "[a@1:1] b@2:1=\"c\\n# d\"@2:3"},
		{"quotes stay", "[a]\nb = \"c\"\n", `[a@1:1] b@2:1="\"c\""@2:5`},
		{"continuation", "[a]\nb = c \n\td # e \n f\ng=h\n", "[a@1:1] b@2:1=\"c\\nd # e\\nf\"@2:5 g@5:1=\"h\"@5:3"},
		{"continuation of nothing", "[a]\n b\n", `[a@1:1] ERROR@2:2`},
		{"header ends what continues", "[a]\nb=c\n[a]\n d\n", `[a@1:1] b@2:1="c"@2:3[a@3:1] ERROR@4:2`},
		{"nested", "[a]\ns3 =\n  B = c # d\n\te=\nf=g\n", "[a@1:1] s3@2:1=\"\\nB = c # d\\ne=\"@2:5 { B@3:3=\"c # d\"@3:7 e@4:2=\"\"@4:4 } f@5:1=\"g\"@5:3"},
		{"nested without an equals sign", "[a]\ns3 =\n b\n", `[a@1:1] s3@2:1=""@2:5 ERROR@3:2`},
		{"nested comment", "[a]\ns3 =\n # b\n", `[a@1:1] s3@2:1=""@2:5 ERROR@3:2`},
		{"nested without a name", "[a]\ns3 =\n = b\n", `[a@1:1] s3@2:1=""@2:5 ERROR@3:2`},
		{"nested in services, below a value", "[services a]\ns3 = b = c\n d = e\nx = y\n", "[services a@1:1] s3@2:1=\"b = c\\nd = e\"@2:6 { b@2:6=\"c\"@2:10 d@3:2=\"e\"@3:6 } x@4:1=\"y\"@4:5"},
		{"not nested in a profile, below a value", "[profile a]\ns3 = b = c\n d = e\n", "[profile a@1:1] s3@2:1=\"b = c\\nd = e\"@2:6"},
		{"not UTF-8", "[a]\nb=\xff\n", ``},
		{"empty", "", ``},
		{"blanks alone", " \t \n\n", ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(Spec().Parse(NewDocument("f", []byte(tt.text))))
			if got != tt.want {
				t.Errorf("%q:\n got %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestSpecErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a=b\n", "Expected a profile definition"},
		{"[a\n", "Profile definition must end with ']'"},
		{"[a]\nb\n", "Expected an '=' sign defining a property"},
		{"[a]\n=b\n", "Property did not have a name"},
		{"[a]\n b\n", "Expected a property definition, found continuation"},
		{"[a]\nb=\n c\n", "Expected an '=' sign defining a sub-property"},
		{"[a]\nb=\n =c\n", "Sub-property did not have a name"},
	}
	for _, tt := range tests {
		err := Spec().Parse(NewDocument("f", []byte(tt.text))).Err
		if err == nil || err.SDK != tt.want || strings.Contains(err.Message, tt.want) {
			t.Errorf("%q: got %+v, want %q", tt.text, err, tt.want)
		}
	}
}

func TestSpecNotes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"[a]\nb=c # d\n", ""},
		{"[a]\nb=c\n d\n e # f\n", "3:2 continued-value 4:4 comment-in-value"},
		{"[a]\nb=\n c=d # e\n", "3:6 comment-in-value"},
		{"[a]\nb c=d\n", "2:1 key-ignored"},
		{"[a]\nb=c\n\n\xff", "4:1 not-utf-8"},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range Spec().Parse(NewDocument("f", []byte(tt.text))).Notes {
			got = append(got, fmt.Sprintf("%d:%d %s", n.Pos.Line, n.Pos.Column, n.Code))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, s, tt.want)
		}
	}
}

func FuzzSpec(f *testing.F) {
	for _, s := range []string{"", "[default]\nregion = us-east-1 # c\n", "\ufeff[a]\n", "[services a]\r\nb = x=y\r\n  c = 'd'\r e\n", "[ profile\t x ]#\n f\n=g\n h = i ;j\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := NewDocument("f", data)
		file := Spec().Parse(doc)
		standsWhereItSays(t, doc, file, false)
	})
}
