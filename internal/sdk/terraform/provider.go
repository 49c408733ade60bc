package terraform

import "strings"

// provider is Terraform's AWS provider (internal/provider/sdkv2/provider.go).
var provider = &caller{
	what:    "the provider",
	block:   "the provider block",
	retries: "25",
	named:   []string{"dynamodb", "iam", "s3", "sts"},
	// expandEndpointsCustomEnvVars
	endpoints: func(service string) (arguments, variables []string) {
		name := strings.ToUpper(service)
		return nil, []string{"AWS_ENDPOINT_URL_" + name, "TF_AWS_" + name + "_ENDPOINT", "AWS_" + name + "_ENDPOINT"}
	},
	arguments: `access_key alias allowed_account_ids assume_role assume_role_with_web_identity custom_ca_bundle default_tags
		ec2_metadata_service_endpoint ec2_metadata_service_endpoint_mode endpoints forbidden_account_ids http_proxy https_proxy ignore_tags
		insecure max_retries no_proxy profile region retry_mode s3_use_path_style s3_us_east_1_regional_endpoint secret_key
		shared_config_files shared_credentials_files skip_credentials_validation skip_metadata_api_check skip_region_validation
		skip_requesting_account_id sts_region tag_policy_compliance token token_bucket_rate_limiter_capacity use_dualstack_endpoint
		use_fips_endpoint user_agent version for_each`,
}
