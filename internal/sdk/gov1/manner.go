package gov1

import (
	"strconv"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/session"
)

// Manner is how the clients of aws-sdk-go v1.55.8 behave.
func Manner() *dryrun.Manner { return manner() }

var manner = sync.OnceValue(func() *dryrun.Manner {
	return &dryrun.Manner{
		Style: Style(),
		Stock: session.Stock{Own: true, Metrics: true, Agent: "aws-sdk-go/1.55.8", AgentAlways: true},
		Protocols: dryrun.Protocols{
			Prefer: []string{protocol.JSON, protocol.RESTJSON, protocol.RESTXML, protocol.Query, protocol.EC2},
			Of:     map[string][]string{"cloudwatch": {protocol.Query, protocol.JSON, protocol.RESTJSON, protocol.RESTXML, protocol.EC2}}, // its model's
		},
		Retries:   dryrun.Retries{Standard: schedule(), Fixed: true},
		TimeOuts:  dryrun.TimeOuts{Default: dryrun.Timeouts{Connect: 30 * time.Second, TLS: 10 * time.Second}}, // net/http's default transport
		Endpoints: dryrun.Endpoints{Find: findEndpoint},
		URLs:      dryrun.URLs{EndsInSlash: dryrun.ButBuckets}, // aws/request/request.go, New
		// private/protocol/query/build.go
		Presigning: dryrun.Presigning{FormAsGet: true},
		Carried:    dryrun.Carried{For: 5 * time.Minute}, // service/ec2/customizations.go
	}
})

// ExpiredCodes say that the keys have to be fetched anew, and the request sent again.
func ExpiredCodes() []string {
	return []string{"ExpiredToken", "ExpiredTokenException", "RequestExpired"}
}

// schedule is the SDK's own, which no setting of the environment changes, and
// which waits longer for a gateway (aws/client/default_retryer.go;
// aws/request/retryer.go; service/dynamodb/customizations.go).
func schedule() dryrun.Schedule {
	r := dryrun.Retry{Mode: "legacy", MaxAttempts: 4, Follows: "aws-sdk-go's DefaultRetryer", Low: 1, High: 2, Growth: 2,
		Base: 30 * time.Millisecond, ThrottleBase: 500 * time.Millisecond, Cap: 300 * time.Second,
		Transient: []int{500}, Throttling: []int{429, 502, 503, 504}}
	// aws/request/retryer.go; service/sts and service/kinesis, customizations.go; aws/credentials/stscreds/web_identity_provider.go
	r.Codes = &dryrun.ErrorCodes{
		Throttling: []string{"EC2ThrottledException", "PriorRequestNotComplete", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled",
			"RequestThrottledException", "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException", "TransactionInProgressException"},
		Transient: append([]string{"RequestTimeout", "RequestTimeoutException"}, ExpiredCodes()...),
		Rules: []dryrun.ErrorRule{dryrun.ProviderUnreachable, dryrun.UnreadableIdentity,
			{Service: "kinesis", Code: "LimitExceededException"}},
		Sum: BodySum(),
	}
	dynamo := r
	dynamo.MaxAttempts, dynamo.Base = 11, 50*time.Millisecond
	return dryrun.Schedule{Retry: r, Services: map[string]dryrun.Retry{"dynamodb": dynamo}}
}

// BodySum is how answers of DynamoDB are checked (service/dynamodb/customizations.go, validateCRC32).
func BodySum() *dryrun.BodySum {
	return &dryrun.BodySum{Of: dryrun.OfDynamoDB, Read: readSum, Differs: "CRC32CheckFailed", Retried: true}
}

func readSum(text string) (int64, bool) {
	sum, err := strconv.ParseUint(text, 10, 32)
	return int64(sum), err == nil
}
