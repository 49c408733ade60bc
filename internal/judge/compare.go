package judge

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

// A Difference is one thing on which sessctl and an SDK disagree. Kind is error,
// exit status, region, profile, credentials, steps, status, provider, origin,
// broken, or the name of a setting.
type Difference struct{ Kind, Ours, Theirs string }

func (d Difference) String() string {
	return fmt.Sprintf("%s: sessctl %q, the SDK %q", d.Kind, d.Ours, d.Theirs)
}

// A Judge compares for one reading.
type Judge struct {
	Reading string
}

// transportless is what a recorder's own HTTP client answers to certificates
// that are fine; it takes none.
var transportless = regexp.MustCompile(`has no WithTransportOptions, \*http\.Client`)

// Disagreements compares sessctl's document with the SDK's answer to a case.
func (j Judge) Disagreements(c cases.Case, a cases.Answer, d Document) []Difference {
	if transportless.MatchString(written(a["error"])) {
		return nil
	}
	if a == nil || a["timeout"] != nil {
		return []Difference{{Kind: "no answer of the SDK"}}
	}
	if d.Broken != "" {
		return []Difference{{Kind: "broken", Ours: d.Broken}}
	}
	var found []Difference
	add := func(kind, ours, theirs string) { found = append(found, Difference{kind, ours, theirs}) }
	theirError, ourError := isSet(a["error"]), isSet(d.Error)
	if theirError != ourError {
		add("error", errorText(d.Error), errorText(a["error"]))
	}
	exit := 0
	if ourError {
		exit = 3
	}
	if d.Exit != exit {
		add("exit status", fmt.Sprint(d.Exit), fmt.Sprint(exit))
	}
	if theirError || ourError || d.undecided() {
		return found
	}
	region := written(a["region"])
	if _, block := a["region"].(map[string]any); block || strings.HasPrefix(region, "ERR") { // keys where a text is wanted, which nobody can use
		region = ""
	}
	if ours, _ := d.value("region"); !alike(ours, region) {
		add("region", ours, region)
	}
	if name, asked := a["profile"]; asked {
		if ours, theirs := or(written(d.Profile.Name), "default"), or(written(name), "default"); ours != theirs {
			add("profile", ours, theirs)
		}
	}
	found = append(found, j.credentials(c, a, d)...)
	if j.Reading == "terraform" {
		found = append(found, providerChecks(a, d)...)
	}
	found = append(found, j.settings(a, d)...)
	for _, name := range sortedKeys(d.Settings) {
		s := d.Settings[name]
		if why := misplaced(c, s); s.Set && why != "" {
			add("origin", name+": "+why, "")
		}
	}
	return found
}

func (j Judge) credentials(c cases.Case, a cases.Answer, d Document) []Difference {
	var found []Difference
	add := func(kind, ours, theirs string) { found = append(found, Difference{kind, ours, theirs}) }
	p, theirs, status := planned(d.Creds.Steps), recorded(a["steps"]), d.Creds.Status
	if key, got := a["access_key"]; got {
		if p.key != "?" && !alike(p.key, written(key)) || status == "none" || status == "error" {
			add("credentials", status+" "+p.key+" "+d.Creds.Message, written(key))
		}
		if !j.sameCalls(p.calls, theirs) {
			add("steps", list(p.calls), list(theirs))
		}
		right := "resolved"
		if p.has("process") {
			right = "needs-process"
		} else if len(p.calls) > 0 {
			right = "needs-network"
		}
		if status != right {
			add("status", status, right)
		}
		if provider := j.provided(c, a); provider != "" && d.Creds.Provider != provider {
			add("provider", d.Creds.Provider, provider)
		}
		return found
	}
	// It ended in an error: a plan may have one step more, the one that could
	// not be made or was refused.
	mayFail := slices.Contains([]string{"container", "imds", "process"}, p.last())
	if status != "none" && status != "error" && !mayFail {
		add("credentials", status+" "+p.key, written(a["cred_error"]))
	}
	if (j.onGoV2() || j.Reading == "rust") && len(theirs) == 0 && len(p.calls) > 0 && strings.HasPrefix(p.calls[len(p.calls)-1], "container") {
		return found // another recorder may not see its container client
	}
	if !j.sameCalls(p.calls, theirs) &&
		!(status == "error" && len(p.calls) > 0 && j.sameCalls(p.calls[:len(p.calls)-1], theirs)) {
		add("steps", list(p.calls), list(theirs))
	}
	return found
}

