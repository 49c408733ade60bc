package document

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestPackedRows: rows come out as they went in, but for their problems.
func TestPackedRows(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "a", "us-east-1", "not logged in", "team-é", string(make([]byte, 70_000))})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) ProfileRow {
			s := func() string { return text.Draw(t, "text") }
			return ProfileRow{Name: s(), Used: rapid.Bool().Draw(t, "used"), Kind: s(), Account: s(), Role: s(), Source: s(), Session: s(), Region: s(), Status: s(),
				Broken: rapid.Bool().Draw(t, "broken"), Origin: Origin{s(), s(), s(), rapid.IntRange(0, 1<<20).Draw(t, "line"), rapid.IntRange(0, 300).Draw(t, "column"), s(), s()}}
		}), 0, 30).Draw(t, "rows")
		p := Pack(Series[ProfileRow](slices.Values(rows)))
		got := slices.Collect(p.All())
		if p.Empty() != (len(rows) == 0) || len(got) != len(rows) {
			t.Fatalf("%d rows of %d", len(got), len(rows))
		}
		for i := range rows {
			if !reflect.DeepEqual(got[i], rows[i]) {
				t.Fatalf("%+v, packed, is %+v", rows[i], got[i])
			}
		}
	})
}
