package gov2

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	rules "github.com/sessctl/sessctl/internal/endpoint"
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
			ReadURL:      readURL,
			ParseURL:     rulesURL,
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
	codes.Skew = dryrun.Skew{ // aws/retry/middleware.go, wrapAsClockSkew
		After: 4 * time.Minute,
		Codes: dryrun.SkewCodes(),
	}
	// service/dynamodb v1.74.0, internal/customizations/checksum.go: a sum that differs comes to
	// light as the body is closed, which smithy-go only writes a warning of.
	codes.Sum = &dryrun.BodySum{Of: dryrun.OfDynamoDB, Errors: true, Read: readSum, Unread: "DeserializationError", ByStatus: true}
	return codes
}

// refuseRegion: a region is made of labels of a host's (service/sts/endpoints.go, bindRegion).
func refuseRegion(_, region string) error {
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
	return label != "" && len(label) <= 63 && label[0] != '-' && !strings.ContainsFunc(label, notOfLabel)
}

func notOfLabel(r rune) bool {
	return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// rulesURL is how the rules take a URL apart: its path unescaped, and whatever number
// for a port (smithy-go v1.28.9, endpoints/private/rulesfn/uri.go, ParseURL).
func rulesURL(text string) *rules.URL {
	u, err := url.Parse(text)
	if err != nil || u.RawQuery != "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	host, _, _ := strings.Cut(u.Hostname(), "%")
	return &rules.URL{
		Scheme: u.Scheme, Authority: strings.ReplaceAll(u.Host, "%", "%25"), Path: u.Path,
		NormalizedPath: "/" + strings.TrimPrefix(strings.TrimSuffix(u.Path, "/")+"/", "/"), IsIP: net.ParseIP(host) != nil,
	}
}

// readURL: of a URL's parts neither user nor query nor fragment count (service/sts,
// endpoints.go, resolveEndpointV2Middleware), net/http sends to no other scheme and
// not without a host, and a host with its scheme's own port is looked at: it is set
// without the port, and refused unless it is made of labels (aws/signer/internal/v4,
// SanitizeHostForHeader; smithy-go v1.28.9, transport/http/host.go, ValidateEndpointHost).
func readURL(_, text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil {
		return "", err
	}
	own, sendable := map[string]string{"http": "80", "https": "443"}[u.Scheme]
	switch {
	case !sendable:
		return "", fmt.Errorf("unsupported protocol scheme %q", u.Scheme)
	case u.Host == "":
		return "", fmt.Errorf("no host in the request's URL %s", text)
	case u.Port() == own && !hostOfLabels(u.Hostname()):
		return "", fmt.Errorf("invalid endpoint host %s", u.Hostname())
	}
	if u.User == nil && u.RawQuery == "" && u.Fragment == "" {
		return text, nil
	}
	u.User, u.RawQuery, u.Fragment, u.RawFragment = nil, "", "", ""
	return u.String(), nil
}

// hostOfLabels is ValidateEndpointHost of a host without a port; the last label may be empty.
func hostOfLabels(host string) bool {
	for _, label := range strings.Split(strings.TrimSuffix(host, "."), ".") {
		if host != "" && (label == "" || len(label) > 63 || strings.ContainsFunc(label, notOfLabel)) {
			return false
		}
	}
	return len(host) <= 255
}

// plainRegion takes an old pseudo region such as fips-us-east-1 apart
// (service/s3/endpoints.go, finalizeClientEndpointResolverOptions).
func plainRegion(region string) string {
	return strings.NewReplacer("-fips-", "-", "fips-", "", "-fips", "").Replace(region)
}

func readSum(text string) (int64, bool) {
	if text == "" {
		return 0, true // the sum that the body is then held to
	}
	sum, err := strconv.ParseUint(text, 10, 32)
	return int64(sum), err == nil
}
