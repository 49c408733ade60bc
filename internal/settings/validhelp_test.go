package settings

import "testing"

func TestValidHelp(t *testing.T) {
	mode := Lookup("retry_mode")
	for _, tt := range []struct {
		value string
		taken []string
		want  string
	}{
		{"adaptiv", nil, "did you mean adaptive?"},
		{"Standrd", nil, "did you mean standard?"},
		{"fast", nil, "use one of legacy, standard, adaptive"},
		{"legacy", []string{"standard", "adaptive"}, "use one of standard, adaptive"},
		{"legacy", nil, "use one of legacy, standard, adaptive"},
	} {
		if got := ValidHelp(mode, tt.value, tt.taken...); got != tt.want {
			t.Errorf("%q of %v: %q, want %q", tt.value, tt.taken, got, tt.want)
		}
	}
	if got := ValidHelp(Lookup("max_attempts"), "many"); got != "use a whole number" {
		t.Error(got)
	}
}
