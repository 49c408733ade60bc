package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

const (
	labelColumn    = 12
	maxNameColumn  = 26
	maxValueColumn = 24
	maxLosers      = 6 // how many values that were not used are shown of a setting
)

// resolutionText writes the answer first: what is wrong and its cure, or who one
// would be and where; then what else a person should know.
func resolutionText(t Terminal, d document.Document, o ResolveOptions) error {
	p := newPage(t)
	if len(o.Names) > 0 {
		p.named(d, o)
		return p.flush()
	}
	v := d.Verdict(o.All || o.Verbose)
	p.faults(v.Faults)
	p.gap()
	p.table(p.inForce(d, v))
	p.gap()
	for _, q := range v.Rest {
		p.problem(q)
	}
	if !v.Broken() { // else most fail for the same cause
		p.otherFailures(d.NotLoading)
	}
	p.gap()
	p.table(p.configured(d, o))
	p.gap()
	p.plan(d, v)
	p.gap()
	p.closing(d, v)
	if o.Verbose {
		p.words(d)
	}
	return p.flush()
}

// named writes the settings that were asked for.
func (p *page) named(d document.Document, o ResolveOptions) {
	if d.Error != nil {
		p.faults(d.Verdict(false).Faults[:1])
		p.gap()
	}
	var rows []row
	for _, name := range d.Shown(o.Names, o.All) {
		rows = append(rows, p.setting(d, name, true))
	}
	p.table(rows)
	for _, q := range d.At(o.Names) {
		p.problem(q)
	}
}

// otherFailures says which SDKs do not even load what this one does.
func (p *page) otherFailures(others []document.OtherFailure) {
	for _, of := range others {
		verb := " do"
		if len(of.Readings) == 1 {
			verb = " does"
		}
		p.label(list(of.Readings)+verb+" not load:", yellow, 2)
		p.flowFrom(width(list(of.Readings)+verb+" not load: "), 2, span{plain, p.prose(of.Message)})
	}
}

// inForce are the profile, the region, and who one would be.
func (p *page) inForce(d document.Document, v document.Verdict) []row {
	var rows []row
	if !v.Moot || d.Profile.Found {
		rows = append(rows, p.profileRow(d.Profile))
	}
	if s, known := d.Settings["region"]; known && (s.Set || !v.Moot) {
		rows = append(rows, p.setting(d, "region", false))
	}
	if v.Moot && d.Credentials.Role == "" {
		return rows
	}
	return append(rows, p.identity(d.Credentials, v.None)...)
}

func (p *page) profileRow(f document.Profile) row {
	r := row{name: "profile", value: span{bold, quoteEmpty(f.Name)}, where: p.place(f.Origin)}
	if f.Origin.Kind == "default" {
		r.where = "by default"
	}
	if !f.Found {
		r.where += ", in neither file"
	}
	return r
}

// identity says who one would be, where anything says so.
func (p *page) identity(c document.Credentials, none document.None) []row {
	switch none {
	case document.NoneHere:
		return []row{{name: "identity", value: span{yellow, "(none)"}}}
	case document.NoneButOnEC2:
		return []row{{name: "identity", value: span{yellow, "(none)"}, where: "on EC2 the instance's role"}}
	}
	id := c.Identity()
	if id.Text == "" || c.Unconfigured() {
		return nil
	}
	r := row{name: "identity", value: span{bold, id.Text}, where: p.t.Shorten(id.By)}
	if r.where == "" {
		r.where = p.placeIn(id.Origin)
	}
	if t, ok := instant(c.Login()); ok && t.After(p.now) {
		r.where += ", login " + lasts(t, p.now)
	}
	return []row{r}
}

// configured are the other settings that something configures.
func (p *page) configured(d document.Document, o ResolveOptions) []row {
	var rows []row
	for _, name := range d.Shown(nil, o.All) {
		s := d.Settings[name]
		byItself := !s.Set || s.Origin.Kind == "default" || s.Origin.Kind == "derived"
		if name == "region" && !o.All || d.Error != nil && !o.All && byItself {
			continue
		}
		rows = append(rows, p.setting(d, name, o.All))
	}
	return rows
}

// setting is a setting's row. Those SDKs that differ are equals: each value
// stands with the SDKs that have it.
func (p *page) setting(d document.Document, name string, whole bool) row {
	s := d.Settings[name]
	r := row{name: name}
	if len(s.Elsewhere) > 0 {
		r.value = span{bold, p.equals(d.As, s)}
	} else {
		r.value = valueSpan(s)
		r.where = p.from(d, name, s)
	}
	for i, out := range s.Shadowed {
		if slices.ContainsFunc(s.Elsewhere, func(e document.Elsewhere) bool { return e.Origin == out.Origin }) {
			continue // who uses it is told
		}
		text := fmt.Sprintf("overrides %s (%s)", quoteEmpty(out.Value), p.place(out.Origin))
		switch {
		case i == 0 && r.where != "":
			r.where += "; " + text
		case i < maxLosers:
			r.more = append(r.more, text)
		case i == maxLosers:
			r.more = append(r.more, fmt.Sprintf("overrides %d more (sessctl explain %s)", len(s.Shadowed)-i, name))
		}
	}
	for i, out := range s.Rejected {
		switch {
		case out.Unasked, p.faulty[out.Origin], out.Origin.Kind == "default", out.Value == "" && !whole:
		case i < maxLosers:
			r.more = append(r.more, fmt.Sprintf("rejected %s (%s): %s", quoteEmpty(out.Value), p.place(out.Origin), p.prose(out.Reason)))
		case i == maxLosers:
			r.more = append(r.more, fmt.Sprintf("rejected %d more (sessctl explain %s)", len(s.Rejected)-i, name))
		}
	}
	return r
}

