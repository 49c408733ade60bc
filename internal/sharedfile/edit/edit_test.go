package edit

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSet(t *testing.T) {
	dev := Profile{Name: "dev"}
	for name, tt := range map[string]struct {
		text string
		p    Profile
		keys []Key
		want string
	}{
		"an empty file":            {"", dev, []Key{{"region", "x"}}, "[profile dev]\nregion = x\n"},
		"the default profile":      {"# mine\n", Profile{Name: "default"}, []Key{{"region", "x"}}, "# mine\n\n[default]\nregion = x\n"},
		"a key on its line":        {"[profile dev]\n# a\nRegion=old # why\noutput=json\n", dev, []Key{{"region", "new"}}, "[profile dev]\n# a\nRegion=new # why\noutput=json\n"},
		"a key below the last":     {"[profile dev]\noutput=json\n\n# b\n[profile b]\nregion=x\n", dev, []Key{{"region", "new"}}, "[profile dev]\noutput=json\nregion=new\n\n# b\n[profile b]\nregion=x\n"},
		"no final line end":        {"[profile dev]\noutput = json", dev, []Key{{"region", "new"}}, "[profile dev]\noutput = json\nregion = new"},
		"no final line end, new":   {"[default]\na = b", dev, []Key{{"region", "new"}}, "[default]\na = b\n\n[profile dev]\nregion = new"},
		"line ends of Windows":     {"\ufeff[default]\r\na = b\r\n", dev, []Key{{"region", "new"}}, "\ufeff[default]\r\na = b\r\n\r\n[profile dev]\r\nregion = new\r\n"},
		"a quoted header":          {"[profile \"dev\"]\na = b\n", dev, []Key{{"a", "c"}}, "[profile \"dev\"]\na = c\n"},
		"a tab in the header":      {"[profile\tdev]\na = b\n", dev, []Key{{"a", "c"}}, "[profile\tdev]\na = c\n"},
		"a plain header":           {"[dev]\na = b\n", dev, []Key{{"a", "c"}}, "[dev]\na = b\n\n[profile dev]\na = c\n"},
		"a credentials file":       {"[dev]\na = b\n", Profile{Name: "dev", Credentials: true}, []Key{{"a", "c"}}, "[dev]\na = c\n"},
		"a services section":       {"[profile dev]\na = b\n", Profile{Name: "dev", Services: true}, []Key{{"s3.endpoint_url", "http://x"}}, "[profile dev]\na = b\n\n[services dev]\ns3 =\n    endpoint_url = http://x\n"},
		"a services section there": {"[services dev]\nsqs =\n  endpoint_url = http://y\n[profile dev]\na = b\n", Profile{Name: "dev", Services: true}, []Key{{"sqs.endpoint_url", "http://x"}}, "[services dev]\nsqs =\n  endpoint_url = http://x\n[profile dev]\na = b\n"},
		"a key that stands twice":  {"[profile dev]\na = 1\n[profile b]\na = 1\n[profile dev]\na = 2\n", dev, []Key{{"a", "3"}}, "[profile dev]\na = 3\n[profile b]\na = 1\n[profile dev]\na = 3\n"},
		"a new block":              {"[profile dev]\na = 1\n", dev, []Key{{"s3.addressing_style", "path"}, {"s3.use_accelerate_endpoint", "true"}}, "[profile dev]\na = 1\ns3 =\n    addressing_style = path\n    use_accelerate_endpoint = true\n"},
		"a block that is there":    {"[profile dev]\ns3=\n  addressing_style=auto\n  max_queue_size=5\nb=1\n", dev, []Key{{"s3.addressing_style", "path"}, {"s3.max_bandwidth", "9"}}, "[profile dev]\ns3=\n  addressing_style=path\n  max_queue_size=5\n  max_bandwidth=9\nb=1\n"},
		"no key of another's":      {"[profile dev]\ns3 =\n  region = x\n", dev, []Key{{"region", "y"}}, "[profile dev]\ns3 =\n  region = x\nregion = y\n"},
		"an empty value":           {"[profile dev]\na =\n", dev, []Key{{"a", "y"}}, "[profile dev]\na = y\n"},
		"keys that are indented":   {"[profile dev]\n  a = 1\n  b = 2\n", dev, []Key{{"b", "3"}}, "[profile dev]\n  a = 1\n  b = 3\n"},
		"a header without a key":   {"[profile dev]\n\n[b]\n", dev, []Key{{"a", "1"}}, "[profile dev]\na = 1\n\n[b]\n"},
	} {
		got, err := Set(tt.text, tt.p, tt.keys)
		if err != nil || got != tt.want {
			t.Errorf("%s: %v\n%q, want\n%q", name, err, got, tt.want)
		}
		again, err := Set(got, tt.p, tt.keys)
		if err != nil || again != got {
			t.Errorf("%s: set again it is %q", name, again)
		}
	}
}

