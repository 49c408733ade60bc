package redact

import (
	"slices"
	"strings"
	"testing"
)

// A part of a name without a root in it would never be looked for.
func TestSecretPartsHaveRoots(t *testing.T) {
	for _, part := range secretParts {
		if !slices.ContainsFunc(secretRoots[:], func(root string) bool { return strings.Contains(part, root) }) {
			t.Errorf("%q has none of %q in it", part, secretRoots)
		}
		if !SecretName("my_" + part) {
			t.Errorf("my_%s is no name of a secret", part)
		}
	}
}
