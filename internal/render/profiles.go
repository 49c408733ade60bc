package render

import "github.com/sessctl/sessctl/internal/document"

// Profiles prints every profile and sso-session: kind, region, where it
// stands, what is wrong with it.
func Profiles(t Terminal, format string, d document.Profiles) error {
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	p.header(d.Head)
	p.blank()
	p.profileRows(d.Rows)
	p.sessionRows(d.Sessions)
	p.ignoredRows(d.Ignored)
	p.problems(d.Problems)
	return p.flush()
}

func (p *page) profileRows(rows []document.ProfileRow) {
	if len(rows) == 0 {
		p.flow(0, span{faint, "no profiles"})
		return
	}
	column := 12
	for _, r := range rows {
		if w := width(visible(r.Name)); w <= 28 {
			column = max(column, w+2)
		}
	}
	for _, r := range rows {
		mark := "  "
		if r.Used {
			mark = "* "
		}
		region := r.Region
		if region == "" {
			region = "-"
		}
		p.line(column, span{bold, mark + fit(r.Name, column-2)}, span{plain, fit(r.Kind, 12)}, span{plain, fit(region, 14)}, span{faint, p.place(r.Origin)})
		for _, wrong := range r.Problems {
			p.pad(column + 2)
			p.flow(column+2, span{yellow, wrong})
		}
	}
}

func (p *page) sessionRows(rows []document.SSOSessionRow) {
	if len(rows) > 0 {
		p.blank()
	}
	for _, r := range rows {
		p.line(12, span{plain, "sso-session"}, span{bold, r.Name}, span{plain, r.Region}, span{plain, r.StartURL}, span{faint, p.place(r.Origin)})
	}
}

func (p *page) ignoredRows(sections []document.IgnoredSection) {
	if len(sections) > 0 {
		p.blank()
	}
	for _, s := range sections {
		p.line(12, span{faint, "ignored"}, span{plain, "[" + s.Name + "]"}, span{faint, p.place(s.Origin)}, span{faint, s.Reason})
	}
}
