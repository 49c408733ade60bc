package environ

import (
	"fmt"
	"strings"
	"testing"
)

// TestVariablesThatDoubleAreRefused has each variable stand for two of the one before:
// thirty of them are three gigabytes.
func TestVariablesThatDoubleAreRefused(t *testing.T) {
	pod := func(n int) string {
		env := []string{`{"name": "X0", "value": "abc"}`}
		for i := 1; i <= n; i++ {
			env = append(env, fmt.Sprintf(`{"name": "X%d", "value": "$(X%d)$(X%d)"}`, i, i-1, i-1))
		}
		return `{"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "a", "env": [` + strings.Join(env, ",") + `]}]}}`
	}
	if b, err := ParseContainer([]byte(pod(4)), ""); err != nil || !strings.Contains(b.Source, "container a") {
		t.Error(err)
	} else if v, _ := b.value("X4"); v != strings.Repeat("abc", 16) {
		t.Errorf("X4 is %q", v)
	}
	if _, err := ParseContainer([]byte(pod(60)), ""); err == nil || !strings.Contains(err.Error(), "come to more than 8 MiB") {
		t.Errorf("doubled sixty times: %v", err)
	}
}
