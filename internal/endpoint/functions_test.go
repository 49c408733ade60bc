package endpoint

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseURL(t *testing.T) {
	for in, want := range map[string]*URL{
		"https://example.com":                  {"https", "example.com", "", "/", false},
		"http://example.com:8080":              {"http", "example.com:8080", "", "/", false},
		"HTTPS://EXAMPLE.com/a":                {"https", "EXAMPLE.com", "/a", "/a/", false},
		"https://10.0.0.1/x":                   {"https", "10.0.0.1", "/x", "/x/", true},
		"https://999.1.1.1":                    {"https", "999.1.1.1", "", "/", true},
		"https://[::1]:443/a//b/../c":          {"https", "[::1]:443", "/a//b/../c", "/a/c/", true},
		"https://[fe80::1%25eth0]/":            {"https", "[fe80::1%25eth0]", "/", "/", true},
		"https://u:p@host/a b%20/é":            {"https", "u:p@host", "/a b%20/é", "/a%20b%2520/%C3%A9/", false},
		"https://h/x;y/z;w":                    {"https", "h", "/x;y/z", "/x%3By/z/", false},
		"https://h#frag":                       {"https", "h", "", "/", false},
		"https://h?":                           {"https", "h", "", "/", false},
		"  https://h/\n../../a/":               {"https", "h", "/../../a/", "/a/", false},
		"https://h?x=1":                        nil,
		"ftp://h":                              nil,
		"//h":                                  nil,
		"h":                                    nil,
		"":                                     nil,
		"https://h:ab":                         nil,
		"https://h:99999":                      nil,
		"https://[::1":                         nil,
		"https://h:" + strings.Repeat("9", 30): nil,
	} {
		if diff := cmp.Diff(want, ParseURL(in)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
}

func TestParseARN(t *testing.T) {
	for in, want := range map[string]*arn{
		"arn:aws:s3:us-west-2:1:accesspoint:a": {"aws", "s3", "us-west-2", "1", []string{"accesspoint", "a"}},
		"arn:aws:s3:::a/b:c":                   {"aws", "s3", "", "", []string{"a", "b", "c"}},
		"arn:aws:s3:::/":                       {"aws", "s3", "", "", []string{"", ""}},
		"arn:aws:s3":                           nil,
		"arn::s3:::x":                          nil,
		"arn:aws::::x":                         nil,
		"arn:aws:s3:r:a:":                      nil,
		"urn:aws:s3:r:a:x":                     nil,
	} {
		if diff := cmp.Diff(want, parseARN(in), cmp.AllowUnexported(arn{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
}

func TestHostLabels(t *testing.T) {
	for in, want := range map[string][3]bool{ // a label, labels, a bucket in a host name
		"abc": {true, true, true}, "a.b-c": {false, true, false}, "ABC": {true, true, false}, "a": {true, true, false},
		"-ab": {}, "ab-": {}, "a_b": {}, "": {}, "a..b": {}, "1.2.3.4": {false, true, false}, "ünder": {},
		strings.Repeat("a", 63): {true, true, true}, strings.Repeat("a", 64): {},
	} {
		got := [3]bool{validHostLabel(in, false), validHostLabel(in, true), virtualHostable(in, false, false)}
		if got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
	if !virtualHostable("a.b", true, false) || virtualHostable("1.2.3.4", true, false) || virtualHostable("a.B", true, false) {
		t.Error("buckets with dots")
	}
	if virtualHostable("my.bucket", true, true) || !virtualHostable("our.bucket", true, true) || !virtualHostable("my.bucket", true, false) {
		t.Error("buckets with short labels")
	}
}

func TestSubstring(t *testing.T) {
	for _, c := range []struct {
		in          string
		start, stop int
		reverse     bool
		want        string
		ok          bool
	}{
		{"abcdef", 0, 2, false, "ab", true}, {"abcdef", 0, 2, true, "ef", true}, {"abcdef", 1, 3, true, "de", true},
		{"abc", 0, 4, false, "", false}, {"abc", 2, 2, false, "", false}, {"abc", -1, 2, false, "", false}, {"äbc", 0, 2, false, "", false},
	} {
		if got, ok := substring(c.in, c.start, c.stop, c.reverse); got != c.want || ok != c.ok {
			t.Errorf("substring(%q, %d, %d, %v) is %q, %v", c.in, c.start, c.stop, c.reverse, got, ok)
		}
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		in, delimiter string
		limit         int
		want          []string
	}{
		{"a--b--c", "--", 0, []string{"a", "b", "c"}}, {"a--b--c", "--", 2, []string{"a", "b--c"}}, {"a--b", "--", 1, []string{"a--b"}},
		{"", "--", 0, []string{""}}, {"--a", "--", 0, []string{"", "a"}}, {"ab", "", 0, []string{"ab"}},
	} {
		if diff := cmp.Diff(c.want, split(c.in, c.delimiter, c.limit)); diff != "" {
			t.Errorf("split(%q, %q, %d) (-want +got):\n%s", c.in, c.delimiter, c.limit, diff)
		}
	}
}
