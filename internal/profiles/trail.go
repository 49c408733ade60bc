package profiles

// Trail is the names that one has come by, in order, each found in no time: a
// chain of profiles can be long.
type Trail struct {
	Names []string

	been map[string]bool
}

// Has reports whether a name is on the trail.
func (t *Trail) Has(name string) bool { return t.been[name] }

// Add puts a name at the end.
func (t *Trail) Add(name string) {
	if t.been == nil {
		t.been = map[string]bool{}
	}
	t.been[name] = true
	t.Names = append(t.Names, name)
}
