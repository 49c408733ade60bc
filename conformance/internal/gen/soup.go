package gen

import "strings"

// soupTokens are what the grammars of all parsers are made of.
var soupTokens = []string{
	"[", "]", "=", ":", "\"", "'", "#", ";", ",", " ", "\t", "\n", "\r\n", "\r", "\\", "`", "\"\"\"", "%(", ")s", "%", "$", "{", "}", "\x00", "\u00a0", "\ufeff", "\xff", "\u2028", "\v", "\f", "-", ".", "/",
	"default", "profile ", "profile", "x", "a", "region", "us-east-1", "aws_access_key_id", "aws_secret_access_key", "role_arn", "true", "0", "1.5", "\\n", "\\\"", "\\'", "\\t", "\\\\",
	"\n  ", "\n\t", "\n\n", " = ", "sso-session ", "services ", "[default]", "[profile x]", "region = eu-west-2", "é", "ſ", "İ", "K",
}

// soup is a few lines of tokens in no order.
func soup(d dice) []string {
	var b strings.Builder
	for range 1 + d.IntN(10) {
		b.WriteString(pick(d, soupTokens))
	}
	return strings.Split(b.String(), "\n")
}
