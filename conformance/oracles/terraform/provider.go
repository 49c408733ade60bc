package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/aws-sdk-go-base/v2/validation"
)

// resolve does what the provider's ConfigureProvider does, and reads the outcome:
// credentials and settings first, then the check of the region, then the one call
// by which the provider learns its account, recorded on its own as validation.
func resolve(k kase) (a answer) {
	a = answer{"id": k.ID}
	defer func() {
		if p := recover(); p != nil { // the SDK's panic is an error to its caller
			a["error"] = fmt.Sprint("panic: ", p)
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()

	calls := &recorder{}
	block := providerBlock(k, calls)
	ctx, c, diags := awsbase.GetAwsConfig(ctx, block)
	a["steps"] = calls.taken()
	if diags.HasError() {
		if !awsbase.ContainsNoValidCredentialSourcesError(diags) {
			a["error"] = text(diags)
			return a
		}
		a["cred_error"] = cause(diags)
		// The provider stops here; its settings are those that it has with keys in the block.
		withKeys := *block
		withKeys.AccessKey, withKeys.SecretKey = "AKIASTATIC", "s"
		if ctx, c, diags = awsbase.GetAwsConfig(ctx, &withKeys); diags.HasError() {
			a["error"] = text(diags)
			return a
		}
	} else if keys, err := c.Credentials.Retrieve(ctx); err != nil {
		a["cred_error"] = err.Error()
	} else {
		a["access_key"], a["provider"] = keys.AccessKeyID, keys.Source
	}
	if w := warnings(diags); w != nil {
		a["warnings"] = w
	}
	settings(a, c)

	if err := validation.SupportedRegion(c.Region); err != nil {
		a["region_error"] = err.Error()
	} else if a["cred_error"] == nil {
		calls.taken()
		calls.loading = false
		block.SkipCredsValidation = false
		_, _, diags := awsbase.GetAwsAccountIDAndPartition(ctx, c, block)
		a["validation"] = calls.taken()
		if diags.HasError() {
			a["validation_error"] = text(diags)
		}
	}
	return a
}

// providerBlock is what the provider passes for a block with no more than profile and region.
func providerBlock(k kase, calls *recorder) *awsbase.Config {
	return &awsbase.Config{
		CallerName: "Terraform AWS Provider",
		APNInfo: &awsbase.APNInfo{PartnerName: "HashiCorp", Products: []awsbase.UserAgentProduct{
			{Name: "Terraform", Version: "1.13.3"}, {Name: "terraform-provider-aws", Version: "6"}}},
		HTTPClient:    &http.Client{Transport: calls},
		HTTPProxyMode: awsbase.HTTPProxyModeLegacy,
		Logger:        listener{calls},
		MaxRetries:    25,
		MaxBackoff:    300 * time.Second,
		Profile:       k.Profile,
		Region:        k.Region,
		IamEndpoint:   endpoint("IAM"),
		StsEndpoint:   endpoint("STS"),
		// The provider validates later, in GetAwsAccountIDAndPartition.
		SkipCredsValidation: true,
	}
}

// endpoint is what the provider fills into its endpoints block from variables. It
// does so for four services, whether or not configured endpoints are to be ignored.
func endpoint(service string) string {
	for _, name := range []string{"AWS_ENDPOINT_URL_" + service, "TF_AWS_" + service + "_ENDPOINT", "AWS_" + service + "_ENDPOINT"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

func settings(a answer, c aws.Config) {
	a["region"] = c.Region
	a["retry_mode"] = string(c.RetryMode)
	a["max_attempts"] = c.RetryMaxAttempts
	a["sdk_ua_app_id"] = c.AppID
	a["defaults_mode"] = string(c.DefaultsMode)
	a["request_checksum_calculation"] = int(c.RequestChecksumCalculation)
	a["response_checksum_validation"] = int(c.ResponseChecksumValidation)
	a["account_id_endpoint_mode"] = string(c.AccountIDEndpointMode)
	a["disable_request_compression"] = c.DisableRequestCompression
	a["request_min_compression_size_bytes"] = c.RequestMinCompressSizeBytes

	files := s3.NewFromConfig(c, func(o *s3.Options) { o.BaseEndpoint = either(endpoint("S3"), o.BaseEndpoint) }).Options()
	tables := dynamodb.NewFromConfig(c, func(o *dynamodb.Options) { o.BaseEndpoint = either(endpoint("DYNAMODB"), o.BaseEndpoint) }).Options()
	a["endpoint_url_s3"] = aws.ToString(files.BaseEndpoint)
	a["endpoint_url_dynamodb"] = aws.ToString(tables.BaseEndpoint)
	a["use_fips_endpoint"] = files.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled
	a["use_dualstack_endpoint"] = files.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled
	a["s3_use_arn_region"] = files.UseARNRegion
	a["s3_us_east_1_regional_endpoint"] = regionalS3()
	a["s3_disable_multiregion_access_points"] = files.DisableMultiRegionAccessPoints
	a["s3_disable_express_session_auth"] = aws.ToBool(files.DisableS3ExpressSessionAuth)
}

// regionalS3 is what the provider's S3 clients take from their variable alone.
func regionalS3() string {
	if v := strings.ToLower(os.Getenv("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT")); v == "regional" || v == "legacy" {
		return v
	}
	return ""
}

func either(own string, other *string) *string {
	if own != "" {
		return &own
	}
	return other
}

func text(diags diag.Diagnostics) string {
	var b []string
	for _, d := range diags.Errors() {
		b = append(b, strings.TrimRight(d.Summary()+": "+d.Detail(), ": \n"))
	}
	return strings.Join(b, "; ")
}

// cause is the SDK's own error inside "No valid credential sources found".
func cause(diags diag.Diagnostics) string {
	for _, d := range diags.Errors() {
		if e, ok := d.(diag.DiagnosticWithErr); ok && awsbase.IsNoValidCredentialSourcesError(d) {
			return e.Err().Error()
		}
	}
	return text(diags)
}

func warnings(diags diag.Diagnostics) (w []string) {
	for _, d := range diags {
		if d.Severity() == diag.SeverityWarning {
			w = append(w, d.Summary()+": "+d.Detail())
		}
	}
	return w
}
