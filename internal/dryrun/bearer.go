package dryrun

import (
	"errors"
	"slices"

	"github.com/sessctl/sessctl/internal/resolve"
)

// bedrockToken is the variable whose token some services of Bedrock take in
// place of a signature (botocore 1.43.11, utils.py, get_token_from_environment, and
// handlers.py, _should_prefer_bearer_auth; aws-sdk-go-v2 config v1.33.16;
// JavaScript's @aws-sdk/core, fromEnvSigningName). aws-sdk-go v1 does not know it.
const bedrockToken = "AWS_BEARER_TOKEN_BEDROCK"

// token gives the bearer token that the environment has for the service, "" for
// none.
func (c *Client) token() resolve.Secret {
	if c.Model.Signer() != "bedrock" || !slices.Contains(c.Model.Auth, "smithy.api#httpBearerAuth") ||
		!c.Manner.Signing.BedrockToken || c.Config.Workspace == nil {
		return ""
	}
	env := c.Config.Workspace.Env
	if rd := c.Config.Reading; rd != nil && rd.Property != nil {
		if p, ok := env.JavaProperty(rd.Property(bedrockToken)); ok {
			return resolve.Secret(p.Value)
		}
	}
	return resolve.Secret(env.Get(bedrockToken))
}

// signsOn reports whether the profile signs on by SSO, which gives a token too.
func (c *Client) signsOn() bool {
	plan := c.Config.Credentials
	return plan != nil && slices.ContainsFunc(plan.Steps, func(s resolve.Step) bool { return s.Kind == resolve.StepSSO })
}

// bearer puts a bearer token where a signature would be, or says why there is
// none.
func (c *Call) bearer() {
	token := c.Client.token()
	switch {
	case c.Options.Presign > 0:
		c.Unsigned = "a bearer token goes into a header, and cannot be presigned"
	case token == "" && !c.Client.signsOn():
		c.Request.Err = errors.New("sign the request: the service takes a bearer token in place of a signature, and there is none; `aws sso login` gets one")
	case token == "":
		c.Unsigned = "the service takes a bearer token in place of a signature: the one that `aws sso login` gets, which is not read here"
	default:
		c.Unsigned = "a bearer token stands in place of a signature"
		c.Request.HTTP.Header.Set("Authorization", "Bearer "+token.Reveal())
	}
}
