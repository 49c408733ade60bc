package document

import (
	"github.com/sessctl/sessctl/internal/compare"
	"github.com/sessctl/sessctl/internal/redact"
)

// Comparison is what `compare -o json` prints.
type Comparison struct {
	SchemaVersion int             `json:"schema_version" yaml:"schema_version"`
	Readings      []string        `json:"readings" yaml:"readings"`
	Differs       bool            `json:"differs" yaml:"differs"`
	Rows          []ComparisonRow `json:"rows" yaml:"rows"`
}

// ComparisonRow is a setting, or another thing that readings differ in.
type ComparisonRow struct {
	Name    string           `json:"name" yaml:"name"`
	Differs bool             `json:"differs" yaml:"differs"`
	Builtin bool             `json:"builtin" yaml:"builtin"` // nothing is configured: only defaults differ
	Cells   []ComparisonCell `json:"cells" yaml:"cells"`
	Reasons []CellReason     `json:"reasons" yaml:"reasons"`
}

// ComparisonCell is one reading's answer. Group numbers the answers of a row,
// 0 for the commonest; state is set, unset, unknown (the SDK has no such
// setting) or error.
type ComparisonCell struct {
	Reading string `json:"reading" yaml:"reading"`
	State   string `json:"state" yaml:"state"`
	Value   string `json:"value" yaml:"value"`
	Group   int    `json:"group" yaml:"group"`
	Origin  Origin `json:"origin" yaml:"origin"`
}

// CellReason is why some readings answer as they do.
type CellReason struct {
	Readings []string `json:"readings" yaml:"readings"`
	Text     string   `json:"text" yaml:"text"`
	Origin   Origin   `json:"origin" yaml:"origin"`
}

// CompareFrom makes the document of a comparison.
func CompareFrom(t compare.Table, o Options) Comparison {
	d := Comparison{SchemaVersion: SchemaVersion, Readings: t.Readings, Differs: t.Differs(), Rows: make([]ComparisonRow, 0, len(t.Rows))}
	for _, r := range t.Rows {
		row := ComparisonRow{Name: r.Name, Differs: r.Differs, Builtin: r.Builtin, Cells: make([]ComparisonCell, 0, len(r.Cells)), Reasons: make([]CellReason, 0, len(r.Reasons))}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, ComparisonCell{c.Reading, string(c.State), o.value(r.Name, c.Value), c.Group, origin(c.Origin)})
		}
		for _, why := range r.Reasons {
			text := why.Text
			if !o.ShowSecrets {
				text = redact.Text(text)
			}
			row.Reasons = append(row.Reasons, CellReason{why.Readings, text, origin(why.Origin)})
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}
