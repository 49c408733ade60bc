package terraform

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// chain plans the credentials: keys of the block, or what the SDK finds, or a web
// identity of the block; then the roles of the block (credentials.go,
// getCredentialsProvider; aws_config.go, GetAwsConfig).
func (c *caller) chain(r *resolve.Run, goV2 func(*resolve.Run) resolve.Plan) resolve.Plan {
	block := r.Block()
	var p resolve.Plan
	if c.hasKeys(block) {
		p = c.keys(r, block)
	} else {
		problems := len(r.Found.Problems)
		p = goV2(r)
		if web := block.Blocks("assume_role_with_web_identity"); len(web) > 0 && !r.Failed() {
			r.Found.Problems = r.Found.Problems[:problems] // what the SDK would meet later, it does not
			p = c.webIdentity(r, web[0])
		}
	}
	if !r.Failed() {
		c.roles(r, block.Blocks("assume_role"), &p)
	}
	c.tryOut(r, &p)
	return p
}

var keyArguments = []string{"access_key", "secret_key", "token"}

func (c *caller) hasKeys(block *resolve.Node) bool {
	return slices.ContainsFunc(keyArguments, func(name string) bool {
		n := block.Get(name)
		return n != nil && (n.Text != "" || n.Unknown != "")
	})
}

// keys uses the keys of the block; nothing else is looked for.
func (c *caller) keys(r *resolve.Run, block *resolve.Node) resolve.Plan {
	at := origin.Origin{}
	for _, name := range slices.Backward(keyArguments) {
		if n := block.Get(name); n != nil {
			at = n.Origin
		}
	}
	p := resolve.Plan{Tried: []resolve.Tried{{Provider: resolve.StepStatic, Outcome: resolve.OutcomeChosen, Origin: at, Reason: "keys stand in " + c.block + ", so that nothing else is asked"}}}
	for _, name := range keyArguments {
		if n := block.Get(name); unknown(n) {
			return failed(p, resolve.StepStatic, "the value of "+name+notKnown+n.Unknown)
		}
	}
	for _, name := range keyArguments[:2] {
		if block.Value(name) == "" {
			return failed(p, resolve.StepStatic, fmt.Sprintf("%s has keys, but %s is not among them", c.block, name))
		}
	}
	return add(p, resolve.Step{Kind: resolve.StepStatic, Provider: resolve.StepStatic, Origin: at, AccessKeyID: block.Value("access_key"),
		SecretKey: resolve.Secret(block.Value("secret_key")), SessionToken: resolve.Secret(block.Value("token"))})
}

// twice is said of the roles of the block: their keys are fetched to try them out,
// and thrown away (webIdentityCredentialsProvider, assumeRoleCredentialsProvider).
const twice = "called twice, the first time to try the role out"

// failed ends a plan.
func failed(p resolve.Plan, provider, message string) resolve.Plan {
	p.Status, p.Message, p.AccessKeyID = resolve.StatusError, message, ""
	for i := range p.Tried {
		if p.Tried[i].Outcome == resolve.OutcomeChosen {
			p.Tried[i].Outcome, p.Tried[i].Reason = resolve.OutcomeFailed, message
		}
	}
	if p.Provider == "" {
		p.Provider = provider
	}
	return p
}

// add takes a step into a plan.
func add(p resolve.Plan, s resolve.Step) resolve.Plan {
	p.Steps = append(slices.Clip(p.Steps), s)
	p.Status, p.Provider, p.AccessKeyID = resolve.Reach(p.Steps), resolve.LastProvider(p.Steps), ""
	if p.Status == resolve.StatusResolved {
		p.AccessKeyID = s.AccessKeyID
	}
	return p
}

