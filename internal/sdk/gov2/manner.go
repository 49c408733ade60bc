package gov2

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/session"
)

// Manner is how the clients of aws-sdk-go-v2 v1.48.0 behave.
func Manner() *dryrun.Manner { return manner() }

var manner = sync.OnceValue(func() *dryrun.Manner {
	return &dryrun.Manner{
		Style:     Style(),
		Stock:     session.Stock{Agent: "aws-sdk-go-v2/1.48.0"},
		Protocols: dryrun.CBORFirst(),
		Retries:   dryrun.Retries{Standard: dryrun.RecentSchedule(429).Retrying(Codes()), Endless: true}, // aws/retry/middleware.go, handleAttempt
		// aws/transport/http/client.go; aws/defaults/defaults.go
		TimeOuts: dryrun.TimeOuts{Default: dryrun.Timeouts{Connect: 30 * time.Second, TLS: 10 * time.Second}, ModeConnect: true, ModeTLS: true},
		Endpoints: dryrun.Endpoints{
			PlainRegion:  plainRegion,
			LongLabels:   true, // internal/endpoints/awsrulesfn/host.go
			RefuseRegion: refuseRegion,
			RefuseURL:    refuseURL,
		},
		Signing: dryrun.SigningManner{
			BedrockToken:  true, // config v1.33.16
			TakesNoRegion: true,
			SigV4aExpect:  true, // internal/v4a v1.5.12, internal/v4/headers.go, IgnoredHeaders
		},
		Presigning: dryrun.Presigning{
			FormAsGet: true,         // aws/protocol/query, AddAsGetRequestMiddleware
			Endless:   dryrun.ButS3, // only S3's PresignClient lets code say it
			TwiceV4a:  true,         // service/s3, api_client.go, newDefaultV4aSigner
		},
		Carried: dryrun.Carried{For: time.Hour, Endless: true}, // service/ec2/api_op_CopySnapshot.go, PresignURL
	}
})

// Codes are those of aws/retry/standard.go. No model's trait counts. An error 429 does
// that the model does not have (retryable_error.go, isUnmodeledTooManyRequests), and
// the SDK's own call for a web identity tries again where the token cannot be read yet
// (credentials v1.21.0, stscreds/web_identity_provider.go).
func Codes() dryrun.ErrorCodes {
	codes := dryrun.UsualCodes()
	codes.Unmodelled = []int{429}
	codes.Rules = []dryrun.ErrorRule{dryrun.ProviderUnreachable, dryrun.UnreadableIdentity}
	return codes
}

// refuseRegion: a region is made of labels of a host's (service/sts/endpoints.go, bindRegion).
func refuseRegion(region string) error {
	for _, label := range strings.Split(region, ".") {
		if !hostLabel(label) {
			return fmt.Errorf("invalid input region %s", region)
		}
	}
	return nil
}

// hostLabel is smithy-go's transport/http/host.go, ValidHostLabel, and
// internal/endpoints/awsrulesfn/host.go, IsValidHostLabel.
func hostLabel(label string) bool {
	other := func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}
	return label != "" && len(label) <= 63 && label[0] != '-' && !strings.ContainsFunc(label, other)
}

// refuseURL: net/http sends to no other scheme.
func refuseURL(text string) error {
	if scheme, _, _ := strings.Cut(text, ":"); !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return fmt.Errorf("unsupported protocol scheme %q", scheme)
	}
	return nil
}

// plainRegion takes an old pseudo region such as fips-us-east-1 apart
// (service/s3/endpoints.go, finalizeClientEndpointResolverOptions).
func plainRegion(region string) string {
	return strings.NewReplacer("-fips-", "-", "fips-", "", "-fips", "").Replace(region)
}
