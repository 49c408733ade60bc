package compare

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// setting is the row of a setting, with a reason for each answer that is not
// everybody's.
func (c *comparer) setting(name string) Row {
	row := Row{Name: name, Alone: alone(name)}
	configured := false
	for _, res := range c.list {
		v := res.Setting(name)
		cell := Cell{Reading: res.Reading.ID, State: Unknown}
		if v != nil {
			cell.State, cell.Value, cell.Origin = Unset, v.Value, v.Origin
			if v.Set {
				cell.State = Set
			}
			configured = configured || v.Origin.Configured()
		}
		row.Cells = append(row.Cells, cell)
	}
	group(&row)
	if !configured {
		// An SDK without the setting differs from none that leaves it alone.
		row.Differs, row.Builtin = knownDiffer(row.Cells), true
	}
	if !row.Differs || row.Builtin && c.configured {
		return row
	}
	for i, res := range c.list {
		reason, part := c.reason(row, i, res)
		row.Reasons = append(row.Reasons, reason)
		row.part(part)
	}
	row.arrange()
	row.Reasons = merge(row.Reasons)
	return row
}

// it is a text in which a reading speaks of its SDK, as part of a sentence that
// names the SDK already.
func it(text string) string { return strings.ReplaceAll(text, "this SDK", "it") }

// alone reports whether a single SDK has a setting.
func alone(name string) bool {
	s := settings.Lookup(name)
	if s == nil {
		return false
	}
	n := 0
	for sdk := settings.SDK(1); sdk&settings.AllSDKs != 0; sdk <<= 1 {
		if s.KnownIn(sdk) {
			n++
		}
	}
	return n == 1
}

func knownDiffer(cells []Cell) bool {
	first := -1
	for i, cell := range cells {
		switch {
		case cell.State == Unknown:
		case first < 0:
			first = i
		case cell.State != cells[first].State || cell.Value != cells[first].Value:
			return true
		}
	}
	return false
}

// reason says why a reading has the answer it has, beside what others have.
func (c *comparer) reason(row Row, at int, res *resolve.Resolution) (Reason, Part) {
	cell := row.Cells[at]
	r := Reason{Readings: []string{cell.Reading}, Origin: cell.Origin}
	part := Part{Readings: r.Readings, State: cell.State, Value: cell.Value}
	v := res.Setting(row.Name)
	if v == nil {
		r.Text = "has no such setting"
		return r, part
	}
	if cell.State == Set {
		part.From = originText(cell.Origin, v.Note)
	}
	var why []string
	seen := map[origin.Origin]bool{line(cell.Origin): true}
	for j, other := range row.Cells {
		if other.Group == cell.Group || other.State != Set || !other.Origin.Configured() {
			continue
		}
		if samePlace(other.Origin, cell.Origin) {
			text, short := c.readsOtherwise(c.list[j], v, cell.Value, other.Value, other.Origin)
			if why = append(why, text); short != "" {
				part.Why = append(part.Why, short)
			}
			continue
		}
		if seen[line(other.Origin)] {
			continue
		}
		seen[line(other.Origin)] = true
		text, rejected, overridden := c.passedOver(res, v, row.Name, other.Origin)
		why = append(why, text)
		if !overridden {
			part.Why = append(part.Why, text)
		}
		if rejected && r.Origin.Kind == origin.ByDefault {
			r.Origin = other.Origin
		}
	}
	r.Text = c.takes(v, cell)
	if len(why) > 0 {
		r.Text += ": " + strings.Join(unique(why), "; ")
	}
	r.Text, part.From = it(r.Text), it(part.From)
	for i := range part.Why {
		part.Why[i] = it(part.Why[i])
	}
	if part.Why = unique(part.Why); c.told && res.Err != nil && cell.State == Unset {
		part.Why = nil
	}
	return r, part
}