// providerChecks compares what Terraform's provider checks once it has loaded:
// sessctl has problems for that, and no error.
func providerChecks(a cases.Answer, d Document) []Difference {
	var found []Difference
	for field, code := range map[string]string{"region_error": "unsupported-region", "validation_error": "identity-check-fails"} {
		ours := ""
		for _, p := range d.Problems {
			if p.Code == code && p.Severity == "error" {
				ours = p.Message
			}
		}
		if _, asked := a["access_key"]; field == "validation_error" && !asked {
			continue // the provider stops before it
		}
		if theirs := written(a[field]); (ours == "") != (theirs == "") {
			found = append(found, Difference{code, ours, theirs})
		}
	}
	return found
}

// Unknowable says that the plans part at a step of which no one can foresee
// offline how it ends: a program that prints nothing useful, or metadata that the
// recorder refuses. What an SDK does after its failure is no part of a plan.
func (j Judge) Unknowable(c cases.Case, a cases.Answer, d Document) bool {
	theirs := recorded(a["steps"])
	for i, step := range d.Creds.Steps {
		before := planned(d.Creds.Steps[:i]).calls
		switch step.Kind {
		case "assume-role", "web-identity":
			off, _ := d.value("ec2_metadata_disabled")
			if j.Reading == "rust" && off != "true" && written(a["region"]) == "" && j.startsWith(theirs, before) {
				return true // in the region that instance metadata gives, which the recorder refuses
			}
		case "process":
			if !printedKeyUsed(c, a) && j.startsWith(theirs, before) {
				return true
			}
		case "login":
			if step.AccessKeyID == "" && d.Creds.Status == "needs-network" && j.startsWith(theirs, before) {
				return true // the token has to be refreshed first
			}
		case "sso":
			if j.Reading == "java-v2" && renewed(step) && len(theirs) == len(before) && j.startsWith(theirs, before) {
				return true // the token has to be renewed first, which the recorder refuses
			}
		case "imds", "container":
			refused := planned(d.Creds.Steps[:i+1]).calls
			if j.startsWith(theirs, refused) && (i < len(d.Creds.Steps)-1 || len(theirs) > len(refused)) {
				return true
			}
		}
	}
	return false
}

// renewed reports whether a login's token ends so soon that it is renewed first.
func renewed(s Step) bool {
	ends, err := time.Parse(time.RFC3339, s.TokenExpires)
	return err == nil && time.Until(ends) < 5*time.Minute
}

func (j Judge) startsWith(theirs, ours []string) bool {
	return len(theirs) >= len(ours) && j.sameCalls(ours, theirs[:len(ours)])
}

// printedKeyUsed says that a program of the case printed a key that the SDK then had.
func printedKeyUsed(c cases.Case, a cases.Answer) bool {
	calls := written(a["steps"])
	for _, f := range c.Files {
		for _, found := range printedKey.FindAllStringSubmatch(f.Text, -1) {
			if written(a["access_key"]) == found[1] || strings.Contains(calls, " by="+found[1]+" ") {
				return true
			}
		}
	}
	return false
}

var providers = map[string]string{
	"env": "env", "EnvProvider": "env", "EnvConfigCredentials": "env", "shared-credentials-file": "shared-credentials",
	"SharedCredentialsProvider": "shared-credentials", "config-file": "config", "assume-role": "assume-role",
	"AssumeRoleProvider": "assume-role", "assume-role-with-web-identity": "web-identity", "WebIdentityCredentials": "web-identity",
	"sso": "sso", "SSOProvider": "sso", "custom-process": "process", "ProcessProvider": "process", "login": "login",
	"container-role": "container", "CredentialsEndpointProvider": "container", "iam-role": "imds", "EC2RoleProvider": "imds",
}

// provided is sessctl's name for the provider that an SDK named, or "".
func (j Judge) provided(c cases.Case, a cases.Answer) string {
	name := written(a["provider"])
	if strings.HasPrefix(name, "SharedConfigCredentials") {
		config := or(c.Env["AWS_CONFIG_FILE"], c.Home+"/.aws/config")
		if config == c.Env["AWS_SHARED_CREDENTIALS_FILE"] {
			return "" // one file in both parts
		}
		if strings.HasSuffix(name, ": "+config) {
			return "config"
		}
		return "shared-credentials"
	}
	return providers[name]
}

// written is a value as Python prints it, "" for none.
func written(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		if v {
			return "True"
		}
		return "False"
	case json.Number:
		return v.String()
	}
	b, _ := json.Marshal(v)
	return string(b)
}

func isSet(v any) bool { return v != nil && written(v) != "" }

// errorText is an SDK's error, or the message of sessctl's.
func errorText(v any) string {
	if m, ok := v.(map[string]any); ok {
		return written(m["message"])
	}
	return written(v)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func list(calls []string) string { return "[" + strings.Join(calls, " | ") + "]" }
