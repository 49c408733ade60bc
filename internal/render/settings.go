package render

import (
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// fewSettings is how many settings are told in full; of more, what each is for.
const fewSettings = 6

// Settings prints what can be configured.
func Settings(t Terminal, format string, d document.Settings) error {
	if done, err := data(t, format, d); done {
		return err
	}
	p := newPage(t)
	if len(d.Settings)+len(d.Inputs) > fewSettings {
		p.settingList(d)
		return p.flush()
	}
	for i, s := range d.Settings {
		if i > 0 {
			p.blank()
		}
		p.settingInFull(s, d.Readings)
	}
	for i, in := range d.Inputs {
		if i > 0 || len(d.Settings) > 0 {
			p.blank()
		}
		p.field(in.Name, cyan, width(in.Name)+2, span{plain, in.Summary})
		p.detail(in.Kind, "of credentials and files: no setting of its own")
		p.detail("read by", sdks(in.ReadBy, d.Readings))
	}
	return p.flush()
}

func (p *page) settingList(d document.Settings) {
	column := 0
	for _, s := range d.Settings {
		column = max(column, width(s.Name)+2)
	}
	for _, in := range d.Inputs {
		column = max(column, width(in.Name)+2)
	}
	column = min(column, p.t.Width/2)
	for _, s := range d.Settings {
		p.field(s.Name, cyan, column, span{plain, s.Summary})
	}
	if len(d.Inputs) > 0 {
		if len(d.Settings) > 0 {
			p.blank()
		}
		p.flow(0, span{faint, "and what leads to credentials, or says where the files are:"})
	}
	for _, in := range d.Inputs {
		p.field(in.Name, cyan, column, span{plain, in.Summary})
	}
	p.blank()
	p.flow(0, span{faint, "sessctl settings NAME shows the variable, key and default of one, and which SDKs read it"})
}

const detailColumn = 12

func (p *page) detail(label, text string) {
	if text != "" {
		p.field("  "+label, faint, detailColumn, span{plain, text})
	}
}

func (p *page) settingInFull(s document.SettingRow, all []string) {
	p.field(s.Name, cyan, width(s.Name)+2, span{plain, s.Summary})
	kind := s.Type
	if len(s.Values) > 0 {
		kind += " " + strings.Join(s.Values, ", ")
	}
	p.detail("value", kind)
	p.readBy("variable", s.Variables, s.ReadBy, all, "none")
	p.readBy("key", s.Keys, s.ReadBy, all, "none")
	p.readBy("default", s.Defaults, s.ReadBy, all, "")
	p.detail("read by", sdks(s.ReadBy, all))
}

// readBy writes names with those that read them, where that is not everybody
// who has the setting.
func (p *page) readBy(label string, list []document.ReadBy, known, all []string, none string) {
	if len(list) == 0 {
		p.detail(label, none)
	}
	for i, n := range list {
		if i > 0 {
			label = ""
		}
		text := n.Name
		if !slices.Equal(n.ReadBy, known) {
			text += " (" + sdks(n.ReadBy, all) + ")"
		}
		p.detail(label, text)
	}
}

// sdks lists ids, or says which few are not among them.
func sdks(ids, all []string) string {
	var others []string
	for _, id := range all {
		if !slices.Contains(ids, id) {
			others = append(others, id)
		}
	}
	switch {
	case len(ids) == 0:
		return "no SDK"
	case len(others) == 0:
		return "every SDK"
	case len(others) <= 2 && len(ids) > 3:
		return "every SDK but " + list(others)
	}
	return strings.Join(ids, ", ")
}
