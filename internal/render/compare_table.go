package render

import (
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// A column of a comparison has the readings that agree in every row. It is as
// wide as what stands in it, and what does not fit is wrapped: nothing is cut
// off. Columns that do not fit beside each other stand in blocks below.

// sideColumn is one column.
type sideColumn struct {
	readings []string
	cells    []document.ComparisonCell // a row each
	width    int
	natural  int // the width at which nothing is wrapped
}

const (
	columnGap = 2
	leastCell = 24 // a cell is wrapped to no fewer columns, where it can be helped
)

func (p *page) sideBySide(d document.Comparison) {
	if len(d.Rows) == 0 || len(d.Readings) == 0 {
		return
	}
	names := 0
	for _, r := range d.Rows {
		names = max(names, width(tableName(r)))
	}
	names = min(names, p.t.Width/3) + columnGap
	for i, block := range inBlocks(sharedColumns(d), p.t.Width-names) {
		if i > 0 {
			p.blank()
		}
		p.sideBlock(d, block, names)
	}
}

// tableName keeps the indent of steps.
func tableName(r document.ComparisonRow) string {
	return strings.TrimSuffix(r.Name, ".endpoint_url")
}

// sharedColumns puts the readings together that answer alike in every row.
func sharedColumns(d document.Comparison) []sideColumn {
	var all []sideColumn
	at := map[string]int{}
	for i, id := range d.Readings {
		var key strings.Builder
		cells := make([]document.ComparisonCell, len(d.Rows))
		for j, r := range d.Rows {
			cells[j] = r.Cells[i]
			key.WriteString(cells[j].State + "\x00" + cells[j].Value + "\x00")
		}
		if n, known := at[key.String()]; known {
			all[n].readings = append(all[n].readings, id)
			continue
		}
		at[key.String()] = len(all)
		all = append(all, sideColumn{readings: []string{id}, cells: cells})
	}
	for i := range all {
		c := &all[i]
		for _, id := range c.readings {
			c.natural = max(c.natural, width(id)+1)
		}
		c.natural = max(c.natural, min(width(strings.Join(c.readings, ", ")), leastCell))
		for _, cell := range c.cells {
			c.natural = max(c.natural, width(cellText(cell)))
		}
	}
	return all
}

// inBlocks cuts the columns into runs that fit the room. A column is at most
// half the room at first, and takes what its block leaves over.
func inBlocks(columns []sideColumn, room int) [][]sideColumn {
	most := max((room-columnGap)/2, leastCell)
	if len(columns) == 1 {
		most = room
	}
	var all [][]sideColumn
	var block []sideColumn
	used := 0
	for _, c := range columns {
		c.width = min(c.natural, most)
		if used+c.width > room && len(block) > 0 {
			all = append(all, widened(block, room-(used-columnGap)))
			block, used = nil, 0
		}
		block = append(block, c)
		used += c.width + columnGap
	}
	return append(all, widened(block, room-(used-columnGap)))
}

// widened gives room that is left to the columns that need it, evenly.
func widened(block []sideColumn, left int) []sideColumn {
	for left > 0 {
		given := false
		for i := range block {
			if c := &block[i]; left > 0 && c.width < c.natural {
				c.width, left, given = c.width+1, left-1, true
			}
		}
		if !given {
			break
		}
	}
	return block
}

func (p *page) sideBlock(d document.Comparison, block []sideColumn, names int) {
	heads := make([][]string, len(block))
	for i, c := range block {
		heads[i] = folded(strings.Join(c.readings, ", "), c.width)
	}
	p.sideRow("", names, block, heads, func(int) style { return bold })
	for j, r := range d.Rows {
		lines := make([][]string, len(block))
		for i, c := range block {
			lines[i] = foldedCell(cellText(c.cells[j]), c.width)
		}
		p.sideRow(tableName(r), names, block, lines, func(i int) style {
			switch c := block[i].cells[j]; {
			case c.State == "error":
				return red
			case r.Differs && c.Group > 0 && c.State != "unknown" && len(d.Readings) > 2:
				return yellow
			case c.State != "set":
				return faint
			}
			return plain
		})
	}
}

// sideRow writes the cells of a row, of one or more lines each.
func (p *page) sideRow(name string, names int, block []sideColumn, cells [][]string, st func(int) style) {
	if width(name) > names-columnGap {
		p.b.WriteString(p.t.paint(cyan, name))
		p.newline()
		name = ""
	}
	height := 0
	for _, lines := range cells {
		height = max(height, len(lines))
	}
	for n := range height {
		if n > 0 {
			name = ""
		}
		p.b.WriteString(p.t.paint(cyan, name))
		p.pad(names - width(name))
		for i, lines := range cells {
			text := ""
			if n < len(lines) {
				text = lines[n]
			}
			p.b.WriteString(p.t.paint(st(i), text))
			p.pad(block[i].width - width(text) + columnGap)
		}
		p.newline()
	}
}

// foldedCell is a cell in lines of at most n columns. What does not fit on one
// is broken between its parts first.
func foldedCell(s string, n int) []string {
	if width(s) <= n || !strings.Contains(s, ", ") {
		return folded(s, n)
	}
	var lines []string
	for _, part := range strings.Split(s, ", ") {
		if last := len(lines) - 1; last >= 0 && width(lines[last])+2+width(part) <= n {
			lines[last] += ", " + part
			continue
		}
		lines = append(lines, folded(part, n)...)
	}
	return lines
}

// folded breaks a text into lines of at most n columns, at spaces where there are any.
func folded(s string, n int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(visible(s)) {
		if line != "" && width(line)+1+width(word) > n {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		if line += word; !wider(line, n) {
			continue
		}
		rest := []rune(line)
		for len(rest) > n {
			at := joint(rest, n)
			lines, rest = append(lines, string(rest[:at])), rest[at:]
		}
		line = string(rest)
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// joint finds where to break a word so that at most n characters stand before
// it: behind a mark between its parts, where there is one in the second half.
func joint(word []rune, n int) int {
	for i := n; i > n/2; i-- {
		if strings.ContainsRune("/:.,?&=", word[i-1]) {
			return i
		}
	}
	return n
}
