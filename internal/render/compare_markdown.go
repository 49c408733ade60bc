package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

func compareMarkdown(t Terminal, d document.Comparison) error {
	var b strings.Builder
	escape := strings.NewReplacer("|", `\|`, "\n", " ")
	fmt.Fprintf(&b, "| | %s |\n|---|%s\n", strings.Join(d.Readings, " | "), strings.Repeat("---|", len(d.Readings)))
	for _, r := range d.Rows {
		fmt.Fprintf(&b, "| %s |", strings.TrimSpace(r.Name))
		for _, c := range r.Cells {
			text := escape.Replace(markdownCell(c))
			if r.Differs && c.Group > 0 && c.State != "unknown" && len(d.Readings) > 2 {
				text = "**" + text + "**"
			}
			b.WriteString(" " + text + " |")
		}
		b.WriteByte('\n')
	}
	for _, r := range d.Rows {
		if len(r.Reasons) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s:\n\n", strings.TrimSpace(r.Name))
		for _, why := range r.Reasons {
			fmt.Fprintf(&b, "- %s %s\n", list(slices.Clone(why.Readings)), escape.Replace(visible(t.Shorten(verbs(why)))))
		}
	}
	_, err := t.Write([]byte(b.String()))
	return err
}

// verbs fits the verbs of a reason to its subject: one SDK takes, several take.
func verbs(why document.CellReason) string {
	if len(why.Readings) < 2 {
		return why.Text
	}
	return strings.Replace(agree(agree(why.Text, ": "), "; "), "have its default", "have their default", 1)
}

// agree makes the first word of each part of a text plural, where it is a verb.
func agree(text, between string) string {
	parts := strings.Split(text, between)
	for i, part := range parts {
		verb, rest, _ := strings.Cut(part, " ")
		if many, ok := manyVerbs[verb]; ok {
			parts[i] = strings.TrimRight(many+" "+rest, " ")
		}
	}
	return strings.Join(parts, between)
}

var manyVerbs = map[string]string{"takes": "take", "rejects": "reject", "has": "have", "does": "do", "derives": "derive", "fails": "fail",
	"keeps": "keep", "cuts": "cut", "drops": "drop", "joins": "join", "reads": "read", "writes": "write", "passes": "pass", "sees": "see",
	"tells": "tell", "uses": "use", "treats": "treat", "calls": "call", "asks": "ask"}

// markdownCell is short, since a page that has such tables says what the marks mean.
func markdownCell(c document.ComparisonCell) string {
	switch {
	case c.State == "unknown":
		return "."
	case c.State == "unset" && c.Value == "":
		return "-"
	}
	return cellText(c)
}
