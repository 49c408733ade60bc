package environ

import (
	"slices"
	"strings"
	"testing"
)

func TestJavaProperty(t *testing.T) {
	tests := []struct {
		options, given, name string
		want, from           string // where it is from: JAVA_TOOL_OPTIONS, or "" where it was given
		missing              bool
	}{
		{options: "-Daws.region=eu-west-1", name: "aws.region", want: "eu-west-1", from: JavaOptions},
		{options: "-Xmx64m  -Daws.region=a\t-Daws.region=b", name: "aws.region", want: "b", from: JavaOptions},
		{options: "-Daws.profile='a b' -Dx", name: "aws.profile", want: "a b", from: JavaOptions},
		{options: `-D"aws.profile"=a"b c"d`, name: "aws.profile", want: "ab cd", from: JavaOptions},
		{options: "-Dx", name: "x", from: JavaOptions},
		{options: "-Da=b=c", name: "a", want: "b=c", from: JavaOptions},
		{options: "-Da=b", given: "a=c", name: "a", want: "c"},
		{given: "-Da=c", name: "a", want: "c"},
		{given: "a=", name: "a"},
		{options: "-Da='b", name: "a", missing: true},
		{options: "Da=b", name: "a", missing: true},
		{name: "a", missing: true},
	}
	for _, tt := range tests {
		o := Options{NoEnv: true}
		if tt.options != "" {
			o.Vars = []string{JavaOptions + "=" + tt.options}
		}
		if tt.given != "" {
			o.JavaProperties = []string{tt.given}
		}
		env, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		p, ok := env.JavaProperty(tt.name)
		from := ""
		if p.Variable != nil {
			from = p.Variable.Name
		}
		if ok == tt.missing || p.Value != tt.want || from != tt.from {
			t.Errorf("%s, %s: got %q of %q, %v", tt.options, tt.given, p.Value, from, ok)
		}
	}
}

func TestJavaFault(t *testing.T) {
	for options, want := range map[string]string{"-Da='b": "unmatched quote in JAVA_TOOL_OPTIONS", `"`: "unmatched quote in JAVA_TOOL_OPTIONS", "'a' \"b'\"": "", "": ""} {
		env, err := New(Options{NoEnv: true, Vars: []string{JavaOptions + "=" + options}})
		if err != nil {
			t.Fatal(err)
		}
		if got := env.JavaFault(); got != want {
			t.Errorf("%s: got %q, want %q", options, got, want)
		}
	}
}

func TestJavaPropertyWithoutValue(t *testing.T) {
	for _, given := range []string{"a", "=b", "-D=b"} {
		if _, err := New(Options{NoEnv: true, JavaProperties: []string{given}}); err == nil || !strings.Contains(err.Error(), "NAME=VALUE") {
			t.Errorf("%s: got %v", given, err)
		}
	}
}

func FuzzJavaWords(f *testing.F) {
	for _, s := range []string{"", "-Da=b", "'a b' c", `"`, "\v a\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words, closed := javaWords(text)
		if !closed && len(words) > 0 {
			t.Fatalf("%q: words of a text that is none", text)
		}
		if strings.ContainsAny(text, `'"`) {
			return
		}
		want := strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || '\t' <= c && c <= '\r' })
		if !slices.Equal(words, want) {
			t.Fatalf("%q: got %q, want %q", text, words, want)
		}
	})
}
