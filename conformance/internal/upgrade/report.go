package upgrade

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// How much of a value a report shows, and how many of the cases with one behaviour.
const (
	longest  = 120
	examples = 5
)

// Markdown writes the report of one SDK.
func (r *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", r.SDK)
	if len(r.Moves) == 0 {
		b.WriteString("No version moved.\n\n")
	} else {
		b.WriteString("| package | was | is |\n| --- | --- | --- |\n")
		for _, m := range r.Moves {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", m.Package, m.From, m.To)
		}
		b.WriteString("\n")
	}
	if !r.Silent {
		r.Answers.markdown(&b, "Recorded answers")
	}
	switch {
	case r.Silent:
	case r.ByHand:
		b.WriteString("### Recorded requests\n\nThey are recorded by hand: see conformance/README.md.\n\n")
	default:
		r.Requests.markdown(&b, "Recorded requests")
	}
	if r.Errors != nil {
		r.Errors.markdown(&b, "Recorded errors")
	}
	if r.Catalogue != nil {
		r.Catalogue.markdown(&b)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (r Recorded) markdown(b *strings.Builder, title string) {
	fmt.Fprintf(b, "### %s\n\n%d asked, %d changed.\n\n", title, r.Asked, len(r.Changes))
	if len(r.Silent) > 0 {
		fmt.Fprintf(b, "No answer, so that the record stays: %s.\n\n", strings.Join(r.Silent, ", "))
	}
	behaviours, places := r.behaviours()
	for _, behaviour := range behaviours {
		in := places[behaviour]
		fmt.Fprintf(b, "- %s\n  - %s: %s\n", behaviour, counted(len(in)), strings.Join(in[:min(len(in), examples)], "; "))
	}
	if len(behaviours) > 0 {
		b.WriteString("\n")
	}
}

// behaviours are the changes without the cases, the commonest first, and the cases of
// each. A request that is refused now, or no longer is, has the error alone.
func (r Recorded) behaviours() (names []string, places map[string][]string) {
	places = map[string][]string{}
	for _, c := range r.Changes {
		fields := c.Fields
		if slices.Contains(fields, "error") {
			fields = []string{"error"}
		}
		for _, field := range fields {
			name := fmt.Sprintf("%s: %s, was %s", field, shown(c.New[field]), shown(c.Old[field]))
			places[name] = append(places[name], c.File+" "+c.Case)
		}
	}
	names = slices.Sorted(maps.Keys(places))
	slices.SortStableFunc(names, func(a, b string) int { return len(places[b]) - len(places[a]) })
	return names, places
}

func counted(n int) string {
	if n == 1 {
		return "1 case"
	}
	return fmt.Sprintf("%d cases", n)
}

// shown is a value as code, cut to a length that a reader takes in.
func shown(v any) string {
	if v == nil {
		return "nothing"
	}
	text, err := encode(v)
	if err != nil {
		text, _ = json.Marshal(err.Error())
	}
	if len(text) > longest {
		text = append([]byte(strings.ToValidUTF8(string(text[:longest]), "")), "…"...)
	}
	return "`" + strings.ReplaceAll(string(text), "`", "'") + "`"
}

func (c *Catalogue) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "### Catalogue\n\n%d services, were %d; %d operations, were %d.\n\n", c.Services[1], c.Services[0], c.Operations[1], c.Operations[0])
	if !c.changed() {
		b.WriteString("Nothing is new in it.\n\n")
		c.kept(b)
		return
	}
	for _, list := range []struct {
		title string
		names []string
	}{{"New services", c.Added}, {"Services that are gone", c.Removed}, {"Other endpoint rules", c.withRules()}} {
		if len(list.names) > 0 {
			fmt.Fprintf(b, "- %s: %s\n", list.title, strings.Join(list.names, ", "))
		}
	}
	if c.Partitions {
		b.WriteString("- The partitions changed.\n")
	}
	if c.Table != [2]int{} {
		fmt.Fprintf(b, "- The older table of endpoints: %d lines went, %d came.\n", c.Table[0], c.Table[1])
	}
	b.WriteString("\n")
	c.services(b)
	c.kept(b)
}

// kept says in which services boto3 does not follow the newest models.
func (c *Catalogue) kept(b *strings.Builder) {
	if len(c.Kept) > 0 {
		fmt.Fprintf(b, "Where a request of boto3 would be another, its own release is kept (%d services, which docs/readings/boto3.md says):\n\n", len(c.Kept))
		for _, line := range c.Kept {
			fmt.Fprintf(b, "- %s\n", line)
		}
		b.WriteString("\n")
	}
}

func (c *Catalogue) withRules() []string {
	var names []string
	for _, s := range c.Changed {
		if s.Rules {
			names = append(names, s.Name)
		}
	}
	return names
}

func (c *Catalogue) services(b *strings.Builder) {
	for _, s := range c.Changed {
		var counts []string
		for what, n := range map[string]int{"new operations": len(s.Added), "operations gone": len(s.Removed), "other shapes": s.Shapes} {
			if n > 0 {
				counts = append(counts, fmt.Sprintf("%d %s", n, what))
			}
		}
		slices.Sort(counts)
		if len(counts)+len(s.Facts)+len(s.Calls) == 0 {
			continue
		}
		fmt.Fprintf(b, "- %s\n", strings.Join(slices.Concat([]string{s.Name}, counts), ", "))
		for _, line := range slices.Concat(s.Facts, s.Calls) {
			fmt.Fprintf(b, "  - %s\n", line)
		}
		if len(s.Removed) > 0 {
			fmt.Fprintf(b, "  - gone: %s\n", strings.Join(s.Removed, ", "))
		}
	}
	b.WriteString("\n")
}

// Moves writes what registries have newer, by SDK.
func Moves(newer map[string][]Move) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(newer)) {
		if len(newer[name]) == 0 {
			fmt.Fprintf(&b, "%s: the newest\n", name)
		}
		for _, m := range newer[name] {
			fmt.Fprintf(&b, "%s: %s %s, pinned is %s\n", name, m.Package, m.To, m.From)
		}
	}
	return b.String()
}