func valueSpan(s document.Setting) span {
	switch {
	case !s.Set:
		return span{faint, unset(s)}
	case s.Value == "":
		return span{bold, `""`}
	case s.Origin.Kind == "default" || s.Origin.Kind == "derived":
		return span{plain, s.Value}
	}
	return span{bold, s.Value}
}

// unset stands in the place of a value: of none, or of one that a program's own file
// gives and that is not known here.
func unset(s document.Setting) string {
	if s.Origin.Kind == "flag" && s.Origin.File != "" {
		return "(not known)"
	}
	return "(none)"
}

// from says where a setting's value comes from, or how to give it one.
func (p *page) from(d document.Document, name string, s document.Setting) string {
	if !s.Set && name == "region" && unset(s) == "(none)" {
		section := "[default]"
		if d.Profile.Name != "default" {
			section = "[profile " + d.Profile.Name + "]"
		}
		help := "set " + firstOf(s.Variable, "AWS_REGION") + ", or region in " + section
		switch n := len(s.InProfiles); {
		case n == 1:
			help += "; or AWS_PROFILE=" + s.InProfiles[0] + ", which has one"
		case n > 1 && n <= 3:
			help += "; or AWS_PROFILE: " + strings.Join(s.InProfiles[:n-1], ", ") + " and " + s.InProfiles[n-1] + " have one"
		}
		return help
	}
	from := p.place(s.Origin)
	if s.Note != "" {
		from = strings.TrimSpace(from + " (" + s.Note + ")")
	}
	return from
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// equals tells the values that SDKs have, each with who has it and where from:
// "(none) in spec, js-v3 · us-west-2 in boto3, cli (AWS_DEFAULT_REGION)".
func (p *page) equals(as string, s document.Setting) string {
	type group struct {
		value, where string
		ids          []string
	}
	shown := func(value string, set bool) string {
		if !set {
			return "(none)"
		}
		return quoteEmpty(value)
	}
	own := shown(s.Value, s.Set)
	if !s.Set {
		own = unset(s)
	}
	groups := []group{{own, p.place(s.Origin), append([]string{as}, s.Alike...)}}
	for _, e := range s.Elsewhere {
		value, where := shown(e.Value, e.Set), p.place(e.Origin)
		i := slices.IndexFunc(groups, func(g group) bool { return g.value == value && (g.where == where || value == "(none)") })
		if i < 0 {
			groups = append(groups, group{value: value, where: where})
			i = len(groups) - 1
		}
		groups[i].ids = append(groups[i].ids, e.Reading)
	}
	texts := make([]string, len(groups))
	for i, g := range groups {
		texts[i] = g.value + " in " + strings.Join(g.ids, ", ")
		if g.where != "" {
			texts[i] += " (" + g.where + ")"
		}
	}
	return strings.Join(texts, " · ")
}

func quoteEmpty(s string) string {
	if s == "" {
		return `""`
	}
	return s
}

// place writes an origin short.
func (p *page) place(o document.Origin) string {
	o.File = p.t.Short(o.File)
	if o.Kind == "env" && o.File != "" {
		return o.Name + " in " + o.String()
	}
	return o.String()
}

// closing says, in one sentence, as which SDK what was read.
func (p *page) closing(d document.Document, v document.Verdict) {
	var read, not []string
	why := map[string]int{} // where a reason stands
	for _, f := range d.Files {
		text := p.t.Short(f.Path)
		if i := strings.Index(text, "/~/"); i >= 0 {
			text = text[i+1:] // which no home directory was known for
		}
		if f.Origin.Kind != "default" && f.Origin.Kind != "" && f.Path != "" {
			text += " (" + p.place(f.Origin) + ")"
		}
		switch {
		case f.Path == "":
			not = append(not, "no "+f.Kind+" file")
		case !f.Exists && f.Mode == "" && f.Reason == noSuchFile:
			not = append(not, "no "+text)
		case f.Reason != "":
			if i, said := why[f.Reason]; said {
				not[i] = strings.Replace(not[i], ": ", " and "+text+": ", 1)
				continue
			}
			why[f.Reason] = len(not)
			not = append(not, text+": "+p.prose(f.Reason))
		default:
			read = append(read, text)
		}
	}
	text := "as " + titled(d.As, d.Title)
	if len(read) > 0 {
		text += ", from " + strings.Join(read, " and ")
	}
	if len(not) > 0 {
		text += "; " + strings.Join(not, "; ")
	}
	if v.Notes > 0 {
		text += "; " + plural(v.Notes, "note") + " with --verbose"
	}
	p.flow(0, span{faint, text})
}

// titled is the id of a reading with its SDK's name, no word of it twice.
func titled(id, name string) string {
	if strings.HasPrefix(name, id+" ") {
		return name
	}
	return id + " (" + name + ")"
}

// noSuchFile is the reason of a file that is not there.
const noSuchFile = "no such file"
