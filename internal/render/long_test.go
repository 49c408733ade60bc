package render

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
)

// TestLongDocuments holds what is written part by part to the same document as a whole.
func TestLongDocuments(t *testing.T) {
	type whole struct {
		First string                    `json:"first"`
		Many  map[string]map[string]any `json:"many"`
		Rows  []map[string]any          `json:"rows"`
		Last  []string                  `json:"last"`
	}
	type long struct {
		First string                          `json:"first"`
		Many  document.Many[map[string]any]   `json:"many"`
		Rows  document.Series[map[string]any] `json:"rows"`
		Last  []string                        `json:"last"`
	}
	for _, n := range []int{0, 1, 64, yamlPortion / 100} { // the last are several portions
		w := whole{First: "<a> & \u202e", Many: map[string]map[string]any{}, Rows: []map[string]any{}, Last: []string{}}
		for i := range n {
			name := fmt.Sprintf("p%d\"<\u200f é: #%s", i, []string{"", "\n", " ", string(bytes.Repeat([]byte("long"), 50))}[i%4])
			one := map[string]any{"text": "a\n b\n\nc", "nested": map[string]any{"yes": "no", "empty": map[string]any{}, "list": []string{"-", ""}}, "n": i}
			w.Many[name], w.Rows = one, append(w.Rows, one)
		}
		l := long{First: w.First, Last: w.Last, Rows: document.Series[map[string]any](slices.Values(w.Rows)),
			Many: func(yield func(string, map[string]any) bool) {
				for _, name := range slices.Sorted(maps.Keys(w.Many)) {
					if !yield(name, w.Many[name]) {
						return
					}
				}
			}}
		for _, format := range DataFormats() {
			var want, got bytes.Buffer
			for document, out := range map[any]*bytes.Buffer{&w: &want, &l: &got} {
				var err error
				switch d := document.(type) {
				case *whole:
					_, err = data(out, format, *d)
				case *long:
					_, err = data(out, format, *d)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if want.Len() == 0 || got.String() != want.String() {
				t.Errorf("%s of %d parts:\n%s\nas a whole:\n%s", format, n, got.String(), want.String())
			}
		}
	}
}
