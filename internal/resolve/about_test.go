package resolve

import (
	"testing"

	"github.com/sessctl/sessctl/internal/origin"
)

func TestAbout(t *testing.T) {
	for want, places := range map[string][]origin.Origin{
		"region":                   {{Kind: origin.EnvVar, Name: "AWS_DEFAULT_REGION"}, {Kind: origin.InFile, File: "f", Line: 1, Section: "p", Key: "Region"}, {Kind: origin.Flag, Name: "--region"}, {Kind: origin.Flag, Name: "--set region"}},
		"retry_mode":               {{Kind: origin.Derived, Name: "retry_mode"}, {Kind: origin.EnvVar, Name: "AWS_RETRY_MODE", File: ".env", Line: 2}},
		"services.s3.endpoint_url": {{Kind: origin.EnvVar, Name: "AWS_ENDPOINT_URL_S3"}},
		"endpoint_url":             {{Kind: origin.EnvVar, Name: "AWS_ENDPOINT_URL"}},
		AboutCredentials:           {{Kind: origin.EnvVar, Name: "AWS_ROLE_ARN"}, {Kind: origin.InFile, File: "f", Line: 1, Key: "source_profile"}, {Kind: origin.InFile, File: "f", Line: 1, Key: "aws_secret_acess_key"}, {Kind: origin.TokenCache, File: "t"}, {Kind: origin.IMDS}, {Kind: origin.Container}},
		aboutProfile:               {{Kind: origin.EnvVar, Name: "AWS_PROFILE"}, {Kind: origin.Flag, Name: "--profile"}, {Kind: origin.InFile, File: "f", Line: 1, Section: "profile dev"}},
		aboutFiles:                 {{Kind: origin.EnvVar, Name: "AWS_CONFIG_FILE"}},
		"/h/.aws/config":           {{Kind: origin.InFile, File: "/h/.aws/config"}, {Kind: origin.InFile, File: "/h/.aws/config", Line: 3}},
		"regoin":                   {{Kind: origin.InFile, File: "f", Line: 1, Section: "default", Key: "regoin"}},
		"AWS_REGOIN":               {{Kind: origin.EnvVar, Name: "AWS_REGOIN"}},
		"":                         {{}, {Kind: origin.ByDefault}},
	} {
		for _, o := range places {
			if got := About(o); got != want {
				t.Errorf("%+v is about %q, want %q", o, got, want)
			}
		}
	}
}
