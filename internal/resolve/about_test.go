package resolve

import "testing"

func TestAbout(t *testing.T) {
	for want, places := range map[string][]Origin{
		"region":                   {{Kind: EnvVar, Name: "AWS_DEFAULT_REGION"}, {Kind: InFile, File: "f", Line: 1, Section: "p", Key: "Region"}, {Kind: Flag, Name: "--region"}, {Kind: Flag, Name: "--set region"}},
		"retry_mode":               {{Kind: Derived, Name: "retry_mode"}, {Kind: EnvVar, Name: "AWS_RETRY_MODE", File: ".env", Line: 2}},
		"services.s3.endpoint_url": {{Kind: EnvVar, Name: "AWS_ENDPOINT_URL_S3"}},
		"endpoint_url":             {{Kind: EnvVar, Name: "AWS_ENDPOINT_URL"}},
		AboutCredentials:           {{Kind: EnvVar, Name: "AWS_ROLE_ARN"}, {Kind: InFile, File: "f", Line: 1, Key: "source_profile"}, {Kind: InFile, File: "f", Line: 1, Key: "aws_secret_acess_key"}, {Kind: TokenCache, File: "t"}, {Kind: IMDS}, {Kind: Container}},
		AboutProfile:               {{Kind: EnvVar, Name: "AWS_PROFILE"}, {Kind: Flag, Name: "--profile"}, {Kind: InFile, File: "f", Line: 1, Section: "profile dev"}},
		AboutFiles:                 {{Kind: EnvVar, Name: "AWS_CONFIG_FILE"}},
		"/h/.aws/config":           {{Kind: InFile, File: "/h/.aws/config"}, {Kind: InFile, File: "/h/.aws/config", Line: 3}},
		"regoin":                   {{Kind: InFile, File: "f", Line: 1, Section: "default", Key: "regoin"}},
		"AWS_REGOIN":               {{Kind: EnvVar, Name: "AWS_REGOIN"}},
		"":                         {{}, {Kind: ByDefault}},
	} {
		for _, o := range places {
			if got := About(o); got != want {
				t.Errorf("%+v is about %q, want %q", o, got, want)
			}
		}
	}
}
