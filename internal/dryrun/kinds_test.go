package dryrun

import "testing"

// TestKindsDoSomething: a kind is told of, and it has something to do, in one way.
func TestKindsDoSomething(t *testing.T) {
	names := map[string]bool{}
	for _, k := range Kinds() {
		if (k.do == nil) == (k.apply == nil) {
			t.Errorf("%s has either nothing to do or two things", k.Name)
		}
		if k.Summary == "" || names[k.Name] {
			t.Errorf("nobody knows what %q is", k.Name)
		}
		if k.Arg != "" && k.check == nil {
			t.Errorf("%s takes an argument, and nothing says what is wrong with one", k.Name)
		}
		names[k.Name] = true
	}
	if len(names) < 4 {
		t.Errorf("only %d kinds", len(names))
	}
}
