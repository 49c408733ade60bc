// Package lookup has tables that cost nothing until something is looked up in
// them: unlike a map, a table is data of the program, which nothing fills when it
// starts. They are for some dozens of names that are asked for now and then.
package lookup

// Table has names and what each stands for.
type Table[K comparable, V any] []struct {
	Name K
	Is   V
}

// Of gives what a name stands for, the zero value where it is not in the table.
func (t Table[K, V]) Of(name K) V {
	v, _ := t.Find(name)
	return v
}

// Find gives what a name stands for, and reports whether it is in the table.
func (t Table[K, V]) Find(name K) (v V, ok bool) {
	for i := range t {
		if t[i].Name == name {
			return t[i].Is, true
		}
	}
	return v, false
}
