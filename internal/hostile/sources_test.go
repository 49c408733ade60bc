package hostile

import (
	"encoding/json"
	"fmt"
	"path/filepath"
)

// sourcePlants are the places in what describes an environment otherwise than
// files of the home directory and variables do: descriptions of containers, tasks
// and functions, blocks of programs, bundles, policies, and saved documents.
var sourcePlants = []plant{
	{"container", func(w *world, s string) []string {
		env, _ := json.Marshal([]string{"AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=" + w.keyID(), w.assigned(s)})
		file := w.write("c.json", fmt.Sprintf(`[{"Name": "/web", "Config": {"User": "app", "Env": %s}}]`, env))
		return append(w.command(), "--container-env", file)
	}},
	{"pod", func(w *world, s string) []string {
		env, _ := json.Marshal([]map[string]string{{"name": "AWS_REGION", "value": "us-east-1"}, {"name": pick(w, "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "DB_PASSWORD"), "value": s}, {"name": "AWS_ENDPOINT_URL", "value": "https://u:$(DB_PASSWORD)@h"}})
		file := w.write("c.json", fmt.Sprintf(`{"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "env": %s}]}}`, env))
		return append(w.command(), "--container-env", file)
	}},
	{"task", func(w *world, s string) []string {
		file := w.write("t.json", fmt.Sprintf(`{"family": "f", "containerDefinitions": [{"name": "c", "environment": [{"name": %q, "value": %s}]}]}`, pick(w, "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "API_KEY"), quoted(s)))
		return append(w.command(), "--ecs-task", file)
	}},
	{"function", func(w *world, s string) []string {
		file := w.write("f.json", fmt.Sprintf(`{"FunctionName": "f", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:f", "Environment": {"Variables": {%q: %s}}}`, pick(w, "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "STRIPE_SECRET"), quoted(s)))
		return append(w.command(), "--lambda", file)
	}},
	{"bundle", func(w *world, s string) []string {
		file := w.write("b.json", fmt.Sprintf(`{"schema_version": 1, "made": "2026-01-02T00:00:00Z", "os": "linux", "home": "/home/me", "working_dir": "/", "variables": [{"name": "AWS_SECRET_ACCESS_KEY", "value": %s}], "files": [{"path": "/home/me/.aws/config", "state": "ok", "text": %s}]}`,
			quoted(s), quoted("[default]\nregion = us-east-1\naws_access_key_id = "+w.keyID()+"\naws_secret_access_key = "+s+"\n")))
		return append(w.command(), "--bundle", file)
	}},
	{"block of Terraform's", func(w *world, s string) []string {
		value := quoted(s)
		lines := pick(w, "  secret_key = "+value, "  token = "+value, "  access_key = "+value+"\n  secret_key = \""+w.keyID()+`"`, "  # secret_key = "+value, "  password = "+value, "  secret_key = "+value+`"`, "  secret_key = <<E\n"+s+"\nE")
		file := w.write("main.tf", "provider \"aws\" {\n  region = \"us-east-1\"\n"+lines+"\n}\n")
		return append(withoutReading(w.command()), "--as", "terraform", "--provider", file)
	}},
	{"policy", func(w *world, s string) []string {
		w.write(".aws/config", "[default]\nregion = us-east-1\n")
		said := quoted(pick(w, "password=", "the secret is ", "token: ", "https://u:") + s + pick(w, "", "@h", "@h/"))
		file := w.write("p.yaml", "- name: x\n  expression: "+pick(w, "'false'", "'region == 1'", "'region =='")+"\n  message: "+said+"\n")
		return []string{"check", "--policy", file, "-o", pick(w, "text", "json", "sarif", "junit", "github", "gitlab"), pick(w, "--explain", "--region=us-east-1")}
	}},
	{"saved document", func(w *world, s string) []string {
		doc := func(value string) string {
			return fmt.Sprintf(`{"schema_version": 1, "as": "boto3", "error": null, "profile": {"name": "default", "origin": {"kind": "default"}, "found": true}, "files": [], "settings": {"endpoint_url": {"value": %s, "set": true, "origin": {"kind": "env", "name": "AWS_ENDPOINT_URL"}, "shadowed": [], "rejected": []}}, "credentials": {"status": "none", "provider": "", "access_key_id": "", "message": "", "steps": [], "tried": []}, "problems": []}`, quoted(value))
		}
		a, b := w.write("a.json", doc("https://u:"+s+"@h")), w.write("b.json", doc("https://h/?token=x"))
		return []string{"diff", a, b, "-o", pick(w, "text", "json", "markdown")}
	}},
	{"profile that is written", func(w *world, s string) []string {
		w.write(".aws/config", "[default]\nregion = us-east-1\naws_access_key_id = "+w.keyID()+"\naws_secret_access_key = "+s+"\n")
		return []string{"copy", "--region", "eu-west-1", "--write", pick(w, "default", "new"), "--dry-run", pick(w, "--with-keys", "--color=never"), "-o", pick(w, "text", "json")}
	}},
}

func quoted(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

// assigned is a variable with a secret in it.
func (w *world) assigned(s string) string {
	return pick(w, "AWS_SECRET_ACCESS_KEY="+s, "AWS_SESSION_TOKEN="+s, "HTTPS_PROXY=http://u:"+s+"@h:1", "AWS_SECRET_ACCESS_KEY "+s, "JAVA_TOOL_OPTIONS=-Daws.secretAccessKey="+s, "MYSQL_PWD="+s)
}

func withoutReading(args []string) []string {
	var kept []string
	for i := 0; i < len(args); i++ {
		if args[i] == "--as" {
			i++
			continue
		}
		kept = append(kept, args[i])
	}
	return kept
}

// describe has a command look at an environment that a file describes, one that
// is not there yet.
func (w *world) describe() (flag, file string) {
	flag = pick(w, "--container-env", "--ecs-task", "--lambda", "--bundle", "--env-file", "--provider", "--policy", "--config-file", "--credentials-file", "diff")
	return flag, filepath.Join(w.home, "described.json")
}
