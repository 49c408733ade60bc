package sharedfile

import (
	"fmt"
	"strings"
	"testing"
)

func TestJava(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "[default]\nregion = us-east-1\n", `[default@1:1] region@2:1="us-east-1"@2:10`},
		{"no line end at the end", "[default]\nregion=x", `[default@1:1] region@2:1="x"@2:8`},
		{"crlf, and a lone cr", "[default]\r\nregion = x\ra=b\r", `[default@1:1] region@2:1="x"@2:10 a@3:1="b"@3:3`},
		{"byte order mark", "\ufeff[default]\nregion=x\n", ` ERROR@1:1`},
		{"header with blanks", "[ \tprofile\t  a \t]\n[ profile b ]  \n", `[profile a@1:1][profile b@2:1]`},
		{"comment after a header", "[profile a] # b\n[profile c]# d\n[profile e]; f ]\n", `[profile a@1:1][profile c@2:1][profile e@3:1]`},
		{"comment sign within a header", "[a#b]\n", ` ERROR@1:1`},
		{"text after a header", "[a] b\n", ` ERROR@1:1`},
		{"header without an end", "[default]\nb=c\n[d\n", `[default@1:1] b@2:1="c"@2:3 ERROR@3:1`},
		{"bracket alone", "[\n", ` ERROR@1:1`},
		{"indented header", "[default]\nb=c\n [d]\n", "[default@1:1] b@2:1=\"c\\n[d]\"@2:3"},
		{"what stands in a section that is none is not looked at", "[a]\n= b\njunk\n c\nd = e\n[default]\nf=g\n", `[a@1:1] d@5:1="e"@5:5[default@6:1] f@7:1="g"@7:3`},
		{"[default] after [profile default]", "[profile default]\na=b\n[default]\njunk\nc=d\n", `[profile default@1:1] a@2:1="b"@2:3[default@3:1] c@5:1="d"@5:3`},
		{"[profile default] after [default]", "[default]\na=b\n[profile default]\njunk\n", `[default@1:1] a@2:1="b"@2:3[profile default@3:1] ERROR@4:1`},
		{"keys keep their case", "[default]\nRegion = X\n", `[default@1:1] Region@2:1="X"@2:10`},
		{"key with other characters", "[default]\nin valid = x\n b = c\nx/y.z%@:+-_ = d\n", `[default@1:1] x/y.z%@:+-_@4:1="d"@4:15`},
		{"key without a name", "[default]\n= b\n", `[default@1:1] ERROR@2:1`},
		{"key without an equals sign", "[default]\nb: c\n", `[default@1:1] ERROR@2:1`},
		{"key before any section", "a = b\n", ` ERROR@1:1`},
		{"indented line before any section", "# a\n\n b\n", ` ERROR@3:2`},
		{"comments in values", "[default]\nb=c # d\ne=f#g\nh=i;j\nk=l\t;m\nn =# o\np = # q\n", `[default@1:1] b@2:1="c"@2:3 e@3:1="f#g"@3:3 h@4:1="i;j"@4:3 k@5:1="l"@5:3 n@6:1="# o"@6:4 p@7:1=""@7:4`},
		{"an indented comment is none", "[default]\nb=c\n # d\n", "[default@1:1] b@2:1=\"c\\n# d\"@2:3"},
		{"control characters are blanks around values", "[default]\nb = \x01c\x02\n", "[default@1:1] b@2:1=\"c\"@2:6"},
		{"continuation", "[default]\nb = c \n\td # e \n f\ng=h\n", "[default@1:1] b@2:1=\"c\\nd # e\\nf\"@2:5 g@5:1=\"h\"@5:3"},
		{"continuation of nothing", "[default]\n b\n", `[default@1:1] ERROR@2:2`},
		{"nested", "[default]\ns3 =\n  B = c # d\n\te=\nf=g\n", "[default@1:1] s3@2:1=\"\\nB = c # d\\ne=\"@2:5 { B@3:3=\"c # d\"@3:7 e@4:2=\"\"@4:4 } f@5:1=\"g\"@5:3"},
		{"nested without an equals sign", "[default]\ns3 =\n b\n", `[default@1:1] s3@2:1=""@2:5 ERROR@3:2`},
		{"nested without a name", "[default]\ns3 =\n = b\n", `[default@1:1] s3@2:1=""@2:5 ERROR@3:2`},
		{"nested with a name that is none", "[default]\ns3 =\n b c = d\n", "[default@1:1] s3@2:1=\"\\nb c = d\"@2:5"},
		{"not nested below a value", "[services a]\ns3 = b = c\n d = e\n", "[services a@1:1] s3@2:1=\"b = c\\nd = e\"@2:6"},
		{"not UTF-8", "[default]\nb=\xe2\x82\xff\nc\xff=d\n", "[default@1:1] b@2:1=\"\ufffd\ufffd\"@2:3"},
		{"empty", "", ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outline(Java(true).Parse(NewDocument("f", []byte(tt.text)))); got != tt.want {
				t.Errorf("%q:\n got %s\nwant %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestJavaErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a=b\n", "Expected a profile definition"},
		{"[a\n", "Profile definition must end with ']'"},
		{"[\n", "begin 1, end 0, length 1"},
		{"[default]\nb\n", "Expected an '=' sign defining a property"},
		{"[default]\n=b\n", "Property did not have a name"},
		{"[default]\n b\n", "Expected a profile or property definition"},
		{"[default]\nb=\n c\n", "Expected an '=' sign defining a property"},
		{"[default]\nb=\n =c\n", "Property did not have a name"},
	}
	for _, tt := range tests {
		err := Java(true).Parse(NewDocument("f", []byte(tt.text))).Err
		if err == nil || err.SDK != tt.want || strings.Contains(err.Message, tt.want) {
			t.Errorf("%q: got %+v, want %q", tt.text, err, tt.want)
		}
	}
}

