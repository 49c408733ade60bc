package bundle_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sessctl/sessctl/internal/bundle"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/judge/bundles"
	"github.com/sessctl/sessctl/internal/judge/cases"
	"github.com/sessctl/sessctl/internal/logins"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/suggest"
)

// planted has a name of its own at every place where names stand.
func planted() (c cases.Case, words []string) {
	ssoName, startName := logins.SSOName("zebrasess"), logins.SSOName("https://zebraportal.awsapps.com/start")
	loginName := logins.ConsoleName("arn:aws:sts::484848484848:assumed-role/zebralogin/zebrawho")
	c = cases.Case{ID: "planted", Profile: "zebraprod", Env: map[string]string{
		"AWS_PROFILE": "zebraprod", "AWS_ROLE_SESSION_NAME": "zebrarun", "HTTPS_PROXY": "http://zebrauser@proxy.zebracorp.net:3128", "NO_PROXY": ".zebracorp.net,10.77.66.55",
		"AWS_ENDPOINT_URL_S3": "https://minio.zebracorp.net:9000/zebrabucket", "AWS_ENDPOINT_URL_DYNAMODB": "http://10.77.66.55:8000", "AWS_CA_BUNDLE": "HOMEDIR/zebracerts/ca.pem",
		"AWS_ZEBRA_COLOUR": "zebrared", "AWS_WEB_IDENTITY_TOKEN_FILE": "HOMEDIR/zebratoken",
	}, Files: map[string]cases.File{
		".aws/config": {Text: `# zebracomment: ask zebraowner@zebracorp.net for 6161-6161-6161
[default]
region = eu-west-1
[profile zebraprod]
region = us-west-2
role_arn = arn:aws:iam::717171717171:role/zebrapath/zebradeploy
source_profile = zebrabase
mfa_serial = arn:aws:iam::717171717171:mfa/zebradevice
role_session_name = zebrasession
services = zebraservices
[profile zebrabase]
sso_session = zebrasess
sso_account_id = 727272727272
sso_role_name = ZebraAdmin
[sso-session zebrasess]
sso_start_url = https://zebraportal.awsapps.com/start
sso_region = us-east-1
[profile zebraold]
sso_start_url = https://zebraportal.awsapps.com/start
sso_region = us-east-1
sso_account_id = 727272727272
sso_role_name = ZebraAdmin
[profile zebraproc]
credential_process = /opt/zebratools/zebraget --account zebraacct --profile zebrabase
[profile zebralog]
login_session = arn:aws:sts::484848484848:assumed-role/zebralogin/zebrawho
[profile role]
role_arn = arn:aws:iam::717171717171:role/global
source_profile = session
[profile session]
region = eu-west-3
[services zebraservices]
s3 =
  endpoint_url = https://s3.zebracorp.net
`},
		".aws/credentials":              {Text: "[zebrakeys] # zebranote\naws_access_key_id = AKIASIXTEENLETTERSXY\naws_secret_access_key = abcdEFGH1234+/abcdEFGH1234abcdEFGH1234ab\n"},
		".aws/sso/cache/" + ssoName:     {Text: `{"startUrl": "https://zebraportal.awsapps.com/start", "region": "us-east-1", "accessToken": "x", "expiresAt": "2099-01-01T00:00:00Z"}`},
		".aws/sso/cache/" + startName:   {Text: `{"startUrl": "https://zebraportal.awsapps.com/start", "region": "us-east-1", "accessToken": "x", "expiresAt": "2099-01-01T00:00:00Z"}`},
		".aws/login/cache/" + loginName: {Text: `{"accessToken": {"accessKeyId": "ASIAX", "secretAccessKey": "s", "sessionToken": "t", "accountId": "484848484848", "expiresAt": "2099-01-01T00:00:00Z"}}`},
	}}
	return c, []string{"zebra", "484848484848", "717171717171", "727272727272", "6161", "10.77.66.55", strings.TrimSuffix(ssoName, ".json"), strings.TrimSuffix(startName, ".json"),
		strings.TrimSuffix(loginName, ".json"), "[profile role]", "[profile session]", "AKIASIXTEENLE", "role/global"}
}

// TestNoNameIsInAnAnonymousBundle plants names wherever names stand and looks for
// each: none is left, and every reading resolves as before.
func TestNoNameIsInAnAnonymousBundle(t *testing.T) {
	c, words := planted()
	dir := filepath.Join(t.TempDir(), "zebrahome")
	if err := bundles.AnonymousFaults(c, dir); err != nil {
		t.Error(err)
	}
	plain, hidden := written(t, c, dir, false), written(t, c, dir, true)
	if len(plain) != len(hidden) {
		t.Errorf("a bundle of %d bytes has %d without names: positions have moved", len(plain), len(hidden))
	}
	plain, hidden = strings.ToLower(plain), strings.ToLower(hidden)
	for _, w := range words {
		if w = strings.ToLower(w); !strings.Contains(plain, w) {
			t.Errorf("%s is in no bundle, and proves nothing", w)
		}
		if at := strings.Index(hidden, w); at >= 0 {
			t.Errorf("%s is in the bundle: %s", w, hidden[max(0, at-80):min(len(hidden), at+80)])
		}
	}
}

