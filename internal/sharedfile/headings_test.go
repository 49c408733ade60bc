package sharedfile

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMentioningIsContaining(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		headers := rapid.SliceOfN(rapid.StringMatching(`[ab]{1,3}( [ab]{1,3})?`), 1, 8).Draw(t, "headers")
		text := rapid.StringMatching(`[ab ]{0,3}`).Draw(t, "text")
		chunks := make([]chunk, len(headers))
		doc := ""
		var want []int
		for i, header := range headers {
			chunks[i] = chunk{start: int32(len(doc)), headed: int32(len(doc) + 1 + len(header))}
			doc += "[" + header + "]"
			if strings.Contains(header, text) {
				want = append(want, i)
			}
		}
		var h headings
		var got []int
		h.mentioning(doc, chunks, text, func(i int) bool { got = append(got, i); return true })
		if !slices.Equal(got, want) {
			t.Fatalf("headers with %q in %q: got %v, want %v", text, headers, got, want)
		}
	})
}
