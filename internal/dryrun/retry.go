package dryrun

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
)

// Retry is how a client retries failed requests.
type Retry struct {
	Mode        string // legacy, standard, adaptive
	MaxAttempts int    // the first one included; below zero for no limit
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
	Modelled                    int // of an error that the model has as retryable; 0 where that is as other failures

	// How statuses without an error code that is known count: from the first of
	// Transient's and Throttling's that has them, else they are final.
	Transient, Throttling []int

	// After: an answer says how long to wait in x-amz-retry-after, by milliseconds, and
	// is followed where that is no shorter than the wait, and at most five seconds longer.
	// AfterSeconds: Retry-After says so too, by seconds or as a date.
	After, AfterSeconds bool

	// AtLeastSeconds: Retry-After says by whole seconds how long to wait at least.
	AtLeastSeconds bool

	Codes *ErrorCodes // nil for those that most SDKs have

	// Unreachable is the attempt that a host which is not found, or refuses to be
	// connected to, has at most; 0 where that is as other failures.
	Unreachable int
}

// Failed is the way in which an attempt failed.
type Failed int

// The ways of failing that retries tell apart.
const (
	Transient Failed = iota // a fault of the server or a broken connection
	TimedOut
	Throttled
	Modelled // the model has the error as one to retry
	Final    // not to be retried
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

// asked is the wait that an answer asks for, of a client whose own wait is as given; it
// is the same where it asks for none.
func (r *Retry) asked(a *Answer, now time.Time, wait time.Duration) time.Duration {
	if a.Response == nil {
		return wait
	}
	h := a.Response.Header
	if n, err := strconv.Atoi(h.Get("Retry-After")); r.AtLeastSeconds && err == nil {
		wait = max(wait, time.Duration(min(n, 1e6))*time.Second)
	}
	ms, err := strconv.ParseInt(h.Get("X-Amz-Retry-After"), 10, 64)
	after := time.Duration(min(ms, 1e6)) * time.Millisecond
	if err != nil && r.AfterSeconds {
		after, err = retryAfter(h.Get("Retry-After"), now)
	}
	if !r.After || err != nil {
		return wait
	}
	return min(max(after, wait), wait+5*time.Second)
}

func retryAfter(text string, now time.Time) (time.Duration, error) {
	if date, err := http.ParseTime(text); err == nil {
		return date.Sub(now), nil
	}
	seconds, err := strconv.ParseFloat(text, 64)
	return time.Duration(min(seconds, 1000) * float64(time.Second)), err
}

// CostOf gives what a retry takes out of the quota.
func (r *Retry) CostOf(f Failed) int {
	switch f {
	case TimedOut:
		return r.TimeoutCost
	case Throttled:
		return r.Throttle
	case Modelled:
		if r.Modelled > 0 {
			return r.Modelled
		}
	}
	return r.Cost
}

func (r *Retry) codes() *ErrorCodes {
	if r.Codes == nil {
		return &usualCodes
	}
	return r.Codes
}

// Counts says how an answer counts.
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

// retryOf is the schedule of a client, by its manner and settings.
func retryOf(c *Client) Retry {
	m := &c.Manner.Retries
	mode := c.Config.Value("retry_mode")
	if mode == "" {
		mode = "standard"
	}
	schedule := &m.Standard
	switch {
	case m.Fixed:
	case m.Legacy != nil && mode == "legacy":
		schedule = m.Legacy
	case m.Recent != nil && c.Config.On("new_retry_defaults"):
		schedule = m.Recent
	}
	r, own := schedule.Services[c.Model.Name]
	if !own {
		r = schedule.Retry
	}
	if r.Mode == "" {
		r.Mode = mode
	}
	if r.Follows == "" {
		r.Follows = c.Reading.Follows
	}
	if !m.Fixed {
		r.MaxAttempts = c.attempts(r.MaxAttempts)
	}
	if m.Adjust != nil {
		m.Adjust(c, &r)
	}
	return r
}

// Elsewhere says what holds for requests that the program makes otherwise.
func (c *Client) Elsewhere() []string {
	if note := c.Config.Note("max_attempts"); note != "" && c.Manner.Retries.Noted {
		return []string{note}
	}
	return nil
}

// attempts is how often the client tries: as often as it is configured, else as
// the service has it, else as the setting's default says.
func (c *Client) attempts(ofService int) int {
	v, _ := c.Config.Get("max_attempts")
	n, _ := strconv.Atoi(v.Value)
	given := v.Origin.Kind != origin.ByDefault && v.Origin.Kind != origin.Derived
	switch {
	case n < 0 && given && c.Manner.Retries.Endless:
		return n
	case n > 0 && given, n > 0 && ofService == 0:
		return n
	case ofService > 0:
		return ofService
	}
	usual := c.Manner.Retries.Usual
	if usual == nil {
		return 1
	}
	if n := usual[c.Config.Value("retry_mode")]; n > 0 {
		return n
	}
	return usual["standard"]
}

// The schedules that several SDKs share.

// Retrying is the schedule with the codes of an SDK.
func (s Schedule) Retrying(codes ErrorCodes) Schedule {
	s.Codes = &codes
	services := make(map[string]Retry, len(s.Services))
	for name, r := range s.Services {
		r.Codes = &codes
		services[name] = r
	}
	s.Services = services
	return s
}

// OlderSchedule waits for a second at least (botocore 1.43.11,
// retries/standard.py, ExponentialBackoff and RetryQuotaChecker).
func OlderSchedule() Schedule {
	r := standardRetry()
	r.Base, r.ThrottleBase, r.Cost, r.TimeoutCost, r.Throttle = time.Second, time.Second, 5, 10, 5
	return Schedule{Retry: r}
}

// RecentSchedule is that of 2026 (aws-sdk-go-v2 v1.48.0, aws/retry/standard.go and
// jitter_backoff.go; botocore 1.43.11, retries/standard.py, with
// AWS_NEW_RETRIES_2026; @smithy/core, util-retry/retries-2026-config.js). Statuses
// that say that there was too much are throttling ones, too.
func RecentSchedule(throttling ...int) Schedule {
	r := standardRetry()
	r.Base, r.ThrottleBase, r.Cost, r.TimeoutCost, r.Throttle = 50*time.Millisecond, time.Second, 14, 14, 5
	r.Throttling = throttling
	// aws/retry/middleware.go, adjustForRetryAfterHeader; botocore's _get_retry_after_delay;
	// aws-smithy-runtime 1.16.2, standard.rs; @smithy/core 3.41.1, retry
	r.After = true
	// botocore's ExponentialBackoff; aws-sdk-go-v2 service/dynamodb v1.74.0 and
	// dynamodbstreams v1.47.0, resolveRetryer; @aws-sdk/client-dynamodb, DynamoDBClient
	dynamo := r
	dynamo.MaxAttempts, dynamo.Base = 4, 25*time.Millisecond
	return Schedule{Retry: r, Services: map[string]Retry{"dynamodb": dynamo, "dynamodbstreams": dynamo}}
}

func standardRetry() Retry {
	return Retry{Low: 0, High: 1, Growth: 2, Cap: 20 * time.Second, Quota: 500, Transient: []int{500, 502, 503, 504}}
}
