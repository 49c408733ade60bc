package profiles

// ProfileKind says in a word or two what a profile is for, by its keys.
func KindOf(p *Profile) string {
	has := func(key string) bool { return p.Get(key) != nil }
	switch {
	case has("role_arn") && has("web_identity_token_file"):
		return "web identity"
	case has("role_arn"):
		return "role"
	case has("sso_session"), has("sso_start_url"), has("sso_account_id"):
		return "sso"
	case has("credential_process"):
		return "process"
	case has("login_session"):
		return "login"
	case has("aws_access_key_id"), has("aws_secret_access_key"):
		return "keys"
	}
	return "settings"
}
