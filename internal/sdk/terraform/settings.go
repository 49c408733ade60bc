package terraform

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

type special = func(*resolve.Run, *settings.Setting) *resolve.Value

// maxAttempts: the caller's own number holds for every client but those by
// which it authenticates; variables and files are read for these alone
// (aws_config.go, GetAwsConfig and resolveRetryer).
func (c *caller) maxAttempts(r *resolve.Run, s *settings.Setting) *resolve.Value {
	meanwhile := r.Builder(s)
	for _, l := range []resolve.Layer{resolve.EnvLayer, resolve.FileLayer, resolve.DefaultLayer} {
		meanwhile.Layer(l)
	}
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	b.Default(c.retries)
	b.Layer(resolve.EnvLayer)
	b.Layer(resolve.FileLayer)
	v := b.Done()
	authenticating := meanwhile.Done().Value
	v.Note = fmt.Sprintf("%s's max_retries; while it authenticates, %s", c.what, authenticating)
	reason := "counts only while " + c.what + " authenticates; max_retries of " + c.block + " is for the rest"
	if r.Block().Value("access_key")+r.Block().Value("secret_key")+r.Block().Value("token") != "" {
		// GetAwsConfig asks no chain then, and assumes roles with the configuration of all clients.
		v.Note = fmt.Sprintf("%s's max_retries, for its roles too, since %s has the keys", c.what, c.block)
		reason = "max_retries of " + c.block + " counts for all calls, since it has the keys"
	}
	for i := range v.Places {
		if p := &v.Places[i]; p.Verdict == origin.Shadowed {
			p.Reason = reason
		}
	}
	return v
}

// region: where the credentials are those of the instance itself, it is asked
// for its region too (aws_config.go, GetAwsConfig, WithEC2IMDSRegion).
func region(goV2 special) special {
	return func(r *resolve.Run, s *settings.Setting) *resolve.Value {
		v := goV2(r, s)
		if !v.Set && r.Value("ec2_metadata_disabled") != "true" {
			v.Places = append(v.Places, origin.Place{Verdict: origin.Absent, Reason: "asked last, where the credentials are the instance's own; not asked here",
				Candidate: origin.Candidate{Origin: origin.Origin{Kind: origin.IMDS, Name: "instance metadata"}}})
		}
		return v
	}
}

const metadataURL = "AWS_METADATA_URL"

// metadataEndpoint: AWS_METADATA_URL is put into AWS_EC2_METADATA_SERVICE_ENDPOINT
// where that is unset or empty (aws_config.go, GetAwsConfig).
func metadataEndpoint(goV2 special) special {
	return func(r *resolve.Run, s *settings.Setting) *resolve.Value {
		old, _ := r.Var(metadataURL)
		if newer, _ := r.Var(s.Env[0].Name); old.Value == "" || newer.Value != "" {
			return goV2(r, s)
		}
		b := r.Builder(s)
		b.Layer(resolve.ExplicitLayer)
		b.Offer(old, resolve.Converted{Value: old.Value})
		b.Layer(resolve.FileLayer)
		b.Layer(resolve.DefaultLayer)
		return b.Done()
	}
}

const regionalS3 = "s3_us_east_1_regional_endpoint"

// lenient takes a value of the setting in any case, and passes over all others.
func lenient(_ *resolve.Run, s *settings.Setting, c origin.Candidate) resolve.Converted {
	if c.Value == "" {
		return resolve.PassEmpty
	}
	for _, v := range s.Values {
		if strings.EqualFold(c.Value, v) {
			return resolve.Converted{Value: v}
		}
	}
	return resolve.Converted{Do: resolve.Pass, Reason: "neither legacy nor regional, which counts as unset"}
}

// addressing: the block alone says where S3 requests name the bucket.
func addressing(r *resolve.Run, s *settings.Setting) *resolve.Value {
	b := r.Builder(s)
	b.Layer(resolve.ExplicitLayer)
	return b.Done()
}
