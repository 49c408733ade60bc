package redact

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/url"
	"strings"
	"testing"
)

const (
	key40  = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPL3KEY"
	phrase = "correct horse battery staple"
)

func vaultOf(secrets ...string) *Vault {
	v := &Vault{}
	for _, s := range secrets {
		v.Secret(s)
	}
	return v
}

func TestHideSpellings(t *testing.T) {
	for _, s := range []string{key40, phrase, "hunter2", "p@ss w'rd\"1/\\x", "tab\tand\nline 12345", "пароль-секрет-1", "!!@@##$$%%", "a%41b%42c%43d+e/f=g", "trailing/equals99Xy==", "/leading9slashAbCdEf"} {
		v := vaultOf(s)
		quoted, _ := json.Marshal(s)
		twice, _ := json.Marshal(string(quoted))
		for name, text := range map[string]string{
			"plain":    s,
			"query":    url.QueryEscape(s),
			"path":     url.PathEscape(s),
			"twice":    url.QueryEscape(url.QueryEscape(s)),
			"JSON":     string(quoted),
			"in JSON":  string(twice),
			"HTML":     html.EscapeString(s),
			"shell":    "'" + strings.ReplaceAll(s, "'", `'\''`) + "'",
			"base64":   base64.StdEncoding.EncodeToString([]byte("{\"body\": \"" + s + "\"}")),
			"URL":      base64.RawURLEncoding.EncodeToString([]byte("user:" + s)),
			"inside":   "before=" + s + ";after",
			"in words": "the value " + s + " is refused",
		} {
			if got := v.Hide(text); !strings.Contains(got, Stars) && !strings.Contains(got, base64.StdEncoding.EncodeToString([]byte(Stars))[:6]) && decoded(got) == decoded(text) {
				t.Errorf("%s of %q is shown: %q", name, s, got)
			}
		}
	}
}

func decoded(s string) string {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return s
	}
	return string(b)
}

