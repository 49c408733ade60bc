package resolve_test

import (
	"reflect"
	"testing"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
)

// TestExaminerAgrees: examined one after the other, profiles have the problems
// and credentials that they have when each is resolved by itself.
func TestExaminerAgrees(t *testing.T) {
	c := sdktest.Offline{
		Config: "[default]\nregion = us-east-1\n[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\nduration_seconds = 7200\n" +
			"[profile b]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = c\nregion = us-east-1\n[profile loop]\nrole_arn = arn:aws:iam::111122223333:role/l\nsource_profile = loop\n" +
			"[profile s]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = x\nregion = eu-west-1\n[profile lost]\nsso_session = crp\nsso_account_id = 1\nsso_role_name = x\n" +
			"[profile odd]\nretry_mode = adaptiv\nmax_attempts = many\nuse_fips_endpoint = yes\nendpoint_url = localhost:1\n[profile svc]\nservices = x\ns3 =\n  addressing_style = path\n" +
			"[profile p]\ncredential_process = tool --x\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n",
		Credentials: "[c]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = s\n[half]\naws_access_key_id = AKIAEXAMPLE\n",
	}
	at := origin.Origin{Kind: origin.Flag, Name: "--profile"}
	for _, rd := range sdk.Readings() {
		w := c.Workspace(t)
		x := resolve.NewExaminer(w, resolve.Inputs{}, rd)
		names := resolve.Resolve(w, resolve.Inputs{}, rd).Shared.ProfileNames()
		for range 2 { // the second time everything is merged already
			for _, name := range names {
				got, want := x.Profile(name, at), resolve.Resolve(w, resolve.Inputs{Profile: &origin.Candidate{Value: name, Origin: at}}, rd)
				if !reflect.DeepEqual(got.Problems, want.Problems) {
					t.Errorf("%s, %s: problems\n%+v\nnot\n%+v", rd.ID, name, got.Problems, want.Problems)
				}
				if len(got.Credentials.Tried) > 0 || len(want.Credentials.Tried) == 0 && want.Err == nil {
					t.Errorf("%s, %s: %d providers are told of by the examiner, %d without it", rd.ID, name, len(got.Credentials.Tried), len(want.Credentials.Tried))
				}
				want.Credentials.Tried = nil
				if !reflect.DeepEqual(got.Credentials, want.Credentials) {
					t.Errorf("%s, %s: credentials\n%+v\nnot\n%+v", rd.ID, name, got.Credentials, want.Credentials)
				}
			}
		}
	}
}
