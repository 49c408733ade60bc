package sharedfile

import (
	"fmt"
	"strings"
	"testing"
)

// shownConfigParser writes a file as lines for comparison, with nested blocks.
func shownConfigParser(f *File) string {
	var b strings.Builder
	for _, s := range f.Sections {
		fmt.Fprintf(&b, "[%s] %d:%d\n", s.Name, s.Pos.Line, s.Pos.Column)
		for _, e := range s.Entries() {
			fmt.Fprintf(&b, "%s %d:%d %q %d:%d\n", e.Key, e.KeyPos.Line, e.KeyPos.Column, e.Value, e.ValuePos.Line, e.ValuePos.Column)
			for _, n := range e.Nested {
				fmt.Fprintf(&b, "  %s %d:%d %q %d:%d\n", n.Key, n.KeyPos.Line, n.KeyPos.Column, n.Value, n.ValuePos.Line, n.ValuePos.Column)
			}
		}
	}
	if f.Err != nil {
		name, _, _ := strings.Cut(f.Err.SDK, ":")
		fmt.Fprintf(&b, "error %d:%d %s\n", f.Err.Pos.Line, f.Err.Pos.Column, name)
	}
	return b.String()
}

// The expected values are what raw_config_parse of botocore 1.43.11 gives on
// Python 3.11; places are the grammar's own.
func TestConfigParser(t *testing.T) {
	const (
		missing   = "configparser.MissingSectionHeaderError"
		twice     = "configparser.DuplicateOptionError"
		twiceHead = "configparser.DuplicateSectionError"
		junk      = "configparser.ParsingError"
	)
	tests := []struct{ name, text, want string }{
		{"plain", "[a]\nk = v\n", "[a] 1:1\nk 2:1 \"v\" 2:5\n"},
		{"colon", "[a]\nk: v=w\n", "[a] 1:1\nk 2:1 \"v=w\" 2:4\n"},
		{"case of keys folded, of sections kept", "[A]\nKey=V\n", "[A] 1:1\nkey 2:1 \"V\" 2:5\n"},
		{"no comment after a value", "[a]\nk = v # c ; d\n", "[a] 1:1\nk 2:1 \"v # c ; d\" 2:5\n"},
		{"comments", "# c\n[a]\n; c\n  # c\nk=v\n", "[a] 2:1\nk 5:1 \"v\" 5:3\n"},
		{"quotes stay", "[a]\nk = \"v\"\n", "[a] 1:1\nk 2:1 \"\\\"v\\\"\" 2:5\n"},
		{"nothing is interpolated", "[a]\nk = %(x)s\n", "[a] 1:1\nk 2:1 \"%(x)s\" 2:5\n"},
		{"indented from the start", "  [a]\n  k = v\n  l = w\n", "[a] 1:3\nk 2:3 \"v\" 2:7\nl 3:3 \"w\" 3:7\n"},
		{"less indented is a key", "[a]\n  k = v\n l = w\n", "[a] 1:1\nk 2:3 \"v\" 2:7\nl 3:2 \"w\" 3:6\n"},
		{"continuation", "[a]\nk = v\n  w\n\tx = y\n", "[a] 1:1\nk 2:1 \"v\\nw\\nx = y\" 2:5\n"},
		{"continuation looks like a header", "[a]\nk = v\n [b]\n", "[a] 1:1\nk 2:1 \"v\\n[b]\" 2:5\n"},
		{"blank lines stay inside a value", "[a]\nk = v\n\n  w\n\nl=1\n", "[a] 1:1\nk 2:1 \"v\\n\\nw\" 2:5\nl 6:1 \"1\" 6:3\n"},
		{"comments do not", "[a]\nk = v\n# c\n  w\n", "[a] 1:1\nk 2:1 \"v\\nw\" 2:5\n"},
		{"indent counts characters", "[a]\n\u2003k = v\n  w\n", "[a] 1:1\nk 2:4 \"v\\nw\" 2:8\n"},
		{"no continuation right after a header", "[a]\n  k = v\n", "[a] 1:1\nk 2:3 \"v\" 2:7\n"},
		{"empty values", "[a]\nk =\nl = \nm=", "[a] 1:1\nk 2:1 \"\" 2:4\nl 3:1 \"\" 3:4\nm 4:1 \"\" 4:3\n"},
		{"block", "[a]\ns3 =\n  Path = x = y\n\n  # c\n  b=\n", "[a] 1:1\ns3 2:1 \"\" 2:5\n  Path 3:3 \"x = y\" 3:10\n  b 6:3 \"\" 6:5\n"},
		{"block with a key twice", "[a]\ns3 =\n  k = 1\n  l = 2\n  k = 3\n", "[a] 1:1\ns3 2:1 \"\" 2:5\n  k 5:3 \"3\" 5:7\n  l 4:3 \"2\" 4:7\n"},
		{"lines inside a line of a block", "[a]\ns3 =\n  k = 1\u2028l=2\x0bm = 3\n", "[a] 1:1\ns3 2:1 \"\" 2:5\n  k 3:3 \"1\" 3:7\n  l 3:11 \"2\" 3:13\n  m 3:15 \"3\" 3:19\n"},
		{"block without =", "[a]\ns3 =\n  k: v\n", "error 3:3 ValueError\n"},
		{"block without = in an unread default", "[DEFAULT]\ns3 =\n  k\n", ""},
		{"header to the last bracket", "[a]b]c\nk=v\n", "[a]b] 1:1\nk 2:1 \"v\" 2:3\n"},
		{"spaces in a header", "[ a ]\n", "[ a ] 1:1\n"},
		{"no name", "[]\n", "error 1:1 " + missing + "\n"},
		{"a bracket for a name", "[]]\n", "[]] 1:1\n"},
		{"unclosed header", "[a\nk=v\n", "error 1:1 " + missing + "\n"},
		{"unclosed header further down", "[a]\n[b\nk=v\n", "error 2:1 " + junk + "\n"},
		{"unclosed header that is a key", "[a]\n[b = c\n", "[a] 1:1\n[b 2:1 \"c\" 2:6\n"},
		{"key before a header", "k=v\n[a]\n", "error 1:1 " + missing + "\n"},
		{"junk line", "[a]\nk=v\njunk\n", "error 3:1 " + junk + "\n"},
		{"no key", "[a]\n = v\n", "error 2:2 " + junk + "\n"},
		{"a fault at once hides one at the end", "[a]\njunk\nk=1\nk=2\n", "error 4:1 " + twice + "\n"},
		{"key twice", "[a]\nk=1\nK=2\n", "error 3:1 " + twice + "\n"},
		{"section twice", "[a]\nk=1\n[b]\n[a]\n", "error 4:1 " + twiceHead + "\n"},
		{"default section", "[DEFAULT]\nk=1\nl=2\n[a]\nk=3\n[b]\n[DEFAULT]\nm=4\n",
			"[a] 4:1\nk 5:1 \"3\" 5:3\nl 3:1 \"2\" 3:3\nm 8:1 \"4\" 8:3\n[b] 6:1\nk 2:1 \"1\" 2:3\nl 3:1 \"2\" 3:3\nm 8:1 \"4\" 8:3\n"},
		{"default section with a key twice", "[DEFAULT]\nk=1\n[DEFAULT]\nk=2\n[a]\n", "error 4:1 " + twice + "\n"},
		{"crlf", "[a]\r\nk = v\r\n", "[a] 1:1\nk 2:1 \"v\" 2:5\n"},
		{"lone cr ends a line", "[a]\rk = v\rl=w", "[a] 1:1\nk 2:1 \"v\" 2:5\nl 3:1 \"w\" 3:3\n"},
		{"vertical tab ends none", "[a]\nk = v\x0bl=w\n", "[a] 1:1\nk 2:1 \"v\\vl=w\" 2:5\n"},
		{"no-break spaces and separators are white", "[a]\nk\u00a0=\u00a0v\x1c\n", "[a] 1:1\nk 2:1 \"v\" 2:7\n"},
		{"byte order mark", "\ufeff[a]\nk=v\n", "error 1:1 " + missing + "\n"},
		{"not UTF-8, in a comment", "[a]\nk=v\n# \xff\n", "error 3:3 UnicodeDecodeError\n"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := ConfigParser().Parse(NewDocument("f", []byte(tt.text)))
			if got := shownConfigParser(f); got != tt.want {
				t.Errorf("%q\ngot\n%swant\n%s", tt.text, got, tt.want)
			}
		})
	}
}

