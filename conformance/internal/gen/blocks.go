package gen

// servicesBlock is a services section and a profile that names it.
func (b *draft) servicesBlock(profile string) {
	d := b.d
	name := d.of("svc", "local", "svc")
	if d.pct(b.odd) {
		name = d.of("a b", "Svc", "", "é")
	}
	b.inConfig().section("profile", profile).set("services", name)
	if d.in(12) {
		return // named, but not there
	}
	s := b.either(&b.config, &b.creds, 92).section("services", name)
	for range 1 + d.IntN(3) {
		service := d.of("s3", "dynamodb", "sts", "s3", "sso", "elastic_beanstalk", "S3", "s3 ", "ec2", "secrets_manager", "signin", "sso_oidc", "ssooidc")
		e := entry{key: service, nested: []entry{{key: "endpoint_url", value: urls.pick(d, b.odd)}}}
		switch d.IntN(12) {
		case 0:
			e.nested = append(e.nested, entry{key: d.of("endpoint_url", "Endpoint_URL", "other", "region"), value: urls.pick(d, b.odd)})
		case 1:
			e = entry{key: service, value: urls.pick(d, b.odd)}
		case 2:
			e = entry{key: "endpoint_url", value: urls.pick(d, b.odd)}
		}
		s.entries = append(s.entries, e)
	}
}

// s3Block is the nested block that botocore and the CLIs read.
func (b *draft) s3Block(profile string) {
	d := b.d
	var nested []entry
	for range 1 + d.IntN(3) {
		nested = append(nested, pick(d, []entry{
			{key: "addressing_style", value: values{[]string{"path", "virtual", "auto"}, []string{"PATH", "x", ""}}.pick(d, b.odd)},
			{key: "use_accelerate_endpoint", value: booleans.pick(d, b.odd)},
			{key: "use_dualstack_endpoint", value: booleans.pick(d, b.odd)},
			{key: "payload_signing_enabled", value: booleans.pick(d, b.odd)},
			{key: "use_arn_region", value: booleans.pick(d, b.odd)},
			{key: "us_east_1_regional_endpoint", value: stsModes.pick(d, b.odd)},
			{key: "s3_disable_multiregion_access_points", value: booleans.pick(d, b.odd)},
			{key: "max_concurrent_requests", value: attempts.pick(d, b.odd)},
			{key: "multipart_threshold", value: d.of("64MB", "8388608", "x")},
			{key: "signature_version", value: "s3v4"},
		}))
	}
	e := entry{key: d.of("s3", "s3", "s3", "s3", "S3", "dynamodb", "s3control"), nested: nested}
	if d.in(15) {
		e = entry{key: "s3", value: d.of("true", "", "path", "addressing_style = path")}
	}
	s := b.inConfig().section("profile", profile)
	s.entries = append(s.entries, e)
}

// bystanders are sections that no profile needs.
func (b *draft) bystanders() {
	d := b.d
	f := b.either(&b.config, &b.creds, 70)
	var s *section
	switch d.IntN(9) {
	case 0:
		s = &section{name: "[plugins]", entries: []entry{{key: d.of("cli_legacy_plugin_path", "endpoint", "x"), value: d.of("no_such_plugin", "HOMEDIR/plugins")}}}
		if d.pct(60) { // a plug-in that cannot be imported ends the CLI
			s.entries = s.entries[:0]
		}
	case 1:
		s = &section{name: "[preview]", entries: []entry{{key: "cloudfront", value: "true"}}}
	case 2:
		s = &section{name: d.of("[DEFAULT]", "[Default]", "[default ]", "[ default]"), entries: []entry{{key: d.of("region", "aws_access_key_id", "output", "role_arn"), value: "us-east-2"}}}
	case 3:
		s = &section{name: "[aws_csm]", entries: []entry{{key: "csm_enabled", value: booleans.pick(d, b.odd)}, {key: "csm_port", value: "31000"}}}
	case 4:
		s = &section{kind: "profile", name: d.of("other", "unused", "x y", "a.b", "é", "1", "a/b@c+d=e"), entries: []entry{{key: "region", value: regions.pick(d, b.odd)}}}
	case 5:
		s = &section{kind: "sso-session", name: "unused", entries: []entry{{key: "sso_region", value: "us-east-1"}}}
	case 6:
		s = &section{name: d.of("[toolkit]", "[cli]", "[ ]", "[]", "[#]", "[a]b", "[x]", "[profile]", "[sso-session]", "[services]", "[profile \"\"]", "[-]"), entries: []entry{{key: "region", value: "x"}}}
	case 7: // the other spelling of the chosen profile
		s = &section{name: d.of("["+b.chosen+"]", "[profile "+b.chosen+"]"), entries: []entry{{key: "region", value: regions.pick(d, b.odd)}, {key: d.of("aws_access_key_id", "output", "retry_mode"), value: d.of("BYSTANDER", "standard")}}}
	case 8: // a broken profile that nobody asked for
		s = &section{kind: "profile", name: "broken", entries: []entry{{key: "role_arn", value: "arn:aws:iam::123456789012:role/broken"}, {key: d.of("max_attempts", "source_profile", "retry_mode"), value: d.of("x", "nowhere")}}}
	}
	if d.in(2) {
		f.sections = append([]*section{s}, f.sections...)
	} else {
		f.sections = append(f.sections, s)
	}
}
