package boto

import (
	"slices"
	"strconv"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
)

// retries are botocore's: those of its own in the mode legacy, which is the
// default, and those of the standard modes, old and new.
func retries() dryrun.Retries {
	codes := standardCodes()
	legacy, recent := legacySchedule(), dryrun.RecentSchedule().Retrying(codes)
	return dryrun.Retries{Standard: dryrun.OlderSchedule().Retrying(codes), Legacy: &legacy, Recent: &recent,
		Usual: map[string]int{"legacy": 5, "standard": 3, "adaptive": 3}}
}

// legacySchedule is that of retryhandler.py, delay_exponential, and
// data/_retry.json (botocore 1.43.11).
func legacySchedule() dryrun.Schedule {
	r := dryrun.Retry{Base: time.Second, ThrottleBase: time.Second, Low: 0, High: 1, Growth: 2,
		Transient: []int{500, 502, 503, 504}, Throttling: []int{429, 509}}
	dynamo := r
	dynamo.MaxAttempts, dynamo.Base, dynamo.ThrottleBase, dynamo.Low = 10, 50*time.Millisecond, 50*time.Millisecond, 1
	return dryrun.Schedule{Retry: r, Services: map[string]dryrun.Retry{"dynamodb": dynamo}}.Retrying(dryrun.ErrorCodes{Rules: legacyRules(), Sum: bodySum("ChecksumError", false)})
}

// standardCodes are those of retries/standard.py, StandardRetryConditions.
func standardCodes() dryrun.ErrorCodes {
	codes := dryrun.UsualCodes()
	codes.Transient = append(slices.Clone(codes.Transient), "PriorRequestNotComplete") // which counts as throttling, too
	codes.Modelled, codes.OfOperation = true, true
	codes.Rules = []dryrun.ErrorRule{dryrun.ProviderUnreachable} // retries/special.py
	codes.Sum = bodySum("RetryDDBChecksumError", true)
	return codes
}

// bodySum is how answers of DynamoDB are checked: by the policy crc32 of data/_retry.json
// (retryhandler.py, CRC32Checker), which ends in an error, and by retries/special.py,
// RetryDDBChecksumError, which does not.
func bodySum(differs string, kept bool) *dryrun.BodySum {
	return &dryrun.BodySum{Of: dryrun.OfDynamoDB, Errors: true, Read: readSum, Unread: "ValueError", Differs: differs, Retried: true, Kept: kept}
}

func readSum(text string) (int64, bool) {
	digits, ok := pyInt(text)
	sum, err := strconv.ParseUint(digits, 10, 32)
	if err != nil {
		return -1, ok
	}
	return int64(sum), ok
}

// legacyRules are the policies of data/_retry.json: each code with its status, and
// most for one service alone.
func legacyRules() []dryrun.ErrorRule {
	rules := []dryrun.ErrorRule{
		{Service: "organizations", Code: "TooManyRequestsException", Status: 400, Failed: dryrun.Throttled},
		{Service: "dynamodb", Code: "ReplicatedWriteConflictException", Status: 409},
		{Service: "dynamodb", Code: "TransactionInProgressException", Status: 400},
		{Service: "ec2", Code: "RequestLimitExceeded", Status: 503, Failed: dryrun.Throttled},
		{Service: "ec2", Code: "EC2ThrottledException", Status: 503, Failed: dryrun.Throttled},
		{Service: "cloudsearch", Code: "BandwidthLimitExceeded", Status: 509, Failed: dryrun.Throttled},
		{Service: "kinesis", Code: "LimitExceededException", Status: 400, Failed: dryrun.Throttled},
		{Service: "sqs", Code: "RequestThrottled", Status: 403, Failed: dryrun.Throttled},
		{Service: "s3", Code: "RequestTimeout", Status: 400},
		{Service: "s3", Code: "BadDigest", Status: 400},
		{Service: "glacier", Code: "RequestTimeoutException", Status: 408},
		{Service: "route53", Code: "PriorRequestNotComplete", Status: 400},
		{Service: "sts", Code: "IDPCommunicationError", Status: 400},
	}
	for _, code := range []string{"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "ProvisionedThroughputExceededException"} {
		rules = append(rules, dryrun.ErrorRule{Code: code, Status: 400, Failed: dryrun.Throttled})
	}
	return rules
}
