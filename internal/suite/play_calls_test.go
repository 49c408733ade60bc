package suite

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/resolve"
)

// container asks a container's endpoint (ecs.rs, http_credential_provider.rs).
func (p *player) container(s resolve.Step) (keys, string) {
	c := call{method: "GET", uri: s.URL, headers: map[string]string{"accept": "application/json"}}
	if s.TokenFile != "" && len(p.left) > 0 && p.left[0].headers["authorization"] != nil {
		c.headers["authorization"] = p.read(s.TokenFile)
	}
	x := p.send(c, standard, func(x *exchange) bool {
		_, code, err := jsonKeys(x.response)
		return transient(x) || x.status/100 == 2 && err != "" && code == ""
	})
	switch {
	case x == nil || x.status == 0:
		return keys{}, unexpected + ": " + answered(x)
	case x.status/100 != 2:
		return keys{}, fmt.Sprintf("%s: Non-success status from HTTP credential provider: StatusCode(%d)", failed, x.status)
	}
	k, code, err := jsonKeys(x.response)
	switch {
	case code != "":
		return keys{}, failed + ": failed to load credentials [" + code + "]: " + err
	case err != "":
		return keys{}, unexpected + ": " + err
	}
	return k, ""
}

// instance asks instance metadata: a token, the role's name, its keys (imds/).
func (p *player) instance(s resolve.Step) (keys, string) {
	const list = "/latest/meta-data/iam/security-credentials/"
	x, failure := p.metadataGet(s, list)
	switch {
	case failure != "":
		return keys{}, failure
	case x.status == 404:
		return keys{}, notEnabled + ": received 404 from IMDS"
	case x.status/100 != 2:
		return keys{}, fmt.Sprintf("%s: error response from IMDS (code: %d)", failed, x.status)
	}
	x, failure = p.metadataGet(s, list+x.response)
	switch {
	case failure != "":
		return keys{}, failure
	case x.status/100 != 2:
		return keys{}, fmt.Sprintf("%s: error response from IMDS (code: %d)", failed, x.status)
	}
	k, code, err := jsonKeys(x.response)
	switch {
	case code == "AssumeRoleUnauthorizedAccess":
		return keys{}, "the credentials provider was not properly configured: Incorrect IMDS/IAM configuration: [" + code + "] " + err +
			". Hint: Does this role have a trust relationship with EC2?"
	case code != "":
		return keys{}, failed + ": Error retrieving credentials from IMDS: " + code + " " + err
	case err != "":
		return keys{}, unexpected + ": " + err
	}
	k.AccountID = "" // the SDK leaves it aside
	return k, ""
}

// metadataGet gets one thing, with the token that comes first.
func (p *player) metadataGet(s resolve.Step, path string) (*exchange, string) {
	const attempts = 4
	again := func(x *exchange) bool { return x.status >= 500 || x.status == 401 }
	for {
		if p.metadata == "" {
			x := p.send(call{method: "PUT", uri: s.Endpoint + "/latest/api/token"}, attempts, again)
			switch {
			case x == nil || x.status == 0:
				return nil, notEnabled + ": could not communicate with IMDS: " + answered(x)
			case x.status == 403:
				return nil, failed + ": failed to load IMDS session token: request forbidden: IMDS is disabled or the caller has insufficient permissions."
			case x.status == 400:
				return nil, failed + ": failed to load IMDS session token: invalid request parameters. This indicates an SDK bug."
			case first(x.responseHeaders["x-aws-ec2-metadata-token-ttl-seconds"]) == "":
				return nil, failed + ": failed to load IMDS session token: token response did not contain a TTL header"
			}
			p.metadata = x.response
		}
		x := p.send(call{method: "GET", uri: s.Endpoint + path, headers: map[string]string{"x-aws-ec2-metadata-token": p.metadata}}, attempts, again)
		switch {
		case x == nil || x.status == 0:
			return nil, failed + ": an IO error occurred communicating with IMDS"
		case again(x) && len(p.left) > 0 && strings.HasSuffix(p.left[0].uri, "/latest/api/token"):
			p.metadata = "" // its time is up
			continue
		}
		return x, ""
	}
}

// portal asks the SSO portal, after renewing the login's token where the plan says so.
func (p *player) portal(s resolve.Step) (keys, string) {
	token, _ := p.login(s)
	x := p.send(call{method: "GET", headers: map[string]string{"x-amz-sso_bearer_token": token},
		uri: strings.TrimSuffix(s.Endpoint, "/") + "/federation/credentials?role_name=" + url.QueryEscape(s.RoleName) + "&account_id=" + url.QueryEscape(s.AccountID),
	}, standard, transient)
	if wrong := answered(x); wrong != "" {
		return keys{}, failed + ": " + wrong + said(x)
	}
	var got struct {
		RoleCredentials struct {
			AccessKeyID     string `json:"accessKeyId"`
			SecretAccessKey string `json:"secretAccessKey"`
			SessionToken    string `json:"sessionToken"`
			Expiration      int64  `json:"expiration"`
		} `json:"roleCredentials"`
	}
	if err := json.Unmarshal([]byte(x.response), &got); err != nil || got.RoleCredentials.AccessKeyID == "" {
		return keys{}, unexpected + ": SSO did not return credentials"
	}
	r := got.RoleCredentials
	return keys{r.AccessKeyID, r.SecretAccessKey, r.SessionToken, s.AccountID, r.Expiration / 1000}, ""
}

