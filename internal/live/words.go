package live

import (
	"errors"
	"fmt"
	"strings"
)

// Words splits a command line as a POSIX shell does as far as quoting goes:
// 'as it stands', "with \" and \\", and a backslash before a character. Nothing
// is expanded: no variable, no pattern, no ~.
func Words(line string) ([]string, error) {
	var words []string
	var b strings.Builder
	var quote rune
	in, escaped := false, false
	for _, c := range line {
		switch {
		case escaped:
			if quote == '"' && !strings.ContainsRune("\"\\$`\n", c) {
				b.WriteByte('\\')
			}
			if c != '\n' {
				b.WriteRune(c)
			}
			escaped = false
		case c == '\\' && quote != '\'':
			in, escaped = true, true
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			b.WriteRune(c)
		case c == '\'' || c == '"':
			in, quote = true, c
		case strings.ContainsRune(" \t\n\r", c):
			if in {
				words = append(words, b.String())
				b.Reset()
			}
			in = false
		default:
			in = true
			b.WriteRune(c)
		}
	}
	switch {
	case quote != 0:
		return nil, fmt.Errorf("split the command line: the %c is not closed", quote)
	case escaped:
		return nil, errors.New("split the command line: it ends with a backslash")
	}
	if in {
		words = append(words, b.String())
	}
	if len(words) == 0 || words[0] == "" {
		return nil, errors.New("split the command line: it names no program")
	}
	return words, nil
}