// webIdentity takes the place of whatever the SDK has found
// (expandAssumeRoleWithWebIdentity; webIdentityCredentialsProvider).
func (c *caller) webIdentity(r *resolve.Run, n *resolve.Node) resolve.Plan {
	p := resolve.Plan{Tried: []resolve.Tried{{Provider: resolve.StepWebIdentity, Outcome: resolve.OutcomeChosen, Origin: n.Origin, Reason: "assume_role_with_web_identity stands in " + c.block}}}
	s := resolve.Step{Kind: resolve.StepWebIdentity, Note: twice, Origin: n.Origin, RoleARN: n.Value("role_arn"), RoleSessionName: n.Value("session_name")}
	s.DurationSeconds = seconds(n)
	if v := n.Get("role_arn"); v != nil {
		s.Origin = v.Origin
	}
	if why := unknownIn(n, "role_arn", "web_identity_token", "web_identity_token_file"); why != "" {
		return failed(p, s.Kind, why)
	}
	token := n.Value("web_identity_token")
	if v := n.Get("web_identity_token_file"); v != nil {
		s.TokenFile = pathIn(r, v)
	}
	if token == "" && s.TokenFile == "" && !c.s3Backend {
		v, _ := r.Var("TF_AWS_WEB_IDENTITY_TOKEN")
		f, _ := r.Var("AWS_WEB_IDENTITY_TOKEN_FILE")
		token, s.TokenFile = v.Value, f.Value
	}
	if (token != "") == (s.TokenFile != "") {
		r.Fail(refusedArgument, n.Origin, "give one of web_identity_token and web_identity_token_file", "assume_role_with_web_identity has not just one token")
	}
	if s.RoleARN == "" {
		r.Fail(refusedArgument, n.Origin, "add role_arn", "assume_role_with_web_identity has no role_arn")
	}
	if r.Failed() {
		return failed(p, s.Kind, r.Found.Err.Message)
	}
	s.TokenFile = expand(r, s.TokenFile)
	endpoint, why := c.stsEndpoint(r)
	s.Endpoint = endpoint
	p = add(p, s)
	if f := r.Env.File(s.TokenFile); s.TokenFile != "" && f.Err != nil {
		return failed(p, s.Kind, fmt.Sprintf("the web identity's token cannot be read from %s: %s", s.TokenFile, f.Reason()))
	}
	if why != "" {
		return failed(p, s.Kind, fmt.Sprintf("the role %s cannot be assumed: %s", s.RoleARN, why))
	}
	return p
}

// unknownIn says which of some arguments has no value here, or "".
func unknownIn(n *resolve.Node, names ...string) string {
	for _, name := range names {
		if v := n.Get(name); unknown(v) {
			return "the value of " + name + notKnown + v.Unknown
		}
	}
	return ""
}

// seconds is the duration of a role; the SDK sends fifteen minutes where there is
// none for a role, and nothing for a web identity.
func seconds(n *resolve.Node) *int {
	d, err := time.ParseDuration(n.Value("duration"))
	if err != nil || d == 0 {
		return nil
	}
	s := int(int32(d / time.Second))
	return &s
}

// roles assumes the roles of the block one after the other (assumeRoleCredentialsProvider).
func (c *caller) roles(r *resolve.Run, list []*resolve.Node, p *resolve.Plan) {
	if len(list) == 0 || p.Status == resolve.StatusNone || p.Status == resolve.StatusError {
		return
	}
	fail := func(message string) { *p = failed(*p, resolve.StepAssumeRole, message) }
	p.Tried = append(p.Tried, resolve.Tried{Provider: resolve.StepAssumeRole, Outcome: resolve.OutcomeChosen, Origin: list[0].Origin, Reason: "assume_role stands in " + c.block})
	for i, n := range list {
		if n.Unknown != "" {
			fail("assume_role" + notKnown + n.Unknown)
			return
		}
		if why := unknownIn(n, "role_arn"); why != "" {
			fail(why)
			return
		}
		arn := n.Get("role_arn")
		if arn == nil || arn.Text == "" {
			if len(list) == 1 && !c.s3Backend { // passed over with a warning (configure)
				p.Tried = p.Tried[:len(p.Tried)-1]
				return
			}
			r.Fail(refusedArgument, n.Origin, "add role_arn", "assume_role %d of %d has no role_arn", i+1, len(list))
			fail(r.Found.Err.Message)
			return
		}
		s := resolve.Step{Kind: resolve.StepAssumeRole, Note: twice, RoleARN: arn.Text, ExternalID: n.Value("external_id"), RoleSessionName: n.Value("session_name"),
			DurationSeconds: seconds(n), Origin: arn.Origin}
		if s.DurationSeconds == nil {
			quarter := 900
			s.DurationSeconds = &quarter
		}
		endpoint, why := c.stsEndpoint(r)
		s.Endpoint = endpoint
		*p = add(*p, s)
		if why != "" {
			fail(fmt.Sprintf("the role %s cannot be assumed: %s", s.RoleARN, why))
			return
		}
	}
}

