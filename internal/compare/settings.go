package compare

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
)

// setting is the row of a setting, with a reason for each answer that is not
// everybody's.
func (c *comparer) setting(name string) Row {
	row := Row{Name: name}
	configured := false
	for _, res := range c.list {
		v := res.Setting(name)
		cell := Cell{Reading: res.Reading.ID, State: Unknown}
		if v != nil {
			cell.State, cell.Value, cell.Origin = Unset, v.Value, v.Origin
			if v.Set {
				cell.State = Set
			}
			configured = configured || given(v.Origin)
		}
		row.Cells = append(row.Cells, cell)
	}
	group(&row)
	if !configured {
		// An SDK without the setting differs from none that leaves it alone.
		row.Differs, row.Builtin = knownDiffer(row.Cells), true
	}
	if !row.Differs {
		return row
	}
	for i, res := range c.list {
		row.Reasons = append(row.Reasons, c.reason(row, i, res))
	}
	row.Reasons = merge(row.Reasons)
	return row
}

func given(o resolve.Origin) bool {
	return o.Kind == resolve.Flag || o.Kind == resolve.EnvVar || o.Kind == resolve.InFile
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
func (c *comparer) reason(row Row, at int, res *resolve.Resolution) Reason {
	cell := row.Cells[at]
	r := Reason{Readings: []string{cell.Reading}, Origin: cell.Origin}
	v := res.Setting(row.Name)
	if v == nil {
		r.Text = "has no such setting"
		return r
	}
	var why []string
	seen := map[resolve.Origin]bool{cell.Origin: true}
	for j, other := range row.Cells {
		if other.Group == cell.Group || other.State != Set || !given(other.Origin) {
			continue
		}
		if other.Origin == cell.Origin {
			if text := c.readsOtherwise(c.list[j], v, cell.Value, other.Value, other.Origin); text != "" {
				why = append(why, text)
			}
			continue
		}
		if seen[other.Origin] {
			continue
		}
		seen[other.Origin] = true
		text, rejected := c.passedOver(res, v, row.Name, other.Origin)
		why = append(why, text)
		if rejected && r.Origin.Kind == resolve.ByDefault {
			r.Origin = other.Origin
		}
	}
	r.Text = c.takes(v, cell)
	if len(why) > 0 {
		r.Text += ": " + strings.Join(unique(why), "; ")
	}
	return r
}

// takes says where a value is from.
func (c *comparer) takes(v *resolve.Value, cell Cell) string {
	switch {
	case cell.State == Unset:
		return "has no value"
	case cell.Origin.Kind == resolve.ByDefault:
		return "has its default, " + show(cell.Value)
	case cell.Origin.Kind == resolve.Derived:
		text := fmt.Sprintf("derives %s from %s", show(cell.Value), cell.Origin.Name)
		if v.Note != "" {
			text += " (" + v.Note + ")"
		}
		return text
	}
	return fmt.Sprintf("takes %s from %s", show(cell.Value), cell.Origin)
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

// passedOver says why a reading does not use a place that another one uses.
func (c *comparer) passedOver(res *resolve.Resolution, v *resolve.Value, name string, o resolve.Origin) (text string, rejected bool) {
	for _, p := range v.Places {
		if samePlace(p.Origin, o) {
			switch p.Verdict {
			case resolve.Rejected:
				if o.Kind == resolve.InFile {
					return fmt.Sprintf("refuses %s at %s: %s", show(p.Value), o, p.Reason), true
				}
				return fmt.Sprintf("refuses %s=%s: %s", o.Name, show(p.Value), p.Reason), true
			case resolve.Shadowed:
				return placeName(o) + " loses: " + p.Reason, false
			}
		}
	}
	if o.Kind == resolve.EnvVar {
		return "does not read " + o.Name, false
	}
	if o.Kind == resolve.Flag {
		return "takes no notice of " + o.Name, false
	}
	return c.unseen(res, o), false
}

func samePlace(a, b resolve.Origin) bool {
	if a.Kind != b.Kind {
		return false
	}
	if a.Kind == resolve.InFile {
		return a.File == b.File && a.Line == b.Line
	}
	return a.Name == b.Name
}

func placeName(o resolve.Origin) string {
	if o.Kind == resolve.InFile {
		return fmt.Sprintf("%s of %s", o.Key, o)
	}
	return o.Name
}

// unseen says why a reading does not see a line of a file at all.
func (c *comparer) unseen(res *resolve.Resolution, o resolve.Origin) string {
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
	ref, entry := find(res.Shared, o)
	switch {
	case ref == nil:
		return fmt.Sprintf("sees no section that holds line %d of %s", o.Line, o.File)
	case ref.Kind == resolve.SectionIgnored:
		return fmt.Sprintf("passes [%s] over: %s", ref.Section.Name, ref.Reason)
	case entry == "":
		return fmt.Sprintf("takes line %d of %s for no key of its own", o.Line, o.File)
	case ref.Kind == resolve.SectionServices && res.Shared.Profile(res.Profile.Name).Value("services") != ref.Name:
		return fmt.Sprintf("uses profile %q, which does not name the services section %q", res.Profile.Name, ref.Name)
	case ref.Kind == resolve.SectionProfile && ref.Name != res.Profile.Name:
		return fmt.Sprintf("uses profile %q, and %s stands in profile %q", res.Profile.Name, o, ref.Name)
	case !strings.EqualFold(entry, o.Key) && !strings.HasSuffix(o.Key, "."+entry):
		return fmt.Sprintf("reads the key of %s as %q", o, entry)
	case entry != o.Key && !strings.HasSuffix(o.Key, "."+entry):
		return fmt.Sprintf("tells %q from %q, the key it looks for", entry, strings.ToLower(o.Key))
	}
	return fmt.Sprintf("does not read the key %s", o.Key)
}

// find looks a line up among a reading's sections.
func find(s *resolve.Shared, o resolve.Origin) (ref *resolve.SectionRef, key string) {
	for _, r := range s.All() {
		if r.Path != o.File || r.Section.Pos.Line > o.Line {
			continue
		}
		ref, key = &r, ""
		for _, e := range r.Section.Entries {
			if e.ValuePos.Line == o.Line || e.KeyPos.Line == o.Line {
				key = e.Key
			}
			for _, n := range e.Nested {
				if n.ValuePos.Line == o.Line || n.KeyPos.Line == o.Line {
					key = n.Key
				}
			}
		}
	}
	return ref, key
}
