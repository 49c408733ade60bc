package jsv3

import (
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/session"
)

// Manner is how the clients of the AWS SDK for JavaScript v3 behave, those of
// 3.1175.0.
func Manner() *dryrun.Manner { return manner() }

var manner = sync.OnceValue(func() *dryrun.Manner {
	return &dryrun.Manner{
		Style: Style(),
		Stock: session.Stock{Agent: "aws-sdk-js/3.1175.0"},
		// @aws-sdk/client-cloudwatch speaks json, which the others have anyway
		Protocols: dryrun.JSONFirst(),
		// @smithy/core, isThrottlingError
		Retries:  dryrun.Retries{Standard: dryrun.RecentSchedule(429)},
		TimeOuts: dryrun.TimeOuts{ModeConnect: true},
		Endpoints: dryrun.Endpoints{
			GivenFIPS: givenFIPS, Bucket: unqueried, RefuseURL: refuseURL,
			LongLabels:             true, // @aws-sdk/core 3.981.1, isVirtualHostableS3Bucket
			RulesDecideOnARNRegion: true,
		},
		// requests have URLs taken apart and put together: @smithy/core, HttpProtocol and url-parser
		URLs: dryrun.URLs{DropsDefaultPort: true, DoublesSlashes: true, EndsInSlash: dryrun.Every},
		Signing: dryrun.SigningManner{
			NormalizesPath: true,
			PassesSigV4a:   true,                                                                                              // without a package for it: @aws-sdk/client-s3, sigv4aDependency
			LacksSigV4a:    "the SDK signs with SigV4a where @aws-sdk/signature-v4a or @aws-sdk/signature-v4-crt is imported", // @aws-sdk/signature-v4-multi-region
			Leaves:         neverSigned,
			Blank:          func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }, // @smithy/signature-v4, getCanonicalHeaders
			BedrockToken:   true,                                                            // @aws-sdk/core, fromEnvSigningName
		},
		Presigning: dryrun.Presigning{Sign: presign},
		Carried:    dryrun.Carried{For: time.Hour, NoPort: true, Order: sorted},
	}
})
