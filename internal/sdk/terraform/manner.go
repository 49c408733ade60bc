package terraform

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/sdk/gov2"
)

// Manner is how the clients of Terraform's AWS provider behave: those of
// aws-sdk-go-v2, with the retries of aws-sdk-go-base v2.0.0-beta.74, aws_config.go,
// resolveRetryer, and the back-off of the provider, internal/conns/backoff_delayer.go.
func Manner() *dryrun.Manner { return providerManner() }

var providerManner = sync.OnceValue(func() *dryrun.Manner {
	m := manner()
	retry := &m.Retries.Standard.Retry
	// As aws-sdk-go has it, but the first retry counts as its second one there.
	retry.Base, retry.ThrottleBase = 30*time.Millisecond, 500*time.Millisecond
	retry.Low, retry.High, retry.Cap = 2, 4, 300*time.Second
	m.Stock.Program += " terraform-provider-aws"
	m.Stock.Argument = "user_agent"
	m.Endpoints.Region = func(c *dryrun.Client, bucket string) string {
		if region := stsRegion(c); region != "" {
			return region
		}
		return globalS3(c, bucket)
	}
	m.Endpoints.SigningRegion = stsRegion
	m.Endpoints.CustomForgetsFIPS = true // internal/service, endpoint resolvers
	return m
})

// BackendManner is how the clients of Terraform's S3 backend behave.
func BackendManner() *dryrun.Manner { return backendManner() }

var backendManner = sync.OnceValue(func() *dryrun.Manner {
	m := manner()
	m.Endpoints.Region = func(c *dryrun.Client, _ string) string {
		if region := stsRegion(c); region != "" {
			return region
		}
		return gov2.Manner().Endpoints.PlainRegion(c.Region)
	}
	m.Endpoints.SigningRegion = stsRegion
	return m
})

// stsRegion is the region that the block gives to STS (clients.go, stsClient, and the
// provider's internal/service/sts), "" where it gives none.
func stsRegion(c *dryrun.Client) string {
	if c.Model.Name != "sts" {
		return ""
	}
	return c.Config.Blocks[c.Reading.ID].Value("sts_region")
}

// manner is what both callers of aws-sdk-go-base have in common: no service has a
// schedule of its own, and there is no quota.
func manner() *dryrun.Manner {
	m := *gov2.Manner()
	m.Stock.Program = "APN/1.0 HashiCorp/1.0 Terraform" // whose versions nobody knows here
	m.Stock.Variable = "TF_APPEND_USER_AGENT"           // commonLoadOptions
	m.Stock.Appender = "tfUserAgentAppender"
	retry := dryrun.RecentSchedule(429).Retrying(gov2.Codes()).Retry
	retry.Quota = 0
	retry.Unreachable = 9 // internal/constants/constants.go, MaxNetworkRetryCount
	m.Retries = dryrun.Retries{Standard: dryrun.Schedule{Retry: retry}, Noted: true, Adjust: adjust}
	return &m
}

// adjust gives a client the quota that the block asks for.
func adjust(client *dryrun.Client, r *dryrun.Retry) {
	block := client.Config.Blocks[client.Reading.ID]
	if n, err := strconv.Atoi(block.Value("token_bucket_rate_limiter_capacity")); err == nil && n > 0 {
		r.Quota = n
	}
}

// globalS3: S3 in us-east-1 goes by its global name, unless it has an endpoint or the
// regional one is asked for, or for a directory bucket (internal/service/s3,
// service_package.go; internal/conns/awsclient.go, S3ExpressClient).
func globalS3(c *dryrun.Client, bucket string) string {
	switch {
	case c.Model.Name != "s3", c.Region != "us-east-1", c.Custom.Value != "", c.Config.Value(regionalS3) == "regional",
		strings.HasSuffix(bucket, "--x-s3"), strings.HasSuffix(bucket, "--xa-s3"):
		return gov2.Manner().Endpoints.PlainRegion(c.Region)
	}
	return "aws-global"
}
