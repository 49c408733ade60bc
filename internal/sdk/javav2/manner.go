package javav2

import (
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/session"
)

// Manner is how the clients of the AWS SDK for Java v2 behave.
func Manner() *dryrun.Manner { return manner() }

var manner = sync.OnceValue(func() *dryrun.Manner {
	return &dryrun.Manner{
		Style:     Style(),
		Stock:     session.Stock{Agent: "aws-sdk-java/2.59.1"},
		Protocols: dryrun.CBORFirst(),
		Retries:   retries(),
		TimeOuts:  dryrun.TimeOuts{Default: dryrun.Timeouts{Connect: 2 * time.Second, Read: 30 * time.Second}, ModeConnect: true},
		Endpoints: dryrun.Endpoints{
			PlainRegion: func(region string) string { plain, _ := realRegion(region); return plain },
			S3Global:    s3Global,
			ReadCustom:  readCustom,
			ReadURL:     readURL,
			ParseURL:    rulesURL,

			SigningRegion: dryrun.SignsIAMForBeijing, // services/iam
		},
		URLs: dryrun.URLs{DropsDefaultPort: true, FormsToRoot: true, EndsInSlash: dryrun.ButBuckets},
		Signing: dryrun.SigningManner{
			NormalizesPath: true,
			PassesSigV4a:   true,
			BedrockToken:   true,                                                            // services/bedrockruntime, EnvironmentTokenSystemSettings
			Blank:          func(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }, // V4CanonicalRequest.java, addAndTrim
			LacksSigV4a:    "the SDK signs with SigV4a where software.amazon.awssdk:http-auth-aws-crt stands beside it",
		},
		Presigning: dryrun.Presigning{Sign: presign, Bare: true},
		Carried:    dryrun.Carried{For: 7 * 24 * time.Hour, Order: asSigned},
	}
})

// s3Global reports whether S3 in us-east-1 goes by its global name
// (services/s3, UseGlobalEndpointResolver).
func s3Global(c *dryrun.Client) bool {
	return c.Region == "us-east-1" && c.Config.Value("s3_us_east_1_regional_endpoint") != "regional"
}
