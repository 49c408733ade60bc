package redact

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// FuzzHide plants a secret in a text, in some spelling, with anything before and
// behind it: it never comes out, and nothing else goes.
func FuzzHide(f *testing.F) {
	f.Add("before ", " behind", byte(0), uint16(0))
	f.Add(`{"a":"\`, `"}`, byte(1), uint16(10))
	f.Add("https://u:%4", "1@h", byte(2), uint16(0))
	f.Add("wJalrXUtnFEMI", "KEY", byte(3), uint16(5))
	f.Add("AQID", "==", byte(4), uint16(0))
	secrets := []string{key40, "hunter2-Zq9x", "4f9c2a7b1d8e6f305a4b3c2d1e0f9a8b", "Tr0ub4dor&3 \"horse\" \\x", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"}
	v := vaultOf(secrets...)
	f.Fuzz(func(t *testing.T, before, after string, how byte, wrap uint16) {
		for _, secret := range secrets {
			spelt := spelling(secret, how, int(wrap))
			text := before + " " + spelt + "\n" + after
			got := v.Hide(text)
			plain := strings.Map(func(r rune) rune {
				if r < 0x80 && isSpace(byte(r)) {
					return -1
				}
				return r
			}, got)
			for _, s := range []string{secret, spelt} {
				if strings.Contains(plain, strings.Join(strings.Fields(s), "")) && !strings.Contains(strings.Join(strings.Fields(before+after), ""), strings.Join(strings.Fields(s), "")) {
					t.Errorf("%q shows %q", got, s)
				}
			}
			if again := v.Hide(got); again != got {
				t.Errorf("%q becomes %q and then %q", text, got, again)
			}
		}
	})
}

// spelling writes a secret in one of the ways in which it comes to be printed.
func spelling(s string, how byte, wrap int) string {
	switch how % 6 {
	case 1:
		quoted, _ := json.Marshal(s)
		return string(quoted)
	case 2:
		return url.QueryEscape(s)
	case 3:
		at := wrap % len(s)
		return s[:at] + "\n      " + s[at:]
	case 4:
		return base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", wrap%7) + s + "tail"))
	case 5:
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// FuzzSources hands a file to the vault that has a secret among anything else,
// and prints the file: the secret never comes out.
func FuzzSources(f *testing.F) {
	f.Add("[default]\nregion = us-east-1", "output = json", byte(0))
	f.Add("{", "}", byte(1))
	f.Add("[a]\n s3 =\n", "  x = y", byte(2))
	f.Add("a = b \"", "# c", byte(3))
	const secret = "Zk4tQ9xWv7Lp2Rm8"
	places := []string{"aws_secret_access_key = " + secret, "  aws_session_token=" + secret, "endpoint_url = https://u:" + secret + "@h", "region = x # password: " + secret,
		"credential_process = tool --password " + secret, "db_pwd: " + secret, "aws_access_key_id = AKIAIOSFODNN7EXAMPLE:" + secret, "\"clientSecret\": \"" + secret + "\"", "aws_secret_access_key " + secret}
	f.Fuzz(func(t *testing.T, before, after string, place byte) {
		if strings.Contains(before+after, secret) || strings.IndexByte(before+after, 0) >= 0 || strings.Count(before, `"`)%2 != 0 {
			return // JSON cut in two says what it likes
		}
		v := &Vault{}
		line := places[int(place)%len(places)]
		text := before + "\n" + line + "\n" + after
		v.File("config", []byte(text))
		if got := v.Hide(text); strings.Contains(got, secret) {
			t.Errorf("%q shows the secret: %q", text, got)
		}
		if got := Line(line); strings.Contains(got, secret) {
			t.Errorf("%q shows the secret as a line: %q", line, got)
		}
	})
}

// FuzzDecide has every decision look at anything: it ends, keeps what is no
// secret, and makes no more of what it has hidden.
func FuzzDecide(f *testing.F) {
	for _, s := range []string{"a=b", "aws_secret_access_key = x", "https://u:p@h/?sig=1;token=2#x", "AKIA:x", `"token": "a\"b"`, "tool --password x 'y z'", "-----BEGIN PRIVATE KEY-----", "eyJa.b.c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, decide := range map[string]func(string) string{"Text": Text, "Line": Line, "KeyID": KeyID, "Command": Command,
			"Value": func(s string) string { return Value("endpoint_url", s) }} {
			once := decide(s)
			if strings.ReplaceAll(strings.ReplaceAll(once, Stars, ""), Hidden, "") == s && once != s {
				t.Errorf("%s of %q adds stars: %q", name, s, once)
			}
		}
		v := &Vault{}
		v.Typed(s)
		v.File("f", []byte(s))
		v.Args([]string{"--sign-with", s, s, "--" + s})
		_ = v.Hide(s)
	})
}