func TestSetRefuses(t *testing.T) {
	dev := Profile{Name: "dev"}
	for name, tt := range map[string]struct {
		text string
		p    Profile
		k    Key
		want string
	}{
		"a line break":       {"", dev, Key{"a", "x\ny"}, "line break"},
		"a carriage return":  {"", dev, Key{"a", "x\ry"}, "line break"},
		"a blank before":     {"", dev, Key{"a", " x"}, "blank"},
		"a blank behind":     {"", dev, Key{"a", "x\t"}, "blank"},
		"a comment":          {"", dev, Key{"a", "x #y"}, "comment"},
		"all a comment":      {"", dev, Key{"a", ";y"}, "comment"},
		"an escape":          {"", dev, Key{"a", "x\x1by"}, "control"},
		"nothing":            {"", dev, Key{"a", ""}, "empty"},
		"a binary file":      {"\x7fELF\x00\x01", dev, Key{"a", "x"}, "no text"},
		"a bracket":          {"", Profile{Name: "a]b"}, Key{"a", "x"}, "name"},
		"a name of blanks":   {"", Profile{Name: " "}, Key{"a", "x"}, "name"},
		"a value in a block": {"[profile dev]\ns3 = x\n", dev, Key{"s3.a", "x"}, "block"},
	} {
		if got, err := Set(tt.text, tt.p, []Key{tt.k}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, %q", name, err, got)
		}
	}
}

func TestLines(t *testing.T) {
	got, err := Lines("a\r\nb\nc", []Change{{2, "b", "x"}, {1, "a", "y"}})
	if err != nil || got != "y\r\nx\nc" {
		t.Errorf("%v, %q", err, got)
	}
	for _, n := range []int{0, 1, 4} {
		if _, err := Lines("a\nb\nc", []Change{{2, "b", "x"}, {n, "b", "x"}}); err == nil {
			t.Errorf("line %d was changed", n)
		}
	}
}

// TestDiffOfMoreThanIsToldApart: lines that stand in the place of others are told
// one by one, however many they are; else one text is replaced by the other.
func TestDiffOfMoreThanIsToldApart(t *testing.T) {
	var old, with strings.Builder
	for i := range 3 * maxSteps {
		fmt.Fprintf(&old, "[profile p%d]\nregion = us-west-2a\n\n\n\n\n\n\n\n", i)
		fmt.Fprintf(&with, "[profile p%d]\nregion = us-west-2\n\n\n\n\n\n\n\n", i)
	}
	hunks := Diff(old.String(), with.String())
	if len(hunks) != 3*maxSteps {
		t.Errorf("%d hunks", len(hunks))
	}
	longer := with.String() + "[default]\n"
	for _, text := range []string{with.String(), longer} {
		if got := patch(old.String(), Diff(old.String(), text)); got != text {
			t.Error("the diff leads to another text")
		}
	}
	if hunks := Diff(old.String(), longer); len(hunks) != 1 {
		t.Errorf("%d hunks", len(hunks))
	}
}

// anyText draws a text of lines such as shared files have, good and bad.
func anyText(t *rapid.T) string {
	eol := rapid.SampledFrom([]string{"\n", "\r\n", "\n\n"}).Draw(t, "eol")
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{"[profile dev]", "[default]", "[dev]", "[profile b]", " [profile dev]", "[profile dev] # x", "[sso-session s]",
		"region = a", "region=b # c", "Region: c", "  region = d", "output = json", "s3 =", "  addressing_style = path", "\tmax_queue_size = 3", "# region = x", "; y", "", "   ",
		"junk", "= x", "role_arn = arn:aws:iam::1:role/x ; no", "region =", "é = ü", "a[0] = b"}), 0, 14).Draw(t, "lines")
	text := rapid.SampledFrom([]string{"", bom}).Draw(t, "bom") + strings.Join(lines, eol)
	if rapid.Bool().Draw(t, "end") {
		text += eol
	}
	return text
}

