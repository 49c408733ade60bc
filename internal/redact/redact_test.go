package redact

import "testing"

func TestValue(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"region", "us-east-1", "us-east-1"},
		{"aws_secret_access_key", "abc", Stars},
		{"AWS_SESSION_TOKEN", "abc", Stars},
		{"aws_secret_acess_key", "abc", Stars},
		{"aws_sceret_access_key", "abc", Stars},
		{"web_identity_token_file", "/run/token", "/run/token"},
		{"services.secrets_manager.endpoint_url", "http://localhost", "http://localhost"},
		{"aws_access_key_id", "AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"},
		{"aws_access_key_id", "minioadmin", "minioadmin"},
		{"use_fips_endpoint", "GEitbwqHW,PSA5nRIa6oax", "********"},
		{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "GEitbwqHW,PSA5nRIa6oax", "********"},
		{"use_dualstack_endpoint", "true # not yet", "true # not yet"},
		{"aws_access_key_id", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Stars},
		{"aws_access_key_id", "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG", "AKIAIOSFODNN7EXAMPLE:" + Stars},
		{"aws_access_key_id", "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG", "AKIAIOSFODNN7EXAMPLE " + Stars},
		{"aws_access_key_id", "wJalrXUtnFEMI/K7MDENG:AKIAIOSFODNN7EXAMPLE", Stars + ":AKIAIOSFODNN7EXAMPLE"},
		{"aws_access_key_id", "AKIAIOSFODNN7EXAMPLEwJalrXUtnFEMI/K7MDENG", "AKIAIOSFODNN7EXAMPLE" + Stars},
		{"region", "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG", "AKIAIOSFODNN7EXAMPLE:" + Stars},
		{"region", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPL3KEY", Stars},
		{"endpoint_url", "http://u:p@h/", "http://u:" + Stars + "@h/"},
		{"endpoint_url", "http://u:p/q@h/", "http://u:" + Stars + "@h/"},
		{"endpoint_url", "http://u:p q\"r@h/", "http://u:" + Stars + "@h/"},
		{"endpoint_url", "http:/u:p@h/", "http:/u:" + Stars + "@h/"},
		{"https_proxy", "u:p@h:3128", "u:" + Stars + "@h:3128"},
		{"https_proxy", "u:p@q@h:3128", "u:" + Stars + "@h:3128"},
		{"endpoint_url", "http://h/?token=x&a=b", "http://h/?token=" + Stars + "&a=b"},
		{"endpoint_url", "http://h/?a=b&sig=x", "http://h/?a=b&sig=" + Stars},
		{"endpoint_url", "http://h/?code=x;key=y", "http://h/?code=" + Stars + ";key=" + Stars},
		{"endpoint_url", "http://h/p;token=x", "http://h/p;token=" + Stars},
		{"endpoint_url", "http://h/?%74oken=x", "http://h/?%74oken=" + Stars},
		{"endpoint_url", "http://h/#access_token=x&y=z", "http://h/#access_token=" + Stars + "&y=z"},
		{"endpoint_url", "http://h/?a=b@c", "http://h/?a=b@c"},
		{"endpoint_url", "http://h:80/x@2", "http://h:80/x@2"},
		{"endpoint_url", "https://example.com:8443/path?region=us-east-1", "https://example.com:8443/path?region=us-east-1"},
		{"mfa_serial", "arn:aws:iam::111122223333:mfa/me@corp.com", "arn:aws:iam::111122223333:mfa/me@corp.com"},
		{"role_session_name", "me@corp.com", "me@corp.com"},
		{"region", "us\naws_secret_access_key = abc def", "us\naws_secret_access_key = " + Stars},
		{"x", "/tmp/sess1653563/751 AKIAMPLE", "/tmp/sess1653563/751 AKIAMPLE"},
		{"region", "us-east-1 # was wJalrXUtnFEMIK7MD", "us-east-1 # was " + Stars},
		{"region", "us-east-1 # password is hunter2", "us-east-1 # password is " + Stars},
		{"region", "us-east-1 # the nearest one", "us-east-1 # the nearest one"},
		{"role_arn", "arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333:role/x"},
		{"no_proxy", "a,b", "a,b"},
		{"AWS_WEB_IDENTITY_TOKEN_FILE", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln", Stars},
		{"AWS_CA_BUNDLE", "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", Stars},
		{"AWS_CA_BUNDLE", "/etc/ssl/certs/ca.pem", "/etc/ssl/certs/ca.pem"},
		{"AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/secrets/eks.amazonaws.com/serviceaccount/token", "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"},
		{"AWS_CA_BUNDLE", "7qxsA+sTRpjTCdVKDPL0x/8TpENMpwr/s5YS9ECT0Rr=", Stars},
		{"ca_bundle", "certs/MyCompanyRootCA-G2-2025", "certs/MyCompanyRootCA-G2-2025"},
		{"ca_bundle", "certs/MyCompanyRootCA2025/bundle", "certs/MyCompanyRootCA2025/bundle"},
		{"endpoint_url", "https://h/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln/x", "https://h/" + Stars},
		{"endpoint_url", "https://h/ghp_q7JF4VzDXByiXbTtcnpAq7JF4VzDXByiXb/x", "https://h/" + Stars},
		{"endpoint_url", "https://h/wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPL3KEY/x", "https://h/" + Stars + "/x"},
		{"endpoint_url", "https://h/Applications/Xcode15/Contents/Developer2/Platforms3/iOS17", "https://h/Applications/Xcode15/Contents/Developer2/Platforms3/iOS17"},
		{"role_arn", "arn:aws:iam::111122223333:role/wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPL3KEY", "arn:aws:iam::111122223333:role/" + Stars},
		{"role_arn", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_1a2b3c4d5e6f7a8b", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_1a2b3c4d5e6f7a8b"},
		{"step 1", "login AKIAEXAMPLELOGIN3, account 123456789012, arn:aws:sts::123456789012:assumed-role/Admin/me", "login AKIAEXAMPLELOGIN3, account 123456789012, arn:aws:sts::123456789012:assumed-role/Admin/me"},
		{"region", "prod-2024Q3-eu", "prod-2024Q3-eu"},
		{"secrets_manager", "http://[::1]:8000", "http://[::1]:8000"},
		{"external_id", "123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000"},
	} {
		if got := Value(c.name, c.value); got != c.want {
			t.Errorf("Value(%q, %q) = %q, want %q", c.name, c.value, got, c.want)
		}
	}
}

