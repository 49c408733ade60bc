package document

import "github.com/sessctl/sessctl/internal/compare"

// Comparison is what `compare -o json` prints.
type Comparison struct {
	SchemaVersion int             `json:"schema_version"`
	Readings      []string        `json:"readings"`
	Differs       bool            `json:"differs"`
	Rows          []ComparisonRow `json:"rows"`
}

// ComparisonRow is a setting, or another thing that readings differ in.
type ComparisonRow struct {
	Name    string           `json:"name"`
	Differs bool             `json:"differs"`
	Builtin bool             `json:"builtin"` // nothing is configured: only defaults differ
	Cells   []ComparisonCell `json:"cells"`
	Reasons []CellReason     `json:"reasons"`
}

// ComparisonCell is one reading's answer. Group numbers the answers of a row,
// 0 for the commonest; state is set, unset, unknown (the SDK has no such
// setting) or error.
type ComparisonCell struct {
	Reading string `json:"reading"`
	State   string `json:"state"`
	Value   string `json:"value"`
	Group   int    `json:"group"`
	Origin  Origin `json:"origin"`
}

// CellReason is why some readings answer as they do.
type CellReason struct {
	Readings []string `json:"readings"`
	Text     string   `json:"text"`
	Origin   Origin   `json:"origin"`
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
			row.Reasons = append(row.Reasons, CellReason{why.Readings, o.text(why.Text), origin(why.Origin)})
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}
