package sharedfile

import (
	"sort"
	"strings"
	"sync"
)

// headings are the headers of an outline in one text, made when first asked for,
// in which one search finds what thousands of comparisons would. Safe for concurrent use.
type headings struct {
	once   sync.Once
	joined string  // with a line end behind each
	starts []int32 // of each header in it
}

func (h *headings) join(text string, chunks []chunk) {
	size := 0
	for i := range chunks {
		size += len(chunks[i].header(text)) + 1
	}
	var b strings.Builder
	b.Grow(size)
	h.starts = make([]int32, len(chunks))
	for i := range chunks {
		h.starts[i] = int32(b.Len()) //nolint:gosec // a file is not that large
		b.WriteString(chunks[i].header(text))
		b.WriteByte('\n')
	}
	h.joined = b.String()
}

// mentioning calls f with each chunk whose header has a text in it, in their
// order, as long as f asks for more. The text has no line end.
func (h *headings) mentioning(doc string, chunks []chunk, text string, f func(i int) bool) {
	h.once.Do(func() { h.join(doc, chunks) })
	for at := 0; at < len(h.joined); {
		i := strings.Index(h.joined[at:], text)
		if i < 0 {
			return
		}
		at += i
		n := sort.Search(len(h.starts), func(n int) bool { return int(h.starts[n]) > at }) - 1
		if !f(n) || n+1 == len(h.starts) {
			return
		}
		at = int(h.starts[n+1])
	}
}
