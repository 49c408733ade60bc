package sharedfile

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gopkg.in/ini.v1"
)

// shown writes a file as lines for comparison: sections and entries with places.
func shownINI(f *File) string {
	var b strings.Builder
	for _, s := range f.Sections {
		fmt.Fprintf(&b, "[%s] %d:%d\n", s.Name, s.Pos.Line, s.Pos.Column)
		for _, e := range s.Entries() {
			fmt.Fprintf(&b, "%s %d:%d %q %d:%d\n", e.Key, e.KeyPos.Line, e.KeyPos.Column, e.Value, e.ValuePos.Line, e.ValuePos.Column)
		}
	}
	if f.Err != nil {
		fmt.Fprintf(&b, "error %d:%d %s\n", f.Err.Pos.Line, f.Err.Pos.Column, f.Err.SDK)
	}
	return b.String()
}

func TestINI(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "[a]\nk = v\n", "[a] 1:1\nk 2:1 \"v\" 2:5\n"},
		{"colon", "[a]\nk: v\n", "[a] 1:1\nk 2:1 \"v\" 2:4\n"},
		{"case of keys kept", "[A]\nK=v\n", "[A] 1:1\nK 2:1 \"v\" 2:3\n"},
		{"indented", "  [a]\n\tk\t=\tv\t\n", "[a] 1:3\nk 2:2 \"v\" 2:6\n"},
		{"no-break spaces are white", "[a]\n\u00a0k\u00a0=\u00a0v\u00a0\n", "[a] 1:1\nk 2:3 \"v\" 2:9\n"},
		{"crlf", "[a]\r\nk = v\r\n", "[a] 1:1\nk 2:1 \"v\" 2:5\n"},
		{"lone cr ends no line of the parser", "[a]\nk = v\rw = x\n", "[a] 1:1\nk 2:1 \"v\\rw = x\" 2:5\n"},
		{"byte order mark", "\ufeff[a]\nk=v", "[a] 1:1\nk 2:1 \"v\" 2:3\n"},
		{"UTF-16 mark", "\xff\xfe[a]\nk=v", "[a] 1:3\nk 2:1 \"v\" 2:3\n"},
		{"spaces in a header", "[ a ]\nk=v\n", "[ a ] 1:1\nk 2:1 \"v\" 2:3\n"},
		{"header to the last bracket", "[a] # [b]\nk=v\n", "[a] # [b] 1:1\nk 2:1 \"v\" 2:3\n"},
		{"unclosed header", "[a\nk=v\n", "error 1:1 unclosed section\n"},
		{"empty header", "[]\n", "error 1:1 empty section name\n"},
		{"blank header", "[ ]\nk=v\n", "[ ] 1:1\nk 2:1 \"v\" 2:3\n"},
		{"keys before a header", "k=v\n[a]\n", "[DEFAULT] 1:1\nk 1:1 \"v\" 1:3\n[a] 2:1\n"},
		{"junk line", "[a]\nk=v\n  junk\n", "error 3:3 key-value delimiter not found\n"},
		{"no key", "[a]\n = v\n", "error 2:2 empty key name\n"},
		{"empty quoted key", "[a]\n\"\" = v\n", "error 2:1 error creating new key: empty key name\n"},
		{"unclosed key quote", "[a]\n\"k = v\n", "error 2:1 missing closing key quote\n"},
		{"quoted keys", "[a]\n\"k=1\" = v\n`k 2`: w\n\"\"\" k3 \"\"\" = x\n", "[a] 1:1\nk=1 2:2 \"v\" 2:9\nk 2 3:2 \"w\" 3:8\nk3 4:5 \"x\" 4:14\n"},
		{"text after a quoted key", "[a]\n\"k\" junk = v\n", "[a] 1:1\nk 2:2 \"v\" 2:12\n"},
		{"numbered keys", "[a]\n- = x\n-: y\n[a]\n-=z\n", "[a] 1:1\n#1 2:1 \"x\" 2:5\n#2 3:1 \"y\" 3:4\n[a] 4:1\n#1 5:1 \"z\" 5:3\n"},
		{"comments", "[a]\n# c\n; c\nk = v # c\nl = v;c\nm = # c\n", "[a] 1:1\nk 4:1 \"v\" 4:5\nl 5:1 \"v\" 5:5\nm 6:1 \"\" 6:5\n"},
		{"quotes", "[a]\nk = \"v\"\nl = ' v '\nm = \"v' # c\nn = \"a\"b\"\n", "[a] 1:1\nk 2:1 \"v\" 2:6\nl 3:1 \" v \" 3:6\nm 4:1 \"\\\"v'\" 4:5\nn 5:1 \"\\\"a\\\"b\\\"\" 5:5\n"},
		{"a comment inside quotes", "[a]\nk = \"v#w\"\n", "[a] 1:1\nk 2:1 \"\\\"v\" 2:5\n"},
		{"triple quotes", "[a]\nk = \"\"\"v # w\"\"\" x\n", "[a] 1:1\nk 2:1 \"v # w\" 2:8\n"},
		{"triple quotes over lines", "[a]\nk = \"\"\"v\n[b]\nw\"\"\" x\nl=1\n", "[a] 1:1\nk 2:1 \"v\\n[b]\\nw\" 2:8\nl 5:1 \"1\" 5:3\n"},
		{"backticks", "[a]\nk = `v``w` x\nl = `\n`\n", "[a] 1:1\nk 2:1 \"v``w\" 2:6\nl 3:1 \"\\n\" 3:6\n"},
		{"closing quote and backslash", "[a]\nk = `v\nw` \\\nx`\n", "[a] 1:1\nk 2:1 \"v\\nw` \\\\\\nx\" 2:6\n"},
		{"unclosed quote", "[a]\nk = `v\nw\n", "error 2:1 missing closing key quote\n"},
		{"three quotes at the end", "[a]\nk=\"\"\"", "[a] 1:1\nk 2:1 \"\\\"\\\"\\\"\" 2:3\n"},
		{"continuation", "[a]\nk = v\\\n  w \\\n\nl=1\n", "[a] 1:1\nk 2:1 \"vw \" 2:5\nl 5:1 \"1\" 5:3\n"},
		{"continuation swallows anything", "[a]\nk = v # c\\\n[b]\nl=1\n", "[a] 1:1\nk 2:1 \"v # c[b]\" 2:5\nl 4:1 \"1\" 4:3\n"},
		{"continuation that begins on the next line", "[a]\nk = \\\n  \\\n v\n", "[a] 1:1\nk 2:1 \"v\" 4:2\n"},
		{"continuation into the end", "[a]\nk = v\\", "[a] 1:1\nk 2:1 \"v\" 2:5\n"},
		{"duplicates are kept", "[a]\nk=1\nk=2\n[a]\nk=3\n", "[a] 1:1\nk 2:1 \"1\" 2:3\nk 3:1 \"2\" 3:3\n[a] 4:1\nk 5:1 \"3\" 5:3\n"},
		{"empty values", "[a]\nk =\nl = \nm=", "[a] 1:1\nk 2:1 \"\" 2:4\nl 3:1 \"\" 3:5\nm 4:1 \"\" 4:3\n"},
		{"interpolation is left alone", "[a]\nk = %(x)s\n", "[a] 1:1\nk 2:1 \"%(x)s\" 2:5\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := shownINI(INI().Parse(NewDocument("f", []byte(tt.text)))); got != tt.want {
				t.Errorf("%q\ngot\n%swant\n%s", tt.text, got, tt.want)
			}
			agreeINI(t, []byte(tt.text))
		})
	}
}

