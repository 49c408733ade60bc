// Package sharedfile reads the shared config and credentials files as
// positioned, lossless documents. A Document is the bytes with a table of
// their lines; a Grammar says what one SDK's parser makes of them. Which
// section is a profile, and which file wins, is for package resolve to say.
package sharedfile

import (
	"sort"
	"strings"
	"sync"
)

const bom = "\ufeff"

// Pos is a place in a document. Line and Column count from 1; columns count
// bytes, a byte order mark not counted. The zero Pos is no place.
type Pos struct{ Line, Column int }

// Document is a file's text with a table of where its lines begin.
type Document struct {
	Path string
	Text string // everything after a byte order mark
	BOM  bool   // the file began with a byte order mark

	once   sync.Once
	starts []int32 // offset in Text of each line's first byte; see lineStarts

	outlined sync.Once
	parts    []chunk // the outline, nil where there is none
	headings headings
}

// NewDocument takes data as the text of the file at path.
func NewDocument(path string, data []byte) *Document { return DocumentOf(path, string(data)) }

// DocumentOf takes the text of the file at path. Lines end with \n, \r\n or a
// lone \r, as editors show them; a grammar may see fewer.
func DocumentOf(path, text string) *Document {
	d := &Document{Path: path, Text: text}
	d.Text, d.BOM = strings.CutPrefix(d.Text, bom)
	return d
}

// lineStarts makes the table of lines when it is first asked for.
func (d *Document) lineStarts() []int32 {
	d.once.Do(func() {
		d.starts = make([]int32, 1, 1+strings.Count(d.Text, "\n"))
		if strings.IndexByte(d.Text, '\r') < 0 {
			for i := 0; ; {
				n := strings.IndexByte(d.Text[i:], '\n')
				if n < 0 {
					return
				}
				i += n + 1
				d.starts = append(d.starts, int32(i)) //nolint:gosec // a file is not that large
			}
		}
		for i := 0; i < len(d.Text); i++ {
			switch {
			case d.Text[i] == '\n', d.Text[i] == '\r' && (i+1 == len(d.Text) || d.Text[i+1] != '\n'):
				d.starts = append(d.starts, int32(i+1)) //nolint:gosec // a file is not that large
			}
		}
	})
	return d.starts
}

// chunks is the document's outline, made when it is first asked for.
func (d *Document) chunks() []chunk {
	d.outlined.Do(func() { d.parts = d.outline() })
	return d.parts
}

// Bytes gives the file's bytes back, every one of them.
func (d *Document) Bytes() []byte {
	if d.BOM {
		return []byte(bom + d.Text)
	}
	return []byte(d.Text)
}

// Lines is how many lines the document has; the part after a final line end,
// though empty, counts as one.
func (d *Document) Lines() int { return len(d.lineStarts()) }

// Line gives the text of line n, counted from 1, without its line end; empty
// when there is no such line.
func (d *Document) Line(n int) string {
	starts := d.lineStarts()
	if n < 1 || n > len(starts) {
		return ""
	}
	end := len(d.Text)
	if n < len(starts) {
		end = int(starts[n])
	}
	return strings.TrimRight(d.Text[starts[n-1]:end], "\r\n")
}

// Pos gives the place of the byte at offset in Text.
func (d *Document) Pos(offset int) Pos {
	starts := d.lineStarts()
	i := sort.Search(len(starts), func(i int) bool { return int(starts[i]) > offset }) - 1
	return Pos{Line: i + 1, Column: offset - int(starts[i]) + 1}
}

// Offset is the inverse of Pos.
func (d *Document) Offset(p Pos) int { return int(d.lineStarts()[p.Line-1]) + p.Column - 1 }
