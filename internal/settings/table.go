package settings

import "sync"

// The columns of the table. They read like the table of the reference: who
// knows a variable, a key or a default.
const (
	everyone = AllSDKs
	newer    = AllSDKs &^ Seed // all but the first Go SDK
	modern   = newer &^ GoV1
	pythons  = Boto | CLI
	goV2     = GoV2 | Terraform | Backend // both of Terraform's are built on aws-sdk-go-v2
	tfBoth   = Terraform | Backend
)

// The table is made at every start: not inlined, what makes it is a quarter as
// much to be read from the file.
//
//go:noinline
func in(sdk SDK, names ...string) []Named {
	list := make([]Named, len(names))
	for i, n := range names {
		list[i] = Named{n, sdk}
	}
	return list
}

//go:noinline
func both(a, b []Named) []Named { return append(a, b...) }

// table is every setting that some SDK reads from the environment or the
// shared files: one row each. Credentials and what leads to them are not
// settings but the plan's business; inputs.go names their variables and keys.
var table = []Setting{
	{Name: "region", Summary: "the region that requests go to",
		Env:  both(in(everyone&^Boto, "AWS_REGION"), in(GoV1|goV2|Boto|CLI|Rust, "AWS_DEFAULT_REGION")),
		Keys: in(newer, "region")},
	{Name: "retry_mode", Type: Enum, Values: []string{"legacy", "standard", "adaptive"}, Summary: "how failed requests are retried",
		Env: in(modern, "AWS_RETRY_MODE"), Keys: in(modern, "retry_mode"),
		Default: both(in(pythons&^CLI, "legacy"), in(modern&^Boto, "standard")),
		EnvTurn: Turn{goV2, 13}, KeyTurn: Turn{goV2, 4}},
	{Name: "max_attempts", Type: Int, Summary: "how often a request is tried, the first time included",
		Env: in(modern, "AWS_MAX_ATTEMPTS"), Keys: in(modern, "max_attempts"), Default: in(goV2|CLI|JS, "3"),
		EnvTurn: Turn{goV2, 12}, KeyTurn: Turn{goV2, 3}},
	{Name: "defaults_mode", Type: Enum, Values: []string{"legacy", "standard", "in-region", "cross-region", "mobile", "auto"}, Summary: "the set of defaults for retries and time-outs",
		Env: in(modern&^CLI&^Rust, "AWS_DEFAULTS_MODE"), Keys: in(modern&^CLI&^Rust, "defaults_mode"), Default: in(modern&^CLI&^Rust, "legacy"),
		EnvTurn: Turn{goV2, 11}, KeyTurn: Turn{goV2, 2}},
	{Name: "use_fips_endpoint", Type: Bool, Summary: "whether to call FIPS endpoints",
		Env: in(newer, "AWS_USE_FIPS_ENDPOINT"), Keys: in(newer, "use_fips_endpoint"), Default: in(newer, "false"),
		EnvTurn: Turn{goV2, 10}},
	{Name: "use_dualstack_endpoint", Type: Bool, Summary: "whether to call endpoints that speak IPv6 too",
		Env: in(newer, "AWS_USE_DUALSTACK_ENDPOINT"), Keys: in(newer, "use_dualstack_endpoint"), Default: in(newer, "false"),
		EnvTurn: Turn{goV2, 9}},
	{Name: "endpoint_url", Type: URL, Summary: "the endpoint of every service without one of its own",
		Env: in(modern, "AWS_ENDPOINT_URL"), Keys: in(modern, "endpoint_url"),
		ConfigOnly: goV2},
	{Name: "ignore_configured_endpoint_urls", Type: Bool, Summary: "whether configured endpoints are left aside",
		Env: in(modern, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), Keys: in(modern, "ignore_configured_endpoint_urls"), Default: in(modern, "false"),
		EnvTurn: Turn{goV2, 14}, ConfigOnly: goV2},
	{Name: "services", Summary: "the services section with endpoints of single services",
		Keys:       in(modern, "services"),
		ConfigOnly: goV2},
	{Name: "account_id_endpoint_mode", Type: Enum, Values: []string{"preferred", "disabled", "required"}, Summary: "whether endpoints carry the account",
		Env: in(modern, "AWS_ACCOUNT_ID_ENDPOINT_MODE"), Keys: in(modern, "account_id_endpoint_mode"), Default: in(modern, "preferred"),
		EnvTurn: Turn{goV2, 16}, KeyTurn: Turn{goV2, 8}, ConfigOnly: goV2},
	{Name: "endpoint_discovery_enabled", Type: Bool, Summary: "whether endpoints are asked of the service",
		Env:  both(in(GoV1|goV2|Spec|JS, "AWS_ENABLE_ENDPOINT_DISCOVERY"), in(pythons|JS|Java, "AWS_ENDPOINT_DISCOVERY_ENABLED")),
		Keys: both(in(newer&^Rust&^Java, "endpoint_discovery_enabled"), in(Java, "aws_endpoint_discovery_enabled")), Default: both(in(goV2|Boto|CLI, "auto"), in(Spec|Java, "false")),
		EnvTurn: Turn{goV2, 4}},
	{Name: "sts_regional_endpoints", Type: Enum, Values: []string{"legacy", "regional"}, Summary: "whether STS is called in the region",
		Env: in(GoV1|Boto, "AWS_STS_REGIONAL_ENDPOINTS"), Keys: in(GoV1|Boto, "sts_regional_endpoints"),
		Default: both(in(GoV1, "legacy"), in(Boto, "regional"))},
	{Name: "disable_host_prefix_injection", Type: Bool, Summary: "whether hosts are left without an operation's prefix",
		Env: in(pythons, "AWS_DISABLE_HOST_PREFIX_INJECTION"), Keys: in(pythons, "disable_host_prefix_injection"), Default: in(pythons, "false"), Stage: AtClient},
	{Name: "request_checksum_calculation", Type: Enum, Values: []string{"when_supported", "when_required"}, Summary: "when requests get a checksum",
		Env: in(modern, "AWS_REQUEST_CHECKSUM_CALCULATION"), Keys: in(modern, "request_checksum_calculation"), Default: in(modern, "when_supported"),
		EnvTurn: Turn{goV2, 17}, KeyTurn: Turn{goV2, 9}, ConfigOnly: goV2},
	{Name: "response_checksum_validation", Type: Enum, Values: []string{"when_supported", "when_required"}, Summary: "when checksums of responses are checked",
		Env: in(modern, "AWS_RESPONSE_CHECKSUM_VALIDATION"), Keys: in(modern, "response_checksum_validation"), Default: in(modern, "when_supported"),
		EnvTurn: Turn{goV2, 18}, KeyTurn: Turn{goV2, 10}, ConfigOnly: goV2},
	{Name: "disable_request_compression", Type: Bool, Summary: "whether requests are left uncompressed",
		Env: in(modern, "AWS_DISABLE_REQUEST_COMPRESSION"), Keys: in(modern, "disable_request_compression"), Default: in(modern, "false"),
		EnvTurn: Turn{goV2, 1}, KeyTurn: Turn{goV2, 5}, ConfigOnly: goV2},
	{Name: "request_min_compression_size_bytes", Type: Int, Summary: "from which size requests are compressed",
		Env: in(modern, "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"), Keys: in(modern, "request_min_compression_size_bytes"), Default: in(modern, "10240"),
		EnvTurn: Turn{goV2, 2}, KeyTurn: Turn{goV2, 7}, ConfigOnly: goV2},
	{Name: "disable_clock_skew_correction", Type: Bool, Summary: "whether a wrong clock is left uncorrected",
		Env: in(goV2|JS|Spec|Rust, "AWS_DISABLE_CLOCK_SKEW_CORRECTION"), Keys: in(goV2|JS|Spec|Rust, "disable_clock_skew_correction"), Default: in(goV2|JS|Spec|Rust, "false"),
		EnvTurn: Turn{goV2, 3}, KeyTurn: Turn{goV2, 6}, ConfigOnly: goV2},
	{Name: "auth_scheme_preference", Type: List, Summary: "which ways of signing are preferred",
		Env: in(modern, "AWS_AUTH_SCHEME_PREFERENCE"), Keys: in(modern, "auth_scheme_preference")},
	{Name: "sigv4a_signing_region_set", Type: List, Summary: "the regions that a SigV4a signature holds for",
		Env: in(modern&^goV2, "AWS_SIGV4A_SIGNING_REGION_SET"), Keys: in(modern&^goV2, "sigv4a_signing_region_set")},
	{Name: "sdk_ua_app_id", Summary: "the application named in the user agent",
		Env:        in(modern, "AWS_SDK_UA_APP_ID"),
		Keys:       both(in(modern, "sdk_ua_app_id"), in(JS|Spec|Rust, "sdk-ua-app-id")),
		ConfigOnly: goV2},
	{Name: "ca_bundle", Type: Path, Summary: "the certificates that are trusted",
		Env:  both(in(GoV1|goV2|pythons, "AWS_CA_BUNDLE"), both(in(pythons, "REQUESTS_CA_BUNDLE"), in(JS, "NODE_EXTRA_CA_CERTS"))),
		Keys: in(GoV1|goV2|pythons, "ca_bundle")},
	{Name: "client_tls_cert", Type: Path, Summary: "the client certificate shown to servers",
		Env: in(GoV1, "AWS_SDK_GO_CLIENT_TLS_CERT")},
	{Name: "client_tls_key", Type: Path, Summary: "the key of the client certificate",
		Env: in(GoV1, "AWS_SDK_GO_CLIENT_TLS_KEY")},
	{Name: "ec2_metadata_disabled", Type: Bool, Summary: "whether the instance metadata service is left alone",
		Env: in(newer, "AWS_EC2_METADATA_DISABLED"), Default: in(newer, "false"), Stage: AtClient},
	{Name: "ec2_metadata_service_endpoint", Type: URL, Summary: "where the instance metadata service is",
		Env: both(in(newer, "AWS_EC2_METADATA_SERVICE_ENDPOINT"), in(tfBoth, "AWS_METADATA_URL")), Keys: in(newer, "ec2_metadata_service_endpoint")},
	{Name: "ec2_metadata_service_endpoint_mode", Type: Enum, Values: []string{"ipv4", "ipv6"}, Summary: "how the instance metadata service is reached",
		Env: in(newer, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), Keys: in(newer, "ec2_metadata_service_endpoint_mode"), Default: in(goV2|Spec|Rust|Java, "ipv4"),
		EnvTurn: Turn{goV2, 6}, KeyTurn: Turn{goV2, 1}},
	{Name: "ec2_metadata_v1_disabled", Type: Bool, Summary: "whether the older instance metadata protocol is turned off",
		Env: in(newer&^Rust, "AWS_EC2_METADATA_V1_DISABLED"), Keys: in(newer&^Rust, "ec2_metadata_v1_disabled"), Default: in(newer&^Rust, "false"),
		EnvTurn: Turn{goV2, 7}},
	{Name: "imds_use_ipv6", Type: Bool, Summary: "the older name for reaching instance metadata by IPv6",
		Env: in(pythons, "AWS_IMDS_USE_IPV6"), Keys: in(pythons, "imds_use_ipv6"), Default: in(pythons, "false")},
	{Name: "metadata_service_timeout", Type: Int, Summary: "seconds to wait for instance metadata",
		Env: in(pythons|Spec|Java, "AWS_METADATA_SERVICE_TIMEOUT"), Keys: in(pythons|Spec|Java, "metadata_service_timeout"), Default: in(pythons|Spec|Java, "1")},
	{Name: "metadata_service_num_attempts", Type: Int, Summary: "how often instance metadata is asked",
		Env: in(pythons|Spec, "AWS_METADATA_SERVICE_NUM_ATTEMPTS"), Keys: in(pythons|Spec, "metadata_service_num_attempts"), Default: in(pythons|Spec, "1")},
	{Name: "s3_use_arn_region", Type: Bool, Summary: "whether S3 goes to the region of an ARN",
		Env:     in(newer&^Rust, "AWS_S3_USE_ARN_REGION"),
		Keys:    both(in(newer&^Rust, "s3_use_arn_region"), in(pythons, "s3.use_arn_region")),
		Default: in(GoV1|goV2|Spec|Java, "false"),
		EnvTurn: Turn{goV2, 5}},
	{Name: "s3_us_east_1_regional_endpoint", Type: Enum, Values: []string{"legacy", "regional"}, Summary: "whether S3 in us-east-1 is called by its regional name",
		Env:     in(GoV1|Boto|Java|Terraform, "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"),
		Keys:    both(in(GoV1|Boto|Java, "s3_us_east_1_regional_endpoint"), in(pythons, "s3.us_east_1_regional_endpoint")),
		Default: in(GoV1, "legacy")},
	{Name: "s3_disable_multiregion_access_points", Type: Bool, Summary: "whether multi-region access points are rejected",
		Env:     in(modern&^JS&^Rust, "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"),
		Keys:    both(in(pythons, "s3.s3_disable_multiregion_access_points"), in(goV2|Spec|Java, "s3_disable_multiregion_access_points")),
		Default: in(goV2|Spec|Java, "false"),
		EnvTurn: Turn{goV2, 8}},
	{Name: "s3_disable_express_session_auth", Type: Bool, Summary: "whether S3 Express sessions are left out",
		Env:  both(in(Rust, "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH_S3"), in(modern, "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH")),
		Keys: in(modern, "s3_disable_express_session_auth"), Default: in(modern&^pythons, "false"),
		EnvTurn: Turn{goV2, 15}, ConfigOnly: goV2},
	{Name: "s3.addressing_style", Type: Enum, Values: []string{"auto", "path", "virtual"}, Summary: "where S3 requests name the bucket",
		Keys: in(pythons, "s3.addressing_style"), Only: tfBoth},
	{Name: "s3.use_accelerate_endpoint", Type: Bool, Summary: "whether S3 goes by its accelerated endpoint",
		Keys: in(pythons, "s3.use_accelerate_endpoint")},
	{Name: "s3.use_dualstack_endpoint", Type: Bool, Summary: "whether S3 endpoints speak IPv6 too",
		Keys: in(pythons, "s3.use_dualstack_endpoint")},
	{Name: "s3.signature_version", Summary: "how S3's URLs are presigned: whatever stands here, by Signature Version 4",
		Keys: in(Boto, "s3.signature_version")},
	{Name: "s3.payload_signing_enabled", Type: Bool, Summary: "whether S3 bodies are signed",
		Keys: in(pythons, "s3.payload_signing_enabled")},
	{Name: "s3.max_concurrent_requests", Type: Int, Summary: "how many transfers run at once", Keys: in(CLI, "s3.max_concurrent_requests"), Stage: AtRequest},
	{Name: "s3.max_queue_size", Type: Int, Summary: "how many transfers wait", Keys: in(CLI, "s3.max_queue_size"), Stage: AtRequest},
	{Name: "s3.multipart_threshold", Summary: "from which size files go in parts", Keys: in(CLI, "s3.multipart_threshold"), Stage: AtRequest},
	{Name: "s3.multipart_chunksize", Summary: "how large a part is", Keys: in(CLI, "s3.multipart_chunksize"), Stage: AtRequest},
	{Name: "s3.max_bandwidth", Summary: "how fast transfers may be", Keys: in(CLI, "s3.max_bandwidth"), Stage: AtRequest},
	{Name: "s3.preferred_transfer_client", Summary: "what does the transfers", Keys: in(CLI, "s3.preferred_transfer_client"), Stage: AtRequest},
	{Name: "s3.target_bandwidth", Summary: "how fast transfers should be", Keys: in(CLI, "s3.target_bandwidth"), Stage: AtRequest},
	{Name: "parameter_validation", Type: Bool, Summary: "whether parameters are checked before sending",
		Keys: in(pythons, "parameter_validation"), Default: in(pythons, "true")},
	{Name: "api_versions", Summary: "older versions of service interfaces", Keys: in(Boto, "api_versions"), Stage: AtClient},
	{Name: "data_path", Type: Path, Summary: "where newer service models are",
		Env: in(pythons, "AWS_DATA_PATH"), Keys: in(pythons, "data_path")},
	{Name: "tcp_keepalive", Type: Bool, Summary: "whether idle connections are kept alive",
		Env: in(Boto, "BOTOCORE_TCP_KEEPALIVE"), Keys: in(pythons, "tcp_keepalive"), Default: in(pythons, "false"), Stage: AtClient},
	{Name: "proxy_ca_bundle", Type: Path, Summary: "the certificates trusted of a proxy", Keys: in(pythons, "proxy_ca_bundle"), Stage: AtClient},
	{Name: "proxy_client_cert", Type: Path, Summary: "the certificate shown to a proxy", Keys: in(pythons, "proxy_client_cert"), Stage: AtClient},
	{Name: "proxy_use_forwarding_for_https", Type: Bool, Summary: "whether HTTPS is forwarded by a proxy", Keys: in(pythons, "proxy_use_forwarding_for_https"), Stage: AtClient},
	{Name: "https_proxy", Type: URL, Summary: "the proxy for HTTPS",
		Env: in(everyone&^JS, "HTTPS_PROXY", "https_proxy"), Stage: AtRequest},
	{Name: "http_proxy", Type: URL, Summary: "the proxy for HTTP",
		Env: in(everyone&^JS, "HTTP_PROXY", "http_proxy"), Stage: AtRequest},
	{Name: "no_proxy", Type: List, Summary: "the hosts that are called without a proxy",
		Env: in(everyone&^JS, "NO_PROXY", "no_proxy"), Stage: AtRequest},
	{Name: "csm_enabled", Type: Bool, Summary: "whether client-side monitoring sends events",
		Env: in(GoV1|Boto|CLI, "AWS_CSM_ENABLED"), Keys: in(GoV1|Boto|CLI, "csm_enabled"), Default: in(GoV1|Boto|CLI, "false")},
	{Name: "csm_host", Summary: "where monitoring events go",
		Env: in(GoV1|Boto|CLI, "AWS_CSM_HOST"), Keys: in(GoV1|Boto|CLI, "csm_host"), Default: in(GoV1|Boto|CLI, "127.0.0.1")},
	{Name: "csm_port", Type: Int, Summary: "the port that monitoring events go to",
		Env: in(GoV1|Boto|CLI, "AWS_CSM_PORT"), Keys: in(GoV1|Boto|CLI, "csm_port"), Default: in(GoV1|Boto|CLI, "31000")},
	{Name: "csm_client_id", Summary: "the name under which monitoring events are sent",
		Env: in(GoV1|Boto|CLI, "AWS_CSM_CLIENT_ID"), Keys: in(GoV1|Boto|CLI, "csm_client_id")},
	{Name: "load_shared_config", Type: Bool, Summary: "whether the config file is read at all",
		Env: in(GoV1, "AWS_SDK_LOAD_CONFIG")},
	{Name: "restrict_file_permissions", Type: Enum, Values: []string{"user_read_write", "unrestricted"}, Summary: "who may read the credential caches that are written",
		Env: in(goV2, "AWS_RESTRICT_FILE_PERMISSIONS"), Default: in(goV2, "user_read_write"),
		EnvTurn: Turn{goV2, 19}},
	{Name: "new_retry_defaults", Type: Bool, Summary: "whether retries default to standard",
		Env: in(Boto|Spec|Rust, "AWS_NEW_RETRIES_2026"), Stage: AtProcess},
	{Name: "default_socket_timeout", Type: Bool, Summary: "whether connections time out by default",
		Env: in(goV2|JS|Java, "AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026"), Stage: AtClient},
	{Name: "execution_environment", Summary: "the runtime named in the user agent",
		Env: in(newer, "AWS_EXECUTION_ENV"), Stage: AtRequest},
	{Name: "output", Type: Enum, Values: []string{"json", "text", "table", "yaml", "yaml-stream", "off"}, Summary: "how the CLI prints",
		Env: in(CLI, "AWS_DEFAULT_OUTPUT"), Keys: in(CLI, "output"), Default: in(CLI, "json"), Stage: AtRequest},
	{Name: "cli_pager", Summary: "the program the CLI pipes its output into",
		Env: in(CLI, "AWS_PAGER"), Keys: in(CLI, "cli_pager"), Stage: AtRequest},
	{Name: "cli_auto_prompt", Type: Enum, Values: []string{"on", "on-partial", "off"}, Summary: "whether the CLI asks for what is missing",
		Env: in(CLI, "AWS_CLI_AUTO_PROMPT"), Keys: in(CLI, "cli_auto_prompt"), Default: in(CLI, "off"), Stage: AtRequest},
	{Name: "cli_timestamp_format", Summary: "how the CLI prints times", Keys: in(CLI, "cli_timestamp_format"), Stage: AtRequest},
	{Name: "cli_binary_format", Type: Enum, Values: []string{"base64", "raw-in-base64-out"}, Summary: "how the CLI takes binary input", Keys: in(CLI, "cli_binary_format"), Default: in(CLI, "base64"), Stage: AtRequest},
	{Name: "cli_error_format", Type: Enum, Values: []string{"enhanced", "legacy", "json", "yaml", "text", "table"}, Summary: "how the CLI prints errors",
		Env: in(CLI, "AWS_CLI_ERROR_FORMAT"), Keys: in(CLI, "cli_error_format"), Default: in(CLI, "enhanced"), Stage: AtRequest},
	{Name: "cli_help_output", Type: Enum, Values: []string{"terminal", "browser", "url"}, Summary: "where the CLI shows its help",
		Keys: in(CLI, "cli_help_output"), Default: in(CLI, "terminal"), Stage: AtRequest},
	{Name: "cli_history", Type: Enum, Values: []string{"enabled", "disabled"}, Summary: "whether the CLI keeps a history", Keys: in(CLI, "cli_history"), Stage: AtRequest},
	{Name: "cli_history_file", Type: Path, Summary: "where the CLI keeps its history", Env: in(CLI, "AWS_CLI_HISTORY_FILE"), Stage: AtRequest},
	{Name: "cli_file_encoding", Summary: "how the CLI reads text files", Env: in(CLI, "AWS_CLI_FILE_ENCODING"), Stage: AtRequest},
	{Name: "cli_follow_urlparam", Type: Bool, Summary: "whether the CLI fetches URLs given as parameters", Keys: in(CLI, "cli_follow_urlparam"), Stage: AtRequest},
}

// Table gives every row, in the order in which people are shown them.
func Table() []Setting { return table }

// NumberRows has each row of the table know its place.
func NumberRows() { numbered() }

var numbered = sync.OnceFunc(func() {
	for i := range table {
		table[i].row = i + 1
	}
})

// Lookup gives the row of a setting, nil when there is none.
func Lookup(name string) *Setting {
	for i := range table {
		if table[i].Name == name {
			return &table[i]
		}
	}
	return nil
}
