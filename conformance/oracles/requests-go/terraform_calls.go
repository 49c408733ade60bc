package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
)

// ownCall runs what the provider does before any resource is touched: it makes the
// configuration, and asks who it is. Of the calls it keeps one, of which the case says
// the operation and the input.
func (k *kase) ownCall() (*expect, error) {
	calls := &provider{}
	base := k.base(calls)
	ctx, cfg, diags := awsbase.GetAwsConfig(context.Background(), base)
	err := failure(diags)
	if err == nil {
		cfg.Retryer = retryerOf(cfg)
		base.SkipCredsValidation = k.Block.SkipCredentials
		_, _, diags = awsbase.GetAwsAccountIDAndPartition(ctx, cfg, base)
		err = failure(diags)
	}
	if len(calls.made) < k.Call {
		return nil, fmt.Errorf("there are %d calls: %v", len(calls.made), err)
	}
	one := calls.made[k.Call-1]
	k.Service, k.Operation, k.Input = one.service, one.operation, one.input
	return one.expect, nil
}

func retryerOf(cfg aws.Config) func() aws.Retryer {
	usual := cfg.Retryer
	return func() aws.Retryer { return once{usual().(aws.RetryerV2)} }
}

// provider answers the calls by which the provider authenticates, and keeps them.
type provider struct{ made []call }

type call struct {
	service, operation string
	input              json.RawMessage
	expect             *expect
}

func (p *provider) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(req.Body)
		req.Body = io.NopCloser(bytes.NewReader(body))
	}
	wire, err := httputil.DumpRequestOut(req, true)
	if err != nil {
		return nil, err
	}
	lines := textproto.NewReader(bufio.NewReader(bytes.NewReader(wire)))
	if _, err := lines.ReadLine(); err != nil {
		return nil, err
	}
	header, err := lines.ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	one := call{expect: described(req, http.Header(header), body)}
	if one.expect.Body == nil {
		one.expect.Body = []byte{}
	}
	answer := &http.Response{StatusCode: http.StatusOK, Request: req, Header: http.Header{"Content-Type": {"text/xml"}}}
	text := ""
	if strings.HasSuffix(req.URL.Path, "/federation/credentials") {
		q := req.URL.Query()
		one.service, one.operation = "sso", "GetRoleCredentials"
		one.input = rawJSON(map[string]any{"accountId": q.Get("account_id"), "roleName": q.Get("role_name"), "accessToken": req.Header.Get("X-Amz-Sso_bearer_token")})
		answer.Header.Set("Content-Type", "application/json")
		text = fmt.Sprintf(`{"roleCredentials":{"accessKeyId":"ASIAIOSFODNN7SESSION","secretAccessKey":"je7MtGbClwBF/2Zp9Utk/h3yCo8nvbSESSIONKEY","sessionToken":"THESESSIONTOKEN","expiration":%d}}`,
			clock().Add(time.Hour).UnixMilli())
	} else {
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, err
		}
		one.service, one.operation = "sts", form.Get("Action")
		if form.Get("Version") == "2010-05-08" {
			one.service = "iam"
		}
		one.input = rawJSON(inputOf(form))
		text = p.answer(one.operation, answer)
	}
	answer.Body, answer.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
	p.made = append(p.made, one)
	return answer, nil
}

// answer is that of STS with the keys of a session, and of IAM, which does not know the user.
func (p *provider) answer(operation string, to *http.Response) string {
	result := ""
	switch operation {
	case "AssumeRole", "AssumeRoleWithWebIdentity":
		result = "<Credentials><AccessKeyId>ASIAIOSFODNN7SESSION</AccessKeyId><SecretAccessKey>je7MtGbClwBF/2Zp9Utk/h3yCo8nvbSESSIONKEY</SecretAccessKey>" +
			"<SessionToken>THESESSIONTOKEN</SessionToken><Expiration>" + clock().Add(time.Hour).UTC().Format(time.RFC3339) + "</Expiration></Credentials>" +
			"<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser>"
	case "GetUser":
		to.StatusCode = http.StatusForbidden
		return "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
	case "GetCallerIdentity":
		if p.asksIAM() {
			to.StatusCode = http.StatusForbidden
			return "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
		}
		result = "<Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>x</UserId><Account>123456789012</Account>"
	case "ListRoles":
		result = "<Roles><member><Arn>arn:aws:iam::123456789012:role/x</Arn><Path>/</Path><RoleName>x</RoleName><RoleId>x</RoleId>" +
			"<CreateDate>2020-01-01T00:00:00Z</CreateDate></member></Roles><IsTruncated>false</IsTruncated>"
	}
	return "<" + operation + "Response><" + operation + "Result>" + result + "</" + operation + "Result></" + operation + "Response>"
}

// asksIAM reports whether IAM has been asked before.
func (p *provider) asksIAM() bool {
	return slices.ContainsFunc(p.made, func(c call) bool { return c.service == "iam" })
}

func rawJSON(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSpace(b.Bytes())
}

// inputOf is the input that a form was written of: PolicyArns.member.1.arn.
func inputOf(form url.Values) map[string]any {
	input := map[string]any{}
	for name, values := range form {
		if name == "Action" || name == "Version" {
			continue
		}
		var value any = values[0]
		if n, err := strconv.Atoi(values[0]); err == nil && (name == "DurationSeconds" || name == "MaxItems") {
			value = n
		}
		place(input, strings.Split(name, "."), value)
	}
	for name, value := range input {
		input[name] = listed(value)
	}
	return input
}

func place(in map[string]any, path []string, value any) {
	if len(path) == 1 {
		in[path[0]] = value
		return
	}
	inner, ok := in[path[0]].(map[string]any)
	if !ok {
		inner = map[string]any{}
		in[path[0]] = inner
	}
	place(inner, path[1:], value)
}

// listed makes lists of what has members by number.
func listed(value any) any {
	m, ok := value.(map[string]any)
	if !ok {
		return value
	}
	if members, ok := m["member"].(map[string]any); ok {
		list := make([]any, len(members))
		for i := range list {
			list[i] = listed(members[strconv.Itoa(i+1)])
		}
		return list
	}
	return m
}
