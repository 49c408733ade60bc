// Package compare sets several readings of one environment side by side and
// says of each difference what causes it. It works on finished resolutions
// and prints nothing.
package compare

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// State is what a reading makes of a row.
type State string

// The states of a cell.
const (
	Set     State = "set"
	Unset   State = "unset"
	Unknown State = "unknown" // the SDK has no such setting
	Fails   State = "error"
)

// Cell is one reading's answer in a row.
type Cell struct {
	Reading string
	State   State
	Value   string
	Origin  origin.Origin
	Group   int // cells of one row with the same answer have the same group; 0 is the commonest
}

// Reason is a sentence about a difference, with the place that causes it.
type Reason struct {
	Readings []string
	Text     string
	Origin   origin.Origin
}

// Row is a setting, or another thing that readings can differ in.
type Row struct {
	Name    string
	Cells   []Cell
	Differs bool
	// Builtin tells that nothing is configured: only defaults differ.
	Builtin bool
	// Alone reports whether a single SDK has the setting, so that the others
	// miss nothing.
	Alone   bool
	Reasons []Reason
	Parts   []Part // what differs in short: a group of readings each; of a step, the row of the credentials has them
}

// Table is the whole comparison.
type Table struct {
	Readings []string
	Rows     []Row
}

// Differs reports whether any row does.
func (t Table) Differs() bool {
	for _, r := range t.Rows {
		if r.Differs {
			return true
		}
	}
	return false
}

// The rows that are no settings.
const (
	Session     = "session"
	Profile     = "profile"
	Credentials = "credentials"
)

// Options choose the rows.
type Options struct {
	Names []string // settings and the rows above; when empty, what matters: region and profile, what differs, credentials
	All   bool     // every setting, whether it differs or not
	// Configured leaves out why settings differ that nothing configures.
	Configured bool
}

// Compare makes the table of resolutions of one environment.
func Compare(w *resolve.Workspace, list []*resolve.Resolution, o Options) Table {
	c := comparer{w: w, list: list, configured: o.Configured, told: len(o.Names) == 0 || slices.Contains(o.Names, Session)}
	t := Table{}
	for _, res := range list {
		t.Readings = append(t.Readings, res.Reading.ID)
	}
	if len(o.Names) > 0 {
		for _, n := range o.Names {
			switch n {
			case Session:
				t.Rows = append(t.Rows, c.session())
			case Profile:
				t.Rows = append(t.Rows, c.profile())
			case Credentials:
				t.Rows = append(t.Rows, c.credentials()...)
			default:
				t.Rows = append(t.Rows, c.setting(n))
			}
		}
		return t
	}
	t.Rows = append(t.Rows, c.session(), c.profile())
	for _, n := range c.names() {
		row := c.setting(n)
		if row.Differs || o.All || n == "region" {
			t.Rows = append(t.Rows, row)
		}
	}
	t.Rows = append(t.Rows, c.credentials()...)
	return t
}

type comparer struct {
	w          *resolve.Workspace
	list       []*resolve.Resolution
	configured bool // as in Options
	told       bool // the row of the session says why one fails
}

// names are the settings that some reading knows, in the order of the table.
func (c *comparer) names() []string {
	known := map[string]bool{}
	var services []string
	for _, res := range c.list {
		for _, v := range res.Settings {
			if _, ok := settings.ServiceOf(v.Name); ok && !known[v.Name] {
				services = append(services, v.Name)
			}
			known[v.Name] = true
		}
	}
	var names []string
	for i := range settings.Table() {
		if n := settings.Table()[i].Name; known[n] {
			names = append(names, n)
		}
	}
	sort.Strings(services)
	return append(names, services...)
}

