package suite

import (
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

func TestSuiteIMDSEndpoint(t *testing.T) {
	for _, f := range folders(t, "imds-endpoint") {
		var suite struct {
			Tests []struct {
				Docs             string
				Env, FS          map[string]string
				EndpointOverride *string `json:"endpoint_override"`
				ModeOverride     *string `json:"mode_override"`
				Result           outcome
			}
		}
		readJSON(t, filepath.Join(f.path, "imds-endpoint-tests.json"), &suite)
		for _, tt := range suite.Tests {
			t.Run(f.prefix+tt.Docs, func(t *testing.T) {
				in := resolve.Inputs{Explicit: map[string]origin.Candidate{}}
				for name, value := range map[string]*string{
					"ec2_metadata_service_endpoint": tt.EndpointOverride, "ec2_metadata_service_endpoint_mode": tt.ModeOverride,
				} {
					if value != nil {
						in.Explicit[name] = origin.Candidate{Value: *value, Origin: origin.Origin{Kind: origin.Flag, Name: "--set"}}
					}
				}
				plan := resolve.Resolve(workspace(t, "linux", place(t, tt.FS), tt.Env), in, specification(t)).Credentials
				token, failure := "", ""
				for _, s := range plan.Steps {
					if s.Kind == resolve.StepIMDS {
						token = s.Endpoint + "/latest/api/token"
					}
				}
				if plan.Status == resolve.StatusError || plan.Status == resolve.StatusNone {
					failure = plan.Message
				}
				if token == "" && failure == "" {
					t.Fatalf("the plan does not ask instance metadata: %+v", plan.Steps)
				}
				tt.Result.check(t, token, failure)
			})
		}
	}
}
