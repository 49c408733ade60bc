package dryrun

import (
	"slices"
	"strconv"
	"time"

	"github.com/sessctl/sessctl/internal/resolve"
)

// Retry is how a client retries failed requests.
type Retry struct {
	Mode        string // legacy, standard, adaptive
	MaxAttempts int    // the first one included
	Follows     string // whose schedule it is

	// The wait before retry n, from 1, lies between Low and High times
	// Growth^(n-1) of the base, at most Cap.
	Base, ThrottleBase time.Duration
	Low, High          float64
	Growth             int
	Cap                time.Duration // 0 for none

	// The quota is a bucket that all requests of the client share: a retry
	// takes its cost out, a success puts back the cost of its last retry, or one.
	Quota                       int // 0 where there is none
	Cost, TimeoutCost, Throttle int

	// How statuses without an error code that is known count: from the first of
	// Transient's and Throttling's that has them, else they are final.
	Transient, Throttling []int
}

// Failed is the way in which an attempt failed.
type Failed int

// The ways of failing that retries tell apart.
const (
	Transient Failed = iota // a fault of the server or a broken connection
	TimedOut
	Throttled
	Final // not to be retried
)

// Wait gives the shortest and the longest wait before a retry, from 1.
func (r *Retry) Wait(retry int, f Failed) (low, high time.Duration) {
	base := r.Base
	if f == Throttled {
		base = r.ThrottleBase
	}
	factor := 1.0
	for range retry - 1 {
		factor *= float64(r.Growth)
	}
	most := float64(base) * factor
	if r.Cap > 0 {
		// aws-sdk-go has its cap on the whole, jitter included; the others on the base.
		most = min(most, float64(r.Cap)/max(1, r.High))
	}
	return time.Duration(most * r.Low), time.Duration(most * r.High)
}

// CostOf gives what a retry takes out of the quota.
func (r *Retry) CostOf(f Failed) int {
	switch f {
	case TimedOut:
		return r.TimeoutCost
	case Throttled:
		return r.Throttle
	}
	return r.Cost
}

// Counts tells how an answer counts.
func (r *Retry) Counts(a Answer) Failed {
	switch {
	case a.Status == 0 || a.Code != "":
		return a.Failed
	case slices.Contains(r.Transient, a.Status):
		return Transient
	case slices.Contains(r.Throttling, a.Status):
		return Throttled
	}
	return Final
}

// retryOf is the schedule of a client, by its reading and settings.
func retryOf(c *Client) Retry {
	mode := c.Config.Value("retry_mode")
	dynamo := c.Model.Name == "dynamodb" || c.Model.Name == "dynamodbstreams"
	sdk := c.Reading.SDK
	if sdk&(resolve.Seed|resolve.GoV1) != 0 {
		return retryGoV1(sdk, c.Model.Name == "dynamodb")
	}
	if mode == "" {
		mode = "standard"
	}
	r := Retry{Mode: mode, MaxAttempts: 3, Follows: c.Reading.Follows, Low: 0, High: 1, Growth: 2, Cap: 20 * time.Second, Quota: 500,
		Transient: []int{500, 502, 503, 504}}
	recent := sdk&(resolve.GoV2|resolve.JS) != 0 || c.on("new_retry_defaults")
	switch {
	case c.boto() && mode == "legacy":
		// botocore 1.43.11, retryhandler.py, delay_exponential, and data/_retry.json
		r.MaxAttempts, r.Base, r.ThrottleBase, r.Cap, r.Quota = 5, time.Second, time.Second, 0, 0
		r.Throttling = []int{429, 509}
		if c.Model.Name == "dynamodb" {
			r.MaxAttempts, r.Base, r.ThrottleBase, r.Low = 10, 50*time.Millisecond, 50*time.Millisecond, 1
		}
	case recent:
		// aws-sdk-go-v2 v1.48.0, aws/retry/standard.go and jitter_backoff.go; botocore 1.43.11,
		// retries/standard.py, with AWS_NEW_RETRIES_2026; @smithy/core, util-retry/retries-2026-config.js
		r.Base, r.ThrottleBase, r.Cost, r.TimeoutCost, r.Throttle = 50*time.Millisecond, time.Second, 14, 14, 5
		if dynamo {
			// botocore's ExponentialBackoff; aws-sdk-go-v2 service/dynamodb v1.74.0 and
			// dynamodbstreams v1.47.0, resolveRetryer; @aws-sdk/client-dynamodb, DynamoDBClient
			r.MaxAttempts, r.Base = 4, 25*time.Millisecond
		}
		if sdk&(resolve.GoV2|resolve.JS) != 0 {
			// aws/retry/retryable_error.go, isUnmodeledTooManyRequests; @smithy/core, isThrottlingError
			r.Throttling = []int{429}
		}
	default:
		// botocore 1.43.11, retries/standard.py, ExponentialBackoff and RetryQuotaChecker
		r.Base, r.ThrottleBase, r.Cost, r.TimeoutCost, r.Throttle = time.Second, time.Second, 5, 10, 5
	}
	given, _ := c.Config.Get("max_attempts")
	if n, _ := strconv.Atoi(given.Value); n > 0 && given.Origin.Kind != resolve.ByDefault && given.Origin.Kind != resolve.Derived {
		r.MaxAttempts = n
	}
	return r
}

// retryGoV1 is aws-sdk-go's own way, which no setting of the environment
// changes (aws/client/default_retryer.go; aws/request/retryer.go;
// service/dynamodb/customizations.go). The older one tries again whatever the
// server says of 500 and above, the newer one waits longer for a gateway.
func retryGoV1(sdk resolve.SDK, dynamo bool) Retry {
	r := Retry{Mode: "legacy", MaxAttempts: 4, Follows: "aws-sdk-go's DefaultRetryer", Low: 1, High: 2, Growth: 2,
		Base: 30 * time.Millisecond, ThrottleBase: 500 * time.Millisecond, Cap: 300 * time.Second,
		Transient: []int{500}, Throttling: []int{429, 502, 503, 504}}
	if dynamo {
		r.MaxAttempts, r.Base = 11, 50*time.Millisecond
	}
	if sdk&resolve.Seed != 0 {
		r.Throttling, r.Transient = nil, nil
		for status := 500; status < 600; status++ {
			r.Transient = append(r.Transient, status)
		}
		r.ThrottleBase, r.Cap = r.Base, 0
		if dynamo {
			r.High = 1
		}
	}
	return r
}
