package main

var tf = []string{"--provider", "@/main.tf", "--as", "terraform"}

func request(args ...string) [][]string {
	var all [][]string
	for _, format := range []string{"text", "json", "http", "curl", "har"} {
		all = append(all, append(append([]string{"request"}, args...), "--region", "us-east-1", "-o", format))
	}
	return append(all, append(append([]string{"request"}, args...), "--region", "us-east-1", "--trace"))
}

func answered(service, operation string, more ...string) [][]string {
	return request(append([]string{service, operation, "--simulate", "@/answer"}, more...)...)
}

// container is what docker inspect prints of one with an environment.
func container(env string) map[string]string {
	return map[string]string{"c.json": `[{"Id": "1", "Name": "/web", "Config": {"Env": [` + env + `], "Cmd": ["x"]}}]`}
}

func module(text string) map[string]string { return map[string]string{"main.tf": text} }

func config(text string) map[string]string { return map[string]string{".aws/config": text} }

// plain have a drawn command run beside the files alone.
var plain = []string{"--color", "never"}

var policyRuns = [][]string{
	{"check", "--policy", "@/p.yaml"}, {"check", "--policy", "@/p.yaml", "--explain"}, {"check", "--policy", "@/p.yaml", "-o", "json"}, {"check", "--policy", "@/p.yaml", "-o", "sarif"},
	{"check", "--policy", "@/p.yaml", "-o", "junit"}, {"check", "--policy", "@/p.yaml", "-o", "github"}, {"check", "--policy", "@/p.yaml", "-o", "gitlab"},
}

func policyFile(text string) map[string]string { return map[string]string{"p.yaml": text} }

func diffs(a, b string) [][]string {
	return [][]string{{"diff", a, b}, {"diff", b, a, "-o", "json"}, {"diff", a, b, "-o", "markdown"}, {"diff", a, a}}
}

const saved = `{"schema_version": 1, "as": "boto3", "error": null, "profile": {"name": "default", "origin": {"kind": "default"}, "found": true}, "files": [], "settings": {"region": {"value": "us-east-1", "set": true, "origin": {"kind": "env", "name": "AWS_REGION"}, "shadowed": [], "rejected": []}`

func bundled(more string) map[string]string {
	return map[string]string{"b.json": `{"schema_version": 1, "made": "2026-01-02T00:00:00Z", "os": "linux", "home": "/home/me", "working_dir": "/", ` + more + `}`}
}

