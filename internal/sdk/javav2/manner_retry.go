package javav2

import (
	"strconv"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
)

// retries are those of retries 2.59.1, DefaultRetryStrategy: what stands under
// V20 there, under V21 where the new defaults are on, and the mode legacy
// (services/dynamodb, DynamoDbRetryPolicy, has its own).
func retries() dryrun.Retries {
	standard, recent := dryrun.OlderSchedule(), dryrun.RecentSchedule(429).Retrying(standardCodes())
	standard.Throttling = []int{429} // sdk-core, SdkServiceException.isThrottlingException
	standard.Base, standard.TimeoutCost = 100*time.Millisecond, standard.Cost
	legacy := standard
	legacy.ThrottleBase, legacy.Throttle = 500*time.Millisecond, 0
	standard.After, legacy.AtLeastSeconds = true, true // measured
	dynamo := legacy.Retry
	dynamo.MaxAttempts, dynamo.Base = 9, 25*time.Millisecond
	legacy.Services = map[string]dryrun.Retry{"dynamodb": dynamo}
	legacy = legacy.Retrying(codes())
	return dryrun.Retries{Standard: standard.Retrying(standardCodes()), Recent: &recent, Legacy: &legacy}
}

// standardCodes are those of the modes standard and adaptive, too (services/sts,
// StsRetryStrategy; measured).
func standardCodes() dryrun.ErrorCodes {
	all := codes()
	all.NoNegativeWait = "IllegalArgumentException"
	all.Throttling = append(all.Throttling, "LimitExceededException")
	all.Rules = []dryrun.ErrorRule{dryrun.ProviderUnreachable}
	return all
}

// codes are those of aws-core 2.59.1, AwsErrorCode, three of which say for certain that
// a clock goes wrong; of others, and of statuses, the answer's date decides
// (AwsServiceException.isClockSkewException; sdk-core, ClockSkew).
func codes() dryrun.ErrorCodes {
	return dryrun.ErrorCodes{
		Throttling: []string{"BandwidthLimitExceeded", "EC2ThrottledException", "ProvisionedThroughputExceededException", "RequestLimitExceeded",
			"RequestThrottled", "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
			"TooManyRequestsException", "TransactionInProgressException"},
		Transient: []string{"PriorRequestNotComplete", "RequestTimeout", "RequestTimeoutException", "InternalError",
			"RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"},
		Modelled: true,
		Skew: dryrun.Skew{After: 4 * time.Minute, Inclusive: true, Cached: true, Statuses: []int{401, 403},
			Codes: []string{"InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"}},
		Sum: &dryrun.BodySum{Of: dryrun.ButS3, NoEmpty: true, Read: readSum, Unread: "SdkClientException", Differs: "Crc32MismatchException"},
	}
}

// readSum is Long.parseLong (sdk-core 2.59.1, Crc32Validation), but for digits of other scripts.
func readSum(text string) (int64, bool) {
	sum, err := strconv.ParseInt(text, 10, 64)
	return sum, err == nil
}
