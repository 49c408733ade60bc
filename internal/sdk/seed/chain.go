package seed

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// chain follows defaults.CredChain (aws/defaults/defaults.go): the
// environment's keys, one profile of the credentials file, instance metadata.
// The first that gives no error wins, and nothing else is ever asked.
func chain(r *resolve.Run) resolve.Plan {
	c := &planner{r: r}
	c.plan.Status = resolve.StatusNone
	if c.env() {
		c.skip("shared-credentials", "the keys of the environment come before it")
		c.skip("imds", "the keys of the environment come before it")
		return c.plan
	}
	switch done, reason := c.file(); {
	case done && c.plan.Status == resolve.StatusError:
		c.skip("imds", "the process is gone before it is asked")
		return c.plan
	case done:
		c.skip("imds", reason)
		return c.plan
	}
	c.metadata()
	return c.plan
}

type planner struct {
	r    *resolve.Run
	plan resolve.Plan
}

func (c *planner) try(provider string, outcome resolve.Outcome, o origin.Origin, format string, args ...any) {
	c.r.Tried(&c.plan.Tried, provider, outcome, o, format, args...)
}

func (c *planner) skip(provider, reason string) {
	c.try(provider, resolve.OutcomeSkipped, origin.Origin{}, "%s", reason)
}

// env follows EnvProvider.Retrieve (aws/credentials/env_provider.go): the
// newer and the older names may be mixed.
func (c *planner) env() bool {
	id, idSaid := c.firstVar("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY")
	secret, secretSaid := c.firstVar("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	switch {
	case id.Value == "" && secret.Value == "":
		c.try("env", resolve.OutcomeAbsent, origin.Origin{}, "%s; %s", idSaid, secretSaid)
		return false
	case id.Value == "":
		c.try("env", resolve.OutcomeFailed, secret.Origin, "%s is set, but %s", secret.Origin.Name, idSaid)
		c.incomplete(secret.Origin, "AWS_ACCESS_KEY_ID", idSaid)
		return false
	case secret.Value == "":
		c.try("env", resolve.OutcomeFailed, id.Origin, "%s is set, but %s", id.Origin.Name, secretSaid)
		c.incomplete(id.Origin, "AWS_SECRET_ACCESS_KEY", secretSaid)
		return false
	}
	token, _ := c.r.Var("AWS_SESSION_TOKEN")
	c.static("env", "env", "", id, secret.Value, token.Value)
	c.try("env", resolve.OutcomeChosen, id.Origin, "%s and %s are set", id.Origin.Name, secret.Origin.Name)
	return true
}

func (c *planner) incomplete(o origin.Origin, other, said string) {
	c.r.Problem(resolve.Problem{Code: "incomplete-keys", Severity: resolve.SevWarning, Origin: o,
		Message: o.Name + " is passed over: " + said, Help: "set " + other + " too, or unset " + o.Name})
}

// firstVar gives the first of the variables that is not empty, or says that there is none.
func (c *planner) firstVar(names ...string) (origin.Candidate, string) {
	empty := ""
	for _, name := range names {
		v, ok := c.r.Var(name)
		if v.Value != "" {
			return v, ""
		}
		if ok && empty == "" {
			empty = name
		}
	}
	if empty != "" {
		return origin.Candidate{}, empty + " is empty, which counts as unset"
	}
	return origin.Candidate{}, "neither " + names[0] + " nor " + names[1] + " is set"
}

func (c *planner) static(provider, from, profile string, id origin.Candidate, secret, token string) {
	c.plan.Status, c.plan.Provider, c.plan.AccessKeyID = resolve.StatusResolved, provider, id.Value
	c.plan.Steps = append(c.plan.Steps, resolve.Step{Kind: resolve.StepStatic, Provider: from, Profile: profile, Origin: id.Origin,
		AccessKeyID: id.Value, SecretKey: resolve.Secret(secret), SessionToken: resolve.Secret(token)})
}

// file follows SharedCredentialsProvider.Retrieve and loadProfile
// (aws/credentials/shared_credentials_provider.go). It reports whether the chain
// ends here, and why nothing after it is asked.
func (c *planner) file() (done bool, reason string) {
	const provider = "shared-credentials"
	use, name := c.credentialsFile(), c.r.Choice.Name
	if use.Path == "" {
		c.try(provider, resolve.OutcomeFailed, use.Origin, "%s", use.Reason)
		return false, ""
	}
	at := origin.Origin{Kind: origin.InFile, File: use.Path}
	var parsed *sharedfile.File
	if files := c.r.Shared.Files; len(files) > 0 {
		parsed = files[0].Parsed
	}
	switch {
	case parsed == nil && !use.Exists && use.Origin.Kind == origin.ByDefault:
		c.try(provider, resolve.OutcomeAbsent, at, "there is no file %s", use.Path)
		return false, ""
	case parsed == nil:
		c.try(provider, resolve.OutcomeFailed, use.Origin, "%s is not read: %s", use.Path, use.Reason)
		return false, ""
	case parsed.Err != nil:
		at.Line, at.Column = parsed.Err.Pos.Line, parsed.Err.Pos.Column
		c.try(provider, resolve.OutcomeFailed, at, "%s, and for that the whole file is rejected: %s", at, parsed.Err.Message)
		return false, ""
	}
	v := iniValues{shared: c.r.Shared}
	if v.section(name) == nil {
		outcome := resolve.OutcomeFailed
		if c.r.Choice.Origin.Kind == origin.ByDefault {
			outcome = resolve.OutcomeAbsent
		}
		c.try(provider, outcome, at, "%s has no section [%s]", use.Path, name)
		return false, ""
	}
	where := "[" + name + "] of " + use.Path
	if o := v.section(name).Origin; !o.IsZero() {
		at = o
	}
	id, idFrom := v.find(name, "aws_access_key_id")
	secret, secretFrom := v.find(name, "aws_secret_access_key")
	switch {
	case id == nil && secret == nil:
		c.try(provider, resolve.OutcomeFailed, at, "%s has neither aws_access_key_id nor aws_secret_access_key%s", where, c.otherCase(&v, name))
		return false, ""
	case id == nil:
		c.try(provider, resolve.OutcomeFailed, secret.Origin, "%s has a secret key but no aws_access_key_id%s", where, c.otherCase(&v, name))
		return false, ""
	case secret == nil:
		c.try(provider, resolve.OutcomeFailed, id.Origin, "%s has an access key id but no aws_secret_access_key%s", where, c.otherCase(&v, name))
		return false, ""
	}
	token, tokenFrom := v.find(name, "aws_session_token")
	if token == nil {
		v.define(name, "aws_session_token")
	}
	return c.pair(&v, where, [3]*profiles.Property{id, secret, token}, [3]string{idFrom, secretFrom, tokenFrom})
}

