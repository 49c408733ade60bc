package main

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/hashicorp/aws-sdk-go-base/v2/logging"
)

// offline is an error that the SDK's retryers let stand at once.
type offline struct{ error }

func (offline) CanceledError() bool { return true }

// generated matches a role session name that the SDK made up.
var generated = regexp.MustCompile(`^(aws-go-sdk-)?\d{10,}$`)

// recorder writes down every call in place of making it.
type recorder struct {
	steps   []string
	unheard string // a call that was announced, and has not come by here
	loading bool   // the SDK's configuration, which is no step to credentials
}

// taken is the calls since it was asked last.
func (r *recorder) taken() []string {
	r.expect("")
	steps := r.steps
	r.steps = nil
	return steps
}

// expect notes the call announced before, if it went another way, and awaits the next.
func (r *recorder) expect(call string) {
	if r.unheard != "" {
		r.note(r.unheard)
	}
	r.unheard = call
}

func (r *recorder) note(call string) {
	if !r.loading {
		r.steps = append(r.steps, call)
	}
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	r.unheard = ""
	var form url.Values
	if req.Body != nil {
		body, _ := io.ReadAll(req.Body)
		form, _ = url.ParseQuery(string(body))
	}
	switch action := form.Get("Action"); {
	case action == "AssumeRole" || action == "AssumeRoleWithWebIdentity":
		arn := form.Get("RoleArn")
		r.note(fmt.Sprintf("%s %s by=%s ext=%s mfa=%s dur=%s name=%s host=%s", action, arn, signer(req),
			form.Get("ExternalId"), form.Get("SerialNumber"), form.Get("DurationSeconds"),
			generated.ReplaceAllString(form.Get("RoleSessionName"), ""), req.URL.Host))
		return respond(req, "text/xml", stsResponse(action, credentialsXML("ASIA"+strings.ReplaceAll(arn, "/", "_")))), nil
	case action == "GetCallerIdentity":
		r.note(fmt.Sprintf("%s by=%s host=%s", action, signer(req), req.URL.Host))
		return respond(req, "text/xml", stsResponse(action, "<Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>x</UserId><Account>123456789012</Account>")), nil
	case strings.Contains(req.URL.Host, "portal.sso") || strings.HasSuffix(req.URL.Path, "/federation/credentials"):
		r.note("SSO host=" + req.URL.Host + " " + req.URL.RequestURI())
		return respond(req, "application/json", fmt.Sprintf(
			`{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s","sessionToken":"t","expiration":%d}}`,
			time.Now().Add(time.Hour).UnixMilli())), nil
	}
	r.note(req.Method + " " + req.URL.String())
	return nil, offline{errors.New("offline")}
}

// signer is the access key that the request is signed with.
func signer(req *http.Request) string {
	_, rest, _ := strings.Cut(req.Header.Get("Authorization"), "Credential=")
	key, _, _ := strings.Cut(rest, "/")
	return key
}

func respond(req *http.Request, contentType, body string) *http.Response {
	return &http.Response{
		StatusCode: http.StatusOK, Status: "200 OK", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {contentType}}, ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body)),
	}
}

func credentialsXML(key string) string {
	var escaped strings.Builder
	xml.EscapeText(&escaped, []byte(key))
	return "<Credentials><AccessKeyId>" + escaped.String() + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey>" +
		"<SessionToken>t</SessionToken><Expiration>" + time.Now().UTC().Add(time.Hour).Format(time.RFC3339) + "</Expiration></Credentials>" +
		"<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser>"
}

func stsResponse(action, result string) string {
	return "<" + action + "Response><" + action + "Result>" + result + "</" + action + "Result></" + action + "Response>"
}

// listener hears from aws-sdk-go-base of each request before it is sent, of those
// too that are sent by a client that no option replaces, such as the container's.
type listener struct{ to *recorder }

var _ logging.Logger = listener{}

func (l listener) Debug(_ context.Context, message string, fields ...map[string]any) {
	switch {
	case message == "Loading configuration", message == "Retrieving credentials":
		l.to.expect("")
		l.to.loading = message == "Loading configuration"
	case message == "HTTP Request Sent" && len(fields) > 0:
		l.to.expect(fmt.Sprint(fields[0]["http.method"], " ", withUser(fmt.Sprint(fields[0]["http.url"]))))
	}
}

// withUser is a container's URL with the user that is in it, which the log leaves out.
func withUser(logged string) string {
	full := os.Getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI")
	u, err := url.Parse(full)
	if err != nil || u.User == nil {
		return logged
	}
	if u.User = nil; u.String() != logged {
		return logged
	}
	return full
}

func (listener) IsDebug(context.Context) bool                     { return true }
func (listener) Warn(context.Context, string, ...map[string]any)  {}
func (listener) Info(context.Context, string, ...map[string]any)  {}
func (listener) Trace(context.Context, string, ...map[string]any) {}
func (l listener) SubLogger(ctx context.Context, _ string) (context.Context, logging.Logger) {
	return ctx, l
}
func (listener) SetField(ctx context.Context, _ string, _ any) context.Context { return ctx }
