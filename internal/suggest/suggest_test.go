package suggest

import "testing"

func TestClosest(t *testing.T) {
	names := []string{"region", "retry_mode", "max_attempts", "go-v1", "go-v1.1", "go-v2", "endpoint_url", "s3.addressing_style"}
	for typed, want := range map[string]string{
		"regoin": "region", "Region": "region", "retry-mode": "retry_mode", "retrymode": "retry_mode", "max_atempts": "max_attempts",
		"go-2": "go-v2", "gov2": "go-v2", "go-v1": "go-v1", "endpoint": "endpoint_url", "s3_addressing_style": "s3.addressing_style",
		"zzzzzz": "", "": "",
	} {
		if got := Closest(typed, names); got != want {
			t.Errorf("Closest(%q) = %q, want %q", typed, got, want)
		}
	}
	if got, want := DidYouMean("regoin", names), `, did you mean "region"?`; got != want {
		t.Errorf("DidYouMean = %q, want %q", got, want)
	}
	if got := DidYouMean("zzzzzz", names); got != "" {
		t.Errorf("DidYouMean = %q, want nothing", got)
	}
}
