package gen

// A setting that some SDK reads from a variable, a file key, or both.
type setting struct {
	key      string   // in a profile; "" for none
	env      []string // variables
	values   values
	weight   int
	valueFor func(d dice, oddness int) string
}

func (s setting) value(d dice, oddness int) string {
	if s.valueFor != nil {
		return s.valueFor(d, oddness)
	}
	return s.values.pick(d, oddness)
}

// fileOf is a path that a setting names: there, missing, or of the wrong kind.
func fileOf(there ...string) func(dice, int) string {
	return func(d dice, oddness int) string {
		if d.pct(oddness) {
			return d.of("HOMEDIR/nowhere.pem", "nowhere.pem", "", "HOMEDIR", "~/bundle.pem", "HOMEDIR/junk.pem", "bundle.pem", "$HOME/bundle.pem")
		}
		return pick(d, there)
	}
}

var settingsTable = []setting{
	{key: "region", env: []string{"AWS_REGION", "AWS_DEFAULT_REGION"}, values: regions, weight: 8},
	{key: "retry_mode", env: []string{"AWS_RETRY_MODE"}, values: retryModes, weight: 6},
	{key: "max_attempts", env: []string{"AWS_MAX_ATTEMPTS"}, values: attempts, weight: 6},
	{key: "defaults_mode", env: []string{"AWS_DEFAULTS_MODE"}, values: defaultsModes, weight: 4},
	{key: "use_fips_endpoint", env: []string{"AWS_USE_FIPS_ENDPOINT"}, values: booleans, weight: 6},
	{key: "use_dualstack_endpoint", env: []string{"AWS_USE_DUALSTACK_ENDPOINT"}, values: booleans, weight: 6},
	{key: "endpoint_url", env: []string{"AWS_ENDPOINT_URL"}, values: urls, weight: 5},
	{env: []string{"AWS_ENDPOINT_URL_S3"}, values: urls, weight: 3},
	{env: []string{"AWS_ENDPOINT_URL_STS"}, values: urls, weight: 3},
	{env: []string{"AWS_ENDPOINT_URL_DYNAMODB"}, values: urls, weight: 2},
	{env: []string{"AWS_ENDPOINT_URL_SSO"}, values: urls, weight: 1},
	{key: "ignore_configured_endpoint_urls", env: []string{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"}, values: booleans, weight: 3},
	{key: "request_checksum_calculation", env: []string{"AWS_REQUEST_CHECKSUM_CALCULATION"}, values: checksumModes, weight: 3},
	{key: "response_checksum_validation", env: []string{"AWS_RESPONSE_CHECKSUM_VALIDATION"}, values: checksumModes, weight: 3},
	{key: "sdk_ua_app_id", env: []string{"AWS_SDK_UA_APP_ID"}, values: appIDs, weight: 3},
	{key: "account_id_endpoint_mode", env: []string{"AWS_ACCOUNT_ID_ENDPOINT_MODE"}, values: accountModes, weight: 3},
	{key: "disable_request_compression", env: []string{"AWS_DISABLE_REQUEST_COMPRESSION"}, values: booleans, weight: 3},
	{key: "request_min_compression_size_bytes", env: []string{"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"}, values: sizes, weight: 3},
	{key: "disable_clock_skew_correction", env: []string{"AWS_DISABLE_CLOCK_SKEW_CORRECTION"}, values: booleans, weight: 1},
	{key: "endpoint_discovery_enabled", env: []string{"AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENDPOINT_DISCOVERY_ENABLED"}, values: discovery, weight: 2},
	{key: "s3_use_arn_region", env: []string{"AWS_S3_USE_ARN_REGION"}, values: booleans, weight: 3},
	{key: "s3_disable_multiregion_access_points", env: []string{"AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"}, values: booleans, weight: 2},
	{key: "s3_disable_express_session_auth", env: []string{"AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"}, values: booleans, weight: 2},
	{key: "s3_us_east_1_regional_endpoint", env: []string{"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"}, values: stsModes, weight: 2},
	{key: "sts_regional_endpoints", env: []string{"AWS_STS_REGIONAL_ENDPOINTS"}, values: stsModes, weight: 4},
	{key: "ec2_metadata_service_endpoint", env: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT"}, values: metadataURLs, weight: 2},
	{key: "ec2_metadata_service_endpoint_mode", env: []string{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"}, values: addressModes, weight: 2},
	{key: "ec2_metadata_v1_disabled", env: []string{"AWS_EC2_METADATA_V1_DISABLED"}, values: booleans, weight: 2},
	{env: []string{"AWS_EC2_METADATA_DISABLED"}, values: booleans, weight: 3},
	{key: "metadata_service_timeout", env: []string{"AWS_METADATA_SERVICE_TIMEOUT"}, values: seconds, weight: 1},
	{key: "metadata_service_num_attempts", env: []string{"AWS_METADATA_SERVICE_NUM_ATTEMPTS"}, values: seconds, weight: 1},
	{key: "imds_use_ipv6", env: []string{"AWS_IMDS_USE_IPV6"}, values: booleans, weight: 1},
	{key: "auth_scheme_preference", env: []string{"AWS_AUTH_SCHEME_PREFERENCE"}, values: authSchemes, weight: 2},
	{key: "sigv4a_signing_region_set", env: []string{"AWS_SIGV4A_SIGNING_REGION_SET"}, values: regionSets, weight: 2},
	{key: "ca_bundle", env: []string{"AWS_CA_BUNDLE"}, valueFor: fileOf("HOMEDIR/bundle.pem"), weight: 1},
	{env: []string{"REQUESTS_CA_BUNDLE"}, valueFor: fileOf("HOMEDIR/bundle.pem"), weight: 1},
	{env: []string{"AWS_SDK_GO_CLIENT_TLS_CERT"}, valueFor: fileOf("HOMEDIR/client.pem"), weight: 1},
	{env: []string{"AWS_SDK_GO_CLIENT_TLS_KEY"}, valueFor: fileOf("HOMEDIR/client.key"), weight: 1},
	{env: []string{"AWS_RESTRICT_FILE_PERMISSIONS"}, values: values{[]string{"user_read_write", "unrestricted"}, []string{"", "all", "USER_READ_WRITE"}}, weight: 2},
	{key: "csm_enabled", env: []string{"AWS_CSM_ENABLED"}, values: booleans, weight: 1},
	{key: "csm_port", env: []string{"AWS_CSM_PORT"}, values: values{[]string{"31000"}, []string{"", "x", "99999"}}, weight: 1},
	{key: "csm_host", env: []string{"AWS_CSM_HOST"}, values: values{[]string{"127.0.0.1", "localhost"}, []string{"", "::1"}}, weight: 1},
	{key: "csm_client_id", env: []string{"AWS_CSM_CLIENT_ID", "AWS_CSM_CLIENTID"}, values: words, weight: 1},
	{env: []string{"AWS_SDK_LOAD_CONFIG"}, values: values{[]string{"1", "true", "0", "false"}, []string{"", "t", "T", "yes", "TRUE", "on", "F", " 1", "2"}}, weight: 8},
	{env: []string{"AWS_EXECUTION_ENV"}, values: values{[]string{"AWS_Lambda_go1.x", "CloudShell", "AWS_ECS_FARGATE"}, []string{"", "x y"}}, weight: 1},
	{env: []string{"AWS_LAMBDA_FUNCTION_NAME"}, values: words, weight: 1},
	{env: []string{"AWS_ACCOUNT_ID"}, values: values{accounts, []string{"", "x"}}, weight: 1},
	{key: "aws_account_id", values: values{accounts, []string{"", "x"}}, weight: 1},
	{env: []string{"AWS_CREDENTIAL_EXPIRATION"}, values: values{[]string{"2099-01-01T00:00:00Z"}, []string{"", "2001-01-01T00:00:00Z", "soon", "2099-01-01"}}, weight: 1},
	{key: "aws_credential_scope", env: []string{"AWS_CREDENTIAL_SCOPE"}, values: words, weight: 1},
	{key: "output", env: []string{"AWS_DEFAULT_OUTPUT"}, values: outputs, weight: 3},
	{key: "cli_pager", env: []string{"AWS_PAGER"}, values: values{[]string{"less", "cat", ""}, []string{"less -R", " "}}, weight: 2},
	{env: []string{"PAGER"}, values: values{[]string{"less", "more"}, []string{""}}, weight: 1},
	{key: "cli_auto_prompt", env: []string{"AWS_CLI_AUTO_PROMPT"}, values: values{[]string{"on", "off", "on-partial"}, []string{"", "ON", "x"}}, weight: 1},
	{key: "cli_timestamp_format", values: values{[]string{"wire", "iso8601"}, []string{"", "none"}}, weight: 1},
	{key: "cli_binary_format", values: values{[]string{"base64", "raw-in-base64-out"}, []string{"", "x"}}, weight: 1},
	{key: "cli_history", values: values{[]string{"enabled", "disabled"}, []string{"", "on"}}, weight: 1},
	{key: "cli_follow_urlparam", values: booleans, weight: 1},
	{key: "parameter_validation", values: booleans, weight: 2},
	{key: "tcp_keepalive", env: []string{"BOTOCORE_TCP_KEEPALIVE"}, values: booleans, weight: 1},
	{key: "disable_host_prefix_injection", env: []string{"AWS_DISABLE_HOST_PREFIX_INJECTION"}, values: booleans, weight: 1},
	{key: "proxy_use_forwarding_for_https", values: booleans, weight: 1},
	{key: "data_path", env: []string{"AWS_DATA_PATH"}, values: values{[]string{"HOMEDIR/models"}, []string{"", "~/models"}}, weight: 1},
	{env: []string{"AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026"}, values: booleans, weight: 1},
	{key: "toolkit_artifact_guid", values: words, weight: 1},
	{key: "color", values: words, weight: 1},
}

var fileSettings, envSettings = bySource()

func bySource() (file, env []weighted[setting]) {
	for _, s := range settingsTable {
		if s.key != "" {
			file = append(file, weighted[setting]{s.weight, s})
		}
		if len(s.env) > 0 {
			env = append(env, weighted[setting]{s.weight, s})
		}
	}
	return file, env
}
