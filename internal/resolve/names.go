package resolve

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/suggest"
)

// Nearest gives a name that what was typed is a slip away from, what was typed
// where it is itself one of the names, and "" where there is none.
func Nearest(typed string, names []string) string {
	for _, n := range names {
		if n == typed {
			return typed
		}
	}
	if near := suggest.Slips(typed, names); len(near) > 0 {
		return near[0]
	}
	return ""
}

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
	for _, s := range f.Parsed.Sections {
		kept[s.Name] = true
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