// takes says where a value is from.
func (c *comparer) takes(v *resolve.Value, cell Cell) string {
	switch {
	case cell.State == Unset:
		return "has no value"
	case cell.Origin.Kind == origin.ByDefault:
		return "has its default, " + show(cell.Value)
	case cell.Origin.Kind == origin.Derived && !cell.Origin.Configured():
		text := fmt.Sprintf("derives %s from %s", show(cell.Value), cell.Origin.Name)
		if v.Note != "" {
			text += " (" + v.Note + ")"
		}
		return text
	}
	return fmt.Sprintf("uses %s from %s", show(cell.Value), cell.Origin)
}

func show(value string) string {
	if value == "" {
		return "an empty value"
	}
	return strings.ReplaceAll(value, "\n", `\n`)
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		again := false
		for _, t := range out {
			again = again || s == t
		}
		if !again {
			out = append(out, s)
		}
	}
	return out
}

// passedOver says why a reading does not use a place that another one uses:
// whether it rejects what stands there, or something else overrides it.
func (c *comparer) passedOver(res *resolve.Resolution, v *resolve.Value, name string, o origin.Origin) (text string, rejected, overridden bool) {
	for _, p := range v.Places {
		if samePlace(p.Origin, o) {
			switch p.Verdict {
			case origin.Rejected:
				if inFile(o) {
					return fmt.Sprintf("rejects %s (%s): %s", show(p.Value), o, p.Reason), true, false
				}
				return fmt.Sprintf("rejects %s=%s: %s", o.Name, show(p.Value), p.Reason), true, false
			case origin.Shadowed:
				return placeName(o) + " is overridden: " + p.Reason, false, true
			}
		}
	}
	if o.Kind == origin.EnvVar {
		return "does not read " + o.Name, false, false
	}
	if o.Kind == origin.Flag {
		return "takes no notice of " + o.Name, false, false
	}
	return c.unseen(res, o), false, false
}

// line is a place without its column.
func line(o origin.Origin) origin.Origin {
	o.Column = 0
	return o
}

func samePlace(a, b origin.Origin) bool {
	if inFile(a) && inFile(b) {
		return a.File == b.File && a.Line == b.Line
	}
	return a.Kind == b.Kind && a.Name == b.Name
}

// inFile reports whether a value stands in a file, or is made of a text that does.
func inFile(o origin.Origin) bool {
	return o.Kind == origin.InFile || o.Kind == origin.Derived && o.File != ""
}

func placeName(o origin.Origin) string {
	if inFile(o) {
		return fmt.Sprintf("%s of %s", o.Key, o)
	}
	return o.Name
}

// unseen says why a reading does not see a line of a file at all.
func (c *comparer) unseen(res *resolve.Resolution, o origin.Origin) string {
	read := false
	for _, f := range res.Files {
		if f.Path != o.File {
			continue
		}
		read = true
		if f.Reason != "" {
			return fmt.Sprintf("does not read %s: %s", o.File, f.Reason)
		}
	}
	if !read {
		return "does not read " + o.File
	}
	for _, f := range res.Shared.Files {
		if f.Parsed != nil && f.Parsed.Err != nil && (f.Path == o.File || res.Err != nil) {
			return fmt.Sprintf("cannot parse %s", f.Parsed.Err.At(f.Path))
		}
	}
	at := find(res.Shared, o)
	switch {
	case at.section == nil || at.key == "" && c.headerBetween(at.section, o):
		return c.noHeader(o)
	case at.section.Kind == profiles.SectionIgnored:
		return fmt.Sprintf("passes [%s] over: %s", at.section.Section.Name, at.section.Reason)
	case at.key == "":
		return c.noKey(o)
	case at.outer != "" && !strings.HasPrefix(o.Key, at.outer+"."):
		return fmt.Sprintf("takes the indented line %d of %s for a part of %s above it", o.Line, o.File, at.outer)
	case at.outer == "" && strings.Contains(o.Key, "."):
		return fmt.Sprintf("takes line %d of %s for the key %s of its own, not for a part of the one above it", o.Line, o.File, at.key)
	case at.section.Kind == profiles.SectionServices && res.Shared.Profile(res.Profile.Name).Value("services") != at.section.Name:
		return fmt.Sprintf("uses profile %q, which does not name the services section %q", res.Profile.Name, at.section.Name)
	case at.section.Kind == profiles.SectionProfile && at.section.Name != res.Profile.Name:
		return fmt.Sprintf("uses profile %q, and %s stands in profile %q", res.Profile.Name, o, at.section.Name)
	case !strings.EqualFold(at.key, o.Key) && !strings.HasSuffix(o.Key, "."+at.key):
		return fmt.Sprintf("reads the key of %s as %q", o, at.key)
	case at.key != o.Key && !strings.HasSuffix(o.Key, "."+at.key):
		return fmt.Sprintf("tells %q from %q, the key it looks for", at.key, strings.ToLower(o.Key))
	}
	return fmt.Sprintf("does not read the key %s", o.Key)
}

