package diagnose

import (
	"github.com/sessctl/sessctl/internal/lookup"
	"strings"
)

// keySynonyms are what people write for a key: its name in code, in JSON, in
// another program's files or in the environment. Each is in small letters, without
// hyphens and underscores.
var keySynonyms = lookup.Table[string, string]{
	{"awsaccesskey", "aws_access_key_id"}, {"accesskey", "aws_access_key_id"}, {"accesskeyid", "aws_access_key_id"}, {"awsaccessid", "aws_access_key_id"}, {"awskey", "aws_access_key_id"}, {"awskeyid", "aws_access_key_id"},
	{"awssecretkey", "aws_secret_access_key"}, {"secretkey", "aws_secret_access_key"}, {"secretaccesskey", "aws_secret_access_key"}, {"awssecret", "aws_secret_access_key"}, {"awssecretaccesskeyid", "aws_secret_access_key"}, {"awsaccesskeysecret", "aws_secret_access_key"}, {"accesskeysecret", "aws_secret_access_key"}, {"awssecretkeyid", "aws_secret_access_key"}, {"awsaccesssecretkey", "aws_secret_access_key"}, {"awssecretaccess", "aws_secret_access_key"},
	{"sessiontoken", "aws_session_token"}, {"awstoken", "aws_session_token"},
	{"awsregion", "region"}, {"defaultregion", "region"}, {"awsdefaultregion", "region"}, {"regionname", "region"},
	{"awsendpointurl", "endpoint_url"}, {"awsprofile", "source_profile"}, {"awsrolearn", "role_arn"}, {"externalid", "external_id"}, {"mfaserial", "mfa_serial"},
	{"ssourl", "sso_start_url"}, {"ssostarturl", "sso_start_url"}, {"ssoaccount", "sso_account_id"}, {"ssorole", "sso_role_name"},
}

// synonymOf is the key that a name was written for, "" where it is none of those.
func synonymOf(name string) string {
	return keySynonyms.Of(strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name)))
}
