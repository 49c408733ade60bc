package lookup

import "testing"

func TestTable(t *testing.T) {
	table := Table[string, int]{{"one", 1}, {"zero", 0}}
	for _, c := range []struct {
		name string
		is   int
		ok   bool
	}{{"one", 1, true}, {"zero", 0, true}, {"two", 0, false}, {"", 0, false}} {
		if is, ok := table.Find(c.name); is != c.is || ok != c.ok || table.Of(c.name) != c.is {
			t.Errorf("%q: %d, %t", c.name, is, ok)
		}
	}
}
