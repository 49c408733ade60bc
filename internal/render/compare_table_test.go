package render

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sessctl/sessctl/internal/document"
)

// Nothing of a text is lost by folding it, and no line is too wide.
func TestFoldedKeepsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z/:.é ]{0,120}`).Draw(t, "text")
		n := rapid.IntRange(1, 40).Draw(t, "columns")
		lines := folded(text, n)
		for _, line := range lines {
			if width(line) > n {
				t.Fatalf("%q is wider than %d", line, n)
			}
		}
		squash := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := squash(strings.Join(lines, "")); got != squash(text) {
			t.Fatalf("folded %q into %q", text, lines)
		}
	})
}

// Whatever the width, every answer of every reading stands in the table.
func TestComparisonLosesNothing(t *testing.T) {
	cells := func(values ...string) []document.ComparisonCell {
		var list []document.ComparisonCell
		for i, v := range values {
			list = append(list, document.ComparisonCell{Reading: string(rune('a' + i)), State: "set", Value: v})
		}
		return list
	}
	long := "arn:aws:iam::111122223333:role/a/very/long/path/of/a/role/that/no/column/can/hold/at/all"
	d := document.Comparison{Readings: []string{"a", "b", "c", "d"}, Rows: []document.ComparisonRow{
		{Name: "region", Cells: cells("us-east-1", "us-east-1", "eu-west-1", "")},
		{Name: "a_setting_with_a_rather_long_name_that_has_a_line_of_its_own", Cells: cells(long+"1", long+"1", long+"2", long+"3")},
	}}
	for _, columns := range []int{40, 60, 80, 120, 200} {
		p := newPage(Terminal{Width: columns})
		p.sideBySide(d)
		text := p.b.String()
		for line := range strings.Lines(text) {
			if w := width(strings.TrimRight(line, "\n")); w > columns && !strings.HasPrefix(line, "a_setting") {
				t.Errorf("at %d columns a line has %d: %s", columns, w, line)
			}
		}
		if columns >= 80 && !strings.Contains(text, "a, b") {
			t.Errorf("at %d columns readings that agree share no column:\n%s", columns, text)
		}
		var words strings.Builder
		for line := range strings.Lines(text) {
			words.WriteString(strings.TrimSpace(line))
		}
		for _, want := range []string{"us-east-1", "eu-west-1", `""`} {
			if !strings.Contains(text, want) {
				t.Errorf("at %d columns %s is missing:\n%s", columns, want, text)
			}
		}
		if columns == 200 {
			for _, end := range []string{"1", "2", "3"} {
				if !strings.Contains(text, "hold/at/all"+end) {
					t.Errorf("at %d columns a value is cut:\n%s", columns, text)
				}
			}
		}
	}
}
