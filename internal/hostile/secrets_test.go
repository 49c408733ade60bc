package hostile

import (
	"crypto/sha1"
	enc "encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// secret draws a secret as they look.
func (w *world) secret() string {
	switch w.IntN(11) {
	case 10:
		return pick(w, "dapi"+w.word("0123456789abcdef", 32), "gsk_"+w.word(alnum, 52), w.word(alnum, 14)+".atlasv1."+w.word(alnum, 67))
	case 0:
		return w.word(alnum, 12) + "/" + w.word(keyish, 27)
	case 1:
		return w.word("0123456789abcdef", 32)
	case 2:
		return "eyJ" + w.word(alnum, 20) + ".eyJ" + w.word(alnum, 24) + "." + w.word(alnum+"-_", 32)
	case 3:
		return w.word(alnum, 20) + "-_" + w.word(alnum, 20)
	case 4:
		return "7q" + w.word(keyish, 41) + pick(w, "=", "==")
	case 5:
		return w.word(alnum, 9) + pick(w, "!", "%", "&", "=", ",", "~") + w.word(alnum, 12)
	case 6:
		return pick(w, "ghp_", "glpat-", "xoxb-123-", "sk_live_", "rk_live_", "hvs.", "dckr_pat_", "npm_") + w.word(alnum, 30)
	case 7:
		return pick(w, "IQoJb3JpZ2luX2Vj", "FwoGZXIvYXdzE") + w.word(keyish, 180) + "=="
	case 8:
		return w.word(alnum+"-_", 90)
	}
	return w.word(alnum, 40)
}

// keyID draws an id of a key, which may be shown.
func (w *world) keyID() string {
	return pick(w, "AKIA", "ASIA") + w.word("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
}

// plant is a place of a secret: what it puts into the world, and what is run
// beside the commands that are drawn.
type plant struct {
	name string
	put  func(w *world, s string) []string // arguments; nil for a drawn command
}

// inProfile is a plant of lines in a profile.
func inProfile(name string, lines func(w *world, s string) string) plant {
	return plant{name, func(w *world, s string) []string {
		file, header := "config", pick(w, "[default]\n", "[default]\nregion = us-east-1\n")
		if w.chance(3) {
			file = "credentials"
		}
		w.write(".aws/"+file, header+lines(w, s)+pick(w, "", "output = json\n"))
		return nil
	}}
}

func property(name string, keys ...string) plant {
	return inProfile(name, func(w *world, s string) string {
		return pick(w, keys...) + pick(w, "=", " = ", " =", ": ", "= ") + s + "\n"
	})
}

func flagged(name string, args func(w *world, s string) []string) plant {
	return plant{name, func(w *world, s string) []string {
		w.write(".aws/config", "[default]\nregion = us-east-1\n")
		return args(w, s)
	}}
}

var plants = append([]plant{
	property("secret key", "aws_secret_access_key", "AWS_SECRET_ACCESS_KEY", "Aws_Secret_Access_Key"),
	property("session token", "aws_session_token", "aws_security_token"),
	property("misspelt key", "aws_secret_acces_key", "aws_secret_key", "aws_secretaccess_key", "aws_sesion_token"),
	property("unknown key", "pwd", "pass", "auth", "cookie", "api-key", "mfa_code", "client_secret", "password", "apikey", "private_key", "bearer", "passphrase", "credential", "pin"),
	property("token where a path belongs", "ca_bundle", "web_identity_token_file"),
	inProfile("swapped", func(w *world, s string) string {
		return "aws_access_key_id = " + s + "\naws_secret_access_key = " + w.keyID() + "\n"
	}),
	inProfile("pasted together", func(w *world, s string) string {
		return "aws_access_key_id = " + w.keyID() + pick(w, ":", " ", ",", ", ", ";", "\t", "/") + s + "\n"
	}),
	inProfile("indented below a value", func(w *world, s string) string {
		return pick(w, "region", "output", "role_session_name", "sdk_ua_app_id") + " = x\n  " + pick(w, "", "aws_secret_access_key = ", "aws_secret_access_key=", "password: ") + s + "\n"
	}),
	inProfile("trailing comment", func(w *world, s string) string {
		return "region = us-east-1 " + pick(w, "# ", "; ", "#", " # key ", "# aws_secret_access_key=", "# password: ") + s + "\n"
	}),
	inProfile("junk line", func(w *world, s string) string {
		return "region = us-east-1\n" + pick(w, "aws_secret_access_key ", "secret ", "") + s + "\n"
	}),
	inProfile("url password", func(w *world, s string) string {
		return pick(w, "endpoint_url", "sso_start_url", "aws_endpoint_url") + " = " + pick(w, "https://u:", "http://u:", "HTTPS://u:", "https:/u:", "u:", "//u:", "https://u:a ", `https://u:"`) + s + "@" + pick(w, "h/", "h:80", "localhost/x") + "\n"
	}),
	inProfile("url query", func(w *world, s string) string {
		return "endpoint_url = https://h/" + pick(w, "?", "#", ";", "?a=b&") + pick(w, "token", "sig", "code", "key", "auth", "access_token", "X-Amz-Signature", "%74oken", "Password", "api_key") + "=" + url.QueryEscape(s) + "\n"
	}),
	inProfile("credential_process", func(w *world, s string) string {
		return "credential_process = /opt/get " + pick(w, "-p ", "--password ", "--key=", "--token=", "-p", "--profile x ", `sh -c "get `, "--header 'Auth: ", "KEY=", "https://u:") + s + "\n"
	}),
	inProfile("services section", func(w *world, s string) string {
		return "services = x\n[services x]\ns3 =\n  " + pick(w, "endpoint_url = https://u:", "aws_secret_access_key = ", "token = ") + s + "\n"
	}),
	{"variable", func(w *world, s string) []string {
		name := pick(w, "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_BEARER_TOKEN_BEDROCK", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CA_BUNDLE", "AWS_WEB_IDENTITY_TOKEN_FILE")
		w.env = append(w.env, "AWS_ACCESS_KEY_ID="+w.keyID(), name+"="+s)
		return nil
	}},
	{"proxy", func(w *world, s string) []string {
		w.env = append(w.env, pick(w, "HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3")+"="+pick(w, "http://u:", "u:", "http:/u:", "//u:", "socks5://u:", "http://u:x ")+s+"@proxy:3128")
		return nil
	}},
	{"token cache", func(w *world, s string) []string {
		sum := sha1.Sum([]byte("corp"))
		w.write(".aws/config", "[default]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://x\n")
		w.write(".aws/sso/cache/"+hex.EncodeToString(sum[:])+".json", fmt.Sprintf(`{%q: %q, "expiresAt": %q, "region": "us-east-1", "startUrl": "https://x"}`,
			pick(w, "accessToken", "refreshToken", "clientSecret"), s, pick(w, "2099-01-01T00:00:00Z", "yesterday", s)))
		return nil
	}},
	flagged("--env without =", func(w *world, s string) []string {
		return []string{"resolve", "--env", pick(w, "AWS_SECRET_ACCESS_KEY ", "AWS_SESSION_TOKEN:", "AWS_SECRET_ACCESS_KEY") + s}
	}),
	flagged("--set", func(w *world, s string) []string {
		return []string{"resolve", "--set", pick(w, "max_attempts=", "retry_mode=", "aws_secret_access_key=", "aws_secret_access_key ", "endpoint_url=http://u:", "secret:") + s}
	}),
	flagged("--param", func(w *world, s string) []string {
		return []string{"request", pick(w, "secretsmanager", "iam"), pick(w, "PutSecretValue", "CreateLoginProfile"), "--param", pick(w, "SecretString=", "SecretString ", "Password=", "SecretId=x&SecretString=", "NoSuch.") + s}
	}),
	flagged("sensitive member", func(w *world, s string) []string {
		call := pick(w, [][3]string{{"secretsmanager", "PutSecretValue", `{"SecretId": "x", "SecretString": %q}`}, {"rds", "CreateDBInstance", `{"DBInstanceIdentifier": "x", "DBInstanceClass": "x", "Engine": "x", "MasterUserPassword": %q}`},
			{"sts", "AssumeRoleWithWebIdentity", `{"RoleArn": "arn:aws:iam::111122223333:role/x", "RoleSessionName": "xx", "WebIdentityToken": %q}`}, {"sso-oidc", "CreateToken", `{"clientId": "x", "grantType": "x", "clientSecret": %q}`}}...)
		return []string{"request", call[0], call[1], "--input", fmt.Sprintf(call[2], s), "-o", pick(w, "text", "json", "http", "curl", "har"), pick(w, "--trace", "--as=boto3")}
	}),
	flagged("--handler", func(w *world, s string) []string {
		return []string{"request", "sts", "GetCallerIdentity", "--trace", "--handler", pick(w, "Build:back:header=Authorization:Bearer ", "Build:back:header=X-Api-Key:", "Build:back:hedaer=Cookie:", "Build:back:exec=/no/such --token ", "Build:back:exec=sh -c 'echo >&2 $0; exit 1' ") + s}
	}),
	flagged("--endpoint-url", func(w *world, s string) []string {
		return []string{"request", "sts", "GetCallerIdentity", "--endpoint-url", pick(w, "user:", "http://user:", "https:/user:", "http://h/?sig=", ":") + s + "@h"}
	}),
	flagged("--sign-with", func(w *world, s string) []string {
		return []string{"request", "sts", "GetCallerIdentity", "--trace", "--sign-with", pick(w, w.keyID()+":", "", w.keyID()+" ", w.keyID()+":x:") + s}
	}),
	{"response", func(w *world, s string) []string {
		file := w.write("answer", pick(w,
			"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\n\r\n"+fmt.Sprintf(`{"SecretString": %q, "Name": "x"}`, s),
			"HTTP/1.1 403 Forbidden\r\nSet-Cookie: session="+s+"\r\nContent-Type: application/x-amz-json-1.1\r\n\r\n{\"__type\": \"AccessDenied\", \"message\": \"secret "+s+"\"}"))
		return []string{"request", "secretsmanager", "GetSecretValue", "--region", "us-east-1", "--param", "SecretId=x", "--simulate", "@" + file, "--trace", "-o", pick(w, "text", "json")}
	}},
}, slices.Concat(morePlants, sourcePlants, pastedPlants)...)

func plantSecrets(w *world) {
	p, s := plants[w.IntN(len(plants))], w.secret()
	if n := w.IntN(len(plants) + 2*len(placedPlants)); n >= len(plants) {
		p, s = placedPlants[(n-len(plants))/2], w.weak()
	}
	args := p.put(w, s)
	if args == nil {
		args = w.command()
	} else if !slices.Contains(args, "--as") && args[0] != "__complete" {
		args = append(args, "--as", pick(w, readings...))
	}
	o := w.run(args...)
	if at := shows(o.all(), s); at >= 0 {
		text := o.all()
		w.complaints = append(w.complaints, complaint{leak: p.name,
			text: fmt.Sprintf("%s: %q shows %q: …%q…", p.name, args, s, text[max(0, at-80):min(len(text), at+60)])})
	}
}

var folds = regexp.MustCompile(`[ \t\r\n]+`)

// shows finds a secret in an output in any spelling, whole or in part, wrapped
// over lines or not; -1 where it is not.
func shows(output, s string) int {
	quoted := fmt.Sprintf("%q", s)
	for _, spelt := range []string{s, url.QueryEscape(s), url.PathEscape(s), quoted[1 : len(quoted)-1], strings.ReplaceAll(s, "'", `'\''`),
		strings.ReplaceAll(s, "&", `\u0026`), enc.StdEncoding.EncodeToString([]byte(s)), hex.EncodeToString([]byte(s))} {
		const part = 12
		for i := 0; i == 0 || i+part <= len(spelt); i += part / 2 {
			if at := strings.Index(output, spelt[i:min(len(spelt), i+part)]); at >= 0 {
				return at
			}
		}
		if strings.Contains(folds.ReplaceAllString(output, ""), spelt) {
			return 0
		}
	}
	return -1
}
