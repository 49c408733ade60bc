package javav2

import (
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
)

// retries are those of retries 2.59.1, DefaultRetryStrategy: what stands under
// V20 there, under V21 where the new defaults are on, and the mode legacy
// (services/dynamodb, DynamoDbRetryPolicy, has its own).
func retries() dryrun.Retries {
	standard, recent := dryrun.OlderSchedule(), dryrun.RecentSchedule()
	standard.Base, standard.TimeoutCost = 100*time.Millisecond, standard.Cost
	legacy := standard
	legacy.ThrottleBase, legacy.Throttle = 500*time.Millisecond, 0
	dynamo := legacy.Retry
	dynamo.MaxAttempts, dynamo.Base = 9, 25*time.Millisecond
	legacy.Services = map[string]dryrun.Retry{"dynamodb": dynamo}
	return dryrun.Retries{Standard: standard, Recent: &recent, Legacy: &legacy}
}
