package render

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// Copy prints how a copy of a session differs from its base, and what stayed.
func Copy(t Terminal, format string, d document.Copied) error {
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	if d.Saved != nil {
		p.saved(*d.Saved)
	}
	if d.Error != nil {
		p.fault(document.Fault{Message: document.Plain(d.Error.Message), Fix: d.Fix, Origin: d.Error.Origin})
		p.blank()
	}
	if len(d.Changed) == 0 {
		p.flow(0, span{faint, "the copy has the settings of its base"})
	}
	configured := p.copiedSettings(d)
	p.blank()
	p.flow(0, span{faint, fmt.Sprintf("kept: %s, %d of them configured; %s", plural(len(d.Kept), "setting"), configured, keptHandlers(d))})
	p.handlerLists(d.HandlerLists)
	p.blank()
	if d.Credentials.Kept {
		p.flow(0, span{faint, "the copy keeps the credentials of its base"})
	} else if d.Error == nil {
		p.flow(0, span{faint, "the copy has credentials of its own"})
	}
	c := d.Credentials.Copy
	p.table(p.identity(c, document.Unexplained))
	p.steps(c.Steps)
	if m := document.Plain(c.Message); m != "" && (d.Error == nil || m != document.Plain(d.Error.Message)) {
		p.flow(0, span{plain, p.prose(m)})
	}
	return p.flush()
}

// copiedSettings writes what the copy changes and what of the rest is configured.
func (p *page) copiedSettings(d document.Copied) (configured int) {
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
	return configured
}

func configuredValue(k document.Kept) bool {
	return k.Origin.Kind != "default" && k.Origin.Kind != "derived"
}

func valueText(v document.Valued) string {
	switch {
	case !v.Set:
		return "(none)"
	case v.Value == "":
		return `""`
	}
	return v.Value
}

func keptHandlers(d document.Copied) string {
	if len(d.HandlerLists) > 0 {
		return "the other handler lists, as copies of its own"
	}
	return "the handler lists, as copies of its own"
}

// handlerLists shows the lists that differ, handler by handler.
func (p *page) handlerLists(lists []document.HandlerList) {
	for _, l := range lists {
		p.blank()
		p.line(0, span{cyan, l.List})
		for _, step := range l.Steps {
			st := map[byte]style{'-': red, '+': green}[step.Op]
			p.line(2, span{st, string(step.Op) + " " + step.Name})
		}
	}
}

// saved says first whether the profile is written, and then what is in it.
func (p *page) saved(s document.Saved) {
	paths := make([]string, len(s.Files))
	for i, f := range s.Files {
		paths[i] = p.t.Short(f.Path)
	}
	where := strings.Join(paths, " and ")
	switch {
	case len(s.Refused) > 0:
		p.flow(0, span{red, "not written: "}, span{plain, "profile " + s.Profile + " would not come out as it should"})
		for _, r := range s.Refused {
			p.pad(2)
			p.wrapped(4, 2, p.t.Shorten(r))
		}
	case len(s.Files) == 0:
		p.flow(0, span{green, "nothing to write: "}, span{plain, "profile " + s.Profile + " is so already"})
	case s.Written:
		p.flow(0, span{green, "written: "}, span{plain, "profile " + s.Profile + " in " + where})
	default:
		p.flow(0, span{bold, "dry run: "}, span{plain, "profile " + s.Profile + " would be written in " + where})
	}
	for _, l := range s.Left {
		p.pad(0)
		p.wrapped(2, 0, "left out: "+l.Setting+": "+p.t.Shorten(l.Reason))
	}
	p.blank()
	for _, f := range s.Files {
		p.diff(f.Diff)
		p.blank()
	}
}
