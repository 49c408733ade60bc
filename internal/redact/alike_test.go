package redact

import (
	"fmt"
	"strings"
	"testing"
)

// TestSecretsThatAreAlike has many secrets that begin or end alike, as numbered ones
// do: each is found, and a part of each, though few of them are tried at a place.
func TestSecretsThatAreAlike(t *testing.T) {
	const many = 10 * manyAlike
	for name, secret := range map[string]func(i int) string{
		"in their ends":        func(i int) string { return fmt.Sprintf("wJalrXUtnFEMIK7MDENGbPxRfiCY%012d", i) },
		"in their beginnings":  func(i int) string { return fmt.Sprintf("%012dwJalrXUtnFEMIK7MDENGbPxRfiCY", i) },
		"in the middle":        func(i int) string { return fmt.Sprintf("wJalrXUtnFEMIK7%06dMDENGbPxRfiCY", i) },
		"on both sides of one": func(i int) string { return fmt.Sprintf("%d7wQ%dJalrXUtnFEMIK7MDENG%dbPx%dR", i, i*7, i*13, i*31) },
	} {
		v := &Vault{}
		for i := range many {
			v.Secret(secret(i))
		}
		for i := range many {
			s := secret(i)
			for _, text := range []string{s, "a " + s + " b", s[:len(s)-5], s[5:], "x=" + s + "&y=" + secret((i+1)%many)} {
				hidden := v.Hide(text)
				for at := 0; at+minPart <= len(s); at++ {
					if strings.Contains(hidden, s[at:at+minPart]) {
						t.Fatalf("different %s: %q of %q is in %q", name, s[at:at+minPart], s, hidden)
					}
				}
			}
		}
		if got := v.Hide("the region is us-east-1"); got != "the region is us-east-1" {
			t.Errorf("%q", got)
		}
	}
}
