package suite

import (
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"time"
)

func asExit(err error, exit **exec.ExitError) bool { return errors.As(err, exit) }

// fieldsOf gives the fields of a JSON object by their names in lower case.
func fieldsOf(text string) (map[string]any, string) {
	var raw map[string]any
	if err := json.Unmarshal([]byte(text), &raw); err != nil || raw == nil {
		return nil, "invalid JSON in response"
	}
	fields := map[string]any{}
	for name, v := range raw {
		fields[strings.ToLower(name)] = v
	}
	return fields, ""
}

func text(fields map[string]any, names ...string) string {
	for _, name := range names {
		if s, ok := fields[name].(string); ok {
			return s
		}
	}
	return ""
}

// jsonKeys reads the answer of a container or of instance metadata
// (json_credentials.rs); code is that of an error that it tells of.
func jsonKeys(response string) (k keys, code, failure string) {
	fields, failure := fieldsOf(response)
	if failure != "" {
		return k, "", failure
	}
	if c := text(fields, "code"); c != "" && c != "Success" {
		return k, c, text(fields, "message")
	}
	k = keys{AccessKeyID: text(fields, "accesskeyid"), SecretAccessKey: text(fields, "secretaccesskey"),
		SessionToken: text(fields, "token", "sessiontoken"), AccountID: text(fields, "accountid")}
	until := text(fields, "expiration", "expiresat")
	for _, required := range []struct{ name, value string }{
		{"AccessKeyId", k.AccessKeyID}, {"SecretAccessKey", k.SecretAccessKey}, {"Token", k.SessionToken}, {"Expiration", until},
	} {
		if required.value == "" {
			return k, "", "Expected field `" + required.name + "` in response but it was missing"
		}
	}
	at, err := time.Parse(time.RFC3339, until)
	if err != nil {
		return k, "", "Invalid field in response: `Expiration`"
	}
	k.Expiry = at.Unix()
	return k, "", ""
}

// processKeys reads what a credential_process prints; account is what its
// profile says where it does not.
func processKeys(out, account string) (keys, string) {
	fields, failure := fieldsOf(out)
	if failure != "" {
		return keys{}, failure
	}
	version, there := fields["version"].(float64)
	k := keys{AccessKeyID: text(fields, "accesskeyid"), SecretAccessKey: text(fields, "secretaccesskey"),
		SessionToken: text(fields, "sessiontoken"), AccountID: text(fields, "accountid")}
	if k.AccountID == "" {
		k.AccountID = account
	}
	switch {
	case !there:
		return k, "Expected field `Version` in response but it was missing"
	case version != 1:
		return k, "Invalid field in response: `version`. unknown version number"
	case k.AccessKeyID == "":
		return k, "Expected field `AccessKeyId` in response but it was missing"
	case k.SecretAccessKey == "":
		return k, "Expected field `SecretAccessKey` in response but it was missing"
	}
	if until := text(fields, "expiration"); until != "" {
		at, err := time.Parse(time.RFC3339, until)
		if err != nil {
			return k, "Invalid field in response: `Expiration`"
		}
		k.Expiry = at.Unix()
	}
	return k, ""
}