func TestSecretName(t *testing.T) {
	for _, name := range []string{"aws_secret_access_key", "aws_session_token", "AWS_SECURITY_TOKEN", "pwd_", "db_pwd", "pass", "auth", "cookie", "api-key", "apiKey", "X-Api-Key", "mfa_code",
		"SecretString", "MasterUserPassword", "clientSecret", "WebIdentityToken", "accessToken", "dpop_private_key", "AWS_BEARER_TOKEN_BEDROCK", "otp", "Passphrase", "AWS_SECRET_ACCESS_KEY_ID"} {
		if !SecretName(name) {
			t.Errorf("%s is not taken for the name of a secret", name)
		}
	}
	for _, name := range []string{"region", "aws_access_key_id", "credential_process", "credential_source", "web_identity_token_file", "NextToken", "ClientRequestToken", "auth_scheme_preference",
		"PWD", "SSH_AUTH_SOCK", "SecretId", "KeyName", "mfa_serial", "aws_credential_expiration", "PrivateIpAddress", "s3.addressing_style", "external_id", "passthrough", "Key"} {
		if SecretName(name) {
			t.Errorf("%s is taken for the name of a secret", name)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"AWS_SECRET_KEY=abc has no effect: this SDK does not read it", "AWS_SECRET_KEY=" + Stars + " has no effect: this SDK does not read it"},
		{"AWS_SECRET_KEY: this SDK does not read it", "AWS_SECRET_KEY: this SDK does not read it"},
		{"AWS_SECRET_KEY=" + Stars + " has no effect", "AWS_SECRET_KEY=" + Stars + " has no effect"},
		{`"aws_session_token": "a b c", "region": "us"`, `"aws_session_token": "` + Stars + `", "region": "us"`},
		{"call http://u:p@h/x now", "call http://u:" + Stars + "@h/x now"},
		{"credentials: 3 places were tried", "credentials: 3 places were tried"},
		{"file:12: expected a key, or name = value", "file:12: expected a key, or name = value"},
		{"see arn:aws:secretsmanager:us-east-1:111122223333:secret:db", "see arn:aws:secretsmanager:us-east-1:111122223333:secret:db"},
		{"profile dev: aws_secret_access_key = wJalr, and more", "profile dev: aws_secret_access_key = " + Stars + ", and more"},
	} {
		if got := Text(c.text); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"aws_secret_access_key = a b c", "aws_secret_access_key = " + Stars},
		{"  aws_secret_access_key=a", "  aws_secret_access_key=" + Stars},
		{"aws_secret_access_key CANARY7junk", "aws_secret_access_key " + Stars},
		{"region = us-east-1 # old: aws_secret_access_key = abc", "region = us-east-1 # old: aws_secret_access_key = " + Stars},
		{"region = us-east-1 ; token abC3dE9", "region = us-east-1 ; token " + Stars},
		{"# my api key = abc def", "# my api key = " + Stars},
		{"# the file of the key = abc def", "# the file of the key = abc def"},
		{"# aws_secret_access_key = abc", "# aws_secret_access_key = " + Stars},
		{"credential_process = /opt/x --token abc", "credential_process = /opt/x --token " + Hidden},
		{"[profile dev]", "[profile dev]"},
		{"region = us-east-1", "region = us-east-1"},
	} {
		if got := Line(c.text); got != c.want {
			t.Errorf("Line(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCommand(t *testing.T) {
	for _, c := range []struct{ cmd, want string }{
		{"aws-vault exec dev --json", "aws-vault exec dev --json"},
		{"aws-vault exec --json dev-admin", "aws-vault exec --json dev-admin"},
		{"aws-vault exec dev --prompt ykman hunter2", "aws-vault exec dev --prompt " + Hidden},
		{"granted credential-process --profile prod", "granted credential-process --profile prod"},
		{"aws-sso process -p 111122223333:Admin", "aws-sso process -p " + Hidden},
		{"saml2aws login --credential-process -a corp", "saml2aws login --credential-process -a corp"},
		{"op read op://dev/aws/key", "op read op://dev/aws/key"},
		{"pass show aws/dev", "pass show aws/dev"},
		{"gimme-aws-creds -p dev", "gimme-aws-creds -p dev"},
		{"tool -p hunter2", "tool -p " + Hidden},
		{"tool --password hunter2 --key=/K7MDENG", "tool --password " + Hidden + " --key=" + Hidden},
		{"tool --key /K7MDENG", "tool --key " + Hidden},
		{"aws-vault exec wJal7XUtnF3MI9", "aws-vault exec " + Hidden},
		{"tool --profile S3cr3tPlant", "tool --profile " + Hidden},
		{"/opt/bin/get-keys --profile prod", "/opt/bin/get-keys --profile prod"},
		{"/opt/get --token abc --pass=def", "/opt/get --token " + Hidden + " --pass=" + Hidden},
		{"/opt/get a b c", "/opt/get " + Hidden},
		{"KEY=abc tool", "KEY=" + Hidden + " tool"},
		{"tool /etc/keys.json /K7MDENG+bPx=", "tool /etc/keys.json " + Hidden},
		{`"C:\tools\get.exe" -v`, `"C:\tools\get.exe" -v`},
		{"aws-vault exec --duration=1h --region eu-west-1 dev", "aws-vault exec --duration=1h --region eu-west-1 dev"},
		{"tool --region us-gov-west-1 --otp 123456", "tool --region us-gov-west-1 --otp " + Hidden},
		{"tool --password=us-east-1x -p 12345h", "tool --password=" + Hidden + " -p " + Hidden},
		{"isengardcli credentials --role Admin", "isengardcli credentials --role Admin"},
		{"docker run --rm -e TOKEN=abc corp/creds", "docker run --rm -e " + Hidden},
		{"sh -c 'echo secret'", "sh -c " + Hidden},
		{"wJalrXUtnFEMIK7MDENGbPxRfiCY9", Hidden},
		{"", ""},
	} {
		if got := Command(c.cmd); got != c.want {
			t.Errorf("Command(%q) = %q, want %q", c.cmd, got, c.want)
		}
	}
}

func TestLineHoweverWrong(t *testing.T) {
	const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	for line, want := range map[string]string{
		"export AWS_SECRET_ACCESS_KEY=\"abc\"":        "export AWS_SECRET_ACCESS_KEY=\"" + Stars + "\"",
		"set AWS_SESSION_TOKEN=abc":                   "set AWS_SESSION_TOKEN=" + Stars,
		"$Env:AWS_SECRET_ACCESS_KEY=\"abc\"":          "$Env:AWS_SECRET_ACCESS_KEY=\"" + Stars + "\"",
		"setx AWS_SECRET_ACCESS_KEY abc":              "setx AWS_SECRET_ACCESS_KEY " + Stars,
		"  \"SecretAccessKey\": \"abc\",":             "  \"SecretAccessKey\": \"" + Stars + "\",",
		"aws_access_key_id = " + secret:               "aws_access_key_id = " + Stars,
		"aws_secret_access_key abc":                   "aws_secret_access_key " + Stars,
		"  " + secret:                                 "  " + Stars,
		"region = eu-west-1":                          "region = eu-west-1",
		"role_arn = arn:aws:iam::111122223333:role/x": "role_arn = arn:aws:iam::111122223333:role/x",
		"[profile dev]":                               "[profile dev]",
		"aws_secret_access_key =":                     "aws_secret_access_key =",
		"credential_process = /opt/get --token abc":   "credential_process = /opt/get --token " + Hidden,
	} {
		if got := Line(line); got != want {
			t.Errorf("Line(%q) = %q, want %q", line, got, want)
		}
	}
}
