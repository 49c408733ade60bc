package render

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// shellWords reads a command as a POSIX shell does: words of bare characters and
// 'quoted' ones, \ at the end of a line or before a character, and comments. The
// command may have a here-document before it, for the program that stands in
// front: its text comes back as input.
func shellWords(command string) (words []string, input string, err error) {
	for strings.HasPrefix(command, "#") {
		_, command, _ = strings.Cut(command, "\n")
	}
	if rest, ok := strings.CutPrefix(command, "base64 -d <<'END' |\n"); ok {
		text, after, ok := strings.Cut(rest, "\nEND\n")
		if !ok {
			return nil, "", errors.New("the here-document does not end")
		}
		raw, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(text, "\n", ""))
		if err != nil {
			return nil, "", err
		}
		input, command = string(raw), after
	}
	var b strings.Builder
	in := false
	for i := 0; i < len(command); i++ {
		switch c := command[i]; {
		case c == '"':
			octal, after, ok := strings.Cut(strings.TrimPrefix(command[i:], `"$(printf '`), `')"`)
			if !ok || !strings.HasPrefix(command[i:], `"$(printf '`) {
				return nil, "", errors.New("a shell does something with quotation marks")
			}
			for _, digits := range strings.Split(octal, `\`)[1:] {
				n, err := strconv.ParseUint(digits, 8, 8)
				if err != nil {
					return nil, "", err
				}
				b.WriteByte(byte(n))
			}
			i, in = len(command)-len(after)-1, true
		case c == '\'':
			end := strings.IndexByte(command[i+1:], '\'')
			if end < 0 {
				return nil, "", errors.New("a quotation mark is not closed")
			}
			b.WriteString(command[i+1 : i+1+end])
			i, in = i+1+end, true
		case c == '\\' && i+1 < len(command) && command[i+1] == '\n':
			i++
		case c == '\\' && i+1 < len(command):
			i++
			b.WriteByte(command[i])
			in = true
		case c == ' ' || c == '\n':
			if in {
				words = append(words, b.String())
				b.Reset()
			}
			in = false
		case strings.IndexByte("$`\"*?[]{}()<>|&;!#~\t\r", c) >= 0:
			return nil, "", fmt.Errorf("a shell does something with %q", c)
		default:
			b.WriteByte(c)
			in = true
		}
	}
	if in {
		words = append(words, b.String())
	}
	return words, input, nil
}

// asCurl says what curl sends for a command.
func asCurl(command string) (wired, error) {
	words, input, err := shellWords(command)
	if err != nil {
		return wired{}, err
	}
	if len(words) == 0 || words[0] != "curl" {
		return wired{}, errors.New("this is no curl command")
	}
	var w wired
	method, address := "GET", ""
	lines, taken, hasBody := []string{}, map[string]bool{}, false
	for words = words[1:]; len(words) > 0; words = words[1:] {
		flag := words[0]
		switch flag {
		case "--http1.1", "--path-as-is", "--globoff", "--silent", "--show-error":
			continue
		case "--head":
			method = "HEAD"
			continue
		}
		if !strings.HasPrefix(flag, "--") {
			address = flag
			continue
		}
		if len(words) == 1 {
			return w, fmt.Errorf("%s has no value", flag)
		}
		words = words[1:]
		value := words[0]
		switch flag {
		case "--request":
			method = value
		case "--header":
			name, text, ok := strings.Cut(value, ":")
			if empty, is := strings.CutSuffix(value, ";"); !ok && is {
				name, lines = empty, append(lines, empty+":")
			} else if strings.Trim(text, " \t") != "" {
				lines = append(lines, name+":"+text)
			}
			taken[strings.ToLower(name)] = true
		case "--data-raw":
			w.Body, hasBody = value, true
		case "--data-binary":
			if value != "@-" {
				return w, fmt.Errorf("%s %s", flag, value)
			}
			w.Body, hasBody = input, true
		default:
			return w, fmt.Errorf("unknown flag %s", flag)
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return w, err
	}
	own := []string{"Host: " + u.Host, "Accept: */*", "User-Agent: curl"}
	if hasBody {
		own = append(own, "Content-Type: application/x-www-form-urlencoded")
		if !taken["transfer-encoding"] {
			own = append(own, fmt.Sprintf("Content-Length: %d", len(w.Body)))
		}
	}
	for _, line := range own {
		if name, _, _ := strings.Cut(line, ":"); !taken[strings.ToLower(name)] {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	w.Line, w.Headers = method+" "+target(address)+" HTTP/1.1", lines
	return w, nil
}

func TestShellWord(t *testing.T) {
	for s, want := range map[string]string{
		"":            "''",
		"plain-1_./:": "plain-1_./:",
		"a b":         "'a b'",
		"it's":        `'it'\''s'`,
		"$HOME":       "'$HOME'",
		"~":           "'~'",
		"a\nb":        "'a\nb'",
		"é":           "'é'",
		"#x":          "'#x'",
		"=ls":         "'=ls'",
		"a=b":         "a=b",
		"a\x1b[31mb'": `'a'"$(printf '\033')"'[31mb'\'''`,
		"\u202e":      `"$(printf '\342\200\256')"`,
		"\xff\n":      "\"$(printf '\\377')\"'\n'",
	} {
		if got := shellWord(s); got != want {
			t.Errorf("%q is quoted %s, want %s", s, got, want)
		}
	}
}

// TestShellWordComesBack reads quoted words again, and has the shell do so
// where there is one.
func TestShellWordComesBack(t *testing.T) {
	sh, missing := exec.LookPath("sh")
	rapid.Check(t, func(rt *rapid.T) {
		s := strings.ReplaceAll(rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("a'\n\t\x1b\x7f\u009b\u061c\u202e\U000e0041$ `")))).Draw(rt, "text"), "\x00", "")
		words, _, err := shellWords("x " + shellWord(s))
		if err != nil || len(words) != 2 || words[1] != s {
			rt.Fatalf("%q comes back as %q, %v", s, words, err)
		}
		if missing != nil {
			return
		}
		out, err := exec.Command(sh, "-c", "printf '%s.' "+shellWord(s)).Output()
		if err != nil || string(out) != s+"." {
			rt.Fatalf("%q comes back from the shell as %q, %v", s, out, err)
		}
	})
}
