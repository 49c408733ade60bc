package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/lookup"
)

func compareMarkdown(t Terminal, d document.Comparison) error {
	var b strings.Builder
	fmt.Fprintf(&b, "| | %s |\n|---|%s\n", strings.Join(d.Readings, " | "), strings.Repeat("---|", len(d.Readings)))
	for _, r := range d.Rows {
		fmt.Fprintf(&b, "| %s |", markdownText(strings.TrimSpace(r.Name)))
		for _, c := range r.Cells {
			text := markdownText(markdownCell(c))
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
		fmt.Fprintf(&b, "\n%s:\n\n", markdownText(strings.TrimSpace(r.Name)))
		for _, why := range r.Reasons {
			fmt.Fprintf(&b, "- %s %s\n", list(slices.Clone(why.Readings)), markdownText(visible(t.Shorten(verbs(why)))))
		}
	}
	_, err := t.Write([]byte(b.String()))
	return err
}

// markdownText writes a text as it stands, on one line, a table's too: nothing in it
// is HTML, a link, struck out or set in italics, and nobody is called by @name.
func markdownText(s string) string {
	var b strings.Builder
	at := func(i int) byte {
		if i < 0 || i >= len(s) {
			return ' '
		}
		return s[i]
	}
	for i := 0; i < len(s); i++ {
		c, next := s[i], at(i+1)
		called := c == '@' && !wordByte(at(i-1)) && wordByte(next)
		switch {
		case c == '\n':
			b.WriteByte(' ')
			continue
		case called:
			end := i + 1
			for end < len(s) && (wordByte(s[end]) || s[end] == '-' || s[end] == '/') {
				end++
			}
			b.WriteString("`" + s[i:end] + "`")
			i = end - 1
			continue
		case strings.IndexByte("`*<|", c) >= 0, c == '~' && at(i-1) != ' ', c == '\\' && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", next) >= 0,
			c == ']' && strings.IndexByte("([:", next) >= 0, c == '_' && !wordByte(at(i-1)):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func wordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
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
		if many, ok := manyVerbs.Find(verb); ok {
			parts[i] = strings.TrimRight(many+" "+rest, " ")
		}
	}
	return strings.Join(parts, between)
}

var manyVerbs = lookup.Table[string, string]{{"takes", "take"}, {"rejects", "reject"}, {"has", "have"}, {"does", "do"}, {"derives", "derive"}, {"fails", "fail"},
	{"keeps", "keep"}, {"cuts", "cut"}, {"drops", "drop"}, {"joins", "join"}, {"reads", "read"}, {"writes", "write"}, {"passes", "pass"}, {"sees", "see"},
	{"tells", "tell"}, {"uses", "use"}, {"treats", "treat"}, {"calls", "call"}, {"asks", "ask"}}

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
