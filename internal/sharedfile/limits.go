package sharedfile

import (
	"bytes"
	"fmt"
)

// Limits of what is read as a shared file. No file that people or programs write
// comes near them: ten thousand profiles have fifty thousand lines, a services
// section of every service has some twelve hundred, no section comes a hundred times,
// and no system starts a program with an argument as long as the longest line.
const (
	MaxLine         = 256 << 10 // bytes
	MaxLines        = 1_000_000
	MaxSectionLines = 10_000
	MaxSameSections = 1_000 // whose headers differ in blanks and quotes at most
)

// Excess says which limit a text goes beyond, and where; "" when it keeps to all.
func Excess(text []byte) string {
	if len(text) <= min(MaxLine, MaxLines, MaxSectionLines, MaxSameSections) {
		return ""
	}
	lines := lineReader{rest: text, lone: bytes.IndexByte(text, '\r') < 0}
	header, headers := 1, headerCounts{}
	for n := 1; len(lines.rest) > 0; n++ {
		line := lines.next()
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
		}
		if name := headerOf(line); name != nil {
			headers.note(name)
		}
	}
	if headers.most > MaxSameSections {
		return sameTooOften(text, &headers)
	}
	return ""
}

// sameTooOften says of which header a text has too many, of those whose counts are
// too high.
func sameTooOften(text []byte, often *headerCounts) string {
	same := map[string]int{}
	lines := lineReader{rest: text}
	for n := 1; len(lines.rest) > 0; n++ {
		name := headerOf(lines.next())
		if name == nil || *often.of(name) <= MaxSameSections {
			continue
		}
		key := string(unquoted(name))
		if same[key]++; same[key] > MaxSameSections {
			return fmt.Sprintf("line %d begins [%s] again, of which there are more than %d", n, bytes.TrimSpace(name), MaxSameSections)
		}
	}
	return ""
}

// headerCounts count headers by a hash, which few of them share.
type headerCounts struct {
	counts [1 << 12]int32
	most   int32
}

func (h *headerCounts) of(name []byte) *int32 {
	hash := uint32(2166136261) // FNV-1a
	for _, b := range name {
		if !dropped(b) {
			hash = (hash ^ uint32(b)) * 16777619
		}
	}
	return &h.counts[hash%uint32(len(h.counts))]
}

func (h *headerCounts) note(name []byte) {
	n := h.of(name)
	*n++
	h.most = max(h.most, *n)
}

// dropped reports whether a byte is one of those that headers may differ in.
func dropped(b byte) bool { return b == ' ' || b == '\t' || b == '"' || b == '\'' }

func unquoted(name []byte) []byte {
	var kept []byte
	for _, b := range name {
		if !dropped(b) {
			kept = append(kept, b)
		}
	}
	return kept
}

// headerOf gives what stands between the brackets of a line, nil where there are none.
func headerOf(line []byte) []byte {
	line = bytes.TrimLeft(line, " \t")
	if len(line) == 0 || line[0] != '[' {
		return nil
	}
	if end := bytes.IndexByte(line, ']'); end > 0 {
		return line[1:end]
	}
	return line[1:]
}

// lineReader gives one line after the other, each without its end.
type lineReader struct {
	rest []byte
	lone bool // there is no line end but \n, which is found sooner
}

func (r *lineReader) next() (line []byte) {
	var end int
	if r.lone {
		end = bytes.IndexByte(r.rest, '\n')
	} else {
		end = bytes.IndexAny(r.rest, "\r\n")
	}
	if end < 0 {
		line, r.rest = r.rest, nil
		return line
	}
	line = r.rest[:end]
	if r.rest[end] == '\r' && end+1 < len(r.rest) && r.rest[end+1] == '\n' {
		end++
	}
	r.rest = r.rest[end+1:]
	return line
}
