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
		{"aws_access_key_id", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Stars},
		{"endpoint_url", "http://u:p@h/", "http://u:" + Stars + "@h/"},
		{"endpoint_url", "http://h/?token=x&a=b", "http://h/?token=" + Stars + "&a=b"},
		{"endpoint_url", "http://h/?a=b@c", "http://h/?a=b@c"},
		{"region", "us\naws_secret_access_key = abc", "us\naws_secret_access_key = " + Stars},
		{"role_arn", "arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333:role/x"},
		{"no_proxy", "a,b", "a,b"},
	} {
		if got := Value(c.name, c.value); got != c.want {
			t.Errorf("Value(%q, %q) = %q, want %q", c.name, c.value, got, c.want)
		}
	}
}

func TestCommand(t *testing.T) {
	for _, c := range []struct{ cmd, want string }{
		{"aws-vault exec dev --json", "aws-vault " + Stars + " " + Stars + " --json"},
		{"/opt/bin/get-keys --profile prod", "/opt/bin/get-keys --profile prod"},
		{"/opt/get --token abc --pass=def", "/opt/get --token " + Stars + " --pass=" + Stars},
		{"KEY=abc tool", "KEY=" + Stars + " tool"},
		{"tool /etc/keys.json /K7MDENG+bPx=", "tool /etc/keys.json " + Stars},
		{`"C:\tools\get.exe" -v`, `"C:\tools\get.exe" -v`},
		{"sh -c 'echo secret'", "sh -c " + Stars},
		{"wJalrXUtnFEMIK7MDENGbPxRfiCY9", Stars},
		{"", ""},
	} {
		if got := Command(c.cmd); got != c.want {
			t.Errorf("Command(%q) = %q, want %q", c.cmd, got, c.want)
		}
	}
}

func TestSource(t *testing.T) {
	const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	for line, want := range map[string]string{
		"export AWS_SECRET_ACCESS_KEY=\"abc\"":        "export AWS_SECRET_ACCESS_KEY=" + Stars,
		"set AWS_SESSION_TOKEN=abc":                   "set AWS_SESSION_TOKEN=" + Stars,
		"$Env:AWS_SECRET_ACCESS_KEY=\"abc\"":          "$Env:AWS_SECRET_ACCESS_KEY=" + Stars,
		"setx AWS_SECRET_ACCESS_KEY abc":              "setx AWS_SECRET_ACCESS_KEY " + Stars,
		"  \"SecretAccessKey\": \"abc\",":             "  \"SecretAccessKey\": " + Stars,
		"aws_access_key_id = " + secret:               "aws_access_key_id = " + Stars,
		"aws_secret_access_key abc":                   "aws_secret_access_key " + Stars,
		"  " + secret:                                 "  " + Stars,
		"region = eu-west-1":                          "region = eu-west-1",
		"role_arn = arn:aws:iam::111122223333:role/x": "role_arn = arn:aws:iam::111122223333:role/x",
		"[profile dev]":                               "[profile dev]",
		"aws_secret_access_key =":                     "aws_secret_access_key =",
		"credential_process = /opt/get --token abc":   "credential_process = /opt/get --token " + Stars,
	} {
		if got := Source(line); got != want {
			t.Errorf("Source(%q) = %q, want %q", line, got, want)
		}
	}
}