var scenes = []scene{
	// Terraform's files.
	{name: "keys of a provider", files: module("provider \"aws\" {\n  region = \"us-east-1\"\n  access_key = \"ID\"\n  secret_key = \"S\"\n  token = \"S\"\n}\n"), flags: tf},
	{name: "keys of a provider, swapped", files: module("provider \"aws\" {\n  region = \"us-east-1\"\n  access_key = \"S\"\n  secret_key = \"ID\"\n}\n"), flags: tf},
	{name: "keys of a provider, pasted", files: module("provider \"aws\" {\n  access_key = \"ID:S\"\n}\n"), flags: tf},
	{name: "endpoint of a provider", files: module("provider \"aws\" {\n  region = \"us-east-1\"\n  endpoints {\n    s3 = \"https://u:S@h\"\n    sts = \"https://h/?sig=Q\"\n  }\n  http_proxy = \"http://u:S@h\"\n}\n"), flags: tf},
	{name: "comment in a provider", files: module("provider \"aws\" { # secret_key = \"S\"\n  region = \"us-east-1\" // secret_key: S\n  /* token = \"S\" */\n  profile = \"x\" # S\n}\n"), flags: tf},
	{name: "heredoc", files: module("provider \"aws\" {\n  region = \"us-east-1\"\n  secret_key = <<EOT\nS\nEOT\n  access_key = \"ID\"\n}\n"), flags: tf},
	{name: "default of a variable", files: module("variable \"s\" { default = \"S\" }\nvariable \"e\" { default = \"https://u:S@h\" }\nprovider \"aws\" {\n  region = \"us-east-1\"\n  access_key = \"ID\"\n  secret_key = var.s\n  endpoints {\n    s3 = var.e\n  }\n}\n"), flags: tf},
	{name: "value of a variable", files: map[string]string{"main.tf": "variable \"s\" {}\nprovider \"aws\" {\n  region = \"us-east-1\"\n  secret_key = var.s\n  access_key = \"ID\"\n}\n", "terraform.tfvars": "s = \"S\"\n"}, flags: tf},
	{name: "local, joined", files: module("locals {\n  a = \"F\"\n  b = \"G\"\n}\nprovider \"aws\" {\n  region = \"us-east-1\"\n  access_key = \"ID\"\n  secret_key = \"${local.a}${local.b}\"\n}\n"), flags: tf},
	{name: "joined in an endpoint", files: module("locals {\n  a = \"F\"\n  b = \"G\"\n}\nprovider \"aws\" {\n  region = \"us-east-1\"\n  endpoints {\n    s3 = \"https://u:${local.a}${local.b}@h\"\n  }\n}\n"), flags: tf},
	{name: "web identity token in a provider", files: module("provider \"aws\" {\n  region = \"us-east-1\"\n  assume_role_with_web_identity {\n    role_arn = \"arn:aws:iam::111122223333:role/r\"\n    web_identity_token = \"S\"\n  }\n}\n"), flags: tf},
	{name: "role's policy and tags", files: module("provider \"aws\" {\n  region = \"us-east-1\"\n  assume_role {\n    role_arn = \"arn:aws:iam::111122223333:role/r\"\n    policy = \"{\\\"password\\\": \\\"S\\\"}\"\n    tags = { password = \"S\" }\n  }\n  default_tags {\n    tags = { token = \"S\" }\n  }\n}\n"), flags: tf},
	{name: "word of a provider", files: module("provider \"aws\" {\n  region = \"S\"\n  max_retries = \"S\"\n  retry_mode = \"S\"\n}\n"), flags: tf},
	{name: "unknown attribute", files: module("provider \"aws\" {\n  password = \"S\"\n  region = \"us-east-1\"\n  sekret_key = \"S\"\n}\n"), flags: tf},
	{name: "HCL that is broken at a secret", files: module("provider \"aws\" {\n  secret_key = S\"\n  region = \"us-east-1\"\n}\n"), flags: tf},
	{name: "HCL with a secret as a name", files: module("provider \"aws\" {\n  secret_key = S\n  region = var.S\n  profile = data.S.x\n}\n"), flags: tf},
	{name: "HCL with a secret as a function's", files: module("provider \"aws\" {\n  access_key = \"ID\"\n  secret_key = base64decode(\"B\")\n  region = lower(\"S\")\n}\n"), flags: tf, known: true},
	{name: "alias", files: module("provider \"aws\" {\n  alias = \"S\"\n  region = \"us-east-1\"\n}\n"), flags: []string{"--provider", "@/main.tf#other", "--as", "terraform"}},
	{name: "asked alias", files: module("provider \"aws\" {\n  region = \"us-east-1\"\n}\n"), flags: []string{"--provider", "@/main.tf#S", "--as", "terraform"}},
	{name: "provider flag", files: module(""), flags: []string{"--provider", "S", "--as", "terraform"}},
	{name: "JSON module", files: map[string]string{"main.tf.json": `{"provider": {"aws": {"region": "us-east-1", "access_key": "ID", "secret_key": "S", "token": "S", "endpoints": {"s3": "https://u:S@h"}}}}`}, flags: []string{"--provider", "@/main.tf.json", "--as", "tf"}},
	{name: "broken JSON module", files: map[string]string{"main.tf.json": `{"provider": {"aws": {"secret_key": "S}`}, flags: []string{"--provider", "@/main.tf.json", "--as", "tf"}},
	{name: "backend", files: module("terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"k\"\n    region = \"us-east-1\"\n    access_key = \"ID\"\n    secret_key = \"S\"\n    token = \"S\"\n    endpoint = \"https://u:S@h\"\n    sse_customer_key = \"S\"\n  }\n}\n"), flags: []string{"--provider", "@/main.tf", "--as", "terraform-s3-backend"}},

	// Containers, tasks and functions.
	{name: "docker", files: container(`"AWS_ACCESS_KEY_ID=ID", "AWS_SECRET_ACCESS_KEY=S", "AWS_REGION=us-east-1", "DB_PASSWORD=S"`), flags: []string{"--container-env", "@/c.json"}},
	{name: "docker, swapped", files: container(`"AWS_ACCESS_KEY_ID=S", "AWS_SECRET_ACCESS_KEY=ID"`), flags: []string{"--container-env", "@/c.json"}},
	{name: "docker, address", files: container(`"AWS_ENDPOINT_URL=https://u:S@h", "HTTPS_PROXY=u:S@h:1", "AWS_REGION=S"`), flags: []string{"--container-env", "@/c.json"}},
	{name: "docker, escaped", files: container(`"AWS_SECRET_ACCESS_KEY=J", "AWS_ACCESS_KEY_ID=ID", "AWS_REGION=us-east-1"`), flags: []string{"--container-env", "@/c.json"}},
	{name: "docker, no sign", files: container(`"AWS_SECRET_ACCESS_KEY S", "AWS_SECRET_ACCESS_KEY:S", "S"`), flags: []string{"--container-env", "@/c.json"}},
	{name: "docker, broken", files: map[string]string{"c.json": `[{"Name": "/web", "Config": {"Env": ["AWS_SECRET_ACCESS_KEY=S}`}, flags: []string{"--container-env", "@/c.json"}},
	{name: "docker, wrong kind", files: map[string]string{"c.json": `[{"Name": {"AWS_SECRET_ACCESS_KEY": "S"}, "Config": {"Env": {"AWS_SECRET_ACCESS_KEY": "S"}}}]`}, flags: []string{"--container-env", "@/c.json"}},
	{name: "docker, mount and user", files: map[string]string{"c.json": `[{"Name": "/web", "Config": {"User": "S", "Env": [], "WorkingDir": "/S"}, "Mounts": [{"Type": "bind", "Source": "//u:S@nas/x", "Destination": "/x"}]}]`}, flags: []string{"--container-env", "@/c.json"}, known: true},
	{name: "docker, names", files: map[string]string{"c.json": `[{"Name": "/password=S", "Config": {"Env": []}}, {"Name": "/b", "Config": {"Env": []}}]`}, flags: []string{"--container-env", "@/c.json"}},
	{name: "asked container", files: container(`"AWS_REGION=us-east-1"`), flags: []string{"--container-env", "@/c.json", "--container", "S"}},
	{name: "pod", files: map[string]string{"c.json": `{"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "env": [{"name": "AWS_ACCESS_KEY_ID", "value": "ID"}, {"name": "AWS_SECRET_ACCESS_KEY", "value": "S"}, {"name": "AWS_ENDPOINT_URL", "value": "https://u:$(PW)@h"}, {"name": "PW", "value": "S"}, {"name": "X", "valueFrom": {"secretKeyRef": {"name": "S", "key": "S"}}}]}]}}`}, flags: []string{"--container-env", "@/c.json"}, known: true},
	{name: "pod, expanded", files: map[string]string{"c.json": `{"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "env": [{"name": "A", "value": "F"}, {"name": "B", "value": "G"}, {"name": "AWS_ENDPOINT_URL", "value": "https://u:$(A)$(B)@h"}, {"name": "AWS_SECRET_ACCESS_KEY", "value": "$(A)$(B)"}, {"name": "AWS_ACCESS_KEY_ID", "value": "ID"}]}]}}`}, flags: []string{"--container-env", "@/c.json"}},
	{name: "list with a secret", files: map[string]string{"c.json": `{"kind": "List", "items": [{"kind": "Secret", "metadata": {"name": "s"}, "data": {"AWS_SECRET_ACCESS_KEY": "B"}}, {"kind": "ConfigMap", "metadata": {"name": "m"}, "data": {"AWS_SECRET_ACCESS_KEY": "S", "AWS_REGION": "S"}}, {"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "envFrom": [{"secretRef": {"name": "s"}}, {"configMapRef": {"name": "m"}}]}]}}]}`}, flags: []string{"--container-env", "@/c.json"}},
	{name: "task", files: map[string]string{"t.json": `{"taskDefinition": {"family": "f", "containerDefinitions": [{"name": "c", "environment": [{"name": "AWS_ACCESS_KEY_ID", "value": "ID"}, {"name": "AWS_SECRET_ACCESS_KEY", "value": "S"}, {"name": "AWS_ENDPOINT_URL", "value": "https://u:S@h"}], "secrets": [{"name": "API_TOKEN", "valueFrom": "S"}], "environmentFiles": [{"value": "https://u:S@h/x.env", "type": "s3"}]}]}}`}, flags: []string{"--ecs-task", "@/t.json"}, known: true},
	{name: "task, broken", files: map[string]string{"t.json": `{"containerDefinitions": [{"name": "c", "environment": {"AWS_SECRET_ACCESS_KEY": "S"`}, flags: []string{"--ecs-task", "@/t.json"}},
	{name: "function", files: map[string]string{"f.json": `{"FunctionName": "f", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:f", "Runtime": "python3.12", "Environment": {"Variables": {"AWS_ENDPOINT_URL_S3": "https://u:S@h", "API_TOKEN": "S", "AWS_SECRET_ACCESS_KEY": "S", "AWS_ACCESS_KEY_ID": "ID", "JAVA_TOOL_OPTIONS": "-Daws.secretAccessKey=S", "AWS_RETRY_MODE": "S"}}}`}, flags: []string{"--lambda", "@/f.json"}},
	{name: "function's names", files: map[string]string{"f.json": `{"FunctionName": "S", "FunctionArn": "arn:aws:lambda:us-west-2:111122223333:function:S", "Runtime": "S", "Layers": [{"Arn": "S"}], "Environment": {"Variables": {"AWS_REGION": "us-east-1", "AWS_LAMBDA_EXEC_WRAPPER": "S"}, "Error": {"Message": "password S"}}}`}, flags: []string{"--lambda", "@/f.json"}, known: true},

	// Bundles, which another has made, perhaps by hand.
	{name: "bundle's variable", files: bundled(`"variables": [{"name": "AWS_SECRET_ACCESS_KEY", "value": "S"}, {"name": "AWS_ACCESS_KEY_ID", "value": "ID"}, {"name": "AWS_REGION", "value": "us-east-1", "base64": ""}, {"name": "AWS_SESSION_TOKEN", "base64": "B"}], "files": []`), flags: []string{"--bundle", "@/b.json"}},
	{name: "bundle's file", files: bundled(`"variables": [], "files": [{"path": "/home/me/.aws/config", "state": "ok", "mode": "0600", "text": "[default]\nregion = us-east-1\naws_access_key_id = ID\naws_secret_access_key = S\n"}]`), flags: []string{"--bundle", "@/b.json"}},
	{name: "bundle's words", files: bundled(`"name": "password=S", "source": "token=S", "unknown": ["the password S is not known"], "variables": [], "files": [{"path": "/home/me/.aws/config", "state": "unreadable", "reason": "token=S"}]`), flags: []string{"--bundle", "@/b.json"}},
	{name: "bundle that is none", files: map[string]string{"b.json": `{"schema_version": "S", "aws_secret_access_key": "S"`}, flags: []string{"--bundle", "@/b.json"}},
	{name: "many bundles", files: map[string]string{"d/b.json": `{"schema_version": 1, "name": "password=S", "made": "2026-01-02T00:00:00Z", "os": "linux", "home": "/home/me", "working_dir": "/", "variables": [{"name": "AWS_SECRET_ACCESS_KEY", "value": "S"}, {"name": "AWS_ACCESS_KEY_ID", "value": "ID"}, {"name": "AWS_REGION", "value": "S"}], "files": []}`, "d/c.json": `{"schema_version": "S"}`, "d/token=S.json": "S"},
		runs: [][]string{{"resolve", "--bundle", "@/d"}, {"credentials", "--bundle", "@/d"}, {"check", "region=x", "--bundle", "@/d"}, {"lint", "--bundle", "@/d"}}},

	// Files of variables.
	{name: "file of variables", files: map[string]string{"v": "AWS_ACCESS_KEY_ID=ID\nAWS_SECRET_ACCESS_KEY=S\n# S is the password\nAWS_REGION=us-east-1 # S\n"}, flags: []string{"--env-file", "@/v"}},
	{name: "continued value", files: map[string]string{"v": "AWS_ACCESS_KEY_ID=ID\nAWS_SECRET_ACCESS_KEY=F\\\nG\nAWS_REGION=us-east-1\n"}, flags: []string{"--env-file", "@/v"}},
	{name: "variable named so", files: map[string]string{"v": "S=x\nAWS_S=y\n"}, flags: []string{"--env-file", "@/v"}, known: true},

	// Policies.
	{name: "policy's message", files: policyFile("- name: x\n  expression: 'false'\n  message: the password is S\n"), runs: policyRuns},
	{name: "policy's name", files: policyFile("- name: 'token=S'\n  expression: 'false'\n  message: no\n"), runs: policyRuns},
	{name: "policy's comment", files: policyFile("# password: S\n- name: x # S\n  expression: 'false'\n  message: no\n"), runs: policyRuns},
	{name: "policy's expression", files: policyFile("- name: x\n  expression: 'region == \"S\" or endpoint_url == \"https://u:S@h\"'\n  message: no\n"), runs: policyRuns, known: true},
	{name: "policy's broken expression", files: policyFile("- name: x\n  expression: 'endpoint_url == \"https://u:S@h'\n  message: no\n"), runs: policyRuns},
	{name: "policy's unknown name", files: policyFile("- name: x\n  expression: 'password == \"S\"'\n  message: no\n"), runs: policyRuns},
	{name: "policy's severity and tags", files: policyFile("- name: x\n  severity: 'password=S'\n  tags: {password: S}\n  expression: 'false'\n  message: no\n"), runs: policyRuns},
	{name: "policy with JSON", files: policyFile("- name: x\n  expression: 'false'\n  message: '{\"password\": \"S\"}'\n"), runs: policyRuns},
	{name: "policy that is YAML no longer", files: policyFile("- name: x\n   expression: aws_secret_access_key=S\n  - \"S\n"), runs: policyRuns},
	{name: "policy on a secret", files: map[string]string{"p.yaml": "- name: x\n  expression: 'endpoint_url == \"x\" and credentials.status == \"y\"'\n  message: no\n", ".aws/config": "[default]\nregion = us-east-1\nendpoint_url = https://u:S@h\naws_access_key_id = ID\naws_secret_access_key = S\n"}, runs: policyRuns},

	// Subjects of diff.
	{name: "saved document", files: map[string]string{"a.json": saved + `, "endpoint_url": {"value": "https://u:S@h", "set": true, "origin": {"kind": "env", "name": "AWS_ENDPOINT_URL"}, "shadowed": [], "rejected": []}, "sdk_ua_app_id": {"value": "password=S", "set": true, "origin": {"kind": "env", "name": "X"}, "shadowed": [{"value": "token=S", "origin": {"kind": "env", "name": "Y"}, "reason": "secret=S"}], "rejected": []}}, "credentials": {"status": "resolved", "provider": "env", "access_key_id": "ID", "message": "", "steps": [], "tried": []}, "problems": [{"code": "x", "severity": "error", "message": "password=S", "origin": {"kind": "env", "name": "X"}, "help": "token=S"}]}`, "b.json": saved + `}, "credentials": {"status": "none", "provider": "", "access_key_id": "", "message": "", "steps": [], "tried": []}, "problems": []}`}, runs: diffs("@/a.json", "@/b.json")},
	{name: "saved document, swapped", files: map[string]string{"a.json": saved + `}, "credentials": {"status": "resolved", "provider": "env", "access_key_id": "S", "message": "", "steps": [{"kind": "static", "access_key_id": "S", "profile": "x", "origin": {"kind": "env", "name": "A"}}, {"kind": "process", "command": "get --password S", "origin": {"kind": "env", "name": "A"}}], "tried": []}, "problems": []}`, "b.json": saved + `}, "credentials": {"status": "none", "provider": "", "access_key_id": "", "message": "", "steps": [], "tried": []}, "problems": []}`}, runs: diffs("@/a.json", "@/b.json"), known: true},
	{name: "saved document, broken", files: map[string]string{"a.json": saved + `, "aws_secret_access_key": "S"`, "b.json": `{"settings": {"region": "S"}, "schema_version": "S"}`}, runs: diffs("@/a.json", "@/b.json")},
	{name: "shared files", files: map[string]string{"a": "[default]\nregion = us-east-1\naws_secret_access_key = S\nendpoint_url = https://u:S@h\n# S\n[profile x]\npassword = S\n", "b": "[default]\nregion = eu-west-1\n[profile y]\ncredential_process = get -p S\n"}, runs: diffs("@/a", "@/b")},
	{name: "revision", runs: [][]string{{"diff", "token=S:x", "default"}, {"diff", "main:password=S", "default"}, {"diff", "S:S", "default"}, {"diff", "default", "@/S/x"}}, known: true},

	// Shared files: more places and spellings.
	{name: "Basic in a URL's header", files: config("[default]\ncredential_process = curl -H \"Authorization: Basic BU\" https://h/\n"), flags: plain},
	{name: "quotes in quotes", files: config("[default]\ncredential_process = sh -c \"curl -u 'user:S' \\\"https://h/?x=S\\\" | jq '.a \\\"S\\\"'\"\n"), flags: plain},
	{name: "process in an environment", files: config("[default]\ncredential_process = env -i A=b TOKEN=S PASSWORD='S' \"X=S\" tool\n"), flags: plain},
	{name: "process, escaped", files: config("[default]\ncredential_process = tool --password\\ S --x=\\\"S\\\" $(echo S) `cat S`\n"), flags: plain},
	{name: "process, PowerShell", files: config("[default]\ncredential_process = powershell -EncodedCommand B -Credential S /p:S -p:S\n"), flags: plain},
	{name: "process with JSON", files: config("[default]\ncredential_process = tool '{\"auth\": {\"token\": \"S\"}, \"k\": [\"S\"]}'\n"), flags: plain},
	{name: "encoded password of a URL", files: config("[default]\nregion = us-east-1\nendpoint_url = https://u:QE@h/\nsso_start_url = https://u:QT@h/\n"), flags: plain},
	{name: "encoded parameter of a URL", files: config("[default]\nregion = us-east-1\nendpoint_url = https://h/?%74%6f%6b%65%6e=QE\n[services x]\ns3 =\n  endpoint_url = https://h/?a=b%26token=QT\n"), flags: plain},
	{name: "base64 of user and password", files: config("[default]\nregion = us-east-1\nendpoint_url = https://h/?auth=BU\naws_secret_access_key = S\naws_access_key_id = ID\nsdk_ua_app_id = BU\n"), flags: plain},
	{name: "base64 of a known secret in a region", files: config("[default]\nregion = B\naws_secret_access_key = S\naws_access_key_id = ID\n"), flags: plain},
	{name: "hexadecimal of a known secret", files: config("[default]\nregion = us-east-1\nsdk_ua_app_id = H\naws_secret_access_key = S\naws_access_key_id = ID\nca_bundle = /x/H\n"), flags: plain},
	{name: "URL's path", files: config("[default]\nregion = us-east-1\nendpoint_url = https://h/S/x\nsso_start_url = https://h/services/S\n"), flags: plain, known: true},
	{name: "resource of an ARN", files: config("[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/S\nsource_profile = x\nmfa_serial = arn:aws:iam::111122223333:mfa/S\n[profile x]\naws_access_key_id = ID\naws_secret_access_key = y\n"), flags: plain, known: true},
	{name: "resource of an ARN that is the secret key too", files: config("[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/S\nsource_profile = x\n[profile x]\naws_access_key_id = ID\naws_secret_access_key = S\n"), flags: plain},
	{name: "names of a role", files: config("[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/r\nrole_session_name = S\nexternal_id = S\nsource_profile = S\nsso_role_name = S\nsso_account_id = S\n"), flags: plain, known: true},
	{name: "section's name", files: config("[default]\nregion = us-east-1\n[profile S]\nregion = x\n[sso-session S]\nsso_region = y\n[services S]\n[S]\n[token=S]\n"), flags: plain, known: true},
	{name: "section's header, joined", files: config("[default] aws_secret_access_key = S\nregion = us-east-1\n[profile x] # password S\n[profile y aws_secret_access_key=S]\n[profile z\naws_secret_access_key=S]\n"), flags: plain},
	{name: "key that is the secret", files: config("[default]\nregion = us-east-1\nS = x\nS\nS:\n=S\n"), flags: plain, known: true},
	{name: "comment behind a value", files: config("[default]\nregion = us-east-1 # S\noutput = json ;S\nretry_mode = standard #S\nendpoint_url = https://h # token S\n"), flags: plain, known: true},
	{name: "line continued with a backslash", files: config("[default]\nregion = us-east-1\naws_access_key_id = ID\naws_secret_access_key = F\\\nG\noutput = json\n"), flags: plain},
	{name: "secret over two lines", files: config("[default]\nregion = us-east-1\naws_access_key_id = ID\naws_secret_access_key = F\n  G\noutput = json\n"), flags: plain},
	{name: "quoted value", files: config("[default]\nregion = us-east-1\naws_access_key_id = \"ID\"\naws_secret_access_key = \"S\" # 'S'\naws_session_token='S\n"), flags: plain},
	{name: "JSON in a value", files: config("[default]\nregion = us-east-1\nsdk_ua_app_id = {\"token\": \"S\", \"a\": {\"pass\":\"S\"}}\nca_bundle = {\\\"password\\\":\\\"S\\\"}\nx = password: S, user: me\n"), flags: plain},
	{name: "names in other letters", files: config("[default]\nregion = us-east-1\nAWS_SECRET_ACCESS_KEY = S\nSecretAccessKey = S\nsecret-access-key = S\naws.secret.access.key = S\nAwsSecretAccessKey: S\n"), flags: plain},
	{name: "names of other tools", files: config("[default]\nregion = us-east-1\nokta_password = S\naws_mfa_token = S\ngithub_pat = S\napi_token = S\nprivate_key = S\nslack_webhook_secret = S\nDB_PASS = S\nsmtp_pw = S\n"), flags: plain},
	{name: "BOM and carriage returns", files: config("\ufeff[default]\r\nregion = us-east-1\r\naws_access_key_id = ID\r\naws_secret_access_key = S\r\nendpoint_url = https://u:S@h\r\n"), flags: plain},
	{name: "null bytes", files: config("[default]\nregion = us-east-1\x00\naws_secret_access_key = S\n"), flags: plain},
	{name: "odd blanks", files: config("[default]\nregion = us-east-1\naws_secret_access_key\u00a0=\u00a0S\naws_secret_access_key\u3000S\naws_secret_access_key \u2192 S\n"), flags: plain},
	{name: "other letters", files: config("[default]\nregion = us-east-1\naws_secret_\u0430ccess_key = S\nаws_session_token = S\n"), flags: plain},
	{name: "cli alias", files: map[string]string{".aws/config": "[default]\nregion = us-east-1\n", ".aws/cli/alias": "[toplevel]\nx = !curl -u u:S https://h\n"}, flags: plain},

	// Variables.
	{name: "variables", flags: []string{"--env", "AWS_REGION=us-east-1", "--env", "AWS_CA_BUNDLE=S", "--env", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/S", "--env", "AWS_CONFIG_FILE=S", "--env", "AWS_SHARED_CREDENTIALS_FILE=/S"}, known: true},
	{name: "variable named so", flags: []string{"--env", "S=x", "--env", "AWS_S=y"}, known: true},
	{name: "header in a variable", flags: []string{"--env", "AWS_CONTAINER_AUTHORIZATION_TOKEN=Basic BU", "--env", "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost/x", "--env", "AWS_REGION=us-east-1"}},
	{name: "Java", flags: []string{"--java-property", "aws.accessKeyId=ID", "--java-property", "aws.secretAccessKey=S", "--java-property", "aws.region=S", "--java-property", "https.proxyUser=u", "--java-property", "https.proxyPassword=S", "--java-property", "javax.net.ssl.trustStorePassword=S"}},
	{name: "Java's options", flags: []string{"--env", "JAVA_TOOL_OPTIONS=-Daws.accessKeyId=ID -Daws.secretAccessKey='S' \"-Djavax.net.ssl.keyStorePassword=S\" -javaagent:x=token=S", "--env", "JDK_JAVA_OPTIONS=-Dhttps.proxyPassword=S"}},

	// Requests: what is typed, and what comes back.
	{name: "header of a handler", runs: append(request("sqs", "ListQueues", "--handler", "Build:back:header=Authorization:Basic BU"), request("sqs", "ListQueues", "--handler", "Sign:back:header=X-Api-Key:S", "--handler", "Sign:back:header=X-Custom:token=S")...)},
	{name: "header folded", runs: request("sqs", "ListQueues", "--handler", "Sign:back:header=X-Custom:a\r\n X-Secret: S")},
	{name: "enum", runs: append(request("s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--param", "ACL=S"), request("s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--param", "S=x")...), known: true},
	{name: "number", runs: request("dynamodb", "GetItem", "--input", `{"TableName": "t", "Key": {}, "ConsistentRead": "S"}`), known: true},
	{name: "JSON in a parameter", runs: append(request("lambda", "Invoke", "--param", "FunctionName=f", "--param", `Payload={"password": "S"}`), request("sqs", "SendMessage", "--param", "QueueUrl=https://h/q", "--param", `MessageBody={"token": "S"}`)...)},
	{name: "body of a file", files: map[string]string{"body": "{\"password\": \"S\"}"}, runs: request("s3", "PutObject", "--param", "Bucket=b", "--param", "Key=k", "--body", "@"+"@/body")},
	{name: "input of a file, broken", files: map[string]string{"in.json": `{"SecretString": "S", `}, runs: request("secretsmanager", "PutSecretValue", "--input", "@"+"@/in.json")},
	{name: "member below a sensitive one", runs: request("cognito-idp", "AdminCreateUser", "--input", `{"UserPoolId": "us-east-1_abcdefghi", "Username": "u", "TemporaryPassword": "S", "UserAttributes": [{"Name": "password", "Value": "S"}]}`)},
	{name: "answer in gzip", files: map[string]string{"answer": "gzip:HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Encoding: gzip\r\n\r\n{\"SecretString\": \"S\", \"Name\": \"x\"}"}, runs: answered("secretsmanager", "GetSecretValue", "--param", "SecretId=x")},
	{name: "answer in gzip without a header", files: map[string]string{"answer": "gzip:HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\n\r\n{\"SecretString\": \"S\", \"Name\": \"x\"}"}, runs: answered("secretsmanager", "GetSecretValue", "--param", "SecretId=x")},
	{name: "error in gzip", files: map[string]string{"answer": "gzip:HTTP/1.1 400 Bad\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Encoding: gzip\r\n\r\n{\"__type\": \"X\", \"message\": \"the password S is wrong\"}"}, runs: answered("secretsmanager", "GetSecretValue", "--param", "SecretId=x")},
	{name: "answer with a known secret", files: map[string]string{"answer": "HTTP/1.1 400 Bad\r\nContent-Type: application/x-amz-json-1.1\r\n\r\n{\"__type\": \"X\", \"message\": \"S or B or Q\"}", ".aws/config": "[default]\nregion = us-east-1\naws_access_key_id = ID\naws_secret_access_key = S\n"}, runs: answered("secretsmanager", "GetSecretValue", "--param", "SecretId=x")},
	{name: "answer with keys", files: map[string]string{"answer": "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<GetSessionTokenResponse><GetSessionTokenResult><Credentials><AccessKeyId>ID</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>S</SessionToken></Credentials></GetSessionTokenResult></GetSessionTokenResponse>"}, runs: answered("sts", "GetSessionToken")},
	{name: "answer, unexpected", files: map[string]string{"answer": "HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nX-Token: S\r\nLocation: https://u:S@h/?sig=Q\r\nWWW-Authenticate: Basic BU\r\n\r\n<html>password=S</html>"}, runs: answered("sts", "GetSessionToken")},
	{name: "answer's status", files: map[string]string{"answer": "HTTP/1.1 200 password=S\r\nX-Amzn-ErrorType: token=S\r\n\r\n{}"}, runs: answered("secretsmanager", "GetSecretValue", "--param", "SecretId=x")},
	{name: "answer that is none", files: map[string]string{"answer": "password=S\r\n\r\n"}, runs: answered("sts", "GetSessionToken")},
	{name: "model's enum", files: map[string]string{".aws/models/evil/2020-01-01/service-2.json": `{"version": "2.0", "metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "evil", "protocol": "json", "jsonVersion": "1.1", "serviceId": "Evil", "signatureVersion": "v4", "targetPrefix": "E", "uid": "evil"}, "operations": {"Do": {"name": "Do", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "In"}}}, "shapes": {"In": {"type": "structure", "required": ["A"], "members": {"A": {"shape": "S1"}, "password=S": {"shape": "S1"}}}, "S1": {"type": "string", "enum": ["password=S", "S"], "pattern": "S"}}}`}, runs: append(request("evil", "Do", "--param", "A=x"), []string{"__complete", "request", "evil", "Do", "--param", ""}, []string{"__complete", "request", "evil", "Do", "--param", "A="}), known: true},
	{name: "endpoint flag", runs: append(request("sqs", "ListQueues", "--endpoint-url", "https://u:QE@h"), request("sqs", "ListQueues", "--endpoint-url", "https://h/?a=b&token=QT")...)},
	{name: "typed", runs: [][]string{{"resolve", "--container-env", "S"}, {"resolve", "--ecs-task", "password=S"}, {"resolve", "--lambda", "S"}, {"resolve", "--bundle", "S"}, {"resolve", "--pid", "S"}, {"resolve", "--env-file", "S"}, {"check", "--policy", "@/S"}, {"check", "region~S"}, {"check", "password==S"}, {"check", "credentials.S=x"}, {"check", "region=x", "--profiles", "S"}, {"lint", "--ignore", "S"}, {"get", "credentials.S"}, {"profiles", "S"}, {"settings", "S"},
		{"diff", "S", "S"}, {"copy", "--write", "S"}, {"copy", "--write", "S", "--dry-run", "--region", "x"}, {"S"}, {"resolve", "S"}, {"help", "S"}, {"completion", "S"}, {"resolve", "--S"}, {"resolve", "--home", "S"}, {"resolve", "--config-file", "S"}, {"resolve", "--profile", "S"}, {"compare", "--profile", "S"}, {"client", "S"}, {"request", "S", "S"}, {"explain", "S"}, {"resolve", "--color", "S"}, {"resolve", "--container", "S"}}, known: true},
}
