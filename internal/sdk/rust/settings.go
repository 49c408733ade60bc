package rust

import (
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// retryMode knows no legacy mode, which the reference has for older SDKs
// (aws-smithy-types retry.rs, RetryMode::from_str): the program panics
// (default_provider/retry_config.rs).
func retryMode(reference resolve.Conversion) resolve.Conversion {
	return func(r *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
		got := reference(r, s, c)
		if got.Value == "legacy" {
			return resolve.Converted{Do: resolve.Fail, Reason: "this SDK has no retry mode legacy, and the program panics"}
		}
		return got
	}
}

const expressSessions = "s3_disable_express_session_auth"

// small takes true and false in small letters alone (aws-sdk-s3 1.157.0, config.rs, From<&SdkConfig>).
func small(_ *resolve.Run, _ *settings.Setting, c origin.Candidate) resolve.Converted {
	switch c.Value {
	case "true", "false":
		return resolve.Converted{Value: c.Value}
	}
	return resolve.Converted{Do: resolve.UseDefault, Reason: "neither true nor false in small letters, so that the default holds and no other place is asked"}
}

// express: the SDK asks for it as for an endpoint, so that it may stand in a
// variable of the service S3 and in its block of the services section
// (aws-types service_config.rs; aws-runtime env_config.rs, EnvConfigValue::load).
// Where that gives nothing, the plug-in of S3 Express reads the variable for
// itself, in any case (aws-sdk-s3 s3_express.rs, S3ExpressRuntimePlugin).
func express(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	b.Layer(resolve.EnvLayer)
	if name := r.Profile.Get("services"); name != nil {
		if q := r.Shared.Lookup(profiles.SectionServices, name.Value).Get("s3"); q != nil {
			for i := len(q.Nested) - 1; i >= 0; i-- { // the last one counts
				if n := q.Nested[i]; n.Key == s.Name {
					b.Ask(origin.Candidate{Value: n.Value, Origin: n.Origin}, true)
					break
				}
			}
		}
	}
	b.Layer(resolve.FileLayer)
	if c, ok := r.Var("AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"); ok && !b.Won() {
		if lower := strings.ToLower(c.Value); lower == "true" || lower == "false" {
			b.GoOn()
			b.Offer(c, resolve.Converted{Value: lower, Reason: "asked once more where no other place has it, in any case"})
		}
	}
	b.Layer(resolve.DefaultLayer)
	return b.Done()
}
