package jsv3

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
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
		Retries:  dryrun.Retries{Standard: schedule()},
		TimeOuts: dryrun.TimeOuts{ModeConnect: true},
		Endpoints: dryrun.Endpoints{
			GivenFIPS: givenFIPS, Bucket: unqueried, ReadCustom: readCustom, ReadURL: readURL, ParseURL: rulesURL,
			LongLabels:             true, // @aws-sdk/core 3.981.1, isVirtualHostableS3Bucket
			RulesDecideOnARNRegion: true,
		},
		// requests have URLs taken apart and put together: @smithy/core, HttpProtocol and url-parser
		URLs: dryrun.URLs{DoublesSlashes: true, EndsInSlash: dryrun.Always},
		Signing: dryrun.SigningManner{
			NormalizesPath:    true,
			PassesSigV4a:      true,                                                                                              // without a package for it: @aws-sdk/client-s3, sigv4aDependency
			LacksSigV4a:       "the SDK signs with SigV4a where @aws-sdk/signature-v4a or @aws-sdk/signature-v4-crt is imported", // @aws-sdk/signature-v4-multi-region
			SigV4aForAllAlone: true,                                                                                              // @aws-sdk/signature-v4-multi-region, SignatureV4MultiRegion.js, sign
			Leaves:            neverSigned,
			Blank:             func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }, // @smithy/signature-v4, getCanonicalHeaders
			BedrockToken:      true,                                                            // @aws-sdk/core, fromEnvSigningName
		},
		Presigning: dryrun.Presigning{Sign: presign},
		Carried:    dryrun.Carried{For: time.Hour, NoPort: true, Order: sorted},
	}
})

// schedule is the usual one, which follows Retry-After too (@smithy/core 3.41.1, retry,
// parseRetryAfterHeader).
func schedule() dryrun.Schedule {
	s := dryrun.RecentSchedule(429).Retrying(codes())
	s.AfterSeconds = true
	for name, own := range s.Services {
		own.AfterSeconds = true
		s.Services[name] = own
	}
	return s
}

// codes are those of @smithy/core 3.41.1, service-error-classification, which looks at
// the name of the error.
func codes() dryrun.ErrorCodes {
	codes := dryrun.UsualCodes()
	codes.ByType, codes.Modelled = true, true
	codes.Transient = append(slices.Clone(codes.Transient), "TimeoutError")
	codes.Rules = []dryrun.ErrorRule{dryrun.ProviderUnreachable}                                  // @aws-sdk/client-sts, errors.js
	codes.Skew = dryrun.Skew{After: 4 * time.Minute, Inclusive: true, Signed: true, Always: true} // @aws-sdk/core 3.981.2, AwsSdkSigV4Signer.errorHandler
	codes.Also = func(e *protocol.ServiceError) bool {
		return e.Code == "InvalidSignatureException" && strings.Contains(e.Message, "Signature expired")
	}
	return codes
}
