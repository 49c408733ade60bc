package profiles

import (
	"fmt"
	"strings"
)

// SameProfile reports whether a header that is passed over was meant for a profile.
func SameProfile(header, profile string) bool {
	h := strings.TrimSpace(header)
	if rest, ok := strings.CutPrefix(strings.ToLower(h), "profile"); ok {
		h = h[len(h)-len(rest):]
	}
	h = strings.Trim(h, " \t\"'")
	return strings.EqualFold(h, profile)
}

// LostSections says which profiles an unparsable file would have had.
func LostSections(f SourceFile) string {
	kept := map[string]bool{}
	for i := range f.Parsed.Count() {
		kept[f.Parsed.At(i).Name] = true
	}
	var lost []string
	for n := 1; n <= f.Parsed.Doc.Lines(); n++ {
		line := strings.TrimSpace(f.Parsed.Doc.Line(n))
		if !strings.HasPrefix(line, "[") {
			continue
		}
		name, _, _ := strings.Cut(line[1:], "]")
		if name = strings.TrimSpace(name); name != "" && !kept[name] {
			kept[name] = true
			lost = append(lost, "["+name+"]")
		}
	}
	switch {
	case len(lost) == 0:
		return ""
	case len(lost) > 8:
		return fmt.Sprintf("not read: %s and %d more sections", strings.Join(lost[:8], " "), len(lost)-8)
	}
	return "not read: " + strings.Join(lost, " ")
}

// UnparsableHelp is what to do about a file that cannot be parsed.
func UnparsableHelp(f SourceFile) string {
	err := f.Parsed.Err
	if strings.Contains(err.Message, "byte order mark") {
		return "save the file without a byte order mark (UTF-8, not UTF-8 with BOM)"
	}
	return fmt.Sprintf("correct line %d of %s", err.Pos.Line, f.Path)
}

// Losing adds to a message what a file loses by a fault.
func Losing(message string, f SourceFile) string {
	if lost := LostSections(f); lost != "" {
		return message + " (" + lost + ")"
	}
	return message
}
