package hostile

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// runShells gives the output for shells to every shell that is there.
func runShells(w *world) {
	for _, shell := range []string{"sh", "dash", "bash", "zsh", "ksh", "busybox"} {
		if !missing(shell) && w.chance(2) {
			if w.chance(2) {
				w.sourceEnv(shell)
			} else {
				w.sourceCurl(shell)
			}
		}
	}
}

// awkward draws a text that a shell has to be kept from.
func (w *world) awkward() string {
	var b strings.Builder
	for range 1 + w.IntN(5) {
		b.WriteString(pick(w, append([]string{"a", " ", "'", `"`, "$HOME", "$(id)", "`id`", `\`, "\\n", "!", "*", "~", "#", ";", "&", "é", "=x", "%41"}, driving...)...))
	}
	return "v" + strings.ToValidUTF8(b.String(), "")
}

func (w *world) shell(shell, script string) string {
	args := []string{"-c", script}
	if shell == "busybox" {
		args = append([]string{"sh"}, args...)
	}
	cmd := exec.Command(shell, args...)
	cmd.Dir, cmd.Env = w.dir, []string{"PATH=" + os.Getenv("PATH"), "HOME=/nowhere"}
	out, err := cmd.Output()
	if err != nil {
		w.complain("%s: %v: %s", shell, err, script)
	}
	return string(out)
}

// sourceEnv reads the variables in a shell and compares them with the settings.
func (w *world) sourceEnv(shell string) {
	reading := pick(w, "boto3", "go-v2", "js-v3", "cli")
	app := w.awkward()
	w.env = append(w.env, "AWS_SDK_UA_APP_ID="+app, "AWS_CA_BUNDLE=/"+w.awkward(), "AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1")
	text := w.run("resolve", "-o", "env", "--as", reading, "--show-secrets", "sdk_ua_app_id").stdout
	value := w.run("get", "-z", "--as", reading, "--show-secrets", "sdk_ua_app_id").stdout
	if !strings.Contains(text, "export AWS_SDK_UA_APP_ID=") {
		return
	}
	file := filepath.Join(w.dir, "vars")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	if got := w.shell(shell, `. "`+file+`"; printf '%s\000' "$AWS_SDK_UA_APP_ID"`); got != value {
		w.complain("%s reads %q as %q, and it is %q", shell, text, got, value)
	}
	if bad := drives(text); bad != "" {
		w.complain("-o env prints %q", bad)
	}
}

// sourceCurl has a shell run the command, with a curl that tells its arguments.
func (w *world) sourceCurl(shell string) {
	args := []string{"request", "s3", "PutObject", "--region", "us-east-1", "--param", "Bucket=bucket", "--param", "Key=" + w.awkward(), "--body", w.awkward(), "--at", "2026-01-02",
		"--handler", "Build:back:header=X-Blank: ", "--as", pick(w, "boto3", "go-v2", "js-v3")}
	if w.chance(2) {
		args = append(args, "--param", "ContentType="+pick(w, "text/plain; a='b'", "x/$(id)", "a b\"c\""))
	}
	curl := w.run(append(args, "-o", "curl")...)
	doc := w.run(append(args, "-o", "json")...)
	if curl.status != 0 || doc.status != 0 {
		return // such a text cannot be sent, and that is said
	}
	var d struct {
		Request struct {
			URL    string              `json:"url"`
			Header map[string][]string `json:"headers"`
			Body   string              `json:"body_base64"`
		} `json:"request"`
	}
	if err := json.Unmarshal([]byte(doc.stdout), &d); err != nil {
		w.complain("%q prints no JSON: %v", args, err)
		return
	}
	body, _ := base64.StdEncoding.DecodeString(d.Request.Body)
	words := strings.Split(strings.TrimSuffix(w.shell(shell, "curl() { printf '%s\\000' \"$@\"; }\n"+curl.stdout), "\x00"), "\x00")
	if words[len(words)-1] != d.Request.URL {
		w.complain("%s gives curl the address %q, and it is %q", shell, words[len(words)-1], d.Request.URL)
	}
	for i, word := range words[:len(words)-1] {
		switch next := words[i+1]; word {
		case "--data-raw":
			if next != string(body) {
				w.complain("%s gives curl the body %q, and it is %q", shell, next, body)
			}
		case "--header":
			name, value, ok := strings.Cut(next, ": ")
			if have := d.Request.Header[name]; ok && (len(have) == 0 || have[0] != value) && name != "Host" {
				w.complain("%s gives curl the header %q, and it is %q", shell, next, have)
			}
		}
	}
	if bad := drives(curl.stdout); bad != "" {
		w.complain("-o curl prints %q", bad)
	}
}
