package diagnose

import (
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
)

// FixCase is an environment in which an entry is found, examined as a whole.
type FixCase struct {
	Code, As  string
	Workspace *resolve.Workspace
	Inputs    resolve.Inputs
}

// FixCases gives the environments of all cases.
func FixCases(t testing.TB) []FixCase {
	var list []FixCase
	for _, cases := range [][]firing{ownCases, raisedCases, askedCases, fixCases} {
		for _, c := range cases {
			if c.as == "" {
				c.as = "spec"
			}
			w, in := c.fires.lay(t)
			list = append(list, FixCase{c.code, c.as, w, in})
		}
	}
	return list
}

// fixCases are more cases of entries with a cure, in files.
var fixCases = []firing{
	{code: "endpoint-without-scheme", fires: cfg("[profile a]\nendpoint_url = localhost:4566\n# b\n[profile b]\nendpoint_url = http://localhost:4566\n")},
	{code: "value-rejected", fires: cfg("[default]\r\nretry_mode = adaptve\r\noutput = json")},
	{code: "value-rejected", as: "rust", fires: cfg("[default]\r\nretry_mode = standar\r\noutput = json")},
	{code: "unknown-region", fires: cfg("[default]\nregion = us-est-1\n[profile b]\nregion = us-est-1")},
	{code: "trailing-semicolon", as: "boto3", fires: cfg("[default]\nregion = us-east-1;\n")},
	{code: "comment-in-value", as: "boto3", fires: cfg("[default]\nregion = us-east-1 # main\n[profile b]\nregion = us-east-1\n")},
	{code: "invisible-character", fires: cfg("[default]\nregion = us-east-1\u200b\n")},
	{code: "sso-session-not-found", fires: cfg("[profile a]\nsso_session = crp\nsso_account_id = 111122223333\nsso_role_name = x\n" + sso + "[profile b]\nregion = us-east-1\n")},
	{code: "quoted-value", as: "boto3", fires: cfg("\ufeff[default]\nregion = \"us-east-1\"\n")},
	{code: "zone-as-region", fires: cfg("[default]\nregion = us-east-1b ; main\n[profile c]\nregion = us-east-1b\n")},
	{code: "pasted-export", fires: cred("[default]\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nexport AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI\n[b]\n" + keys)},
	{code: "section-ignored", fires: cfg("[mgmt]\nregion = eu-west-1\n[profile other]\nregion = eu-west-2\n")},
	{code: "impossible-region", fires: cfg("[default]\nregion = US West (Oregon)\n[profile b]\nregion = s3-eu-west-1\n")},
	{code: "source-profile-not-found", fires: both("[profile a]\n"+role+"source_profile = profile base\n", "[base]\n"+keys)},
	{code: "endpoint-with-blank", fires: cfg("[default]\nendpoint_url = http://localhost: 4566\n")},
	{code: "unknown-key", fires: cfg("[profile a]\nregoin = eu-west-1\noutput = json\n")},
}
