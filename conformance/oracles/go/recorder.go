package main

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

var errOffline = errors.New("offline")

// generated matches a role session name that the SDK made up.
var generated = regexp.MustCompile(`^(aws-go-sdk-)?\d{10,}$`)

// recorder writes down every call in place of making it.
type recorder struct{ steps []string }

func (r *recorder) Do(req *http.Request) (*http.Response, error) { return r.RoundTrip(req) }

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	var form url.Values
	if req.Body != nil {
		body, _ := io.ReadAll(req.Body)
		form, _ = url.ParseQuery(string(body))
	}
	switch action := form.Get("Action"); {
	case action == "AssumeRole" || action == "AssumeRoleWithWebIdentity":
		arn := form.Get("RoleArn")
		r.steps = append(r.steps, fmt.Sprintf("%s %s by=%s ext=%s mfa=%s dur=%s name=%s host=%s", action, arn, signer(req),
			form.Get("ExternalId"), form.Get("SerialNumber"), form.Get("DurationSeconds"),
			generated.ReplaceAllString(form.Get("RoleSessionName"), ""), req.URL.Host))
		return respond(req, "text/xml", stsResponse(action, "ASIA"+strings.ReplaceAll(arn, "/", "_"))), nil
	case strings.Contains(req.URL.Host, "portal.sso") || strings.HasSuffix(req.URL.Path, "/federation/credentials"):
		r.steps = append(r.steps, "SSO host="+req.URL.Host+" "+req.URL.RequestURI())
		return respond(req, "application/json", fmt.Sprintf(
			`{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s","sessionToken":"t","expiration":%d}}`,
			time.Now().Add(time.Hour).UnixMilli())), nil
	}
	r.steps = append(r.steps, cmp.Or(req.Method, http.MethodGet)+" "+req.URL.String())
	return nil, errOffline
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
		Header: http.Header{"Content-Type": {contentType}}, ContentLength: int64(len(body)),
		Body: io.NopCloser(bytes.NewBufferString(body)),
	}
}

func stsResponse(action, key string) string {
	var escaped strings.Builder
	xml.EscapeText(&escaped, []byte(key))
	key = escaped.String()
	expiry := time.Now().UTC().Add(time.Hour).Format(time.RFC3339)
	return "<" + action + "Response><" + action + "Result>" +
		"<Credentials><AccessKeyId>" + key + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey>" +
		"<SessionToken>t</SessionToken><Expiration>" + expiry + "</Expiration></Credentials>" +
		"<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser>" +
		"</" + action + "Result></" + action + "Response>"
}
