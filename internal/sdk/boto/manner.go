package boto

import (
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/session"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Manner is how the clients of botocore 1.43.11 behave, as boto3 has them.
func Manner() *dryrun.Manner { return manner() }

var manner = sync.OnceValue(func() *dryrun.Manner {
	return &dryrun.Manner{
		Style: Style(),
		Stock: session.Stock{Agent: "Botocore/1.43.11"},
		// args.py, PRIORITY_ORDERED_SUPPORTED_PROTOCOLS
		Protocols: dryrun.JSONFirst(),
		Retries:   retries(),
		// endpoint.py, DEFAULT_TIMEOUT; its defaults modes move the connect timeout alone
		TimeOuts: dryrun.TimeOuts{Default: dryrun.Timeouts{Connect: 60 * time.Second, Read: 60 * time.Second}, ModeConnect: true},
		Endpoints: dryrun.Endpoints{
			PlainRegion: plainRegion, Scope: scope, S3Global: s3Global, PathStyle: pathStyle,
			ReadURL: readURL,
			// args.py, compute_endpoint_resolver_builtin_defaults
			CustomForgetsVariants: true,
			UsesARNRegion:         true,
		},
		Signing: dryrun.SigningManner{
			NormalizesPath: true,                   // auth.py, _normalize_url_path
			Blank:          sharedfile.PythonSpace, // auth.py, _header_value
			PassesSigV4a:   true,                   // without the C runtime: regions.py, auth_schemes_to_signing_ctx
			LacksSigV4a:    "botocore signs with SigV4a where awscrt is installed: pip install 'botocore[crt]'",
			FormInOrder:    true, // auth.py, SigV2Auth
			BedrockToken:   true, // utils.py, get_token_from_environment
		},
		Presigning: dryrun.Presigning{
			Sign: func(c *dryrun.Call, s dryrun.Signing) (dryrun.Signed, error) {
				if signsV1(c.Client, &c.Endpoint) {
					return presignOlder(c, s), nil
				}
				if c.Client.Model.Name == "polly" {
					c.Request.HTTP.Header.Del("Content-Type") // handlers.py, remove_content_type_header_for_presigning
				}
				return presign(c, s)
			},
			Global:      presignsGlobally,
			Bare:        true, // signers.py, generate_presigned_url: before-call and request-created are not emitted
			KeepsRegion: true, // signers.py, generate_presigned_url: ignore_signing_region
		},
		Carried:    dryrun.Carried{For: time.Hour, Order: signatureLast}, // signers.py
		KeptModels: true,
		Refuses:    refuses,
	}
})
