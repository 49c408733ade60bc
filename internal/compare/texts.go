package compare

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// readsOtherwise says how two readings read the same place into two values: in a
// sentence that names the other, and in short, where the two stand side by side.
func (c *comparer) readsOtherwise(other *resolve.Resolution, v *resolve.Value, mine, theirs string, o origin.Origin) (text, short string) {
	them := other.Reading.ID
	a, b := mine, theirs
	beside := func(short, theirs string) (string, string) { return short + ", " + theirs, short }
	switch {
	case v.Origin.Kind == origin.Derived && v.Note != "":
		return v.Note, "" // it stands with where the value is from
	case strings.EqualFold(a, b):
		return fmt.Sprintf("writes it %s where %s writes %s", show(a), them, show(b)), ""
	case strings.HasPrefix(a, b) && commented(a[len(b):]):
		return beside(fmt.Sprintf("keeps %q as part of the value", strings.TrimSpace(a[len(b):])), them+" cuts the comment off")
	case strings.HasPrefix(b, a) && commented(b[len(a):]):
		return beside("cuts the comment off", fmt.Sprintf("%s keeps %q as part of the value", them, strings.TrimSpace(b[len(a):])))
	case unquoted(a) == b:
		return beside("keeps the quotes", them+" drops them")
	case unquoted(b) == a:
		return beside("drops the quotes", them+" keeps them")
	case strings.Contains(a, "\n") && !strings.Contains(b, "\n"):
		return beside("joins the indented lines below to the value", them+" does not")
	case strings.Contains(b, "\n") && !strings.Contains(a, "\n"):
		short = "does not join the indented lines below to the value"
		return short + ", as " + them + " does", short
	case strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), ""):
		return "treats the white space in it otherwise than " + them, "has its own way with the white space in it"
	}
	raw := c.source(o)
	if raw == "" {
		return fmt.Sprintf("reads %s as %s where %s reads %s", placeName(o), show(a), them, show(b)), ""
	}
	short = fmt.Sprintf("made of %q", raw)
	if raw == a || unquoted(raw) == a {
		short = ""
	}
	return fmt.Sprintf("reads %q as %s where %s reads %s", raw, show(a), them, show(b)), short
}

func commented(rest string) bool {
	trimmed := strings.TrimLeft(rest, " \t")
	return trimmed != "" && (trimmed[0] == '#' || trimmed[0] == ';')
}

func unquoted(s string) string {
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}

// source is the text that stands at a place of a file, up to the end of the
// line, or the value of a variable.
func (c *comparer) source(o origin.Origin) string {
	switch {
	case o.Kind == origin.EnvVar:
		return c.w.Env.Get(o.Name)
	case o.Kind != origin.InFile || o.Line == 0:
		return ""
	}
	d := c.w.Document(o.File)
	if d == nil {
		return ""
	}
	line := d.Line(o.Line)
	if o.Column-1 > len(line) || o.Column < 1 {
		return strings.TrimSpace(line)
	}
	return strings.TrimSpace(line[o.Column-1:])
}
