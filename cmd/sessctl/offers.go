package main

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// completes reports whether a shell asks what could be typed next.
func completes(args []string) bool {
	return len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd)
}

// offers passes on to a shell the lines of an answer, each a word with what it
// means behind a tab, without the words that no shell would leave as they are:
// those have been in a file, and would be run or replaced when they are typed.
type offers struct {
	out  io.Writer
	line []byte
}

func (o *offers) Write(p []byte) (int, error) {
	o.line = append(o.line, p...)
	for {
		end := bytes.IndexByte(o.line, '\n')
		if end < 0 {
			return len(p), nil
		}
		word, meaning, _ := strings.Cut(string(o.line[:end]), "\t")
		if typeable(word) {
			if strings.IndexFunc(meaning, func(r rune) bool { return !unicode.IsGraphic(r) }) < 0 && meaning != "" {
				word += "\t" + meaning
			}
			if _, err := io.WriteString(o.out, word+"\n"); err != nil {
				return 0, err
			}
		}
		o.line = o.line[end+1:]
	}
}

// typeable reports whether a shell takes a word for itself, wherever it stands
// in a line that is being typed. The number of an item in brackets, which every
// list of parameters has, is left to the quotes of the shell.
func typeable(word string) bool {
	if strings.HasPrefix(word, "~") || strings.HasPrefix(word, "#") || strings.HasPrefix(word, "=") || !utf8.ValidString(word) {
		return false
	}
	for word != "" {
		i := strings.IndexFunc(word, acts)
		if i < 0 {
			return true
		}
		number, rest, closed := strings.Cut(strings.TrimPrefix(word[i:], "["), "]")
		if word[i] != '[' || !closed || number == "" || strings.Trim(number, "0123456789") != "" {
			return false
		}
		word = rest
	}
	return true
}

// acts reports whether a character does something in a shell, or is not seen.
func acts(r rune) bool {
	return strings.ContainsRune("$`\\\"'*?[]{}()<>|&;!^", r) || !unicode.IsGraphic(r)
}
