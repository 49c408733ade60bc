package main

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func resolveV2(k kase, rec *recorder, a answer) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	// The SDK computes these two when the process starts.
	config.DefaultSharedConfigFiles = []string{k.Home + "/.aws/config"}
	config.DefaultSharedCredentialsFiles = []string{k.Home + "/.aws/credentials"}
	load := func(more ...func(*config.LoadOptions) error) (aws.Config, error) {
		if k.Profile != "" {
			more = append(more, config.WithSharedConfigProfile(k.Profile))
		}
		if k.Region != "" {
			more = append(more, config.WithRegion(k.Region))
		}
		return config.LoadDefaultConfig(ctx, more...)
	}
	noRetries := config.WithRetryer(func() aws.Retryer { return aws.NopRetryer{} })
	c, err := load(config.WithHTTPClient(rec), answeredBy(rec.RoundTrip), noRetries)
	if err != nil && strings.Contains(err.Error(), "has no WithTransportOptions") {
		// A custom CA bundle wants the SDK's own client, which no call ever reaches.
		c, err = load(answeredBy(rec.RoundTrip), noRetries)
	}
	if err != nil {
		return err
	}
	rec.steps = nil // defaults_mode = auto asks where it runs, which is no step to credentials
	// A set Retryer hides the configured mode. Without one, nothing must look worth another try.
	refuse := answeredBy(func(*http.Request) (*http.Response, error) { return nil, &aws.RequestCanceledError{Err: errOffline} })
	if r, err := load(refuse); err == nil {
		a["retry_mode"] = string(r.RetryMode)
		a["max_attempts"] = r.RetryMaxAttempts
	}
	settingsV2(c, a)
	creds, err := c.Credentials.Retrieve(ctx)
	if err != nil {
		a["cred_error"] = err.Error()
		return nil
	}
	a["access_key"] = creds.AccessKeyID
	a["provider"] = creds.Source
	return nil
}

func settingsV2(c aws.Config, a answer) {
	a["region"] = c.Region
	a["sdk_ua_app_id"] = c.AppID
	a["defaults_mode"] = string(c.DefaultsMode)
	a["request_checksum_calculation"] = int(c.RequestChecksumCalculation)
	a["response_checksum_validation"] = int(c.ResponseChecksumValidation)
	a["account_id_endpoint_mode"] = string(c.AccountIDEndpointMode)
	a["disable_request_compression"] = c.DisableRequestCompression
	a["request_min_compression_size_bytes"] = c.RequestMinCompressSizeBytes
	o := s3.NewFromConfig(c).Options()
	a["use_fips_endpoint"] = o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled
	a["use_dualstack_endpoint"] = o.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled
	a["s3_use_arn_region"] = o.UseARNRegion
	a["s3_disable_multiregion_access_points"] = o.DisableMultiRegionAccessPoints
	a["s3_disable_express_session_auth"] = o.DisableS3ExpressSessionAuth != nil && *o.DisableS3ExpressSessionAuth
	a["endpoint_url_s3"] = aws.ToString(o.BaseEndpoint)
	a["endpoint_url_dynamodb"] = aws.ToString(dynamodb.NewFromConfig(c).Options().BaseEndpoint)
}

// answeredBy has every call answered in place of the HTTP client, for those
// clients too that take no HTTP client from the configuration, such as the container's.
func answeredBy(answer func(*http.Request) (*http.Response, error)) func(*config.LoadOptions) error {
	return config.WithAPIOptions([]func(*middleware.Stack) error{func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("recorder", func(
			ctx context.Context, in middleware.DeserializeInput, _ middleware.DeserializeHandler,
		) (out middleware.DeserializeOutput, metadata middleware.Metadata, err error) {
			resp, err := answer(in.Request.(*smithyhttp.Request).Build(ctx))
			if err != nil { // as the SDK's own transport does
				resp, err = &http.Response{Header: http.Header{}, Body: http.NoBody}, &smithyhttp.RequestSendError{Err: err}
			}
			out.RawResponse = &smithyhttp.Response{Response: resp}
			return out, metadata, err
		}), middleware.After)
	}})
}
