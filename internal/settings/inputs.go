package settings

import "sync"

// Input is a variable or a profile key that leads to credentials, or says
// where the files are. It is no setting of its own: the plan, the profile and
// the list of files tell what came of it.
type Input struct {
	Name    string
	In      SDK
	Secret  bool // its value is never shown
	Summary string
	// ConfigOnly are the SDKs that take the key from the config file alone where
	// both files have the section.
	ConfigOnly SDK
}

// inputVars are the variables that are no setting.
var inputVars = []Input{
	{Name: "AWS_PROFILE", In: AllSDKs, Summary: "the profile in use"},
	{Name: "AWS_DEFAULT_PROFILE", In: GoV1 | goV2 | Boto | CLI, Summary: "the profile in use, by its older name"},
	{Name: "AWS_CONFIG_FILE", In: newer, Summary: "where the config file is"},
	{Name: "AWS_SHARED_CREDENTIALS_FILE", In: AllSDKs, Summary: "where the credentials file is"},
	{Name: "AWS_ACCESS_KEY_ID", In: AllSDKs, Summary: "the access key"},
	{Name: "AWS_ACCESS_KEY", In: Seed | GoV1 | goV2, Summary: "the access key, by its older name"},
	{Name: "AWS_SECRET_ACCESS_KEY", In: AllSDKs, Secret: true, Summary: "the secret key"},
	{Name: "SECRET_ACCESS_KEY", In: Spec | Rust, Secret: true, Summary: "the secret key, by a name of the Rust SDK's own"},
	{Name: "AWS_SECRET_KEY", In: Seed | GoV1 | goV2, Secret: true, Summary: "the secret key, by its older name"},
	{Name: "AWS_SESSION_TOKEN", In: AllSDKs, Secret: true, Summary: "the session token"},
	{Name: "AWS_SECURITY_TOKEN", In: pythons, Secret: true, Summary: "the session token, by its older name"},
	{Name: "AWS_BEARER_TOKEN_BEDROCK", In: goV2 | pythons | JS | Java, Secret: true, Summary: "the token that Bedrock takes in place of a signature"},
	{Name: "AWS_CREDENTIAL_EXPIRATION", In: pythons | JS, Summary: "when the keys of the environment expire"},
	{Name: "AWS_ACCOUNT_ID", In: modern, Summary: "the account of the keys"},
	{Name: "AWS_CREDENTIAL_SCOPE", In: JS, Summary: "the scope of the keys"},
	{Name: "AWS_ROLE_ARN", In: newer, Summary: "the role assumed with a web identity"},
	{Name: "AWS_ROLE_SESSION_NAME", In: newer, Summary: "the name of that session"},
	{Name: "AWS_WEB_IDENTITY_TOKEN_FILE", In: newer, Summary: "where the web identity's token is"},
	{Name: "AWS_LOGIN_CACHE_DIRECTORY", In: modern, Summary: "where logins are kept"},
	{Name: "TF_AWS_DYNAMODB_ENDPOINT", In: Terraform, Summary: "the endpoint of DynamoDB, by its older name"},
	{Name: "AWS_DYNAMODB_ENDPOINT", In: tfBoth, Summary: "the endpoint of DynamoDB, by its oldest name"},
	{Name: "TF_AWS_IAM_ENDPOINT", In: Terraform, Summary: "the endpoint of IAM, by its older name"},
	{Name: "AWS_IAM_ENDPOINT", In: tfBoth, Summary: "the endpoint of IAM, by its oldest name"},
	{Name: "TF_AWS_S3_ENDPOINT", In: Terraform, Summary: "the endpoint of S3, by its older name"},
	{Name: "AWS_S3_ENDPOINT", In: tfBoth, Summary: "the endpoint of S3, by its oldest name"},
	{Name: "TF_AWS_STS_ENDPOINT", In: Terraform, Summary: "the endpoint of STS, by its older name"},
	{Name: "AWS_STS_ENDPOINT", In: tfBoth, Summary: "the endpoint of STS, by its oldest name"},
	{Name: "AWS_SHARED_CONFIG_FILE", In: Backend, Summary: "where the config file is"},
	{Name: "AWS_SSE_CUSTOMER_KEY", In: Backend, Secret: true, Summary: "the key that the state is encrypted with"},
	{Name: "TF_AWS_WEB_IDENTITY_TOKEN", In: Terraform, Secret: true, Summary: "the web identity's token, where the block names none"},
	{Name: "TF_APPEND_USER_AGENT", In: tfBoth, Summary: "what is added to the user agent"},
	{Name: "AWS_CREDENTIAL_FILE", In: pythons, Summary: "a credentials file of the oldest kind"},
	{Name: "BOTO_CONFIG", In: pythons, Summary: "a boto configuration file"},
	{Name: "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", In: newer, Summary: "where a container's credentials are"},
	{Name: "AWS_CONTAINER_CREDENTIALS_FULL_URI", In: newer, Summary: "where a container's credentials are"},
	{Name: "AWS_CONTAINER_SERVICE_ENDPOINT", In: Java, Summary: "the host that a container's credentials are asked of"},
	{Name: "AWS_PARTITIONS_FILE", In: Java, Summary: "a file of partitions, in place of those that the SDK knows"},
	{Name: "AWS_CONTAINER_AUTHORIZATION_TOKEN", In: newer, Secret: true, Summary: "what is shown to get them"},
	{Name: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", In: newer, Summary: "a file with what is shown to get them"},
}

// inputKeys are the keys of a profile, or of a section beside it, that are no setting.
var inputKeys = []Input{
	{Name: "aws_access_key_id", In: AllSDKs, Summary: "the access key"},
	{Name: "aws_secret_access_key", In: AllSDKs, Secret: true, Summary: "the secret key"},
	{Name: "aws_session_token", In: AllSDKs, Secret: true, Summary: "the session token"},
	{Name: "aws_security_token", In: pythons, Secret: true, Summary: "the session token, by its older name"},
	{Name: "aws_account_id", In: modern, Summary: "the account of the keys", ConfigOnly: goV2},
	{Name: "aws_credential_scope", In: JS, Summary: "the scope of the keys"},
	{Name: "role_arn", In: newer, Summary: "the role to assume"},
	{Name: "source_profile", In: newer, Summary: "the profile that the role is assumed from"},
	{Name: "credential_source", In: newer, Summary: "where the keys come from that the role is assumed with"},
	{Name: "external_id", In: newer, Summary: "what the role's owner wants to hear"},
	{Name: "mfa_serial", In: newer &^ Rust &^ Java, Summary: "the device that gives the code"},
	{Name: "duration_seconds", In: newer &^ Rust &^ Java, Summary: "how long the role is assumed for"},
	{Name: "role_session_name", In: newer, Summary: "the name of the session"},
	{Name: "web_identity_token_file", In: newer, Summary: "where the web identity's token is"},
	{Name: "credential_process", In: newer, Secret: true, Summary: "the program that prints credentials"},
	{Name: "sso_session", In: newer, Summary: "the sso-session section"},
	{Name: "sso_account_id", In: newer, Summary: "the account to log in to"},
	{Name: "sso_role_name", In: newer, Summary: "the role to log in as"},
	{Name: "sso_start_url", In: newer, Summary: "where logins begin"},
	{Name: "sso_region", In: newer, Summary: "the region of the login service"},
	{Name: "sso_registration_scopes", In: newer, Summary: "what the login is registered for", ConfigOnly: goV2},
	{Name: "login_session", In: modern, Summary: "the console login in use"},
}

// InputVars gives the variables that are no setting.
func InputVars() []Input { return inputVars }

// InputKeys gives the keys that are no setting.
func InputKeys() []Input { return inputKeys }

// IsName reports whether a text is a name of the table: that of a setting, a
// variable or a key.
func Has(text string) bool { return tableNames()[text] }

var tableNames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for i := range table {
		s := &table[i]
		names[s.Name] = true
		for _, list := range [2][]Named{s.Env, s.Keys} {
			for _, n := range list {
				names[n.Name] = true
			}
		}
	}
	for _, list := range [2][]Input{inputVars, inputKeys} {
		for _, n := range list {
			names[n.Name] = true
		}
	}
	return names
})

// FromBothFiles reports whether an SDK takes a key from the credentials file
// where the config file has the section too.
func FromBothFiles(key string, sdk SDK) bool {
	for i := range inputKeys {
		if k := &inputKeys[i]; k.Name == key {
			return k.In&sdk != 0 && k.ConfigOnly&sdk == 0
		}
	}
	for i := range table {
		for _, n := range table[i].Keys {
			if n.Name == key && n.In&sdk != 0 {
				return table[i].ConfigOnly&sdk == 0
			}
		}
	}
	return false
}
