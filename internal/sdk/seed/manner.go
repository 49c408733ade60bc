package seed

import (
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/protocol"
	"github.com/sessctl/sessctl/internal/sdk/gov1"
	"github.com/sessctl/sessctl/internal/session"
)

// Manner is how the clients of aws-sdk-go v1.1.2 behave.
func Manner() *dryrun.Manner { return manner() }

var manner = sync.OnceValue(func() *dryrun.Manner {
	return &dryrun.Manner{
		Style:      gov1.Style(),
		Stock:      session.Stock{Own: true, First: true, Agent: "aws-sdk-go/1.1.2", AgentAlways: true},
		Protocols:  dryrun.Protocols{Prefer: []string{protocol.Query, protocol.JSON, protocol.RESTJSON, protocol.RESTXML, protocol.EC2}}, // those were its models'
		Retries:    dryrun.Retries{Standard: schedule(), Fixed: true},
		TimeOuts:   dryrun.TimeOuts{Default: dryrun.Timeouts{Connect: 30 * time.Second, TLS: 10 * time.Second}}, // net/http's default transport
		Endpoints:  dryrun.Endpoints{Find: findEndpoint},
		URLs:       dryrun.URLs{EndsInSlash: dryrun.ButBuckets},
		Presigning: dryrun.Presigning{FormAsGet: true},
		Carried:    dryrun.Carried{For: 5 * time.Minute},
	}
})

// schedule is the SDK's own, which no setting of the environment changes, and
// which tries again whatever the server says of 500 and above
// (aws/client/default_retryer.go; service/dynamodb/customizations.go).
func schedule() dryrun.Schedule {
	r := dryrun.Retry{Mode: "legacy", MaxAttempts: 4, Follows: "aws-sdk-go's DefaultRetryer", Low: 1, High: 2, Growth: 2,
		Base: 30 * time.Millisecond, ThrottleBase: 30 * time.Millisecond}
	r.Codes = &dryrun.ErrorCodes{ // aws/request/retryer.go
		Throttling: []string{"LimitExceededException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled", "Throttling",
			"ThrottlingException", "TooManyRequestsException"},
		Transient: append([]string{"RequestTimeout"}, gov1.ExpiredCodes()...),
		Sum:       gov1.BodySum(),
	}
	for status := 500; status < 600; status++ {
		r.Transient = append(r.Transient, status)
	}
	dynamo := r
	dynamo.MaxAttempts, dynamo.Base, dynamo.ThrottleBase, dynamo.High = 11, 50*time.Millisecond, 50*time.Millisecond, 1
	return dryrun.Schedule{Retry: r, Services: map[string]dryrun.Retry{"dynamodb": dynamo}}
}