func TestHideWrappedAndInPart(t *testing.T) {
	v := vaultOf(key40)
	for _, c := range []struct{ text, want string }{
		{key40[:20] + "\n        " + key40[20:], Stars},
		{key40[:10] + "\x1b[0m\n\x1b[2m" + key40[10:] + ".", Stars + "."},
		{"begins " + key40[:13] + "…", "begins " + Stars + "…"},
		{"ends …" + key40[25:], "ends …" + Stars},
		{"has " + key40[5:20] + " in it", "has " + Stars + " in it"},
		{"x" + key40 + "y", "x" + Stars + "y"},
		{strings.ToLower(key40), Stars},
		{"nothing of that", "nothing of that"},
		{"wJalr only five", "wJalr only five"},
	} {
		if got := v.Hide(c.text); got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWhatIsNotHidden(t *testing.T) {
	v := &Vault{}
	for name, value := range map[string]string{
		"aws_secret_access_key": "test", "aws_session_token": "json", "secret_a": "us-east-1", "secret_b": "/home/me/.aws/config", "secret_c": "111122223333",
		"secret_d": "arn:aws:iam::111122223333:role/Admin", "secret_e": "default", "secret_f": "true", "secret_g": "https://example.com/path", "secret_h": "prod-eu1",
		"secret_i": "AKIAIOSFODNN7EXAMPLE", "secret_j": "credentials", "secret_k": "/tmp/TestOfSomething1234567/001/config",
	} {
		v.Value(name, value)
	}
	v.File("config", []byte("[profile prod-eu1]\nregion = eu-west-1\naws_secret_access_key = minio2admin\naws_access_key_id = minio2admin\n"))
	v.Args([]string{"--env", "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "--set", "region=us-east-1", "--param", "Key=a/b"})
	text := "AWS_ACCESS_KEY_ID and aws_access_key_id, region, profile prod-eu1 (json, us-east-1, default, true, credentials, test) of /home/me/.aws/config: role arn:aws:iam::111122223333:role/Admin in 111122223333," +
		" AKIAIOSFODNN7EXAMPLE, minio2admin, https://example.com/path, /tmp/TestOfSomething1234567/001/config\n"
	if got := v.Hide(text); got != text {
		t.Errorf("ordinary words are hidden:\n%s", got)
	}
}

// TestSources has a secret in each place that a source can have one.
func TestSources(t *testing.T) {
	secret := func(i int) string { return fmt.Sprintf("Pl4nt%dQx7Zr%dTs", i, i) }
	n := 0
	next := func() string { n++; return secret(n) }
	v := &Vault{}
	config := "[default]\naws_access_key_id = " + next() + "\naws_secret_access_key = AKIAIOSFODNN7EXAMPLE\n" +
		"[profile a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE:" + next() + "\n" +
		"region = us-east-1\n    aws_secret_access_key = " + next() + "\n" +
		"[profile b]\nregion = us-east-1 # " + next() + "\noutput = json ; password: " + next() + "\n" +
		"aws_session_token =\n    " + next() + "\n    " + next() + "\n" +
		"aws_secret_access_key " + next() + "\n# aws_secret_access_key = " + next() + "\n" +
		"endpoint_url = http:/u:" + next() + "@h\npwd = " + next() + "\nmfa_code: " + next() + "\n" +
		"credential_process = sh -c \"T=" + next() + " tool -p " + next() + "\"\n"
	v.File("config", []byte(config))
	v.File("cache.json", []byte(`{"startUrl":"https://x","accessToken":"`+next()+`","nested":{"clientSecret" : "`+next()+`","list":{"tokens":["`+next()+`","`+next()+`"]}}}`))
	v.File("token", []byte(next()+"\n"))
	v.Value("HTTPS_PROXY", "u:"+next()+"@h:3128")
	v.Value("AWS_SESSION_TOKEN", next())
	v.Args([]string{"--sign-with", "AKIA1:" + next() + ":" + next(), "--env", "AWS_SECRET_ACCESS_KEY " + next(), "--env=AWS_SECRET_ACCESS_KEY=" + next(),
		"--set", "endpoint_url=u:" + next() + "@h", "--param", "SecretString=" + next(), "--handler", "Build:back:header=Authorization:Basic " + next(),
		"--handler", "Build:back:header=X-Api-Key:" + next(), "--endpoint-url", "user:" + next() + "@h", "--input", `{"ClientSecret": "` + next() + `"}`,
		"--sign-with", next(), "--handler", "Sign:back:exec=tool --token " + next()})
	for i := 1; i <= n; i++ {
		if got := v.Hide("it is " + secret(i) + "."); got != "it is "+Stars+"." {
			t.Errorf("secret %d is shown: %s\n", i, got)
		}
	}
}

func TestNet(t *testing.T) {
	v := vaultOf(key40)
	var b strings.Builder
	n := NewNet(v, &b)
	var want strings.Builder
	for i := range 20000 {
		for _, c := range []string{"line ", fmt.Sprint(i), " has ", key40[:7], key40[7:], " in it\n"} {
			if _, err := io.WriteString(n, c); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Fprintf(&want, "line %d has %s in it\n", i, Stars)
	}
	if err := n.Flush(); err != nil {
		t.Fatal(err)
	}
	if b.String() != want.String() {
		t.Error("what went through the net is not what was written, without the secret")
	}
	v.Open()
	b.Reset()
	_, _ = io.WriteString(n, key40)
	_ = n.Flush()
	if b.String() != key40 {
		t.Errorf("an open vault hides: %s", b.String())
	}
}

func TestNetKeepsOrder(t *testing.T) {
	var b strings.Builder
	out, errs := NewNet(nil, &b), NewNet(nil, &b)
	Join(out, errs)
	for i, n := range []*Net{out, errs, out, errs} {
		fmt.Fprint(n, i)
	}
	_, _ = out.Flush(), errs.Flush()
	if b.String() != "0123" {
		t.Errorf("two nets print %s", b.String())
	}
}

func BenchmarkHide(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		v := &Vault{}
		var config strings.Builder
		for i := range n {
			fmt.Fprintf(&config, "[profile p%d]\nregion = us-east-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJal%dXUtnFEMI/K7MDENG/bPx%dfiCYEXAMPL3KEY\n", i, i*7919, i)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				v := &Vault{}
				v.File("config", []byte(config.String()))
				v.Hide("x")
			}
		})
		v.File("config", []byte(config.String()))
		v.Hide("")
		text := strings.Repeat("  region        us-east-1      profile dev   ~/.aws/config:12\n", n)
		b.Run(fmt.Sprint("text", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				v.Hide(text)
			}
		})
	}
}

// TestListsOfSDKsAreNoSecrets: names with commas between them change between
// letters and digits as often as secrets do.
func TestListsOfSDKsAreNoSecrets(t *testing.T) {
	const list = "boto3,go-v2,go-v1-shared"
	for _, args := range [][]string{{"--as", list}, {"--as=" + list}, {"--sdks", list}} {
		var v Vault
		v.Args(args)
		const shown = "boto3, go-v2           go-v1-shared\nno such setting in go-v1-shared"
		if got := v.Hide(shown); got != shown {
			t.Errorf("%v: hides %q", args, got)
		}
	}
}

// TestDocumentsStayWhole has a secret that reads like the joint of a name and its value.
func TestDocumentsStayWhole(t *testing.T) {
	v := &Vault{}
	for _, s := range []string{`ccessKeyId\"ARRO`, `n1AccessKeyId":ARRO`, `iionccessKeyId`, `n1AccessKeyId:I`, `cksumcalculation`, `requestchecksumcalculation`} {
		v.Value("credential_process", s)
		v.Secret(s)
	}
	const document = `{"access_key_id": "ARROW", "b": "access", "key_id": "x", "request_checksum_calculation": "y"}`
	if got := v.Hide(document); got != document {
		t.Errorf("the document became %s", got)
	}
}

func TestTagsStayWhole(t *testing.T) {
	const secret, part = "SECRET_ACCESS_KEYs7q2xTgH", "q7GPMZkyfHthXw"
	v := vaultOf(secret, "ab</"+part)
	for text, want := range map[string]string{
		"<out>unset AWS_SECRET_ACCESS_KEY</system-out>": "<out>unset AWS_SECRET_ACCESS_KEY</system-out>",
		"<out>is " + part + "</out>":                    "<out>is " + Stars + "</out>",
		"it is ab</" + part + ".":                       "it is " + Stars + ".",
		"cut: b</" + part[:12]:                          "cut: " + Stars,
	} {
		if got := v.Hide(text); got != want {
			t.Errorf("%s became %s, want %s", text, got, want)
		}
	}
}

// TestSignsAroundAWord has what a binary file was taken for.
func TestSignsAroundAWord(t *testing.T) {
	for _, signs := range []string{"\x00`\\\"profile ", "[profile", "profile\\", "=profile]"} {
		if got := vaultOf(signs).Hide("1 profile"); got != "1 profile" {
			t.Errorf("for %q a word of the language is hidden: %s", signs, got)
		}
	}
}

// TestSecretsOverTheEndOfAWord has secrets, or parts of them, that begin with the
// last letters of a word and go on with the next one, or over the end of a value.
func TestSecretsOverTheEndOfAWord(t *testing.T) {
	v := vaultOf("ts3_disableress")
	for _, text := range []string{"default\ns3_disable_multiregion_access_points", "{\n \"note\": \"legacy sets it\"\n },\n \"s3_disable_express_session_auth\": {}",
		`{"a": ["it"], "s3_disable_x": {"b": "it"}, "s3_disable_y": 1}`} {
		if got := v.Hide(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range []string{"ts3_disableress", "a ts3_disa\n   bleress", "{\"x\": \"ts3_disableress\"}"} {
		if got := v.Hide(text); strings.Contains(got, "able") {
			t.Errorf("%q became %q", text, got)
		}
	}
	w := &Vault{}
	w.File("credentials", []byte(`"region`))
	const text = "region  eu-west-1, which is no region"
	if got := w.Hide(text); got != text {
		t.Errorf("%q became %q", text, got)
	}
}

// TestNamesInComments: a setting that is spoken of in a comment is no secret.
func TestNamesInComments(t *testing.T) {
	const name = "ec2_metadata_v1_disabled"
	v := &Vault{Names: func(text string) bool { return text == name || text == "AWS_EC2_METADATA_DISABLED" }}
	v.File("config", []byte("region = x # "+name+" was on, the key "+key40+"\n# a\u2028"+name+" = 1\n"))
	const text = "AWS_EC2_METADATA_DISABLED is not set, " + name + " is"
	if got := v.Hide(text); got != text {
		t.Errorf("the text became %q", got)
	}
	if got := v.Hide(key40); got != Stars {
		t.Errorf("shows %q", got)
	}
}

// A line that nobody can make anything of may be a secret. The names that it
// shares letters with stay whole.
func TestNamesStayWhole(t *testing.T) {
	for _, secret := range []string{"ec2metadataoin", "kesec2metadata", "666ec2metadata", "cksumcalculation1"} {
		v := &Vault{}
		v.Secret(secret)
		const text = "AWS_EC2_METADATA_DISABLED is not set; request_checksum_calculation, --ec2-metadata-service-endpoint"
		if got := v.Hide(text); got != text {
			t.Errorf("with the secret %s the text became %s", secret, got)
		}
		if got := v.Hide("x " + secret); got != "x ********" {
			t.Errorf("%s is shown: %s", secret, got)
		}
	}
}

func TestEscapesLookNotMade(t *testing.T) {
	for value, hidden := range map[string]bool{"us-west-2%0A%23%20indented": false, "us-%25%28x%29s-1": false, "us%2Deast%2D1": false, "q7GPMzK4fHt9%2Bx2LmW8": true} {
		if got := Value("AWS_REGION", value); (got != value) != hidden {
			t.Errorf("%s hidden: %v, want %v (%s)", value, got != value, hidden, got)
		}
	}
}

// A short secret that is a profile's name too is shown if it may be a word, and
// hidden if nobody names a profile so.
func TestSecretsThatAreNamesToo(t *testing.T) {
	for secret, hidden := range map[string]bool{"minioadmin": false, "Test123": false, "test-key": false, "q7GPMZkyfHth": true, "tR4nkw8PzzAa": true} {
		var v Vault
		v.Value("AWS_PROFILE", secret)
		v.Value("AWS_SECRET_ACCESS_KEY", secret)
		line := "profile " + secret + " is in neither file"
		if got := v.Hide(line); (got != line) != hidden {
			t.Errorf("%s hidden: %v, want %v (%s)", secret, got != line, hidden, got)
		}
	}
}
