package boto

import (
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/session"
)

// Manner is how the clients of botocore 1.43.11 behave, as boto3 has them.
func Manner() *dryrun.Manner { return manner() }

// CLIManner is how those of the AWS CLI behave.
func CLIManner() *dryrun.Manner { return cliManner() }

var (
	manner    = sync.OnceValue(func() *dryrun.Manner { return made(signsV1) })
	cliManner = sync.OnceValue(func() *dryrun.Manner {
		m := made(func(*dryrun.Client, *dryrun.Endpoint) bool { return false })
		m.Signing.BedrockToken = false // AWS CLI 2.9.19 does not know it
		return m
	})
)

// made is the manner of botocore, with what reports whether a request is presigned
// in the old way.
func made(older func(*dryrun.Client, *dryrun.Endpoint) bool) *dryrun.Manner {
	return &dryrun.Manner{
		Style: Style(),
		Stock: session.Stock{Agent: "Botocore/1.43.11"},
		// args.py, PRIORITY_ORDERED_SUPPORTED_PROTOCOLS
		Protocols: dryrun.Protocols{Prefer: []string{protocol.JSON, protocol.RESTJSON, protocol.RESTXML, protocol.CBOR, protocol.Query, protocol.EC2}},
		Retries:   retries(),
		// endpoint.py, DEFAULT_TIMEOUT; its defaults modes move the connect timeout alone
		TimeOuts: dryrun.TimeOuts{Default: dryrun.Timeouts{Connect: 60 * time.Second, Read: 60 * time.Second}, ModeConnect: true},
		Endpoints: dryrun.Endpoints{
			PlainRegion: plainRegion, Scope: scope, S3Global: s3Global, PathStyle: pathStyle,
			// args.py, compute_endpoint_resolver_builtin_defaults
			CustomForgetsVariants: true,
			UsesARNRegion:         true,
		},
		Signing: dryrun.SigningManner{
			NormalizesPath: true, // auth.py, _normalize_url_path
			PassesSigV4a:   true, // without the C runtime: regions.py, auth_schemes_to_signing_ctx
			FormInOrder:    true, // auth.py, SigV2Auth
			BedrockToken:   true, // utils.py, get_token_from_environment
		},
		Presigning: dryrun.Presigning{
			Sign: func(c *dryrun.Call, s dryrun.Signing) (dryrun.Signed, error) {
				return presign(c, s, older(c.Client, &c.Endpoint))
			},
			Global:      presignsGlobally,
			KeepsRegion: true, // signers.py, generate_presigned_url: ignore_signing_region
		},
		Carried: dryrun.Carried{For: time.Hour, Order: signatureLast}, // signers.py
		Refuses: refuses,
	}
}
