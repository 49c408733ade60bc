package gen

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

func TestSameSeedSameEnvironment(t *testing.T) {
	for i := range 300 {
		a, b := Generate(5, i), Generate(5, i)
		if a.Line() != b.Line() {
			t.Fatalf("environment %d of seed 5 differs from itself:\n%s\n%s", i, a.Line(), b.Line())
		}
		if i > 0 && a.Line() == Generate(6, i).Line() {
			t.Errorf("environment %d is the same for two seeds", i)
		}
	}
}

// TestEnvironmentsCanBeLaidOut checks that a process can be given every one.
func TestEnvironmentsCanBeLaidOut(t *testing.T) {
	for i := range 1000 {
		c := Generate(1, i)
		for name, value := range c.Env {
			if strings.ContainsRune(value, 0) || !utf8.ValidString(value) || name == "HOME" || name == "PATH" {
				t.Fatalf("case %s: variable %s=%q", c.ID, name, value)
			}
		}
		home := t.TempDir()
		laid, err := c.LayOut(home)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(laid.Question()), cases.HomeWord) {
			t.Fatalf("case %s: %s is left in what is asked", c.ID, cases.HomeWord)
		}
		read, err := cases.Read(strings.NewReader(c.Line()))
		if err != nil || len(read) != 1 || read[0].Line() != c.Line() {
			t.Fatalf("case %s does not survive being written and read: %v", c.ID, err)
		}
	}
}
