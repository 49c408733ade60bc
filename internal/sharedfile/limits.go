package sharedfile

import (
	"bytes"
	"fmt"
)

// Limits of what is read as a shared file. No file that people or programs write
// comes near them: ten thousand profiles have fifty thousand lines, a services
// section of every service has some twelve hundred, and no
// system starts a program with an argument as long as the longest line.
const (
	MaxLine         = 256 << 10 // bytes
	MaxLines        = 1_000_000
	MaxSectionLines = 10_000
)

// Excess says which limit a text goes beyond, and where; "" when it keeps to all.
func Excess(text []byte) string {
	if len(text) <= min(MaxLine, MaxLines, MaxSectionLines) {
		return ""
	}
	rest, header := text, 1
	lineEnd := func(rest []byte) int { return bytes.IndexAny(rest, "\r\n") }
	if bytes.IndexByte(text, '\r') < 0 {
		lineEnd = func(rest []byte) int { return bytes.IndexByte(rest, '\n') } // which is found sooner
	}
	for n := 1; len(rest) > 0; n++ {
		end := lineEnd(rest)
		line := rest
		if end >= 0 {
			line = rest[:end]
		}
		if len(line) > 0 && line[0] == '[' {
			header = n
		}
		switch {
		case len(line) > MaxLine:
			return fmt.Sprintf("line %d is longer than %d KiB", n, MaxLine>>10)
		case n > MaxLines:
			return fmt.Sprintf("it has more than %d lines", MaxLines)
		case n-header >= MaxSectionLines:
			return fmt.Sprintf("the section at line %d has more than %d lines", header, MaxSectionLines)
		case end < 0:
			return ""
		case rest[end] == '\r' && end+1 < len(rest) && rest[end+1] == '\n':
			end++
		}
		rest = rest[end+1:]
	}
	return ""
}
