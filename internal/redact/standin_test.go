package redact

import (
	"fmt"
	"testing"
)

// TestDifferentSecretsHaveDifferentStandIns takes words of every kind, in numbers
// that fill whole shapes, and words that look like the stand-ins of others.
func TestDifferentSecretsHaveDifferentStandIns(t *testing.T) {
	var words []string
	for c := 'a'; c <= 'z'; c++ {
		words = append(words, string(c), string(c-32), "AKIA"+string(c-32), "eyJ"+string(c)+"aaaaaaaa", "é"+string(c))
		for d := 'a'; d <= 'z'; d++ {
			words = append(words, string(c)+string(d), string(c-32)+string(d))
		}
	}
	for n := range 900 {
		words = append(words, fmt.Sprint(n+100), fmt.Sprintf("AKIA%016d", n), fmt.Sprintf("AKIAQQQQQQQQQ%07d", n), fmt.Sprintf("AROA%012d", n), fmt.Sprintf("%08xab", n),
			fmt.Sprintf("ASIAx%05d", n), fmt.Sprintf("AKIA%020d", n), fmt.Sprintf("Secret%04dWord", n), fmt.Sprintf("EXAMPLE%03d", n), fmt.Sprintf("exampl%c%c", 'a'+n%26, 'a'+n/26%26))
	}
	s := NewStandIns()
	of := map[string]string{}
	for _, w := range words {
		made := s.word(w)
		if len(made) != len(w) {
			t.Errorf("%q stands for %q, which is of another length", made, w)
		}
		if was, taken := of[made]; taken && was != w {
			t.Errorf("%q stands for %q and for %q", made, was, w)
		}
		of[made] = w
	}
}
