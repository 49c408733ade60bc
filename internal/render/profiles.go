package render

import (
	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
)

// Profiles prints every profile and sso-session: kind, region, where it
// stands, what is wrong with it.
func Profiles(t Terminal, format string, res *resolve.Resolution) error {
	d := document.ProfilesFrom(res, document.Options{ShowSecrets: t.ShowSecrets})
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	doc := document.Document{As: d.As, Error: d.Error, Profile: document.Profile{Name: res.Profile.Name, Found: res.Profile.Found}}
	doc.Profile.Origin = document.Origin{Kind: string(res.Profile.Origin.Kind), Name: res.Profile.Origin.Name}
	for _, f := range res.Files {
		doc.Files = append(doc.Files, document.File{Kind: string(f.Kind), Path: f.Path, Exists: f.Exists, Mode: f.Mode, Reason: f.Reason,
			Origin: document.Origin{Kind: string(f.Origin.Kind), Name: f.Origin.Name}})
	}
	p.header(res, doc)
	p.blank()
	p.profileRows(res)
	p.sessionRows(res)
	p.ignoredRows(res)
	p.problems(d.Problems)
	return p.flush()
}

func (p *page) profileRows(res *resolve.Resolution) {
	names := res.Shared.ProfileNames()
	if len(names) == 0 {
		p.flow(0, span{faint, "no profiles"})
		return
	}
	column := 12
	for _, name := range names {
		if w := width(visible(name)); w <= 28 {
			column = max(column, w+2)
		}
	}
	for _, name := range names {
		prof := res.Shared.Profile(name)
		mark := "  "
		if name == res.Profile.Name {
			mark = "* "
		}
		region := redact.Text(prof.Value("region"))
		if region == "" {
			region = "-"
		}
		p.line(column, span{bold, mark + fit(name, column-2)}, span{plain, fit(resolve.ProfileKind(prof), 12)}, span{plain, fit(region, 14)},
			span{faint, p.place(document.Origin{Kind: "file", File: prof.Origin.File, Line: prof.Origin.Line})})
		for _, wrong := range resolve.ProfileProblems(res.Shared, prof) {
			p.pad(column + 2)
			p.flow(column+2, span{yellow, wrong})
		}
	}
}

func (p *page) sessionRows(res *resolve.Resolution) {
	names := res.Shared.Names(resolve.SectionSSOSession)
	if len(names) > 0 {
		p.blank()
	}
	for _, name := range names {
		sess := res.Shared.Lookup(resolve.SectionSSOSession, name)
		p.line(12, span{plain, "sso-session"}, span{bold, name}, span{plain, sess.Value("sso_region")}, span{plain, redact.Text(sess.Value("sso_start_url"))},
			span{faint, p.place(document.Origin{Kind: "file", File: sess.Origin.File, Line: sess.Origin.Line})})
	}
}

// ignoredRows are the sections that this SDK passes over.
func (p *page) ignoredRows(res *resolve.Resolution) {
	first := true
	for _, ref := range res.Shared.All() {
		if ref.Kind != resolve.SectionIgnored {
			continue
		}
		if first {
			p.blank()
			first = false
		}
		p.line(12, span{faint, "ignored"}, span{plain, "[" + ref.Section.Name + "]"},
			span{faint, p.place(document.Origin{Kind: "file", File: ref.Path, Line: ref.Section.Pos.Line})}, span{faint, ref.Reason})
	}
}