func TestININotes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"[a]\nk = v # c\n", ""},
		{"[a]\nk = v#c\n", "2:6 value-cut-at-comment k"},
		{"[ a]\n", "1:1 spaces-in-header "},
		{"[a] b\n", "1:1 text-after-header "},
		{"[a] # c\n", ""},
		{"[a] # ]\n", "1:1 header-to-last-bracket "},
		{"k=v\n", "1:1 key-before-section k"},
		{"[a]\nk = v\\\nw\n", "2:5 continued-value k"},
		{"[a]\nk = `v\nw` x\n", "2:5 continued-value k, 3:3 text-after-quote k"},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range INI().Parse(NewDocument("f", []byte(tt.text))).Notes {
			got = append(got, fmt.Sprintf("%d:%d %s %s", n.Pos.Line, n.Pos.Column, n.Code, n.Key))
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, s, tt.want)
		}
	}
}

// agreeINI checks that the grammar says what the library says of the whole
// text, and that places are inside it.
func agreeINI(t *testing.T, data []byte) {
	t.Helper()
	f := INI().Parse(NewDocument("f", data))
	whole, err := ini.Load(data)
	if (err != nil) != (f.Err != nil) {
		t.Fatalf("%q: ini.v1 says %v, the grammar %v", data, err, f.Err)
	}
	if err != nil {
		if f.Sections != nil {
			t.Errorf("%q: sections of a file that is lost", data)
		}
		if !strings.HasPrefix(err.Error(), f.Err.SDK) {
			t.Errorf("%q: ini.v1 says %v, the grammar %s", data, err, f.Err.SDK)
		}
		inside(t, f, f.Err.Pos)
		return
	}
	got, want := map[string]map[string]string{DefaultSection: {}}, map[string]map[string]string{}
	for _, s := range f.Sections {
		if got[s.Name] == nil {
			got[s.Name] = map[string]string{}
		}
		inside(t, f, s.Pos)
		for _, e := range s.Entries() {
			got[s.Name][e.Key] = e.Value
			inside(t, f, e.KeyPos)
			inside(t, f, e.ValuePos)
			standsAt(t, f, e)
		}
	}
	for _, s := range whole.Sections() {
		want[s.Name()] = s.KeysHash()
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q:\ngot  %q\nwant %q", data, got, want)
	}
	for _, n := range f.Notes {
		inside(t, f, n.Pos)
	}
}

