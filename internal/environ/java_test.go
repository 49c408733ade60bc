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
		if got, variable := env.JavaFault(); got != want || (got == "") != (variable == "") {
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

// TestJavaVariables: the answers are those of java 17, with a program that prints a property.
func TestJavaVariables(t *testing.T) {
	tests := []struct {
		vars       []string
		given      string
		want, from string
		fault      string
	}{
		{vars: []string{"JDK_JAVA_OPTIONS=-Da=jdk"}, want: "jdk", from: LauncherOptions},
		{vars: []string{"JDK_JAVA_OPTIONS=-Da=jdk", "JAVA_TOOL_OPTIONS=-Da=tool"}, want: "jdk", from: LauncherOptions},
		{vars: []string{"JDK_JAVA_OPTIONS=-Da=jdk"}, given: "a=cmd", want: "cmd"},
		{vars: []string{"JDK_JAVA_OPTIONS=-Da=jdk", "_JAVA_OPTIONS=-Da=under"}, given: "a=cmd", want: "under", from: LastOptions},
		{vars: []string{`JDK_JAVA_OPTIONS="-Da=a b"`}, want: "a b", from: LauncherOptions},
		{vars: []string{`JDK_JAVA_OPTIONS="-Da=a\nb"`}, want: `a\nb`, from: LauncherOptions},
		{vars: []string{`JDK_JAVA_OPTIONS="-Da=a b`}, fault: LauncherOptions},
		{vars: []string{"JDK_JAVA_OPTIONS=-Da=a # -Da=b"}, want: "b", from: LauncherOptions, fault: LauncherOptions},
		{vars: []string{"JDK_JAVA_OPTIONS=-cp x P -Da=a"}, want: "a", from: LauncherOptions, fault: LauncherOptions},
		{vars: []string{"JDK_JAVA_OPTIONS=-cp x -Da=a"}, want: "a", from: LauncherOptions},
		{vars: []string{"JAVA_TOOL_OPTIONS=x -Da=a"}, want: "a", from: JavaOptions},
	}
	for _, tt := range tests {
		o := Options{NoEnv: true, Vars: tt.vars}
		if tt.given != "" {
			o.JavaProperties = []string{tt.given}
		}
		env, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		p, _ := env.JavaProperty("a")
		from := ""
		if p.Variable != nil {
			from = p.Variable.Name
		}
		if _, fault := env.JavaFault(); p.Value != tt.want || from != tt.from || fault != tt.fault {
			t.Errorf("%q: %q of %q, at fault %q", tt.vars, p.Value, from, fault)
		}
	}
}
