package javav2

import (
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
)

// retries are those of retries 2.59.1, DefaultRetryStrategy: what stands under
// V20 there, under V21 where the new defaults are on, and the mode legacy
// (services/dynamodb, DynamoDbRetryPolicy, has its own).
func retries() dryrun.Retries {
	standard, recent := dryrun.OlderSchedule(), dryrun.RecentSchedule(429).Retrying(codes())
	standard.Throttling = []int{429} // sdk-core, SdkServiceException.isThrottlingException
	standard.Base, standard.TimeoutCost = 100*time.Millisecond, standard.Cost
	legacy := standard
	legacy.ThrottleBase, legacy.Throttle = 500*time.Millisecond, 0
	dynamo := legacy.Retry
	dynamo.MaxAttempts, dynamo.Base = 9, 25*time.Millisecond
	legacy.Services = map[string]dryrun.Retry{"dynamodb": dynamo}
	legacy = legacy.Retrying(codes())
	return dryrun.Retries{Standard: standard.Retrying(codes()), Recent: &recent, Legacy: &legacy}
}

// codes are those of aws-core 2.59.1, AwsErrorCode, three of which say for certain that
// a clock goes wrong, and of services/sts, StsRetryStrategy.
func codes() dryrun.ErrorCodes {
	return dryrun.ErrorCodes{
		Throttling: []string{"BandwidthLimitExceeded", "EC2ThrottledException", "ProvisionedThroughputExceededException", "RequestLimitExceeded",
			"RequestThrottled", "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
			"TooManyRequestsException", "TransactionInProgressException"},
		Transient: []string{"PriorRequestNotComplete", "RequestTimeout", "RequestTimeoutException", "InternalError",
			"RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"},
		Modelled: true,
		Rules:    []dryrun.ErrorRule{dryrun.ProviderUnreachable},
	}
}
