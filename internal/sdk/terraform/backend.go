package terraform

import (
	"encoding/base64"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// backend is Terraform's S3 backend (internal/backend/remote-state/s3/backend.go).
var backend = &caller{
	what:      "the backend",
	block:     "the backend block",
	retries:   "5",
	named:     []string{"dynamodb", "iam", "s3", "sso", "sts"},
	s3Backend: true,
	endpoints: func(service string) (arguments, variables []string) {
		name := strings.ToUpper(service)
		variables = []string{"AWS_ENDPOINT_URL_" + name, "AWS_" + name + "_ENDPOINT"}
		switch service {
		case "sso":
			return nil, variables[:1]
		case "s3":
			return []string{"endpoint"}, variables
		}
		return []string{service + "_endpoint"}, variables
	},
	arguments: `access_key acl allowed_account_ids assume_role assume_role_with_web_identity bucket custom_ca_bundle dynamodb_endpoint
		dynamodb_table ec2_metadata_service_endpoint ec2_metadata_service_endpoint_mode encrypt endpoint endpoints forbidden_account_ids
		force_path_style http_proxy https_proxy iam_endpoint insecure key kms_key_id max_retries no_proxy profile region retry_mode
		secret_key shared_config_files shared_credentials_file shared_credentials_files skip_credentials_validation
		skip_metadata_api_check skip_region_validation skip_requesting_account_id skip_s3_checksum sse_customer_key sts_endpoint
		sts_region token use_dualstack_endpoint use_fips_endpoint use_lockfile use_path_style workspace_key_prefix`,
}

// BackendReading follows the S3 backend with the block that is given, or an empty
// one. Its rules are those of its source and documentation; nobody has run it.
func BackendReading() *resolve.Reading {
	rd := backend.reading()
	rd.ID, rd.Aliases = "terraform-s3-backend", []string{"tf-s3-backend", "s3-backend"}
	rd.Title = "Terraform S3 backend"
	rd.Follows = "aws-sdk-go-base v2.0.0-beta.74, as the S3 backend's source and documentation call it"
	rd.SDK = settings.Backend
	for _, name := range []string{"use_fips_endpoint", "use_dualstack_endpoint"} {
		rd.Special[name] = anyText
	}
	rd.Special["ca_bundle"] = bundle
	return rd
}

// anyText: where the block says nothing, a variable with any text in it switches
// the setting on, even false (boolAttrDefaultEnvVarOk).
func anyText(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	if c, ok := r.Var(s.Env[0].Name); ok && c.Value != "" && !given(r, s.Name) {
		b.Offer(c, resolve.Converted{Value: "true"})
		if c.Value != "true" && !b.Won() {
			return b.Done()
		}
	} else {
		b.Layer(resolve.EnvLayer)
	}
	b.Layer(resolve.FileLayer)
	b.Layer(resolve.DefaultLayer)
	return b.Done()
}

// given reports whether the block says something of a setting, be it false.
func given(r *resolve.Run, name string) bool { return r.Block().Get(name) != nil }

// bundle: the variable's path may begin with ~ or have variables in it, as the block's.
func bundle(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	for _, n := range s.Env {
		if c, ok := r.Var(n.Name); ok && n.In&settings.Backend != 0 && c.Value != "" {
			b.Offer(c, resolve.Converted{Value: expand(r, c.Value)})
		}
	}
	b.Layer(resolve.FileLayer)
	return b.Done()
}

// regionNamed: the block or a variable must name the region; that of a profile is
// not enough (PrepareConfig).
func (c *caller) regionNamed(r *resolve.Run) {
	if e := r.In.Explicit["region"]; e.Value != "" || r.Block().Get("region") != nil && r.Block().Get("region").Unknown != "" {
		return
	}
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		if v, _ := r.Var(name); v.Value != "" {
			return
		}
	}
	r.Fail("backend-without-region", r.Setting("region").Origin, "put region into the backend block, or set AWS_REGION",
		"neither the backend block nor AWS_REGION or AWS_DEFAULT_REGION names a region; that of a profile is not enough")
}

// customerKey: AWS_SSE_CUSTOMER_KEY and sse_customer_key hold 32 bytes in base64,
// and exclude kms_key_id.
func (c *caller) customerKey(r *resolve.Run) {
	key, name := origin.Candidate{}, "sse_customer_key"
	if n := r.Block().Get("sse_customer_key"); n != nil {
		key = n.Candidate()
	} else {
		key, _ = r.Var("AWS_SSE_CUSTOMER_KEY")
		name = "AWS_SSE_CUSTOMER_KEY"
	}
	if key.Value == "" {
		return
	}
	const code, help = "provider-argument-refused", "give 32 bytes in base64, 44 characters"
	if _, err := base64.StdEncoding.DecodeString(key.Value); len(key.Value) != 44 || err != nil {
		r.Fail(code, key.Origin, help, "%s is no key of 44 characters in base64", name)
	} else if r.Block().Value("kms_key_id") != "" {
		r.Fail(code, key.Origin, "keep one of them", "kms_key_id and %s exclude each other", name)
	}
}