// pair takes the keys of a profile, each from the section that it was found in,
// and the token that goes with them, nil where there is none.
func (c *planner) pair(v *iniValues, where string, found [3]*profiles.Property, from [3]string) (done bool, reason string) {
	const provider = "shared-credentials"
	name, texts := c.r.Choice.Name, make([]string, 3)
	for i, q := range found {
		if q == nil {
			continue
		}
		text, err := v.text(from[i], q.Key)
		if err != nil {
			return c.dies(provider, q, err)
		}
		texts[i] = text
	}
	c.static(provider, provider, name, origin.Candidate{Value: texts[0], Origin: found[0].Origin}, texts[1], texts[2])
	c.try(provider, resolve.OutcomeChosen, found[0].Origin, "%s has keys%s", where, inherited(name, from[0], from[1]))
	for i, q := range found[:2] {
		if texts[i] == "" {
			c.r.Problem(resolve.Problem{Code: "empty-keys", Severity: resolve.SevWarning, Origin: q.Origin,
				Message: q.Key + " is empty, and this SDK takes the pair all the same: requests are signed with it and refused",
				Help:    "give it a value, or remove both keys so that the next provider is asked"})
		}
	}
	return true, where + " has keys"
}

func (c *planner) credentialsFile() resolve.FileUse {
	for _, use := range c.r.Found.Files {
		if use.Kind == profiles.CredentialsFile {
			return use
		}
	}
	return resolve.FileUse{}
}

// dies says how the SDK's process ends while it works out a value.
func (c *planner) dies(provider string, q *profiles.Property, err error) (bool, string) {
	c.plan.Status, c.plan.Provider = resolve.StatusError, provider
	c.plan.Message = fmt.Sprintf("%s of %s cannot be had: %s", q.Key, q.Origin, err)
	help := "write the value out"
	if !errors.Is(err, errDeep) {
		c.plan.Message += ", of which the SDK's process dies"
	}
	c.try(provider, resolve.OutcomeFailed, q.Origin, "%s", c.plan.Message)
	c.r.Problem(resolve.Problem{Code: "endless-value", Severity: resolve.SevError, Origin: q.Origin, Message: c.plan.Message, Help: help})
	return true, ""
}

// otherCase tells of keys that would do if they were written in small letters.
func (c *planner) otherCase(v *iniValues, name string) string {
	for _, q := range v.section(name).Properties {
		for _, key := range []string{"aws_access_key_id", "aws_secret_access_key"} {
			if q.Key != key && strings.EqualFold(q.Key, key) {
				return "; " + q.Key + " is another key: this parser tells capitals from small letters"
			}
		}
	}
	return ""
}

func inherited(name, idFrom, secretFrom string) string {
	if idFrom == name && secretFrom == name {
		return ""
	}
	from := idFrom
	if from == name {
		from = secretFrom
	}
	return " by way of [" + from + "]: a section inherits from those that its name up to a dot names"
}

// metadata follows ec2rolecreds.EC2RoleProvider with the endpoint that
// CredChain gives it. No variable turns it off or elsewhere.
func (c *planner) metadata() {
	step := resolve.Step{Kind: resolve.StepIMDS, Endpoint: "http://169.254.169.254",
		Note: "by IMDSv1, without a token: GET /latest/meta-data/iam/security-credentials, 5 seconds at most, 4 times at most"}
	c.plan.Status, c.plan.Provider = resolve.StatusNeedsNetwork, "imds"
	reason := "nothing before it has keys, and no variable turns it off"
	region := c.r.Setting("region")
	if region.Value == "cn-north-1" {
		// The endpoints table has cn-north-1/* before */ec2metadata
		// (private/endpoints/endpoints.go, EndpointForRegion).
		step.Endpoint = "http://ec2metadata.cn-north-1.amazonaws.com.cn"
		step.Note = "this SDK looks for instance metadata at a host of the region instead of 169.254.169.254"
		reason = "nothing before it has keys"
		c.r.Problem(resolve.Problem{Code: "imds-unreachable", Severity: resolve.SevWarning, Origin: region.Origin,
			Message: "in cn-north-1 this SDK asks " + step.Endpoint + " for instance credentials instead of 169.254.169.254",
			Help:    "give it keys: an instance's role does not reach it in this region"})
	} else if proxy := c.r.Setting("http_proxy"); proxy != nil && proxy.Value != "" {
		step.Note += "; by the proxy of " + proxy.Origin.Name + " unless NO_PROXY names 169.254.169.254"
	}
	c.plan.Steps = append(c.plan.Steps, step)
	c.try("imds", resolve.OutcomeChosen, origin.Origin{}, "%s", reason)
}
