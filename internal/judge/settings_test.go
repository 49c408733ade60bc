package judge

import "testing"

func TestURLsAsJavaScriptWritesThem(t *testing.T) {
	for in, want := range map[string]string{
		`http:a\`: "http://a/", "HTTP://a/b": "http://a/b", "http:/\\a?x=\\": "http://a?x=\\", "https://1": "https://0.0.0.1", "ht\ntp://a": "http://a", "file:a": "file:a",
	} {
		if got := whatwg(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
