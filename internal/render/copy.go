package render

import (
	"fmt"

	"github.com/sessctl/sessctl/internal/document"
)

// Copy prints how a copy of a session differs from its base, and what stayed.
func Copy(t Terminal, format string, d document.Copied) error {
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	if d.Error != nil {
		p.field("error", red, labelColumn, span{plain, p.t.Shorten(d.Error.Message)})
		p.blank()
	}
	if len(d.Changed) == 0 {
		p.flow(0, span{faint, "the copy has the settings of its base"})
	}
	names, values := labelColumn-2, 4
	for _, c := range d.Changed {
		names = max(names, min(width(c.Setting), maxNameColumn))
		for _, v := range []document.Valued{c.Base, c.Copy} {
			if w := width(visible(valueText(v))); w <= maxValueColumn {
				values = max(values, w)
			}
		}
	}
	for _, k := range d.Kept {
		if configuredValue(k) {
			names = max(names, min(width(k.Setting), maxNameColumn))
		}
	}
	column := names + 4
	for _, c := range d.Changed {
		p.line(column, span{red, "- " + fit(c.Setting, names)}, span{plain, fit(valueText(c.Base), values)}, span{faint, p.place(c.Base.Origin)})
		p.line(column, span{green, "+ " + fit(c.Setting, names)}, span{bold, fit(valueText(c.Copy), values)}, span{faint, p.place(c.Copy.Origin)})
	}
	configured := 0
	for _, k := range d.Kept {
		if !configuredValue(k) {
			continue
		}
		if configured == 0 {
			p.blank()
		}
		configured++
		p.line(column, span{faint, "  " + fit(k.Setting, names)}, span{plain, fit(valueText(k.Valued), values)}, span{faint, p.place(k.Origin)})
	}
	p.blank()
	p.flow(0, span{faint, fmt.Sprintf("kept: %s, %d of them configured; the handler lists, as copies of its own", plural(len(d.Kept), "setting"), configured)})
	p.blank()
	if d.Credentials.Kept {
		p.flow(0, span{faint, "the copy keeps the credentials of its base"})
	} else {
		p.flow(0, span{faint, "the copy has credentials of its own"})
	}
	c := d.Credentials.Copy
	p.table(p.identity(c))
	p.steps(c.Steps)
	if m := document.Plain(c.Message); m != "" {
		p.flow(0, span{plain, p.prose(m)})
	}
	return p.flush()
}

func configuredValue(k document.Kept) bool {
	return k.Origin.Kind != "default" && k.Origin.Kind != "derived"
}

func valueText(v document.Valued) string {
	switch {
	case !v.Set:
		return "(unset)"
	case v.Value == "":
		return `""`
	}
	return v.Value
}