// group numbers the cells by their answers, the commonest first.
func group(row *Row) {
	type answer struct {
		state State
		value string
	}
	counts := map[answer]int{}
	var order []answer
	for _, cell := range row.Cells {
		a := answer{cell.State, cell.Value}
		if counts[a] == 0 {
			order = append(order, a)
		}
		counts[a]++
	}
	sort.SliceStable(order, func(i, j int) bool {
		// An SDK without the setting is not what the others are measured by.
		if a, b := order[i].state == Unknown, order[j].state == Unknown; a != b {
			return b
		}
		return counts[order[i]] > counts[order[j]]
	})
	numbers := map[answer]int{}
	for i, a := range order {
		numbers[a] = i
	}
	for i := range row.Cells {
		row.Cells[i].Group = numbers[answer{row.Cells[i].State, row.Cells[i].Value}]
	}
	row.Differs = len(order) > 1
}

// merge puts readings with the same reason together.
func merge(reasons []Reason) []Reason {
	var merged []Reason
	for _, r := range reasons {
		found := false
		for i := range merged {
			if merged[i].Text == r.Text && merged[i].Origin == r.Origin {
				merged[i].Readings = append(merged[i].Readings, r.Readings...)
				found = true
				break
			}
		}
		if !found {
			merged = append(merged, r)
		}
	}
	return merged
}

// session is whether a session can be built at all.
func (c *comparer) session() Row {
	row := Row{Name: Session}
	for _, res := range c.list {
		cell := Cell{Reading: res.Reading.ID, State: Set, Value: "loads"}
		if res.Err != nil {
			cell.State, cell.Value, cell.Origin = Fails, "fails", res.Err.Origin
			row.Reasons = append(row.Reasons, Reason{[]string{res.Reading.ID}, "fails: " + res.Err.Message, res.Err.Origin})
		}
		row.Cells = append(row.Cells, cell)
	}
	group(&row)
	row.Reasons = merge(row.Reasons)
	if row.Differs || len(row.Reasons) > 0 {
		for i, res := range c.list {
			part := Part{Readings: []string{res.Reading.ID}, State: row.Cells[i].State, Value: row.Cells[i].Value}
			if res.Err != nil {
				part.Why = []string{resolve.WithoutWords(res.Err.Message)}
			}
			row.part(part)
		}
		row.arrange()
	}
	return row
}

func (c *comparer) profile() Row {
	row := Row{Name: Profile}
	for _, res := range c.list {
		p := res.Profile
		row.Cells = append(row.Cells, Cell{Reading: res.Reading.ID, State: Set, Value: p.Name, Origin: p.Origin})
	}
	group(&row)
	if !row.Differs {
		return row
	}
	for i, res := range c.list {
		p := res.Profile
		text := fmt.Sprintf("uses the profile %s from %s", quoted(p.Name), p.Origin)
		if p.Origin.Kind == origin.ByDefault {
			text = "uses the profile default, since " + c.noProfile(res)
		}
		row.Reasons = append(row.Reasons, Reason{[]string{row.Cells[i].Reading}, text, p.Origin})
		part := Part{Readings: []string{row.Cells[i].Reading}, State: Set, Value: p.Name, From: originText(p.Origin, "")}
		if p.Origin.Kind == origin.ByDefault {
			part.Why = []string{c.noProfile(res)}
		}
		row.part(part)
	}
	row.arrange()
	row.Reasons = merge(row.Reasons)
	return row
}

// noProfile says why a reading takes no notice of what names a profile.
func (c *comparer) noProfile(res *resolve.Resolution) string {
	for _, o := range res.Profile.Others {
		return fmt.Sprintf("%s=%s is rejected: %s", o.Origin.Name, o.Value, o.Reason)
	}
	var unread []string
	for _, name := range []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"} {
		if v, ok := c.w.Env.Lookup(name); ok && v.Value != "" {
			unread = append(unread, name)
		}
	}
	if len(unread) > 0 {
		return "it does not read " + strings.Join(unread, " or ")
	}
	return "nothing names one that it reads"
}

func quoted(s string) string { return fmt.Sprintf("%q", s) }
