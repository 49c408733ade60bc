package render

import "testing"

func TestMarkdownText(t *testing.T) {
	for in, want := range map[string]string{
		"a|b\nc":                     `a\|b c`,
		"<img src=x>`x`":             "\\<img src=x>\\`x\\`",
		"(~/.aws/config) or ~/.aws":  `(\~/.aws/config) or ~/.aws`,
		"[a](http://b) [profile x]":  `[a\](http://b) [profile x]`,
		"ask @octo-cat, me@corp.com": "ask `@octo-cat`, me@corp.com",
		`a\u202eb \* sso_region _x_`: `a\u202eb \\\* sso_region \_x_`,
	} {
		if got := markdownText(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