func TestJavaSection(t *testing.T) {
	tests := []struct {
		header              string
		config, credentials string
	}{
		{"default", "profile default", "profile default"},
		{"a", "ignored a", "profile a"},
		{"profile a", "profile a, prefixed", "no name profile a, prefixed"},
		{"profile\ta", "profile a, prefixed", "no name profile\ta, prefixed"},
		{"profile a b", "no name a b, prefixed", "no name profile a b, prefixed"},
		{"profile", "ignored profile", "profile profile"},
		{"sso-session s", "sso-session s", "ignored s"},
		{"services s", "services s", "ignored s"},
		{"services", "ignored services", "profile services"},
		{"services x y", "no name x y", "ignored x y"},
		{"Profile a", "ignored Profile a", "no name Profile a"},
		{"", "ignored ", "profile "},
	}
	words := map[JavaKind]string{JavaIgnored: "ignored", JavaNoName: "no name", JavaProfile: "profile", JavaSSOSession: "sso-session", JavaServices: "services"}
	for _, tt := range tests {
		for config, want := range map[bool]string{true: tt.config, false: tt.credentials} {
			kind, name, prefixed := JavaSection(config, tt.header)
			got := words[kind] + " " + name
			if prefixed {
				got += ", prefixed"
			}
			if got != want {
				t.Errorf("[%s], config file %v: got %s, want %s", tt.header, config, got, want)
			}
		}
	}
}

func TestJavaNotes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"[default]\nb=c # d\n", ""},
		{"[default]\nb=c\n d\n e # f\n", "3:2 continued-value 4:4 comment-in-value"},
		{"[default]\nb=\n c=d # e\n", "3:6 comment-in-value"},
		{"[default]\nb c=d\n", "2:1 key-ignored"},
		{"[a]\nb c=d\n", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range Java(true).Parse(NewDocument("f", []byte(tt.text))).Notes {
			got = append(got, fmt.Sprintf("%d:%d %s", n.Pos.Line, n.Pos.Column, n.Code))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, s, tt.want)
		}
	}
}

// Expected texts are what new String(bytes, UTF_8) gives.
func TestValidUTF8(t *testing.T) {
	for in, want := range map[string]string{
		"a": "a", "\xff": "\ufffd", "\xe2\x82": "\ufffd", "\xe2\x82x": "\ufffdx", "\xe0\x80\x80": "\ufffd\ufffd\ufffd",
		"\xf0\x9f\x98": "\ufffd", "\xf0\x80\x80\x80": "\ufffd\ufffd\ufffd\ufffd", "\xed\xa0\x80": "\ufffd\ufffd\ufffd", "\xc3(": "\ufffd(",
	} {
		if got := validUTF8(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzJava(f *testing.F) {
	for _, s := range []string{"", "[default]\nregion = us-east-1 # c\n", "\ufeff[a]\n", "[services a]\r\nb = x=y\r\n  c = 'd'\r e\n", "[ profile\t x ]#\n f\n=g\n h = i ;j\n", "[profile default]\ns3=\n a=b\n[default]\nx\n", "[default]\na=\xe2\x82\n"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, data []byte, config bool) {
		doc := NewDocument("f", data)
		file := Java(config).Parse(doc)
		standsWhereItSays(t, doc, file, true)
		keysStand(t, doc, file)
	})
}