func written(t *testing.T, c cases.Case, dir string, anonymous bool) string {
	t.Helper()
	laid, err := c.LayOut(filepath.Join(dir, map[bool]string{false: "a", true: "b"}[anonymous]))
	if err != nil {
		t.Fatal(err)
	}
	o := environ.Options{NoEnv: true, Home: laid.Home, OS: "linux"}
	for name, value := range laid.Env {
		o.Vars = append(o.Vars, name+"="+value)
	}
	env, err := environ.New(o)
	if err != nil {
		t.Fatal(err)
	}
	m := bundle.Make(&session.Config{Workspace: resolve.NewWorkspace(env)})
	if anonymous {
		m.Anonymise()
	}
	for i := range m.Bundle.Files {
		if f := &m.Bundle.Files[i]; f.State == "unreadable" {
			t.Error(f.Path, f.Reason)
		}
	}
	m.Bundle.Made = time.Unix(0, 0).UTC() // a time is written as long as its fraction is
	text, err := bundle.Write(m.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDifferentNamesHaveDifferentStandIns takes more names of a shape than there
// are words of their letters without those that mean something.
func TestDifferentNamesHaveDifferentStandIns(t *testing.T) {
	var text strings.Builder
	const letters = "abcdefghijklmnopqrstuvwxyz"
	for _, x := range letters {
		for _, y := range letters {
			for _, z := range letters[:3] {
				text.WriteString("[profile q" + string(x) + string(y) + string(z) + "]\nregion = us-east-1\n")
			}
		}
	}
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, ".aws"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".aws", "config"), []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	env, err := environ.New(environ.Options{NoEnv: true, Home: home, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	m := bundle.Make(&session.Config{Workspace: resolve.NewWorkspace(env)})
	m.Anonymise()
	of := map[string]string{}
	for line := range strings.Lines(text.String()) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "[profile ")
		if name = strings.TrimSuffix(name, "]"); !ok {
			continue
		}
		standIn := m.Name(name)
		if was, taken := of[standIn]; taken || len(standIn) != len(name) {
			t.Fatalf("%q stands for %q and for %q", standIn, was, name)
		}
		of[standIn] = name
	}
	if len(of) != 26*26*3 {
		t.Errorf("%d names", len(of))
	}
}

// TestStandInsAreNearWhereTheirWordsAre has slips of the pen among names: they are
// slips of the stand-ins too, and no other names are.
func TestStandInsAreNearWhereTheirWordsAre(t *testing.T) {
	list := []string{"prod", "prdo", "prods", "hub", "login", "loginn", "lgoin", "defalt", "staging", "stagings", "stagin", "production", "profile", "qa", "qb", "ops7", "ops8", "billing", "Billing", "accounts", "acounts"}
	var text strings.Builder
	for _, name := range list {
		text.WriteString("[profile " + name + "]\nregion = us-east-1\n")
	}
	home := t.TempDir()
	put := func(name, text string) {
		path := filepath.Join(home, ".aws", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("config", text.String())
	env, err := environ.New(environ.Options{NoEnv: true, Home: home, OS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	m := bundle.Make(&session.Config{Workspace: resolve.NewWorkspace(env)})
	m.Anonymise()
	near := func(a, b string) bool { return suggest.Closest(a, []string{b}) != "" }
	pairs := 0
	for _, a := range append(list, "default") {
		for _, b := range append(list, "default") {
			x, y := m.Name(a), m.Name(b)
			if was, now := near(a, b) || near(b, a), near(x, y) || near(y, x); was != now {
				t.Errorf("%s and %s are near: %v; %s and %s, which stand for them: %v", a, b, was, x, y, now)
			} else if was && a != b {
				pairs++
			}
		}
	}
	if pairs < 20 {
		t.Errorf("only %d pairs are near", pairs)
	}
}

// TestAnonymousKeepsWhatReadingsSee bundles what some SDKs read where others see a name.
func TestAnonymousKeepsWhatReadingsSee(t *testing.T) {
	for name, text := range map[string]string{
		"a torn header":               "[default]\nsource_profile = zebra\nrole_arn = arn:aws:iam::444455556666:role/default\n[pro\nfile zebra]\ncredential_process = /bin/true\n",
		"a header that is torn early": "[default]\nsource_profile = zebra\nrole_arn = arn:aws:iam::444455556666:role/default\n[p\nrofile zebra]\ncredential_process = /bin/true\n",
		"a profile called profile":    "[profile profile]\nregion = eu-west-1\n[profile]\nregion = us-west-2\n",
		"a header behind other ends":  "a\f[zebra]\fignore_configured_endpoint_urls=false\fregion=us-west-2\f",
		"a torn key":                  "[profile zebra]\nsso_re\u2028gion = eu-west-1\nsso_account_id = 111122223333\n",
		"a slip of a region":          "[profile zebra]\nregion = us-est-1\nsso_region = eu_west_1\n",
		"a reference beside a word":   "[default]\nbase = x\naws_access_key_id = x%(base)sy\naws_secret_access_key = %(base)szebra\n",
		"a profile like a session":    "[sso-session x]\nregion = us-west-2\n[profile default]\nsource_profile = sso-session x\nrole_arn = arn:aws:iam::444455556666:role/default\n",
		"a slip beside a profile":     "[zebra]\nregion = us-east-1\n[profile zebar]\nregion = us-east-1\n[hub]\nregion = us-east-1\n[profile log]\nregion = us-west-1\n",
	} {
		for _, profile := range []string{"", "zebra", "profile", "sso-session x"} {
			c := cases.Case{ID: name, Profile: profile, Env: map[string]string{}, Files: map[string]cases.File{".aws/config": {Text: text}}}
			if err := bundles.AnonymousFaults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
