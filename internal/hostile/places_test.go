package hostile

import (
	enc "encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

// morePlants are the places in which people have left secrets that are not
// theirs: variables, tools' arguments, flags in the wrong form, bodies.
var morePlants = []plant{
	variables("swapped variables", func(w *world, s string) []string {
		return []string{"AWS_ACCESS_KEY_ID=" + s, "AWS_SECRET_ACCESS_KEY=" + w.keyID()}
	}),
	variables("variables pasted together", func(w *world, s string) []string {
		id, sign := w.keyID(), pick(w, ":", " ", ",", ";", "|", "\n")
		return []string{"AWS_ACCESS_KEY_ID=" + pick(w, id+sign+s, s+sign+id), "AWS_SECRET_ACCESS_KEY=x"}
	}),
	variables("private key in a variable", func(w *world, s string) []string {
		return []string{pick(w, "AWS_CA_BUNDLE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") + "=-----BEGIN " + pick(w, "", "RSA ", "EC ", "OPENSSH ") + "PRIVATE KEY-----\n" + s + "\n-----END RSA PRIVATE KEY-----"}
	}),
	variables("variable that wants a word", func(w *world, s string) []string {
		return []string{pick(w, "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_RETRY_MODE", "AWS_MAX_ATTEMPTS", "AWS_USE_FIPS_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE") + "=" + s}
	}),
	variables("java", func(w *world, s string) []string {
		if w.chance(3) {
			return []string{"JAVA_TOOL_OPTIONS=-Dhttps.proxyHost=h -D" + pick(w, "https.proxyUser=u -Dhttps.proxyPassword=", "aws.secretAccessKey ", "aws.endpointUrl=https://u:") + s}
		}
		return []string{"JAVA_TOOL_OPTIONS=-Xmx1g -Daws.accessKeyId=" + w.keyID() + " -D" + pick(w, "aws.secretAccessKey=", `aws.secretAccessKey="`, "aws.sessionToken=", "aws.secretKey=") + s}
	}),
	variables("proxy user", func(w *world, s string) []string {
		return []string{pick(w, "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "ALL_PROXY") + "=" + pick(w, "http://", "https://") + s + "@proxy:3128"}
	}),
	variables("address without a host", func(w *world, s string) []string {
		return []string{pick(w, "HTTPS_PROXY", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS", "AWS_CONTAINER_CREDENTIALS_FULL_URI") + "=" + pick(w, "http://u:", "https:///u:", "socks5://u:") + s}
	}),
	inProfile("comment of many kinds", func(w *world, s string) string {
		return pick(w, "output = json", "cli_pager =", "role_session_name = me", "sso_region = us-east-1") + pick(w, " # ", " ; ", "\n# ", "\n; ", "\n  # ") + pick(w, "old key ", "password ", "pw: ", "was ", "token=", "secret is ", "") + s + "\n"
	}),
	inProfile("names of parameters", func(w *world, s string) string {
		name := pick(w, "client_secret", "id_token", "refresh_token", "Signature", "X-Amz-Security-Token", "jwt", "session", "ticket", "api-key", "subscription-key", "%73%69%67", "apikey", "pwd", "hmac", "tok%65n", "SAS", "x-api-key", "oauth_token", "assertion")
		return "endpoint_url = " + pick(w, "https://h/", "http://h:80", "h/x") + pick(w, "?", "?a=b;", "#", "#a=b&", ";") + name + "=" + url.QueryEscape(s) + pick(w, "", "&b=c", "#x") + "\n"
	}),
	inProfile("helper", func(w *world, s string) string {
		head := pick(w, "aws-vault exec ", "aws-vault exec --no-session dev ", "saml2aws script -p ", "curl -s -u u:", "tool --password='", `sh -c 'curl -H "Authorization: Bearer `, "env TOKEN=", `bash -c "tool --otp `, "tool $(echo ", "cat x | tool ", "tool -H X-Api-Key:",
			"op read op://vault/item/field --session ", "pass show aws/dev ", "cmd /c tool /password:", "powershell -Command \"$p='", "tool --profile ", "tool --profile=dev --secret ", "/opt/a tool://")
		return "credential_process = " + head + s + pick(w, "", "'", `"`, " --json", ")") + "\n"
	}),
	inProfile("JSON in a profile", func(w *world, s string) string {
		return fmt.Sprintf("credential_process = echo {\"Version\":1,\"SecretAccessKey\":%q,\"SessionToken\":\"x\"}\n", s)
	}),
	{"key shown by profiles", func(w *world, s string) []string {
		w.write(".aws/config", "[profile x]\n"+pick(w, "pwd", "PASS", "auth", "Cookie", "api-key", "api_key", "mfa_code", "sharedSecret", "otp", "x_token", "my.password", "AuthToken", "bearer", "creds", "credentials", "private-key")+" = "+s+"\n")
		return []string{"profiles", "-o", pick(w, "json", "yaml", "wide", "text", "name")}
	}},
	{"preferences", func(w *world, s string) []string {
		w.write(".config/sessctl/config.yaml", pick(w, "as: ", "token: ", "sdks: [", "output: ", "color: ", "password ", "")+s+pick(w, "", "]", "\nas: boto3")+"\n")
		return nil
	}},
	{"file of variables", func(w *world, s string) []string {
		file := w.write("vars", pick(w, "AWS_SECRET_ACCESS_KEY=", "export AWS_SESSION_TOKEN=", "AWS_SECRET_ACCESS_KEY ", "AWS_SECRET_ACCESS_KEY: ", "HTTPS_PROXY=u:")+s+pick(w, "", "@h:1")+"\n")
		return append(w.command(), "--env-file", file)
	}},
	{"token file", func(w *world, s string) []string {
		file := w.write("token", s+pick(w, "", "\n", "\n\n"))
		w.env = append(w.env, "AWS_WEB_IDENTITY_TOKEN_FILE="+file, "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/x")
		return nil
	}},
	flagged("typed in the wrong place", func(w *world, s string) []string {
		return pick(w, []string{s}, []string{"get", s}, []string{"explain", s}, []string{"client", s}, []string{"request", s, "X"}, []string{"request", "s3", s}, []string{"check", s}, []string{"check", "=" + s}, []string{"help", s},
			[]string{"resolve", s}, []string{"settings", s}, []string{"lint", s}, []string{"resolve", "--" + s}, []string{"resolve", "-x" + s}, []string{"resolve", "-o", s}, []string{"resolve", "--as", s}, []string{"resolve", "--sdks", s}, []string{"resolve", "--color", s},
			[]string{"resolve", "--home", s}, []string{"lint", "--fail-on", s}, []string{"resolve", "--java-property", s}, []string{"resolve", "--java-property", "aws.secretAccessKey " + s}, []string{"completion", s},
			[]string{"request", "sts", "GetCallerIdentity", "--at", s}, []string{"request", "sts", "GetCallerIdentity", "--show", s}, []string{"request", "sts", "GetCallerIdentity", "--simulate", s},
			[]string{"request", "sts", "GetCallerIdentity", "--handler", s}, []string{"request", "sts", "GetCallerIdentity", "--handler", "Build:back:" + s}, []string{"request", "sts", "GetCallerIdentity", "--input", s}, []string{"request", "sts", "AssumeRole", "--param", s})
	}),
	flagged("completion", func(w *world, s string) []string {
		return append([]string{"__complete"}, pick(w, []string{"resolve", "--set", "aws_secret_access_key=" + s}, []string{"resolve", "--env", "AWS_SECRET_ACCESS_KEY=" + s, ""}, []string{"request", "sts", "GetCallerIdentity", "--sign-with", w.keyID() + ":" + s, "--param", ""}, []string{"get", s})...)
	}),
	flagged("java property", func(w *world, s string) []string {
		return []string{pick(w, "resolve", "credentials", "compare"), "--java-property", pick(w, "aws.secretAccessKey=", "aws.sessionToken=", "-Daws.secretAccessKey=", "https.proxyPassword=") + s, "--java-property", "aws.accessKeyId=" + w.keyID(), "--as", "java-v2"}
	}),
	flagged("member of a request", func(w *world, s string) []string {
		call := pick(w, [][3]string{{"iam", "CreateLoginProfile", `{"UserName": "u", "Password": %q}`}, {"cognito-idp", "InitiateAuth", `{"AuthFlow": "x", "ClientId": "x", "AuthParameters": {"USERNAME": "u", "PASSWORD": %q}}`},
			{"sso", "Logout", `{"accessToken": %q}`}, {"ssm", "PutParameter", `{"Name": "x", "Value": %q}`}, {"ec2", "ImportImage", `{"DiskContainers": [{"Url": %q}]}`}, {"dms", "CreateEndpoint", `{"EndpointIdentifier": "x", "EndpointType": "source", "EngineName": "x", "Password": %q}`},
			{"secretsmanager", "CreateSecret", `{"Name": "x", "SecretString": "{\"password\": %q}"}`}, {"redshift", "CreateCluster", `{"ClusterIdentifier": "x", "NodeType": "x", "MasterUsername": "x", "MasterUserPassword": %q}`}, {"sts", "AssumeRoleWithSAML", `{"RoleArn": "arn:aws:iam::111122223333:role/x", "PrincipalArn": "arn:aws:iam::111122223333:saml-provider/x", "SAMLAssertion": %q}`}}...)
		input := fmt.Sprintf(call[2], s)
		if call[1] == "CreateSecret" {
			input = fmt.Sprintf(`{"Name": "x", "SecretString": %q}`, fmt.Sprintf(`{"password": %q}`, s))
		}
		return []string{"request", call[0], call[1], "--input", input, "-o", pick(w, "text", "json", "http", "curl", "har"), pick(w, "--trace", "--as=boto3")}
	}),
	flagged("header of a request", func(w *world, s string) []string {
		return []string{"request", "s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--param", "SSECustomerAlgorithm=AES256", "--param", "SSECustomerKey=" + s, "-o", pick(w, "text", "json", "http", "curl", "har"), pick(w, "--trace", "--as=go-v2")}
	}),
	flagged("what a handler prints", func(w *world, s string) []string {
		script := pick(w, "echo token="+s+" >&2; exit 1", "echo 'password: "+s+"' >&2; exit 3", "echo "+s+"; exit 1", "echo \"Authorization: Bearer "+s+"\" >&2; exit 1")
		return []string{"request", "sts", "GetCallerIdentity", "--trace", "--handler", pick(w, "Build", "Send", "Sign", "Retry") + ":back:exec=sh -c \"" + strings.ReplaceAll(script, `"`, `\"`) + `"`, "--simulate", "200", "-o", pick(w, "text", "json")}
	}),
	{"member of a response", answerSecrets},
}

func variables(name string, list func(w *world, s string) []string) plant {
	return plant{name, func(w *world, s string) []string {
		w.write(".aws/config", pick(w, "[default]\n", "[default]\nregion = us-east-1\n"))
		w.env = append(w.env, list(w, s)...)
		return nil
	}}
}

// answerSecrets has a service answer with what it gives out, and with errors
// that quote what they were sent.
func answerSecrets(w *world, s string) []string {
	type answer struct{ service, operation, input, kind, body string }
	const jsonType, xmlType = "application/x-amz-json-1.1", "text/xml"
	blob := enc.StdEncoding.EncodeToString([]byte(s))
	role := `{"RoleArn": "arn:aws:iam::111122223333:role/x", "RoleSessionName": "xx"}`
	a := pick(w,
		answer{"kms", "Decrypt", `{"CiphertextBlob": "eA=="}`, jsonType, fmt.Sprintf(`{"KeyId": "x", "Plaintext": %q}`, blob)},
		answer{"sts", "AssumeRole", role, xmlType, "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>" + w.keyID() + "</AccessKeyId><SecretAccessKey>" + xmlText(s) + "</SecretAccessKey></Credentials></AssumeRoleResult></AssumeRoleResponse>"},
		answer{"sts", "AssumeRole", role, xmlType, "<AssumeRoleResponse><AssumeRoleResult><Credentials><SessionToken>" + xmlText(s) + "</SessionToken></Credentials></AssumeRoleResult></AssumeRoleResponse>"},
		answer{"iam", "CreateAccessKey", `{}`, xmlType, "<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><UserName>u</UserName><SecretAccessKey>" + xmlText(s) + "</SecretAccessKey></AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>"},
		answer{"sso-oidc", "CreateToken", `{"clientId": "x", "clientSecret": "y", "grantType": "z"}`, "application/json", fmt.Sprintf(`{"accessToken": %q, "expiresIn": 1}`, s)},
		answer{"ecr", "GetAuthorizationToken", `{}`, jsonType, fmt.Sprintf(`{"authorizationData": [{"authorizationToken": %q}]}`, s)},
		answer{"ssm", "GetParameter", `{"Name": "x"}`, jsonType, fmt.Sprintf(`{"Parameter": {"Name": "x", "Value": %q}}`, s)},
		answer{"cognito-idp", "InitiateAuth", `{"AuthFlow": "x", "ClientId": "y"}`, jsonType, fmt.Sprintf(`{"AuthenticationResult": {"IdToken": %q}}`, s)},
	)
	head := "HTTP/1.1 200 OK"
	if w.chance(3) {
		head = "HTTP/1.1 400 Bad Request"
		a.body = map[bool]string{true: fmt.Sprintf(`{"__type": "X", "message": "the %s %s is not valid"}`, pick(w, "token", "password", "secret"), s),
			false: "<ErrorResponse><Error><Code>X</Code><Message>The security token " + xmlText(s) + " is invalid</Message></Error></ErrorResponse>"}[a.kind != xmlType]
	}
	file := w.write("answer", head+"\r\nContent-Type: "+a.kind+"\r\n"+pick(w, "", "Set-Cookie: a="+s+"\r\n", "X-Amz-Security-Token: "+s+"\r\n")+"\r\n"+a.body)
	return []string{"request", a.service, a.operation, "--input", a.input, "--region", "us-east-1", "--simulate", pick(w, "", "503,", "timeout,") + "@" + file, "--trace", "-o", pick(w, "text", "json")}
}

func xmlText(s string) string { return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s) }
