package javav2

import "testing"

func TestCommentsInJSON(t *testing.T) {
	for text, want := range map[string]bool{
		"// c\n{\"a\": \"http://x\"}": true, "/* c */ {\"a\": \"http://x\"} // d": true, "{\"a\": /* b */ \"http://x\"}": true,
		"{\"a\": \"http://x\"}": true, "# c\n{\"a\": \"http://x\"}": false, "/* c {\"a\": \"http://x\"}": false,
	} {
		raw, ok := object([]byte(text))
		if got, _ := jsonText(raw["a"]); ok != want || want && got != "http://x" {
			t.Errorf("%s: %v, %q", text, ok, got)
		}
	}
}