// TestSetKeepsEveryOtherByte: what the diff says was changed is what was asked
// for, every other line stands as it stood, and a text without a final end has none.
func TestSetKeepsEveryOtherByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		p := Profile{Name: rapid.SampledFrom([]string{"dev", "default", "new", "b"}).Draw(t, "profile"), Credentials: rapid.Bool().Draw(t, "credentials")}
		k := Key{rapid.SampledFrom([]string{"region", "output", "s3.addressing_style", "s3.new", "role_arn"}).Draw(t, "key"), rapid.StringMatching(`[a-z0-9:/#;="]{1,12}`).Draw(t, "value")}
		got, err := Set(text, p, []Key{k})
		if err != nil {
			if got != "" {
				t.Fatalf("refused, and changed to %q", got)
			}
			return
		}
		hunks := Diff(text, got)
		if patched := patch(text, hunks); patched != got {
			t.Fatalf("the diff of\n%q leads to\n%q, not to\n%q", text, patched, got)
		}
		name := k.Name[strings.LastIndex(k.Name, ".")+1:]
		for _, h := range hunks {
			for i, l := range h.Lines {
				switch {
				case l.Op == '-' && l.NoEnd && i+1 < len(h.Lines) && h.Lines[i+1].Text == l.Text: // it gets an end
				case l.Op == '-' && !strings.EqualFold(line{text: l.Text}.key(), name):
					t.Fatalf("%q went from\n%q", l.Text, text)
				}
			}
		}
		before, after := parse(text), parse(got)
		if before.bom != after.bom {
			t.Fatal("the mark at the beginning is another")
		}
		if n := len(before.lines); n > 0 && len(after.lines) > 0 && (before.lines[n-1].eol == "") != (after.lines[len(after.lines)-1].eol == "") {
			t.Fatalf("the end of\n%q became\n%q", text, got)
		}
		again, err := Set(got, p, []Key{k})
		if err != nil || again != got {
			t.Fatalf("set again it is\n%q, not\n%q (%v)", again, got, err)
		}
	})
}

// TestSeveralKeysAreSetAsOneByOne holds what is known of the sections while keys are
// set to what a look at the text would give.
func TestSeveralKeysAreSetAsOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		p := Profile{Name: rapid.SampledFrom([]string{"dev", "default", "new", "b"}).Draw(t, "profile"), Credentials: rapid.Bool().Draw(t, "credentials")}
		p.Services = !p.Credentials && rapid.Bool().Draw(t, "services")
		var keys []Key
		for range rapid.IntRange(2, 6).Draw(t, "keys") {
			keys = append(keys, Key{rapid.SampledFrom([]string{"region", "output", "s3.a", "s3.b", "sqs.a", "[b].c", "[dev]", "new"}).Draw(t, "key"), rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "value")})
		}
		whole, err := Set(text, p, keys)
		one := text
		for _, k := range keys {
			var failed error
			if one, failed = Set(one, p, []Key{k}); failed != nil {
				if err == nil {
					t.Fatalf("%+v is refused of\n%q alone: %v", k, text, failed)
				}
				return
			}
		}
		if err != nil || whole != one {
			t.Fatalf("at once it is\n%q (%v), and one by one\n%q", whole, err, one)
		}
	})
}

// patch applies a diff, as the program of that name does.
func patch(text string, hunks []Hunk) string {
	old := parse(text)
	var b strings.Builder
	b.WriteString(old.bom)
	at := 0
	for _, h := range hunks {
		from := h.OldFrom - 1
		if h.Old == 0 {
			from++
		}
		for ; at < from; at++ {
			b.WriteString(old.lines[at].text + old.lines[at].eol)
		}
		for _, l := range h.Lines {
			if l.Op != '-' {
				b.WriteString(l.Text)
				if !l.NoEnd {
					b.WriteString(lineEnd(old, at, l.Op))
				}
			}
			if l.Op != '+' {
				at++
			}
		}
	}
	for ; at < len(old.lines); at++ {
		b.WriteString(old.lines[at].text + old.lines[at].eol)
	}
	return b.String()
}

// lineEnd is the end of a line that stayed, or of one that came.
func lineEnd(t *text, at int, op byte) string {
	if op == ' ' && t.lines[at].eol != "" {
		return t.lines[at].eol
	}
	return t.eol()
}

func TestDiffOfFarChanges(t *testing.T) {
	var old, with strings.Builder
	for i := range 100 {
		fmt.Fprintf(&old, "line %d\n", i)
		if i == 5 || i == 12 || i == 60 {
			fmt.Fprintf(&with, "changed %d\n", i)
			continue
		}
		fmt.Fprintf(&with, "line %d\n", i)
	}
	hunks := Diff(old.String(), with.String())
	if len(hunks) != 2 || hunks[0].OldFrom != 3 || hunks[0].Old != 14 || hunks[1].OldFrom != 58 || hunks[1].New != 7 {
		t.Errorf("%+v", hunks)
	}
	if got := patch(old.String(), hunks); got != with.String() {
		t.Errorf("it leads to %q", got)
	}
	if len(Diff(old.String(), old.String())) != 0 {
		t.Error("a text differs from itself")
	}
}