// tryOut adds what the caller does with credentials once it has them: it does
// not start without, and asks who they are (aws_config.go, GetAwsAccountIDAndPartition).
func (c *caller) tryOut(r *resolve.Run, p *resolve.Plan) {
	if r.Failed() {
		return
	}
	if p.Status == resolve.StatusError && c.openQuestion(r, p) {
		return
	}
	if p.Status == resolve.StatusNone || p.Status == resolve.StatusError {
		r.Problem(resolve.Problem{Code: "provider-does-not-start", Severity: resolve.SevError,
			Message: c.what + " fetches credentials before anything else, and stops without them: " + p.Message,
			Help:    "see `sessctl credentials --as " + r.Reading.ID + "`"})
		return
	}
	c.accounts(r, p)
	if c.regionStops(r) {
		return
	}
	if truth(r.Block().Get("skip_credentials_validation")) {
		if !truth(r.Block().Get("skip_requesting_account_id")) {
			p.Check = c.accountCall(r, p)
		}
		return
	}
	if n := r.Block().Get("region"); unknown(n) {
		return
	}
	endpoint, why := c.stsEndpoint(r)
	if why != "" {
		r.Problem(resolve.Problem{Code: "identity-check-fails", Severity: resolve.SevError, Origin: r.Setting(settings.ServiceEndpoint("sts")).Origin,
			Message: c.what + " asks STS who it is before anything else, and that call cannot be made: " + why,
			Help:    "set AWS_ENDPOINT_URL_STS, or skip_credentials_validation in " + c.block})
		return
	}
	p.Check = &resolve.Check{Call: "sts:GetCallerIdentity", Endpoint: endpoint}
}

// openQuestion reports whether the credentials are not known here because the value
// of an argument is not, and makes that the error: the caller may start or not.
func (c *caller) openQuestion(r *resolve.Run, p *resolve.Plan) bool {
	open, was := false, p.Message
	for i := range r.Found.Problems {
		problem := &r.Found.Problems[i]
		if _, why, _ := strings.Cut(problem.Message, notKnown); problem.Code == argumentUnknown && strings.HasSuffix(was, why) {
			problem.Severity, open, p.Open = resolve.SevError, true, true
			*p = failed(*p, p.Provider, problem.Message)
			for i, t := range p.Tried {
				if t.Outcome == resolve.OutcomeFailed {
					p.Tried[i].Reason = problem.Message
				}
			}
		}
	}
	return open
}

// accountCall is how the account is asked for where the credentials are not
// checked: of instance metadata or IAM, and else of others (awsauth.go,
// getAccountIDAndPartition).
func (c *caller) accountCall(r *resolve.Run, p *resolve.Plan) *resolve.Check {
	if p.Provider == resolve.StepIMDS {
		return &resolve.Check{Call: "imds:iam/info", Endpoint: r.Value("ec2_metadata_service_endpoint")}
	}
	e, ok := r.In.Explicit[settings.ServiceEndpoint("iam")]
	if !ok {
		if e, _, ok = c.blockEndpoint(r, "iam"); !ok {
			if v := r.Setting(settings.ServiceEndpoint("iam")); v != nil && v.Set {
				e, ok = origin.Candidate{Value: v.Value}, true
			}
		}
	}
	return &resolve.Check{Call: "iam:GetUser", Endpoint: e.Value}
}

// accounts: the account must be one of those that the block allows, and none that
// it forbids (config.go, VerifyAccountIDAllowed). It is known here where a role is assumed.
func (c *caller) accounts(r *resolve.Run, p *resolve.Plan) {
	if len(p.Steps) == 0 {
		return
	}
	parts := strings.SplitN(p.Steps[len(p.Steps)-1].RoleARN, ":", 6)
	if len(parts) < 6 {
		return
	}
	account := parts[4]
	has := func(list *resolve.Node) bool {
		return slices.ContainsFunc(list.Items, func(n *resolve.Node) bool { return n.Text == account || n.Unknown != "" })
	}
	allowed, forbidden := r.Block().Get("allowed_account_ids"), r.Block().Get("forbidden_account_ids")
	for _, list := range []*resolve.Node{allowed, forbidden} {
		if list == nil || len(list.Items) == 0 || has(list) == (list == allowed) {
			continue
		}
		r.Problem(resolve.Problem{Code: "account-not-allowed", Severity: resolve.SevError, Origin: list.Origin,
			Message: fmt.Sprintf("%s stops: the credentials are of the account %s, which %s does not let in", c.what, account, list.Origin.Key),
			Help:    "use credentials of another account, or change " + list.Origin.Key})
	}
}
