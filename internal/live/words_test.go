package live

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for line, want := range map[string][]string{
		`jq .`:                             {"jq", "."},
		`  jq   '.url = "x y"'  `:          {"jq", `.url = "x y"`},
		`a "b 'c' \" \\ \n" d`:             {"a", `b 'c' " \ \n`, "d"},
		`a b\ c\'d ''`:                     {"a", "b c'd", ""},
		`pre'fix'"ed"$HOME ~ * # ;`:        {"pre" + "fixed$HOME", "~", "*", "#", ";"},
		"a\tb\nc":                          {"a", "b", "c"},
		`'C:\Program Files\x.exe' -n é'ü'`: {`C:\Program Files\x.exe`, "-n", "éü"},
	} {
		if got, err := Words(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v; want %q", line, got, err, want)
		}
	}
	for line, want := range map[string]string{
		"":       "names no program",
		"  ":     "names no program",
		"'' a":   "names no program",
		"a 'b":   "' is not closed",
		`a "b\"`: `" is not closed`,
		`a \`:    "ends with a backslash",
	} {
		if got, err := Words(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v; want %s", line, got, err, want)
		}
	}
}

// TestWordsAsAShell compares with sh, where there is one, on lines without what
// a shell would expand.
func TestWordsAsAShell(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Log("there is no sh to compare with")
		return
	}
	rapid.Check(t, func(rt *rapid.T) {
		line := "x" + rapid.StringOfN(rapid.SampledFrom([]rune(`ab '"\ `)), 0, 12, -1).Draw(rt, "line")
		got, err := Words(line)
		out, failed := exec.Command(sh, "-c", `printf '%s\n' `+line).Output()
		if strings.HasSuffix(strings.TrimRight(line, `\`), " ") || strings.HasSuffix(line, `\`) {
			return // a backslash at the very end is a character to a shell
		}
		if (err != nil) != (failed != nil) {
			rt.Fatalf("%s: %q, %v; the shell: %q, %v", line, got, err, out, failed)
		}
		if want := strings.Join(got, "\n") + "\n"; err == nil && string(out) != want {
			rt.Fatalf("%s: %q, the shell: %q", line, want, out)
		}
	})
}

func FuzzWords(f *testing.F) {
	f.Add(`a "b 'c' \" \\ \n" d`)
	f.Fuzz(func(t *testing.T, line string) {
		words, err := Words(line)
		if err == nil && (len(words) == 0 || words[0] == "") {
			t.Error("no program, and no error")
		}
	})
}
