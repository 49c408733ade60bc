package document

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/redact"
)

func TestHider(t *testing.T) {
	h := &hider{vault: holding("a/long/secret"), params: append([]string{"own-token"}, redact.SecretParams...)}
	for in, want := range map[string]string{
		"host:x\nx-amz-security-token:short\nx-amz-date:1\n\nhost;x-amz-security-token;x-amz-date\nUNSIGNED-PAYLOAD": "host:x\nx-amz-security-token:********\nx-amz-date:1\n\nhost;x-amz-security-token;x-amz-date\nUNSIGNED-PAYLOAD",
		"https://h/?X-Amz-Security-Token=short&X-Amz-Signature=00ff":                                                 "https://h/?X-Amz-Security-Token=********&X-Amz-Signature=00ff",
		"https://h/?continuation-token=abc&token=x&NextToken=y":                                                      "https://h/?continuation-token=abc&token=x&NextToken=y",
		"header X-Amz-Server-Side-Encryption-Customer-Key: a2V5":                                                     "header X-Amz-Server-Side-Encryption-Customer-Key: ********",
		"header X-Amz-Server-Side-Encryption-Customer-Key-Md5: bWQ1":                                                 "header X-Amz-Server-Side-Encryption-Customer-Key-Md5: bWQ1",
		"header Authorization: Bearer tok":                                                                           "header Authorization: Bearer ********",
		"authorization:basic dXNlcjpw\nhost:x":                                                                       "authorization:basic ********\nhost:x",
		"Authorization: AWS4-HMAC-SHA256 Credential=A, Signature=00":                                                 "Authorization: AWS4-HMAC-SHA256 Credential=A, Signature=00",
		"https://u:pw@h/?own-token=x http://h:80/@ http://u@h http://u:@h":                                           "https://u:********@h/?own-token=******** http://h:80/@ http://u@h http://u:@h",
		"Action=X&SecurityToken=t&Version=1":                                                                         "Action=X&SecurityToken=********&Version=1",
		"my-x-amz-security-token=t":                                                                                  "my-x-amz-security-token=t",
		"x-amz-security-token=":                                                                                      "x-amz-security-token=",
		"İİ cookie: a=b":                                                                                             "İİ cookie: ********",
		"GET a/long/secret and a%2Flong%2Fsecret":                                                                    "GET ******** and ********",
	} {
		if got := h.text(in); got != want {
			t.Errorf("%s\nbecomes %s\nwant    %s", in, got, want)
		}
	}
	if got := h.body("cookie: a\ncookie=b&X-Amz-Security-Token=c"); got != "cookie: a\ncookie=b&X-Amz-Security-Token=********" {
		t.Errorf("the body becomes %s", got)
	}
	got := h.header(http.Header{"Cookie": {"a", "b"}, "X-Amz-Security-Token": {""}, "X": {"y: z", "a/long/secret"}})
	want := map[string][]string{"Cookie": {"********", "********"}, "X-Amz-Security-Token": {""}, "X": {"y: z", "********"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	shown := &hider{show: true}
	if got := shown.text("X-Amz-Security-Token=c"); got != "X-Amz-Security-Token=c" || shown.hid {
		t.Errorf("shown as %s", got)
	}
}

func FuzzHider(f *testing.F) {
	f.Add("x-amz-security-token:a\nSecurityToken=b&cookie:c")
	h := &hider{vault: holding("a/long/secret"), params: redact.SecretParams}
	f.Fuzz(func(t *testing.T, s string) {
		once := h.text(s)
		if twice := h.text(once); twice != once {
			t.Errorf("%q becomes %q and then %q", s, once, twice)
		}
	})
}

func holding(secrets ...string) *redact.Vault {
	v := &redact.Vault{}
	for _, s := range secrets {
		v.Secret(s)
	}
	return v
}
