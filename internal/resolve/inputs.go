package resolve

// Input is a variable or a profile key that leads to credentials, or says
// where the files are. It is no setting of its own: the plan, the profile and
// the list of files tell what came of it.
type Input struct {
	Name    string
	In      SDK
	Secret  bool // its value is never shown
	Summary string
}

// inputVars are the variables that are no setting.
var inputVars = []Input{
	{"AWS_PROFILE", AllSDKs, false, "the profile in use"},
	{"AWS_DEFAULT_PROFILE", GoV1 | goV2 | Boto | CLI, false, "the profile in use, by its older name"},
	{"AWS_CONFIG_FILE", newer, false, "where the config file is"},
	{"AWS_SHARED_CREDENTIALS_FILE", AllSDKs, false, "where the credentials file is"},
	{"AWS_ACCESS_KEY_ID", AllSDKs, false, "the access key"},
	{"AWS_ACCESS_KEY", Seed | GoV1 | goV2, false, "the access key, by its older name"},
	{"AWS_SECRET_ACCESS_KEY", AllSDKs, true, "the secret key"},
	{"SECRET_ACCESS_KEY", Spec | Rust, true, "the secret key, by a name of the Rust SDK's own"},
	{"AWS_SECRET_KEY", Seed | GoV1 | goV2, true, "the secret key, by its older name"},
	{"AWS_SESSION_TOKEN", AllSDKs, true, "the session token"},
	{"AWS_SECURITY_TOKEN", pythons, true, "the session token, by its older name"},
	{"AWS_BEARER_TOKEN_BEDROCK", goV2 | Boto | JS, true, "the token that Bedrock takes in place of a signature"},
	{"AWS_CREDENTIAL_EXPIRATION", pythons | JS, false, "when the keys of the environment expire"},
	{"AWS_ACCOUNT_ID", young, false, "the account of the keys"},
	{"AWS_CREDENTIAL_SCOPE", JS, false, "the scope of the keys"},
	{"AWS_ROLE_ARN", newer, false, "the role assumed with a web identity"},
	{"AWS_ROLE_SESSION_NAME", newer, false, "the name of that session"},
	{"AWS_WEB_IDENTITY_TOKEN_FILE", newer, false, "where the web identity's token is"},
	{"AWS_LOGIN_CACHE_DIRECTORY", modern, false, "where logins are kept"},
	{"AWS_CREDENTIAL_FILE", pythons, false, "a credentials file of the oldest kind"},
	{"BOTO_CONFIG", pythons, false, "a boto configuration file"},
	{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", newer, false, "where a container's credentials are"},
	{"AWS_CONTAINER_CREDENTIALS_FULL_URI", newer, false, "where a container's credentials are"},
	{"AWS_CONTAINER_SERVICE_ENDPOINT", Java, false, "the host that a container's credentials are asked of"},
	{"AWS_CONTAINER_AUTHORIZATION_TOKEN", newer, true, "what is shown to get them"},
	{"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", newer &^ CLI, false, "a file with what is shown to get them"},
}

// inputKeys are the keys of a profile, or of a section beside it, that are no setting.
var inputKeys = []Input{
	{"aws_access_key_id", AllSDKs, false, "the access key"},
	{"aws_secret_access_key", AllSDKs, true, "the secret key"},
	{"aws_session_token", AllSDKs, true, "the session token"},
	{"aws_security_token", pythons, true, "the session token, by its older name"},
	{"aws_account_id", young, false, "the account of the keys"},
	{"aws_credential_scope", JS, false, "the scope of the keys"},
	{"role_arn", newer, false, "the role to assume"},
	{"source_profile", newer, false, "the profile that the role is assumed from"},
	{"credential_source", newer, false, "where the keys come from that the role is assumed with"},
	{"external_id", newer, false, "what the role's owner wants to hear"},
	{"mfa_serial", newer &^ Rust &^ Java, false, "the device that gives the code"},
	{"duration_seconds", newer &^ Rust &^ Java, false, "how long the role is assumed for"},
	{"role_session_name", newer, false, "the name of the session"},
	{"web_identity_token_file", newer, false, "where the web identity's token is"},
	{"credential_process", newer, true, "the program that prints credentials"},
	{"sso_session", newer, false, "the sso-session section"},
	{"sso_account_id", newer, false, "the account to log in to"},
	{"sso_role_name", newer, false, "the role to log in as"},
	{"sso_start_url", newer, false, "where logins begin"},
	{"sso_region", newer, false, "the region of the login service"},
	{"sso_registration_scopes", newer, false, "what the login is registered for"},
	{"login_session", modern, false, "the console login in use"},
}

// InputVars gives the variables that are no setting.
func InputVars() []Input { return inputVars }

// InputKeys gives the keys that are no setting.
func InputKeys() []Input { return inputKeys }
