package boto

import (
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
)

// retries are botocore's: those of its own in the mode legacy, which is the
// default, and those of the standard modes, old and new.
func retries() dryrun.Retries {
	legacy, recent := legacySchedule(), dryrun.RecentSchedule()
	return dryrun.Retries{Standard: dryrun.OlderSchedule(), Legacy: &legacy, Recent: &recent,
		Usual: map[string]int{"legacy": 5, "standard": 3, "adaptive": 3}}
}

// legacySchedule is that of retryhandler.py, delay_exponential, and
// data/_retry.json (botocore 1.43.11).
func legacySchedule() dryrun.Schedule {
	r := dryrun.Retry{Base: time.Second, ThrottleBase: time.Second, Low: 0, High: 1, Growth: 2,
		Transient: []int{500, 502, 503, 504}, Throttling: []int{429, 509}}
	dynamo := r
	dynamo.MaxAttempts, dynamo.Base, dynamo.ThrottleBase, dynamo.Low = 10, 50*time.Millisecond, 50*time.Millisecond, 1
	return dryrun.Schedule{Retry: r, Services: map[string]dryrun.Retry{"dynamodb": dynamo}}
}
