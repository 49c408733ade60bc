package gen

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

var startURLs = []string{"https://x.awsapps.com/start", "https://corp.awsapps.com/start", "https://x.awsapps.com/start#/", "https://d-1234567890.awsapps.com/start/"}

func ssoSession(b *draft, profile string, _ int) {
	d := b.d
	name := d.of("corp", "corp", "my-sso", "dev")
	if d.pct(b.odd) {
		name = d.of("a b", "Corp", "x/y", "é", "corp ")
	}
	s := b.inConfig().section("profile", profile)
	s.set("sso_session", name)
	b.account(s)
	url, region := pick(d, startURLs), ssoRegion(b)
	if !d.in(15) {
		at := b.either(&b.config, &b.creds, 95)
		session := at.section("sso-session", strings.TrimSpace(name))
		if len(session.entries) == 0 {
			if !d.in(20) {
				session.set("sso_region", region)
			}
			if !d.in(20) {
				session.set("sso_start_url", url)
			}
			if d.in(3) {
				session.set("sso_registration_scopes", d.of("sso:account:access", "sso:account:access,codewhisperer:completions", ""))
			}
		}
	}
	switch d.IntN(12) {
	case 0: // says it again
		s.set("sso_start_url", url)
	case 1:
		s.set("sso_region", region)
	case 2: // and says something else
		s.set("sso_start_url", "https://other.awsapps.com/start")
	case 3:
		s.set("sso_region", d.of("eu-north-1", ""))
	}
	b.tokenCache(name)
	if d.in(4) {
		b.tokenCache(url)
	}
}

func ssoLegacy(b *draft, profile string, _ int) {
	d := b.d
	s := b.inConfig().section("profile", profile)
	url := pick(d, startURLs)
	if !d.in(20) {
		s.set("sso_start_url", url)
	}
	if !d.in(20) {
		s.set("sso_region", ssoRegion(b))
	}
	b.account(s)
	b.tokenCache(url)
}

func ssoRegion(b *draft) string {
	return values{[]string{"us-east-1", "eu-west-1", "us-gov-west-1", "cn-north-1"}, []string{"", "nowhere", "US-EAST-1", "us-east-1/x"}}.pick(b.d, b.odd/2)
}

func (b *draft) account(s *section) {
	if !b.d.in(20) {
		s.set("sso_account_id", values{accounts, []string{"", "1", "0123 4567", "a&b"}}.pick(b.d, b.odd/2))
	}
	if !b.d.in(20) {
		s.set("sso_role_name", values{[]string{"Admin", "ReadOnly", "Power-User"}, []string{"", "a b", "é", "a&b=c", "a+b", "x/y"}}.pick(b.d, b.odd/2))
	}
}

// tokenCache writes the SSO token of a session's name or a start URL, mostly a
// good one.
func (b *draft) tokenCache(key string) {
	d := b.d
	sum := sha1.Sum([]byte(key))
	path := ".aws/sso/cache/" + hex.EncodeToString(sum[:]) + ".json"
	token := `{"startUrl": "https://x.awsapps.com/start", "region": "us-east-1", "accessToken": "tok", "expiresAt": "2099-01-01T00:00:00Z"}`
	if d.in(14) {
		token = `{"accessToken": "tok", "expiresAt": "2001-01-01T00:00:00Z"}`
	} else if d.pct(b.odd) || d.in(12) {
		token = d.of("", "{", "[]", "null", "{}", `"x"`, "junk",
			`{"accessToken": "tok", "expiresAt": "2001-01-01T00:00:00Z"}`,
			`{"accessToken": "tok", "expiresAt": "2099-01-01T00:00:00UTC"}`,
			`{"accessToken": "tok", "expiresAt": "2099-01-01T00:00:00+01:00"}`,
			`{"accessToken": "tok", "expiresAt": "2099-01-01T00:00:00.123Z"}`,
			`{"accessToken": "tok", "expiresAt": "2099-01-01"}`,
			`{"accessToken": "tok", "expiresAt": "soon"}`,
			`{"accessToken": "tok", "expiresAt": ""}`,
			`{"accessToken": "tok", "expiresAt": null}`,
			`{"accessToken": "tok", "expiresAt": 4070908800}`,
			`{"accessToken": "tok", "expiresAt": "0001-01-01T00:00:00Z"}`,
			`{"accessToken": "", "expiresAt": "2099-01-01T00:00:00Z"}`,
			`{"accessToken": null, "expiresAt": "2099-01-01T00:00:00Z"}`,
			`{"accessToken": 7, "expiresAt": "2099-01-01T00:00:00Z"}`,
			`{"AccessToken": "tok", "ExpiresAt": "2099-01-01T00:00:00Z"}`,
			`{"expiresAt": "2099-01-01T00:00:00Z"}`, `{"accessToken": "tok"}`,
			"\ufeff"+token, token+token, token+"\n\n", "// c\n"+token,
			`{"accessToken": "tok", "expiresAt": "2099-01-01T00:00:00Z", "refreshToken": 5}`,
			`{"accessToken": "tok", "expiresAt": "2099-01-01T00:00:00Z", "clientId": null, "registrationExpiresAt": "2001-01-01T00:00:00Z"}`,
		)
	}
	switch d.IntN(16) {
	case 0:
		return // never logged in
	case 1:
		if d.pct(b.odd) {
			b.files[path] = cases.File{Dir: true}
			return
		}
	}
	b.files[path] = cases.File{Text: token}
}