func inside(t *testing.T, f *File, p Pos) {
	t.Helper()
	if p.Line < 1 || p.Line > f.Doc.Lines() || p.Column < 1 || f.Doc.Offset(p) > len(f.Doc.Text) {
		t.Errorf("%q: %v is no place in it", f.Doc.Text, p)
	}
}

// standsAt checks that the value's first byte is where the entry says.
func standsAt(t *testing.T, f *File, e Entry) {
	t.Helper()
	if at := f.Doc.Offset(e.ValuePos); e.Value != "" && (at >= len(f.Doc.Text) || f.Doc.Text[at] != e.Value[0]) {
		t.Errorf("%q: the value %q of %s is not at %v", f.Doc.Text, e.Value, e.Key, e.ValuePos)
	}
}

// TestINIPortions has files cut in every way that long ones are.
func TestINIPortions(t *testing.T) {
	long := strings.Repeat("0123456789abcde\n", iniLongValue/16+1)
	many := func(n int, line string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, line, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"sections":              many(5*iniPortion, "[s%d]\nk=v\n"),
		"one section":           "[s]\n" + many(5*iniPortion, "k%d=v\n"),
		"no section":            many(5*iniPortion, "k%d=v\n"),
		"sections of one name":  many(5*iniPortion, "[s]\nk%d=v\n- = x\n"),
		"keys of one name":      "[s]\n" + many(5*iniPortion, "k=%d\n"),
		"comments":              many(5*iniPortion, "# %[1]d\n  [s%[1]d] ; c\n  # c\n k = v\\\n\n"),
		"a long value":          "[s]\na=1\nk=`" + long + "`\nb=2\n[t]\nc=3\n",
		"a long value first":    "k=`" + long + "`\nb=2\n[t]\nc=3\n",
		"a long value at last":  "[t]\nc=3\nk=`" + long + "`",
		"a long value unclosed": "[t]\nc=3\nk=`" + long,
		"a fault after it":      "[t]\nc=3\nk=`" + long + "`\njunk\n",
		"a fault at the end":    many(5*iniPortion, "[s%d]\nk=v\n") + "junk",
		"a fault at first":      "junk\n" + many(5*iniPortion, "[s%d]\nk=v\n"),
		"a bracket in a name":   "[a]] [b]\n" + many(5*iniPortion, "k%d=v\n"),
	} {
		t.Run(name, func(t *testing.T) {
			agreeINI(t, []byte(text))
			agreeINI(t, []byte(bom+text))
		})
	}
}

func FuzzINI(f *testing.F) {
	for _, seed := range []string{
		"[a]\nk = v # c\n", "[a]\nk = \"\"\"v\nw\"\"\"\n", "[a]\n`k` = `v\n` \\\n`\n", "[a]\nk = v \\\n w\n",
		"k:v\r\n[ a ]\r\n- = x\r\n", "\ufeff[a]\n\"k\" x = 'v'\n", "\xff\xfe[a]\nk=v\rw", "[a]b]\nk\u00a0=\u0085v;c\n", "[a]\n\"\"\"k\"\"\"=\"\"\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { agreeINI(t, data) })
}
