package hostile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// places are where the program may look for a file, below the home directory.
var places = []string{
	".aws/config", ".aws/credentials", ".aws", ".aws/models", ".aws/models/evil", ".aws/models/sts", ".aws/models/sts/2011-06-15",
	".aws/models/sts/2099-01-01/service-2.json", ".aws/models/sts/2099-01-01/endpoint-rule-set-1.json", ".aws/models/partitions.json", ".aws/models/endpoints.json",
	".aws/sso/cache", ".aws/sso/cache/0a0ae2b3b5d0ccba6b44bcae5cdad8d7e26f5a96.json", ".config/sessctl/config.yaml", ".config/sessctl", ".config",
	"token", "bundle.pem", ".local/lib", ".local/lib/python3.12/site-packages/botocore/__init__.py", ".aws/cli/alias", "vars",
}

// plantSpecialFiles puts what is no file, or one without end, where a file is
// looked for.
func plantSpecialFiles(w *world) {
	w.write(".aws/config", "[default]\nregion = us-east-1\nca_bundle = "+w.home+"/bundle.pem\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://x\n")
	w.env = append(w.env, "AWS_WEB_IDENTITY_TOKEN_FILE="+w.home+"/token", "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/x", "VIRTUAL_ENV="+w.home+"/.local")
	for range 1 + w.IntN(3) {
		w.special(filepath.Join(w.home, pick(w, places...)))
	}
	args := w.command()
	if w.chance(5) {
		args = append(args, "--env-file", filepath.Join(w.home, "vars"))
	}
	if w.chance(3) {
		flag, file := w.describe()
		w.special(file)
		switch flag {
		case "diff":
			args = []string{"diff", "default", file}
		case "--policy":
			args = []string{"check", "--policy", file}
		case "--provider":
			args = append(withoutReading(args), "--as", "terraform", flag, file)
		default:
			args = append(args, flag, file)
		}
	}
	w.run(args...)
}

// special makes something of a path that is no regular file of a sensible size.
func (w *world) special(path string) {
	if os.MkdirAll(filepath.Dir(path), 0o700) != nil || os.RemoveAll(path) != nil {
		return // something else stands in its way already
	}
	var err error
	switch w.IntN(6) {
	case 0, 1:
		if runtime.GOOS == "windows" {
			return
		}
		err = exec.Command("mkfifo", path).Run()
	case 2:
		err = os.Symlink(pick(w, "/dev/zero", "/dev/random", "/dev/tty", "/dev/stdin", "/dev/full", "/proc/self/mem", "/proc/self/environ", "/proc/kmsg", "/dev/null"), path)
	case 3:
		err = os.Symlink(path, path)
	case 4:
		if err = os.WriteFile(path, nil, 0o600); err == nil {
			err = os.Truncate(path, pick[int64](w, 1<<20, 33<<20, 1<<33))
		}
	case 5:
		err = os.Mkdir(path, pick[os.FileMode](w, 0, 0o700))
	}
	if err != nil {
		w.t.Logf("%s: %v", path, err)
	}
}