// login gives the token of an SSO login and when it ends.
func (p *player) login(s resolve.Step) (token, until string) {
	var cached struct{ AccessToken, ExpiresAt string }
	if err := json.Unmarshal([]byte(p.read(s.TokenFile)), &cached); err != nil {
		p.t.Errorf("%s: %s", s.TokenFile, err)
	}
	if s.TokenEndpoint == "" {
		return cached.AccessToken, cached.ExpiresAt
	}
	x := p.send(call{method: "POST", uri: strings.TrimSuffix(s.TokenEndpoint, "/") + "/token"}, standard, transient)
	var renewed struct {
		AccessToken string
		ExpiresIn   int
	}
	if answered(x) == "" && json.Unmarshal([]byte(x.response), &renewed) == nil && renewed.AccessToken != "" {
		return renewed.AccessToken, time.Now().Add(time.Duration(renewed.ExpiresIn) * time.Second).UTC().Format(time.RFC3339)
	}
	return cached.AccessToken, cached.ExpiresAt
}

// bearer carries out the plan of a token.
func (p *player) bearer(plan resolve.Plan) (token, until, failure string) {
	if plan.Status == resolve.StatusError || plan.Status == resolve.StatusNone || len(plan.Steps) != 1 {
		return "", "", plan.Message
	}
	token, until = p.login(plan.Steps[0])
	return token, until, ""
}

// role calls STS.
func (p *player) role(s resolve.Step) (keys, string) {
	action := "AssumeRole"
	if s.Kind == resolve.StepWebIdentity {
		action = "AssumeRoleWithWebIdentity"
	}
	form := map[string]string{"Action": action, "RoleArn": s.RoleARN}
	for name, value := range map[string]string{"ExternalId": s.ExternalID, "RoleSessionName": s.RoleSessionName} {
		if value != "" {
			form[name] = value
		}
	}
	x := p.send(call{method: "POST", uri: strings.TrimSuffix(s.Endpoint, "/") + "/", form: form}, standard, func(x *exchange) bool {
		return transient(x) || strings.Contains(x.response, "<Code>IDPCommunicationError</Code>") || strings.Contains(x.response, "<Code>Throttling")
	})
	if wrong := answered(x); wrong != "" {
		return keys{}, failed + ": " + wrong + said(x)
	}
	type result struct {
		AssumedRoleUser struct{ Arn string }
		Credentials     struct {
			AccessKeyID     string `xml:"AccessKeyId"`
			SecretAccessKey string
			SessionToken    string
			Expiration      time.Time
		}
	}
	var got struct {
		One   result `xml:"AssumeRoleResult"`
		Other result `xml:"AssumeRoleWithWebIdentityResult"`
	}
	if err := xml.Unmarshal([]byte(x.response), &got); err != nil {
		return keys{}, unexpected + ": STS credentials must be defined"
	}
	r := got.One
	if s.Kind == resolve.StepWebIdentity {
		r = got.Other
	}
	account := ""
	if parts := strings.SplitN(r.AssumedRoleUser.Arn, ":", 6); len(parts) == 6 {
		account = parts[4]
	}
	return keys{r.Credentials.AccessKeyID, r.Credentials.SecretAccessKey, r.Credentials.SessionToken, account, r.Credentials.Expiration.Unix()}, ""
}

// said is what a service says of an error, in XML or JSON.
func said(x *exchange) string {
	if x == nil {
		return ""
	}
	var e struct {
		Error struct{ Code, Message string }
	}
	if xml.Unmarshal([]byte(x.response), &e) == nil && e.Error.Code != "" {
		return ": " + e.Error.Code + ": " + e.Error.Message
	}
	var j struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}
	if json.Unmarshal([]byte(x.response), &j) == nil && j.Message != "" {
		return ": " + j.Type + first(x.responseHeaders["x-amzn-errortype"]) + ": " + j.Message
	}
	return ""
}

// runProcess runs a credential_process as the SDK does (credential_process.rs).
func runProcess(s resolve.Step) (keys, string) {
	const what = failed + ": Error retrieving credentials"
	cmd := exec.Command("sh", "-c", s.Command)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case asExit(err, &exit):
		return keys{}, fmt.Sprintf("%s: external process exited with code exit status: %d. Stderr: %s", what, exit.ExitCode(), stderr.String())
	case err != nil:
		return keys{}, what + " from external process: " + err.Error()
	}
	k, wrong := processKeys(string(out), s.AccountID)
	if wrong != "" {
		return keys{}, what + " from external process, could not parse response: " + wrong
	}
	return k, ""
}
