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

	Parts []ComparisonPart `json:"-"` // the difference in short
	Alone bool             `json:"-"` // a single SDK has the setting
}

// ComparisonPart is what some readings have in a row, and why not what the others have.
type ComparisonPart struct {
	Readings     []string
	State, Value string
	From         string
	Why          []string
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
		row := ComparisonRow{Name: r.Name, Differs: r.Differs, Builtin: r.Builtin, Alone: r.Alone, Cells: make([]ComparisonCell, 0, len(r.Cells)), Reasons: make([]CellReason, 0, len(r.Reasons))}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, ComparisonCell{c.Reading, string(c.State), o.cell(r.Name, c.Value), c.Group, originOf(c.Origin)})
		}
		for _, why := range r.Reasons {
			row.Reasons = append(row.Reasons, CellReason{why.Readings, o.text(why.Text), originOf(why.Origin)})
		}
		for _, part := range r.Parts {
			named := o.As(part.Readings[0])
			row.Parts = append(row.Parts, ComparisonPart{part.Readings, string(part.State), o.cell(r.Name, part.Value), named.text(part.From), named.texts(part.Why)})
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

// cell is a value of a row; that of credentials names a provider, though its
// name is one of secrets.
func (o Options) cell(row, value string) string {
	if row == compare.Credentials {
		return o.text(value)
	}
	return o.value(row, value)
}
