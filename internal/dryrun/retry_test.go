package dryrun_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	. "github.com/sessctl/sessctl/internal/dryrun"
)

// TestRetrySchedules has, for each reading and mode, the facts of the SDK's
// source: attempts, waits before the first three retries, quota with its
// costs, and how statuses count.
func TestRetrySchedules(t *testing.T) {
	standard := []string{"AWS_RETRY_MODE=standard"}
	recent := []string{"AWS_RETRY_MODE=standard", "AWS_NEW_RETRIES_2026=true"}
	for _, c := range []struct {
		reading, service string
		vars             []string
		attempts         int
		waits, throttled string
		quota            string // size, costs of a retry, after a time-out, when throttled
		statuses         string // of 429 500 501 502 503 504 509: t(ransient), T(hrottled), - for final
	}{
		// botocore 1.43.11, data/_retry.json: base rand, growth 2; __default__ has 429 and 509, and no cap
		{"boto3", "sqs", nil, 5, "0s-1s 0s-2s 0s-4s", "0s-1s 0s-2s 0s-4s", "0", "Tt-tttT"},
		{"boto3", "dynamodb", nil, 10, "50ms-50ms 100ms-100ms 200ms-200ms", "50ms-50ms 100ms-100ms 200ms-200ms", "0", "Tt-tttT"},
		{"boto3", "dynamodbstreams", nil, 5, "0s-1s 0s-2s 0s-4s", "0s-1s 0s-2s 0s-4s", "0", "Tt-tttT"},
		{"boto3", "dynamodb", []string{"AWS_MAX_ATTEMPTS=2"}, 2, "50ms-50ms 100ms-100ms 200ms-200ms", "50ms-50ms 100ms-100ms 200ms-200ms", "0", "Tt-tttT"},
		// retries/standard.py: DEFAULT_MAX_ATTEMPTS, _RETRY_COST, _TIMEOUT_RETRY_REQUEST, _TRANSIENT_STATUS_CODES
		{"boto3", "sqs", standard, 3, "0s-1s 0s-2s 0s-4s", "0s-1s 0s-2s 0s-4s", "500 5 10 5", "-t-ttt-"},
		{"boto3", "dynamodb", standard, 3, "0s-1s 0s-2s 0s-4s", "0s-1s 0s-2s 0s-4s", "500 5 10 5", "-t-ttt-"},
		{"boto3", "sqs", []string{"AWS_RETRY_MODE=adaptive"}, 3, "0s-1s 0s-2s 0s-4s", "0s-1s 0s-2s 0s-4s", "500 5 10 5", "-t-ttt-"},
		// the same with NEW_RETRIES_ENABLED: _RETRY_COST_V2, _SERVICE_BACKOFF_CONFIG, _SERVICE_MAX_ATTEMPTS
		{"boto3", "sqs", recent, 3, "0s-50ms 0s-100ms 0s-200ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "-t-ttt-"},
		{"boto3", "dynamodbstreams", recent, 4, "0s-25ms 0s-50ms 0s-100ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "-t-ttt-"},
		// aws-sdk-go-v2 v1.48.0, aws/retry/standard.go; service/dynamodb v1.74.0, resolveRetryer
		{"go-v2", "sqs", nil, 3, "0s-50ms 0s-100ms 0s-200ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "Tt-ttt-"},
		{"go-v2", "dynamodb", nil, 4, "0s-25ms 0s-50ms 0s-100ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "Tt-ttt-"},
		{"go-v2", "dynamodb", []string{"AWS_MAX_ATTEMPTS=3"}, 3, "0s-25ms 0s-50ms 0s-100ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "Tt-ttt-"},
		// aws-sdk-go-base v2.0.0-beta.74, aws_config.go, resolveRetryer; the provider's internal/conns/backoff_delayer.go
		{"terraform", "sqs", nil, 25, "60ms-120ms 120ms-240ms 240ms-480ms", "1s-2s 2s-4s 4s-8s", "0", "Tt-ttt-"},
		{"terraform", "dynamodb", []string{"AWS_MAX_ATTEMPTS=7"}, 25, "60ms-120ms 120ms-240ms 240ms-480ms", "1s-2s 2s-4s 4s-8s", "0", "Tt-ttt-"},
		// the same without a back-off of its own
		{"terraform-s3-backend", "dynamodb", nil, 5, "0s-50ms 0s-100ms 0s-200ms", "0s-1s 0s-2s 0s-4s", "0", "Tt-ttt-"},
		// aws-smithy-runtime 1.16.2, client/retries/token_bucket.rs and classifiers.rs; aws-smithy-types 1.9.3, retry.rs
		{"rust", "sqs", nil, 3, "0s-1s 0s-2s 0s-4s", "0s-1s 0s-2s 0s-4s", "500 10 10 5", "-t-ttt-"},
		{"rust", "dynamodb", []string{"AWS_MAX_ATTEMPTS=7"}, 7, "0s-1s 0s-2s 0s-4s", "0s-1s 0s-2s 0s-4s", "500 10 10 5", "-t-ttt-"},
		{"rust", "sqs", recent, 3, "0s-50ms 0s-100ms 0s-200ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "-t-ttt-"},
		// aws-sdk-dynamodb 1.136.0, config.rs, which does not ask where the number comes from
		{"rust", "dynamodb", append(slices.Clip(recent), "AWS_MAX_ATTEMPTS=7"), 4, "0s-25ms 0s-50ms 0s-100ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "-t-ttt-"},
		// @smithy/core, util-retry and service-error-classification; @aws-sdk/client-dynamodb, defaultMaxAttempts
		{"js-v3", "sqs", nil, 3, "0s-50ms 0s-100ms 0s-200ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "Tt-ttt-"},
		{"js-v3", "dynamodb", nil, 4, "0s-25ms 0s-50ms 0s-100ms", "0s-1s 0s-2s 0s-4s", "500 14 14 5", "Tt-ttt-"},
		// aws-sdk-go v1.55.8, aws/client/default_retryer.go and aws/request/retryer.go, IsErrorThrottle
		{"go-v1", "sqs", nil, 4, "30ms-60ms 60ms-120ms 120ms-240ms", "500ms-1s 1s-2s 2s-4s", "0", "Tt-TTT-"},
		{"go-v1", "dynamodb", []string{"AWS_MAX_ATTEMPTS=3"}, 11, "50ms-100ms 100ms-200ms 200ms-400ms", "500ms-1s 1s-2s 2s-4s", "0", "Tt-TTT-"},
		// aws-sdk-go v1.1.2, aws/client/default_retryer.go: all of 500 and above
		{"go-v1.1", "sqs", nil, 4, "30ms-60ms 60ms-120ms 120ms-240ms", "30ms-60ms 60ms-120ms 120ms-240ms", "0", "-tttttt"},
		{"go-v1.1", "dynamodb", nil, 11, "50ms-50ms 100ms-100ms 200ms-200ms", "50ms-50ms 100ms-100ms 200ms-200ms", "0", "-tttttt"},
	} {
		r := testClient(t, c.reading, c.service, c.vars...).Retry
		what := c.reading + " " + c.service + " " + strings.Join(c.vars, " ")
		if r.MaxAttempts != c.attempts {
			t.Errorf("%s: %d attempts, want %d", what, r.MaxAttempts, c.attempts)
		}
		for _, w := range []struct {
			failed Failed
			want   string
		}{{Transient, c.waits}, {Throttled, c.throttled}} {
			var got []string
			for n := 1; n <= 3; n++ {
				low, high := r.Wait(n, w.failed)
				got = append(got, fmt.Sprint(low, "-", high))
			}
			if s := strings.Join(got, " "); s != w.want {
				t.Errorf("%s: waits %s, want %s", what, s, w.want)
			}
		}
		quota := fmt.Sprint(r.Quota)
		if r.Quota > 0 {
			quota = fmt.Sprint(r.Quota, r.CostOf(Transient), r.CostOf(TimedOut), r.CostOf(Throttled))
		}
		if quota != c.quota {
			t.Errorf("%s: the quota is %s, want %s", what, quota, c.quota)
		}
		statuses := ""
		for _, a := range answers(t, "429,500,501,502,503,504,509") {
			statuses += map[Failed]string{Transient: "t", Throttled: "T", Final: "-"}[r.Counts(a)]
		}
		if statuses != c.statuses {
			t.Errorf("%s: the statuses count as %s, want %s", what, statuses, c.statuses)
		}
		for _, a := range answers(t, "timeout,connection,throttle") {
			if r.Counts(a) == Final {
				t.Errorf("%s: %s is final", what, a.Text)
			}
		}
	}
}

// TestAdaptiveTellsOfItsLimiter has a throttled attempt in adaptive mode.
func TestAdaptiveTellsOfItsLimiter(t *testing.T) {
	c := testCall(t, "boto3", Options{Answers: answers(t, "throttle,503,200")}, "AWS_RETRY_MODE=adaptive")
	if len(c.Attempts) != 3 || !strings.Contains(c.Attempts[0].Why, "rate limiter") || c.Attempts[1].Why != "" || c.Attempts[2].Quota != 495 {
		t.Errorf("the attempts are %+v", c.Attempts)
	}
}
