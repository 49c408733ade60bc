package bundle_test

import (
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/judge/bundles"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// odd are environments of which stand-ins once changed how an SDK read them.
var odd = []struct {
	name, config, credentials string
	env                       map[string]string
	profile                   string
}{
	{name: "a header torn by the end of a line", config: "[default]\nsource_profile=login\nrole_arn=arn:aws:iam::123456789012:role/x\n[profile login\v]\nregion=us-east-1\n", credentials: "[logi\nn]\naws_access_key_id = ASIALOGIN56\n"},
	{name: "a header torn before its name", config: "[profile %(x)s]\ns3_disable_express_session_auth= false\n", credentials: "\ufeff[\n%(x)s]\naws_access_key_id = ASIAXS20\n", env: map[string]string{"AWS_PROFILE": "default"}},
	{name: "a torn word for the kind", config: "[profile default]\nregion =us-gov-west-1\n", credentials: "[profi\nledefault]\nregion = a-south-1\n"},
	{name: "a sign in the default profile", credentials: "[defau|lt]\naws_access_key_id = AKIAEXAMPLEDEFAULT5\n", env: map[string]string{"AWS_PROFILE": "Default"}},
	{name: "a sign in a name", config: "[profile st|aging]\nregion = us-east-1\n[profile prod]\nregion = us-east-1\n", env: map[string]string{"AWS_PROFILE": "staging"}},
	{name: "a colon in a key", config: "[profile dev]\nregion=eu-west-1\n", credentials: "[dev]\n credential_]p:ocess = /bin/echo x\n", profile: "profile dev"},
	{name: "a slip of a key whose value is a name", config: "[default]\nrole_arn = arn:aws:iam::123456789012:role/default\nsource_rofile = login\n[profile login]\nregion = us-west-2\n"},
	{name: "a continued list", config: "[default]\nservices = a\n local\n[services local]\ndynamodb = not a url\n"},
	{name: "an ARN on a line of its own for some", config: "[profile root]\nlogin_session = a\rarn:aws:sts::123456789012:assumed-role/Admin/me\n[profile prod]\nregion = us-east-1\nsource_profile=root\n", env: map[string]string{"AWS_PROFILE": "root"}},
	{name: "an ARN whose account is none", config: "[default]\nlogin_session: arn:aws:iam::123į456789012:user/me\nregion: us-west-2\n"},
	{name: "a number that is too long", config: "[default]\nmax_attempts=922337203685477580e_aaws:iam::111122223333:role/default\n"},
	{name: "a number in binary", config: "[profile a]\nrole_arn = arn:aws:iam::444455556666:role/a\nduration_seconds = 0b11111111111\nsource_profile = default\n", env: map[string]string{"AWS_PROFILE": "a"}},
	{name: "a header of one word", config: "[profileprod]\nrole_arn = arn:aws:iam::111122223333:role/prod ;\nrem c\nregion = eu-central-1;;\nexport proxy_use_forwarding_for_https = true\n", env: map[string]string{"AWS_PROFILE": "prod"}},
	{name: "an unknown service", config: "[profile prod]\nservices=local\n[services local]\nsso_oid=\n    endpoint_url=https://example.test\n", env: map[string]string{"AWS_PROFILE": "prod"}},
	{name: "a profile that there is not", config: "[profile dev]\nregion = us-east-1\n", env: map[string]string{"AWS_ROLE_ARN": "arn:aws:iam::444455556666:role/irsa", "AWS_WEB_IDENTITY_TOKEN_FILE": "HOMEDIR/.aws/sso/token"}, profile: "profile dev"},
	{name: "a key with a bracket before it", credentials: "[a]\nregion = us-east-1\n\n[daws_access_key_id=AKIAEXAMPLEDEFAULT2\naws_secret_access_key=secret\n", env: map[string]string{"AWS_PROFILE": "a"}},
	{name: "a name behind a vertical tab", config: "[profile a]\nservices=\vlocal\n[services local]\nsso =\n    endpoint_url = http://localhost:4566\n", env: map[string]string{"AWS_PROFILE": "a"}},
	{name: "a secret that goes on over a truth", config: "[default]\naws_access_key_id = \naws_secret_access_key = end\\\n\t\ns3_disable_express_session_auth = tRuE\n"},
	{name: "an example's key with a letter too many", credentials: "[default]\naws_access_key_id=AKIAȋEXAMPLEDEFAULT26\naws_secret_access_key=AbC/dEf+GhI=\n"},
	{name: "a region before any header", credentials: "region=us-east-1a\n"},
	{name: "a torn name near another", credentials: "[profile my-proØfi\fe]\ncsm_port = 31000\n\n[default]\naws_access_key_id = AKIAEXAMLEDEFAULT70\naws_secret_access_key = secret\n", env: map[string]string{"AWS_PROFILE": "my-profile"}},
	{name: "a torn name with a letter twice", config: "[profile stagin\ng.eu]\nsource_profile=DEFAULT\nregion=us-west-2\nregion=ap-south-1\nrole_arn=arn:aws:iam::111122223333:role/staging.eu\n", credentials: "[staging.eu]\naws_secret_access_key:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAP\naws_access_key_id: AKIAEXAMPLESTAINGEU44\n", profile: "staging.eu"},
	{name: "a sign in the word for the kind", config: "[default]\nregion = us-east-1\n", credentials: "[pr/ofile default]\n a b = c\nregion = sa-east-1\n"},
	{name: "references beside words", credentials: "\t[default]\r\nbase = %(other)s\r\nother = AKIAEXAMPLEHEIprofile95\r\naws_secret_access_key = %(base)[\r\naws_access_key_id = x%(base)sy\r\n"},
	{name: "a region that is none in a step", config: "[default]\nsso_start_url = https://x.awsapps.com/sta\nsso_region = cn-north-1cn-north-1\nsso_account_id = 123456789012\nsso_role_name = Power-User\n"},
	{name: "a header of one short word", config: "[profiledev]\nlogin_session = me\nregion = eu-west-1\n", credentials: "[default]\naws_access_key_id = AROADEFAULT27\naws_secret_access_key: secret\n", env: map[string]string{"AWS_PROFILE": "dev"}},
	{name: "files in the other order", credentials: "[profile \"broken]\nrole_arn = arn:aws:iam::123456789012:role/broken\n", env: map[string]string{"AWS_CREDENTIAL_FILE": "HOMEDIR/old"}},
}

// TestOddFilesResolveAsBefore bundles them without names.
func TestOddFilesResolveAsBefore(t *testing.T) {
	for _, o := range odd {
		t.Run(o.name, func(t *testing.T) {
			c := cases.Case{ID: "odd", Profile: o.profile, Env: map[string]string{"AWS_EC2_METADATA_DISABLED": "true"}, Files: map[string]cases.File{
				".aws/config": {Text: o.config}, ".aws/credentials": {Text: o.credentials}, ".aws/sso/token": {Text: "header.payload.signature"}, "old": {Text: "AWSAccessKeyId=OLDFILE\n"}}}
			for name, value := range o.env {
				c.Env[name] = value
			}
			if err := bundles.AnonymousFaults(c, filepath.Join(t.TempDir(), "home")); err != nil {
				t.Error(err)
			}
		})
	}
}
