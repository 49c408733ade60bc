package resolve

// ProfileKind says in a word or two what a profile is for, by its keys.
func ProfileKind(p *Profile) string {
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

// ProfileProblems says what is wrong with a profile, whatever the reading, in
// a few words each.
func ProfileProblems(s *Shared, p *Profile) []string {
	var wrong []string
	id, secret := p.Get("aws_access_key_id"), p.Get("aws_secret_access_key")
	switch {
	case id != nil && secret == nil:
		wrong = append(wrong, "has an access key id but no secret key")
	case id == nil && secret != nil:
		wrong = append(wrong, "has a secret key but no access key id")
	}
	if session := p.Value("sso_session"); session != "" && s.Lookup(SectionSSOSession, session) == nil {
		wrong = append(wrong, "names the sso-session "+session+", which is not there")
	}
	if services := p.Value("services"); services != "" && s.Lookup(SectionServices, services) == nil {
		wrong = append(wrong, "names the services section "+services+", which is not there")
	}
	return append(wrong, chainProblems(s, p)...)
}

// chainProblems follows source_profile until it ends, goes round, or is lost.
func chainProblems(s *Shared, p *Profile) []string {
	if p.Get("role_arn") == nil {
		return nil
	}
	if p.Value("source_profile") == "" && p.Value("credential_source") == "" && p.Value("web_identity_token_file") == "" {
		return []string{"has a role but neither source_profile nor credential_source"}
	}
	seen := map[string]bool{p.Name: true}
	for at := p; at.Value("source_profile") != ""; {
		source := at.Value("source_profile")
		if source == at.Name {
			if at.Get("aws_access_key_id") == nil {
				return []string{"profile " + at.Name + " is its own source but has no keys"}
			}
			return nil
		}
		if seen[source] {
			return []string{"its roles go round in a circle at profile " + source}
		}
		seen[source] = true
		next := s.Profile(source)
		if next == nil {
			return []string{"profile " + at.Name + " takes its keys from profile " + source + ", which is not there"}
		}
		if next.Get("role_arn") == nil {
			return nil
		}
		at = next
	}
	return nil
}
