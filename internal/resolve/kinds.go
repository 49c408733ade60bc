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

// chainProblems says what is wrong with the roles of a profile.
func chainProblems(s *Shared, p *Profile) []string {
	if p.Get("role_arn") == nil {
		return nil
	}
	if p.Value("source_profile") == "" && p.Value("credential_source") == "" && p.Value("web_identity_token_file") == "" {
		return []string{"has a role but neither source_profile nor credential_source"}
	}
	if said := chainEnd(s, p); said != "" {
		return []string{said}
	}
	return nil
}

// chainEnd follows source_profile until it ends, goes round, or is lost, and
// says what is wrong with that; "" when nothing is. What it learns of one
// profile is remembered for those before it.
func chainEnd(s *Shared, p *Profile) string {
	if s.ends == nil {
		s.ends = map[string]string{}
	}
	var path []*Profile
	seen, said := map[string]int{}, ""
walk:
	for at := p; ; {
		if known, ok := s.ends[at.Name]; ok {
			said = known
			break
		}
		if i, again := seen[at.Name]; again {
			for _, q := range path[i:] {
				s.ends[q.Name] = "its roles end in a source_profile loop at profile " + q.Name
			}
			path, said = path[:i], s.ends[at.Name]
			break
		}
		seen[at.Name] = len(path)
		path = append(path, at)
		source := at.Value("source_profile")
		if source == "" {
			break
		}
		next := s.Profile(source)
		switch {
		case source == at.Name:
			if at.Get("aws_access_key_id") == nil {
				said = "profile " + at.Name + " is its own source but has no keys"
			}
			break walk
		case next == nil:
			said = "profile " + at.Name + " takes its keys from profile " + source + ", which is not there"
			break walk
		case next.Get("role_arn") == nil:
			break walk
		}
		at = next
	}
	for _, q := range path {
		s.ends[q.Name] = said
	}
	return said
}

// RoleOf takes the ARN of a role apart.
func RoleOf(arn string) Identity { return roleOf(arn) }
