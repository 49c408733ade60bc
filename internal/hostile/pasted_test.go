package hostile

import (
	"fmt"
	"strings"
)

// weak draws a secret as people choose them, which only its place gives away.
func (w *world) weak() string {
	switch w.IntN(6) {
	case 0:
		return w.spoken(9)
	case 1:
		return w.spoken(7) + " " + w.spoken(6) + " " + w.spoken(8)
	case 2:
		return w.spoken(6) + pick(w, "%41", "%zz", "%2F", "&", "'", `"`, "$") + w.spoken(8)
	case 3:
		return w.spoken(4) + "äß中" + w.spoken(7) + "é" + w.spoken(5)
	case 4:
		return w.word("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 11)
	}
	return strings.ToUpper(w.spoken(1)) + w.spoken(6) + w.word("0123456789", 3)
}

// spoken draws a word that can be spoken and has no meaning.
func (w *world) spoken(n int) string {
	b := make([]byte, n)
	for i := range b {
		letters := "bdfghjklmnprstvwxz"
		if i%2 == 1 {
			letters = "aeiouy"
		}
		b[i] = letters[w.IntN(len(letters))]
	}
	return string(b)
}

// pasted is a plant of lines that stand anywhere in one of the shared files.
func pasted(name string, lines func(w *world, s string) string) plant {
	return plant{name, func(w *world, s string) []string {
		file := pick(w, "config", "credentials")
		header := pick(w, "[default]", "[profile x]", "[x]", "[sso-session x]", "[services x]", "[plugins]", "")
		w.write(".aws/"+file, pick(w, "", "[default]\nregion = us-east-1\n")+header+"\n"+lines(w, s)+"\n"+pick(w, "", "[profile y]\nregion = eu-west-1\n"))
		return nil
	}}
}

// placedPlants are places that say by themselves that a secret stands there, so
// that it may look like anything.
var placedPlants = []plant{
	pasted("key of a section of any kind", func(w *world, s string) string {
		return pick(w, "aws_secret_access_key", "aws_session_token", "aws_security_token") + pick(w, " = ", "=", ": ") + s
	}),
	pasted("key misspelt", func(w *world, s string) string {
		return pick(w, "aws_secret_acces_key", "secret_key", "aws_secret", "SecretAccessKey", "aws_secret_key", "aws-secret-access-key", "aws_secret_access_key_id", "secretAccessKey", "aws_sesion_token", "aws_secert_access_key",
			"asw_secret_access_key", "aws.secretKey", "aws_secret_access", "AWSSecretKey", "sessiontoken", "PGPASSWORD", "okta_password", "id_token") + " = " + s
	}),
	pasted("line of a shell", func(w *world, s string) string {
		return fmt.Sprintf(pick(w, `export AWS_SECRET_ACCESS_KEY=%s`, `export AWS_SECRET_ACCESS_KEY="%s"`, `set AWS_SECRET_ACCESS_KEY=%s`, `set "AWS_SECRET_ACCESS_KEY=%s"`, `$Env:AWS_SECRET_ACCESS_KEY="%s"`, `setx AWS_SECRET_ACCESS_KEY %s`,
			`setenv AWS_SECRET_ACCESS_KEY %s`, `declare -x AWS_SECRET_ACCESS_KEY="%s"`, `set -gx AWS_SESSION_TOKEN %s`, `aws configure set aws_secret_access_key %s`, `aws_secret_access_key %s`, `AWS Secret Access Key [None]: %s`,
			`ENV AWS_SECRET_ACCESS_KEY %s`, `-Daws.secretKey=%s`, `os.environ["AWS_SECRET_ACCESS_KEY"] = "%s"`), s)
	}),
	pasted("comment with a key", func(w *world, s string) string {
		return pick(w, "# ", ";", "#", "; old: ") + pick(w, "aws_secret_access_key", "password", "AWS_SECRET_ACCESS_KEY", "secret_key", "api key", "old secret key") + pick(w, " = ", "=") + s
	}),
	pasted("wrapped value", func(w *world, s string) string {
		return "aws_secret_access_key = " + pick(w, `"`+s+`"`, `'`+s+`'`, "`"+s+"`", "<"+s+">", "["+s+"]", `{"a":"`+s+`"}`, "\n    "+s)
	}),
	pasted("value between other signs", func(w *world, s string) string {
		return pick(w, "foo = get --password=`", "x = token=`", "# PASSWORD=`") + s + "`"
	}),
	pasted("value in a header", func(w *world, s string) string {
		return pick(w, "[profile x ", "[default ", "[services ", "[") + pick(w, "set -gx AWS_SECRET_ACCESS_KEY ", "setenv AWS_SESSION_TOKEN ", "export AWS_SECRET_ACCESS_KEY=", "aws_secret_access_key = ") + s + "]"
	}),
	pasted("variable of a pod", func(w *world, s string) string {
		return pick(w, "- name: AWS_SECRET_ACCESS_KEY\n  value: "+s, "name: DB_PASSWORD\nvalue: "+s, `{"name": "AWS_SECRET_ACCESS_KEY", "value": `+quoted(s)+"}")
	}),
	{"value beside its flag", func(w *world, s string) []string {
		name := pick(w, "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "DB_PASSWORD")
		return pick(w, []string{"resolve", "--env", name, s}, []string{"resolve", "--env=" + name, s}, []string{"get", "--env", name, s})
	}},
	{"variable of Terraform's", func(w *world, s string) []string {
		value := quoted(s)
		module := pick(w, "variable \"a\" {\n  default = "+value+"\n}\nprovider \"aws\" {\n  region = \"us-east-1\"\n  secret_key = var.a\n}\n", "provider \"aws\" {\n  secret_key = local.k\n}\nlocals {\n  k = "+value+"\n}\n",
			"variable \"a\" {\n  sensitive = true\n  default = "+value+"\n}\nprovider \"aws\" {\n  region = \"us-east-1\"\n  token = var.a\n}\n")
		return append(withoutReading(w.command()), "--as", "terraform", "--provider", w.write("main.tf", module))
	}},
	{"file of Terraform's values", func(w *world, s string) []string {
		file := w.write("main.tf", "variable \"given\" {}\nprovider \"aws\" {\n  region = \"us-east-1\"\n  secret_key = var.given\n}\n")
		w.write(pick(w, "terraform.tfvars", "x.auto.tfvars"), "given = "+quoted(s)+"\n")
		return append(withoutReading(w.command()), "--as", "terraform", "--provider", file)
	}},
}

// pastedPlants are places in which what is secret has to be known by its looks, or
// by what stands beside it.
var pastedPlants = []plant{
	pasted("table of the console's", func(w *world, s string) string {
		id := w.keyID()
		return pick(w, "User name,Access key ID,Secret access key\nbob,"+id+","+s, "Access key ID,Secret access key\n"+id+","+s, "User name,Password,Console login URL\nbob,"+s+",https://111122223333.signin.aws.amazon.com/console",
			"User name,Password,Access key ID,Secret access key,Console login link\nbob,,"+id+","+s+",https://111122223333.signin.aws.amazon.com/console")
	}),
	pasted("pair without a key", func(w *world, s string) string { return w.keyID() + pick(w, ",", " ", ":", "\t", "|", ";") + s }),
	pasted("pair in brackets", func(w *world, s string) string {
		pair := w.keyID() + pick(w, ":", ",", " ", ";", ":::", `","`) + s
		return pick(w, "("+pair+")", "{"+pair+"}", "<"+pair+">", "[("+pair+")]", "[keys "+pair+"]", "foo = ("+pair+")")
	}),
	pasted("command of a key misspelt", func(w *world, s string) string {
		return pick(w, "credential_proccess", "credentials_process", "credental_process", "credential-process") + " = " + pick(w, "ssh-keygen -N ", "get -k ", "get ") + s
	}),
	flagged("webhook", func(w *world, s string) []string {
		url := pick(w, "https://hooks.slack.com/services/T0A1B2C3D/B4E5F6G7H/", "https://discord.com/api/webhooks/123456789012345678/") + w.word(alnum, 24) + s
		return pick(w, []string{"lint", "--fail-on", url}, []string{"resolve", url}, []string{"client", "sts", "--endpoint-url", url}, []string{"request", "sts", "GetCallerIdentity", "--trace", "--handler", "Build:back:header=X-Hook:" + url})
	}),
	pasted("what aws prints", func(w *world, s string) string {
		return pick(w, "CREDENTIALS\t"+w.keyID()+"\t2030-01-01T00:00:00Z\tx\t"+s, "|  SecretAccessKey  |  "+s+"  |", "SecretAccessKey: "+s, "<SecretAccessKey>"+xmlText(s)+"</SecretAccessKey>",
			`{"Credentials": {"AccessKeyId": "`+w.keyID()+`", "SecretAccessKey": `+quoted(s)+`}}`)
	}),
	pasted("comment without a word for it", func(w *world, s string) string {
		return pick(w, "# ", ";", "## old ", "# bob gave me ") + s + pick(w, "", " (do not use)")
	}),
	pasted("key of something else", func(w *world, s string) string {
		return pick(w, "role_arn", "source_profile", "sso_session", "services", "web_identity_token_file", "cli_pager", "data_path", "csm_host", "foo", "login_session", "sso_account_id") + " = " + s + pick(w, "", " ", " x", ",")
	}),
	pasted("name of a key", func(w *world, s string) string { return s + pick(w, " = x", "", " =") }),
	{"model's metadata", func(w *world, s string) []string {
		w.write(".aws/models/toy/2020-01-01/service-2.json", fmt.Sprintf(`{"metadata": {"endpointPrefix": "toy", "protocol": "json", %q: %s}, "operations": {}, "shapes": {}}`,
			pick(w, "protocol", "signatureVersion", "serviceId", "signingName", "endpointPrefix", "targetPrefix"), quoted(s)))
		return []string{"client", "toy", "-o", pick(w, "text", "json", "yaml"), "--trace"}
	}},
	flagged("completion of a wrong flag", func(w *world, s string) []string {
		return append([]string{"__complete"}, pick(w, []string{"resolve", "-e", "AWS_SECRET_ACCESS_KEY=" + s, ""}, []string{"resolve", "--secret-key=" + s, ""}, []string{"resolve", "--pid", s, ""}, []string{"--token", s, ""})...)
	}),
	{"other members of a token cache", func(w *world, s string) []string {
		w.write(".aws/config", "[default]\nregion = us-east-1\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://x\n")
		w.write(".aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json", fmt.Sprintf(`{"accessToken": "x", "expiresAt": "2099-01-01T00:00:00Z", %q: %s}`, pick(w, "codeVerifier", "deviceCode", "idToken", "x", "state"), quoted(s)))
		return nil
	}},
}
