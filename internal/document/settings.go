package document

import (
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// Settings is what `settings -o json` prints: what can be configured at all,
// whatever the environment.
type Settings struct {
	SchemaVersion int             `json:"schema_version"`
	Settings      []SettingRow    `json:"settings"`
	Inputs        []SettingsInput `json:"inputs"` // variables and keys that are no setting: they lead to credentials, or say where the files are

	Readings []string `json:"-"`
}

// SettingRow is a setting with all that carries it, and the SDKs that read it.
type SettingRow struct {
	Name      string   `json:"name"`
	Summary   string   `json:"summary"`
	Type      string   `json:"type"`
	Values    []string `json:"values"` // that it can have; empty where it is free
	Variables []ReadBy `json:"variables"`
	Keys      []ReadBy `json:"keys"`
	Defaults  []ReadBy `json:"defaults"`
	ReadBy    []string `json:"read_by"`
}

// SettingsInput is a variable or a key of a profile that is no setting.
type SettingsInput struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // variable or key
	Summary string   `json:"summary"`
	ReadBy  []string `json:"read_by"`
}

// ReadBy is a name or a value, with the readings that know it.
type ReadBy struct {
	Name   string   `json:"name"`
	ReadBy []string `json:"read_by"`
}

// serviceName stands for any service in the names of what is the same for all.
const serviceName = "SERVICE"

// SettingsFrom makes the document of the settings that a pattern names, all
// without one: a setting by any of its names, or what has the text in a name,
// with * for any text. Readings beside them are named where none of them reads
// something.
func SettingsFrom(readings []*resolve.Reading, pattern string, beside ...*resolve.Reading) Settings {
	d := Settings{SchemaVersion: SchemaVersion, Settings: []SettingRow{}, Inputs: []SettingsInput{}, Readings: []string{}}
	for _, rd := range readings {
		d.Readings = append(d.Readings, rd.ID)
	}
	rows := make([]SettingRow, 0, len(settings.Table())+1)
	for i := range settings.Table() {
		rows = append(rows, settingRow(&settings.Table()[i], readings))
	}
	rows = append(rows, serviceRow(readings))
	one, exact := settings.SettingNamed(pattern)
	if service, is := settings.ServiceOf(one); is {
		rows[len(rows)-1].name(service)
	}
	for _, r := range rows {
		if r.Name == one || !exact && r.matches(pattern) {
			d.Settings = append(d.Settings, r)
		}
	}
	if !exact {
		d.inputs("variable", settings.InputVars(), readings, beside, pattern)
		d.inputs("key", settings.InputKeys(), readings, beside, pattern)
	}
	return d
}

func (d *Settings) inputs(kind string, list []settings.Input, readings, beside []*resolve.Reading, pattern string) {
	for _, in := range list {
		if !matches(in.Name, pattern) {
			continue
		}
		by := readBy(in.In, readings)
		if len(by) == 0 {
			by = readBy(in.In, beside)
		}
		d.Inputs = append(d.Inputs, SettingsInput{in.Name, kind, in.Summary, by})
	}
}

func settingRow(s *settings.Setting, readings []*resolve.Reading) SettingRow {
	r := SettingRow{Name: s.Name, Summary: s.Summary, Type: s.Type.String(), Values: append([]string{}, s.Values...), ReadBy: []string{},
		Variables: readers(s.Env, readings), Keys: readers(s.Keys, readings), Defaults: readers(s.Default, readings)}
	for _, rd := range readings {
		if s.KnownIn(rd.SDK) {
			r.ReadBy = append(r.ReadBy, rd.ID)
		}
	}
	return r
}

// serviceRow is the endpoint of a single service, which is no row of the table.
func serviceRow(readings []*resolve.Reading) SettingRow {
	by := []string{}
	for _, rd := range readings {
		if rd.Service != nil {
			by = append(by, rd.ID)
		}
	}
	name := settings.ServiceEndpoint(serviceName)
	return SettingRow{Name: name, Summary: "the endpoint of one service", Type: settings.URL.String(), Values: []string{}, Defaults: []ReadBy{}, ReadBy: by,
		Variables: []ReadBy{{"AWS_ENDPOINT_URL_" + serviceName, by}}, Keys: []ReadBy{{serviceName + ".endpoint_url", by}}}
}

// name puts a service's name where any stands.
func (r *SettingRow) name(service string) {
	r.Name = settings.ServiceEndpoint(service)
	r.Variables[0].Name = "AWS_ENDPOINT_URL_" + strings.ToUpper(service)
	r.Keys[0].Name = service + ".endpoint_url"
}

func readers(list []settings.Named, readings []*resolve.Reading) []ReadBy {
	all := []ReadBy{}
	for _, n := range list {
		if by := readBy(n.In, readings); len(by) > 0 {
			all = append(all, ReadBy{n.Name, by})
		}
	}
	return all
}

func readBy(in settings.SDK, readings []*resolve.Reading) []string {
	ids := []string{}
	for _, rd := range readings {
		if in&rd.SDK != 0 {
			ids = append(ids, rd.ID)
		}
	}
	return ids
}

func (r *SettingRow) matches(pattern string) bool {
	if matches(r.Name, pattern) {
		return true
	}
	for _, list := range [][]ReadBy{r.Variables, r.Keys} {
		for _, n := range list {
			if matches(n.Name, pattern) {
				return true
			}
		}
	}
	return false
}