func login(b *draft, profile string, _ int) {
	d := b.d
	session := d.of("arn:aws:iam::123456789012:user/me", "arn:aws:sts::123456789012:assumed-role/Admin/me", "me")
	b.inConfig().section("profile", profile).set("login_session", session)
	dir := ".aws/login/cache"
	if d.in(5) {
		dir = "logins"
		b.env["AWS_LOGIN_CACHE_DIRECTORY"] = d.of("HOMEDIR/logins", "HOMEDIR/logins", "HOMEDIR/nowhere", "", "logins", "~/logins")
	}
	if d.in(8) {
		return // never logged in
	}
	sum := sha256.Sum256([]byte(session))
	b.files[dir+"/"+hex.EncodeToString(sum[:])+".json"] = cases.File{Text: b.loginToken(accessKey(d, "LOGIN"))}
}

func (b *draft) loginToken(key string) string {
	access := `{"accessKeyId": %q, "secretAccessKey": "s", "sessionToken": "t", "accountId": "123456789012", "expiresAt": %q}`
	rest := `"tokenType": "aws_sigv4", "refreshToken": "r", "identityToken": "i", "clientId": "arn:aws:signin:::devtools/same-device", "dpopKey": "k"`
	token := `{"accessToken": ` + fmt.Sprintf(access, key, "2099-01-01T00:00:00Z") + ", " + rest + "}"
	if !b.d.pct(max(b.odd, 15)) {
		return token
	}
	return b.d.of("", "{", "null", "[]", "{}", `{"accessToken": {}, `+rest+"}", `{"accessToken": null, `+rest+"}",
		`{"accessToken": `+fmt.Sprintf(access, "", "2099-01-01T00:00:00Z")+", "+rest+"}",
		`{"accessToken": `+fmt.Sprintf(access, key, "soon")+", "+rest+"}",
		`{"accessToken": `+fmt.Sprintf(access, key, "0001-01-01T00:00:00Z")+", "+rest+"}",
		`{"accessToken": `+fmt.Sprintf(access, key, "2099-01-01T00:00:00Z")+"}",
		strings.Replace(token, `"secretAccessKey": "s"`, `"secretAccessKey": ""`, 1), strings.Replace(token, `"clientId": "arn`, `"clientid": "arn`, 1),
		strings.Replace(token, `"clientId": "arn:aws:signin:::devtools/same-device", `, "", 1), strings.Replace(token, `"sessionToken": "t", `, "", 1),
		strings.Replace(token, `"refreshToken": "r", `, "", 1), strings.Replace(token, `"dpopKey": "k"`, `"dpopKey": ""`, 1),
		strings.Replace(token, "sessionToken", "SessionToken", 1), strings.Replace(token, `"accountId": "123456789012", `, "", 1),
		token+"x", "\ufeff"+token)
}