// found is where a line of a file ended up in a reading's sections.
type found struct {
	section *profiles.SectionRef // the last one that begins at or above the line
	key     string               // of the line, empty where it is no key
	outer   string               // of the block that the key is nested in
}

func find(s *profiles.Shared, o origin.Origin) found {
	var at found
	for r := range s.All() {
		if r.Path != o.File || r.Section.Pos.Line > o.Line {
			continue
		}
		at.section = &r
	}
	if at.section == nil {
		return at
	}
	for _, e := range at.section.Section.Entries() {
		if e.ValuePos.Line == o.Line || e.KeyPos.Line == o.Line {
			at.key, at.outer = e.Key, ""
		}
		for _, n := range e.Nested {
			if n.ValuePos.Line == o.Line || n.KeyPos.Line == o.Line {
				at.key, at.outer = n.Key, e.Key
			}
		}
	}
	return at
}

// headerAbove finds the line nearest above a place that looks like a header.
func (c *comparer) headerAbove(o origin.Origin) int {
	d := c.w.Document(o.File)
	if d == nil {
		return 0
	}
	for n := o.Line; n > 0; n-- {
		if strings.HasPrefix(strings.TrimSpace(d.Line(n)), "[") {
			return n
		}
	}
	return 0
}

// headerBetween reports whether what looks like a header stands between a
// section's own and a place in it.
func (c *comparer) headerBetween(ref *profiles.SectionRef, o origin.Origin) bool {
	return c.headerAbove(o) > ref.Section.Pos.Line
}

// noHeader says of which header a reading takes no notice.
func (c *comparer) noHeader(o origin.Origin) string {
	n := c.headerAbove(o)
	switch d := c.w.Document(o.File); {
	case n == 0:
		return fmt.Sprintf("takes no notice of line %d of %s, which stands before any section", o.Line, o.File)
	case d.BOM && n == 1:
		return fmt.Sprintf("does not see the header of line 1 of %s, since a byte order mark stands before it", o.File)
	}
	return fmt.Sprintf("does not take line %d of %s for a header", n, o.File)
}

// noKey says why a line is no key of its own.
func (c *comparer) noKey(o origin.Origin) string {
	line := ""
	if d := c.w.Document(o.File); d != nil {
		line = d.Line(o.Line)
	}
	equals, colon := strings.IndexByte(line, '='), strings.IndexByte(line, ':')
	switch {
	case line != strings.TrimLeft(line, " \t"):
		return fmt.Sprintf("takes the indented line %d of %s for a part of what stands above it", o.Line, o.File)
	case colon >= 0 && (equals < 0 || colon < equals):
		return fmt.Sprintf("sees no key in line %d of %s, which has a colon where it wants =", o.Line, o.File)
	}
	return fmt.Sprintf("takes line %d of %s for no key", o.Line, o.File)
}