func TestConfigParserNotes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"[a]\nk = v # c\n", ""},
		{"[a] # c\n", ""},
		{"[a] c\n", "1:4 text-after-header "},
		{"[ a]\n", "1:1 spaces-in-header "},
		{"[DEFAULT]\nk=v\n", "1:1 default-section "},
		{"[a]\nk = v\n  w\n", "3:3 continued-value k"},
		{"[a]\nk = v\n  [b]\n  l = w\n", "3:3 continued-value k, 4:3 continued-value k"},
		{"[a]\ns3 =\n  k = v\n", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range ConfigParser().Parse(NewDocument("f", []byte(tt.text))).Notes {
			got = append(got, fmt.Sprintf("%d:%d %s %s", n.Pos.Line, n.Pos.Column, n.Code, n.Key))
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, s, tt.want)
		}
	}
}

// A section of many keys is looked through another way.
func TestConfigParserManyKeys(t *testing.T) {
	var b strings.Builder
	b.WriteString("[a]\n")
	for i := range 3 * manyKeys {
		fmt.Fprintf(&b, "k%d = v\n", i)
	}
	if f := ConfigParser().Parse(NewDocument("f", []byte(b.String()))); f.Err != nil || len(f.Sections[0].Entries()) != 3*manyKeys {
		t.Errorf("%v, %d keys", f.Err, len(f.Sections[0].Entries()))
	}
	b.WriteString("k50 = w\n")
	if f := ConfigParser().Parse(NewDocument("f", []byte(b.String()))); f.Err == nil {
		t.Error("a key that stands twice is no fault")
	}
}

func FuzzConfigParser(f *testing.F) {
	for _, s := range []string{"[a]\nk = v\n", "\ufeff[a]", "[DEFAULT]\nk=v\n[a]\n", "[a]\ns3 =\n  k = v\n", "[a]\nk=\n\n # c\n x=\u2028y", "\xff", "[a]\r\n=", "[]]\r k:\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := ConfigParser().Parse(NewDocument("f", data))
		if file.Err != nil {
			inside(t, file, file.Err.Pos)
			if file.Sections != nil {
				t.Error("sections of a file that is lost")
			}
		}
		for _, s := range file.Sections {
			inside(t, file, s.Pos)
			for _, e := range s.Entries() {
				inside(t, file, e.KeyPos)
				inside(t, file, e.ValuePos)
				standsAt(t, file, e)
				for _, n := range e.Nested {
					inside(t, file, n.KeyPos)
					inside(t, file, n.ValuePos)
					standsAt(t, file, n)
				}
			}
		}
		for _, n := range file.Notes {
			inside(t, file, n.Pos)
		}
	})
}
