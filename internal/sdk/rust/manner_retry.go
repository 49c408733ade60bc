package rust

import (
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/origin"
)

// retries are those of aws-smithy-types 1.9.3, retry.rs, RetryConfig, and
// aws-smithy-runtime 1.16.2, client/retries: a fault of the server or the connection
// is a transient error, for which a retry costs what it does after a time-out
// (token_bucket.rs, acquire), and no status counts as throttling (classifiers.rs).
// What is called 2.1 there counts where AWS_NEW_RETRIES_2026 is true.
func retries() dryrun.Retries {
	codes := dryrun.UsualCodes()
	codes.Modelled = true
	// aws-sdk-sts 1.124.0, operation/get_caller_identity.rs, has it of every operation
	codes.Rules = []dryrun.ErrorRule{{Service: "sts", Code: "IDPCommunicationError"}}
	codes.Skew = dryrun.Skew{After: 4 * time.Minute, Codes: dryrun.SkewCodes(), Always: true} // aws-runtime 1.10.2, service_clock_skew.rs
	standard, recent := dryrun.OlderSchedule(), dryrun.RecentSchedule().Retrying(codes)
	standard.Modelled = standard.Cost
	standard.Cost = standard.TimeoutCost
	standard = standard.Retrying(codes)
	return dryrun.Retries{Standard: standard, Recent: &recent, Adjust: fourForDynamoDB}
}

// fourForDynamoDB: with the new defaults DynamoDB tries four times, though a variable
// or a file has another number (aws-sdk-dynamodb 1.136.0, config.rs, Builder::from_sdk_config).
func fourForDynamoDB(c *dryrun.Client, r *dryrun.Retry) {
	v, _ := c.Config.Get("max_attempts")
	if c.Model.Name == "dynamodb" && c.Config.On("new_retry_defaults") && v.Origin.Kind != origin.Flag {
		r.MaxAttempts = 4
	}
}
