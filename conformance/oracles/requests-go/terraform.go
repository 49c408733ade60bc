package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/diag"
)

// asTerraform has aws-sdk-go-base make the configuration of clients, as Terraform's
// AWS provider has it (internal/conns/config.go, ConfigureProvider).
var asTerraform bool

// block are the arguments of a provider block that a case may have.
type block struct {
	AccessKey       string            `json:"access_key,omitempty"`
	SecretKey       string            `json:"secret_key,omitempty"`
	AssumeRole      []role            `json:"assume_role,omitempty"`
	WebIdentity     *role             `json:"assume_role_with_web_identity,omitempty"`
	Endpoints       map[string]string `json:"endpoints,omitempty"`
	MaxRetries      int               `json:"max_retries,omitempty"`
	RetryMode       aws.RetryMode     `json:"retry_mode,omitempty"`
	STSRegion       string            `json:"sts_region,omitempty"`
	SkipCredentials bool              `json:"skip_credentials_validation,omitempty"`
	UserAgent       []string          `json:"user_agent,omitempty"`
}

type role struct {
	RoleARN           string            `json:"role_arn"`
	SessionName       string            `json:"session_name,omitempty"`
	Duration          string            `json:"duration,omitempty"`
	ExternalID        string            `json:"external_id,omitempty"`
	Policy            string            `json:"policy,omitempty"`
	PolicyARNs        []string          `json:"policy_arns,omitempty"`
	SourceIdentity    string            `json:"source_identity,omitempty"`
	Tags              map[string]string `json:"tags,omitempty"`
	TransitiveTagKeys []string          `json:"transitive_tag_keys,omitempty"`
	WebIdentityToken  string            `json:"web_identity_token,omitempty"`
}

func (r role) seconds() time.Duration {
	d, _ := time.ParseDuration(r.Duration)
	return d
}

func (b *block) endpoint(service string) string {
	upper := strings.ToUpper(service)
	for _, text := range []string{b.Endpoints[service], os.Getenv("AWS_ENDPOINT_URL_" + upper), os.Getenv("TF_AWS_" + upper + "_ENDPOINT"), os.Getenv("AWS_" + upper + "_ENDPOINT")} {
		if text != "" {
			return text
		}
	}
	return ""
}

// base is what the provider passes on for a case.
func (k *kase) base(transport http.RoundTripper) *awsbase.Config {
	b := k.Block
	c := &awsbase.Config{
		CallerName: "Terraform AWS Provider",
		APNInfo: &awsbase.APNInfo{PartnerName: "HashiCorp", Products: []awsbase.UserAgentProduct{
			{Name: "Terraform", Version: "1.13.3", Comment: "+https://www.terraform.io"},
			{Name: "terraform-provider-aws", Version: "6.0.0", Comment: "+https://registry.terraform.io/providers/hashicorp/aws"}}},
		AccessKey:            b.AccessKey,
		SecretKey:            b.SecretKey,
		HTTPClient:           &http.Client{Transport: transport},
		HTTPProxyMode:        awsbase.HTTPProxyModeLegacy,
		IamEndpoint:          b.endpoint("iam"),
		MaxRetries:           25,
		MaxBackoff:           300 * time.Second,
		Region:               k.Region,
		RetryMode:            b.RetryMode,
		SkipCredsValidation:  true,
		SsoEndpoint:          b.Endpoints["sso"],
		StsEndpoint:          b.endpoint("sts"),
		StsRegion:            b.STSRegion,
		UseDualStackEndpoint: k.DualStack,
		UseFIPSEndpoint:      k.FIPS,
	}
	if b.MaxRetries != 0 {
		c.MaxRetries = b.MaxRetries
	}
	for _, name := range b.UserAgent {
		product, version, _ := strings.Cut(name, "/")
		c.UserAgent = append(c.UserAgent, awsbase.UserAgentProduct{Name: product, Version: version})
	}
	for _, r := range b.AssumeRole {
		c.AssumeRole = append(c.AssumeRole, awsbase.AssumeRole{RoleARN: r.RoleARN, SessionName: r.SessionName, Duration: r.seconds(), ExternalID: r.ExternalID,
			Policy: r.Policy, PolicyARNs: r.PolicyARNs, SourceIdentity: r.SourceIdentity, Tags: r.Tags, TransitiveTagKeys: r.TransitiveTagKeys})
	}
	if r := b.WebIdentity; r != nil {
		c.AssumeRoleWithWebIdentity = &awsbase.AssumeRoleWithWebIdentity{RoleARN: r.RoleARN, SessionName: r.SessionName, Duration: r.seconds(), Policy: r.Policy,
			PolicyARNs: r.PolicyARNs, WebIdentityToken: r.WebIdentityToken}
	}
	return c
}

// terraformConfig is the configuration that clients get. Its HTTP client and retryer
// are those that every case has.
func (k *kase) terraformConfig(r *recorder) (aws.Config, error) {
	_, cfg, diags := awsbase.GetAwsConfig(context.Background(), k.base(nil))
	cfg.HTTPClient = r
	return cfg, failure(diags)
}

func failure(diags diag.Diagnostics) error {
	for _, d := range diags.Errors() {
		return errors.New(d.Summary() + ": " + d.Detail())
	}
	return nil
}

// inEnvironment has a case's variables and files around until it is done.
func (k *kase) inEnvironment() (done func(), err error) {
	home, err := os.MkdirTemp("", "home")
	if err != nil {
		return func() {}, err
	}
	vars := map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": k.SessionToken}
	maps.Copy(vars, k.Env)
	vars["HOME"] = home
	before := config.DefaultSharedConfigFiles
	for name, value := range vars {
		os.Setenv(name, value)
	}
	config.DefaultSharedConfigFiles = []string{filepath.Join(home, ".aws/config")}
	config.DefaultSharedCredentialsFiles = []string{filepath.Join(home, ".aws/credentials")}
	done = func() {
		os.Chdir(os.TempDir())
		config.DefaultSharedConfigFiles = before
		os.RemoveAll(home)
		os.Clearenv()
		os.Setenv("HOME", os.DevNull)
		os.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	}
	for name, text := range k.Files {
		path := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return done, err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return done, err
		}
	}
	return done, os.Chdir(home) // relative paths are the case's own
}

// provide sets what the provider does to a client's options: of the services' own
// what stands in internal/service/*/service_endpoint_resolver_gen.go, but for the
// search for the FIPS host in the DNS, and internal/service/s3/service_package.go.
func (k *kase) provide(o reflect.Value) {
	endpoint := o.FieldByName("BaseEndpoint")
	if own := k.Block.endpoint(k.Service); own != "" && k.EndpointURL == "" {
		endpoint.Set(reflect.ValueOf(aws.String(own)))
	}
	region := o.FieldByName("Region")
	switch {
	case !endpoint.IsNil():
		o.FieldByName("EndpointOptions").FieldByName("UseFIPSEndpoint").Set(reflect.ValueOf(aws.FIPSEndpointStateDisabled))
	case k.Service == "s3" && region.String() == "us-east-1" && !k.express() && os.Getenv("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT") != "regional":
		region.SetString("aws-global")
	}
}

// express reports whether the case is about a directory bucket, for which the provider
// has another client (internal/conns/awsclient.go, S3ExpressClient).
func (k *kase) express() bool {
	var bucket struct{ Bucket string }
	if err := json.Unmarshal(k.Input, &bucket); err != nil {
		return false
	}
	return slices.ContainsFunc([]string{"--x-s3", "--xa-s3"}, func(end string) bool { return strings.HasSuffix(bucket.Bucket, end) })
}