// plantGarbage writes shared files of random parts.
func plantGarbage(w *world) {
	parts := []string{"[", "]", "default", "profile ", "sso-session ", "services ", "=", ":", "\n", "\r", "\r\n", "  ", "\t", "#", ";", "\"", "'", "`", `"""`, `\`, "%(", "${", "\x00", "\xff", "\ufeff", "\u2028",
		"region", "source_profile", "role_arn", "s3", "endpoint_url", "credential_process", "max_attempts", "https://[", "::1", "%zz", "99999999999999999999", "-1", "é", strings.Repeat("x", 3000)}
	for _, file := range []string{"config", "credentials"} {
		var b strings.Builder
		for range w.IntN(60) {
			b.WriteString(pick(w, parts...))
			if w.chance(3) {
				b.WriteString("\n" + pick(w, "", "  ", "[default]\n", "[profile x]\n", "region = "))
			}
		}
		w.write(".aws/"+file, b.String())
	}
	w.run(w.command()...)
}

// plantModel puts a model of a service in the home directory that is not one.
func plantModel(w *world) {
	model := `{"version": "2.0", "metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "evil", "protocol": "` + pick(w, "json", "rest-json", "rest-xml", "query", "ec2", "smithy-rpc-v2-cbor", "none") + `", "jsonVersion": "1.1", "serviceFullName": "E\u001b[2Jvil", "serviceId": "Evil", "signatureVersion": "v4", "targetPrefix": "E", "uid": "evil"},
"operations": {"Do": {"name": "Do", "http": {"method": "POST", "requestUri": "/{A}/{B+}?x"}, "input": {"shape": "In"}, "output": {"shape": "In"}, "errors": [{"shape": "In"}]}, "$(id)": {"name": "$(id)", "http": {"method": "\u202e", "requestUri": "/"}}},
"shapes": {"In": {"type": "structure", "required": ["A"], "members": {"A": {"shape": "S", "location": "uri", "locationName": "A"}, "B": {"shape": "In"}, "L": {"shape": "L"}, "M": {"shape": "M"}}},
"S": {"type": "string", "min": -1, "max": 1e99, "pattern": "(((((("}, "L": {"type": "list", "member": {"shape": "L"}}, "M": {"type": "map", "key": {"shape": "S"}, "value": {"shape": "M"}}}}`
	rules := `{"version": "1.0", "parameters": {"Region": {"type": "String", "builtIn": "AWS::Region"}}, "rules": [{"conditions": [{"fn": "substring", "argv": [{"ref": "Region"}, -1, 99, true], "assign": "x"}], "type": "endpoint", "endpoint": {"url": "https://{Region#a}{x}", "properties": {}, "headers": {}}}]}`
	for _, text := range []*string{&model, &rules} {
		for range w.IntN(4) {
			*text = w.spoil(*text)
		}
	}
	name := pick(w, "evil", "$(id)", "e\x1bvil", "s3", "a b")
	dir := ".aws/models/" + name + "/" + pick(w, "2020-01-01", "2099-01-01", "latest", "\u202e")
	switch w.IntN(4) {
	case 0:
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		for range 100 {
			_, _ = z.Write(make([]byte, 1<<20))
		}
		_ = z.Close()
		w.write(dir+"/service-2.json.gz", b.String())
	default:
		w.write(dir+"/service-2.json", model)
	}
	w.write(dir+"/endpoint-rule-set-1.json", rules)
	args := pick(w, []string{"client", name}, []string{"request", name, "Do", "--param", "A=x"}, []string{"request", name, "Do", "--input", `{"A": "x", "B": {"A": "y"}}`, "--simulate", "200"},
		[]string{"__complete", "request", ""}, []string{"__complete", "request", name, ""}, []string{"__complete", "request", name, "Do", "--param", ""})
	w.run(append(args, pick(w, "--region=us-east-1", "--as=boto3", "--as=go-v2"))...)
}

// spoil changes a text a little, or a lot.
func (w *world) spoil(text string) string {
	at := w.IntN(len(text) + 1)
	switch w.IntN(6) {
	case 0:
		return text[:at]
	case 1:
		return text[:at] + w.word("{}[]\",:0x\\\x00\xff", 1+w.IntN(4)) + text[at:]
	case 2:
		return strings.Replace(text, pick(w, `"structure"`, `"string"`, `"list"`, `"S"`, `"In"`, `"2.0"`, `["A"]`, `"uri"`), pick(w, "null", "1", "[]", "{}", `""`, `"In"`, `"blob"`, `"timestamp"`, `"header"`, strings.Repeat("[", 20000), `"`+strings.Repeat("x", 1<<20)+`"`), 1+w.IntN(3))
	case 3:
		n := 1 + w.IntN(20)
		if at+n < len(text) {
			return text[:at] + text[at+n:]
		}
	case 4:
		return text + text
	}
	return text
}

// answerBadly has the service answer in ways that none should.
func answerBadly(w *world) {
	body := pick(w, `{"a": `, strings.Repeat(`{"a":`, 20000), strings.Repeat("<a>", 20000), `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>`, "\xa1\x61\x61\xbf", strings.Repeat("\x81", 20000), "\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
		`<ListQueuesResponse><ListQueuesResult><QueueUrl>`+"\u202e\u009b", `{"QueueUrls": [1, null, {}, "\u0000"], "NextToken": 1e999}`, "\x00\x00\x00\x10\xff\xff\xff\xff", "")
	head := pick(w, "HTTP/1.1 200 OK", "HTTP/1.1 999 \x1b[2J", "HTTP/1.1 -1", "HTTP/9.9 200", "200", "HTTP/1.1 301 Moved\r\nLocation: /", "HTTP/1.1 503 Slow\r\nRetry-After: 99999999999999999999", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip", "HTTP/1.1 200 OK\r\n"+strings.Repeat("X-Many: y\r\n", 5000)+"A: b")
	for range w.IntN(3) {
		body = w.spoil(body)
	}
	file := w.write("answer", head+pick(w, "\r\n\r\n", "\n\n", "\r\n", "")+body)
	call := pick(w, []string{"sqs", "ListQueues"}, []string{"s3", "ListBuckets"}, []string{"dynamodb", "ListTables"}, []string{"ec2", "DescribeRegions"}, []string{"cloudwatch", "ListMetrics"}, []string{"lambda", "ListFunctions"})
	w.run("request", call[0], call[1], "--region", "us-east-1", "--as", pick(w, readings...), "--simulate", fmt.Sprintf("503,@%s,200", file), "--trace", "-o", pick(w, "text", "json"))
}
