// Package terraform is what Terraform and OpenTofu authenticate with:
// aws-sdk-go-base v2.0.0-beta.74, which is built on aws-sdk-go-v2, as the AWS
// provider calls it, and as the S3 backend does. It loads that SDK's
// configuration twice: once for the credentials, which it fetches at once
// (credentials.go, getCredentialsProvider), and once for the settings
// (aws_config.go, GetAwsConfig). Then the caller checks the region and who the
// credentials are (internal/provider, ConfigureProvider).
package terraform

import (
	"maps"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/gov2"
	"github.com/sessctl/sessctl/internal/settings"
)

// caller is a program that calls aws-sdk-go-base.
type caller struct {
	what    string // it is, for people
	block   string // is called that its arguments stand in
	retries string // its max_retries where the block says nothing
	// endpoints gives the arguments and variables that an endpoint of a service
	// stands in, the first that counts first.
	endpoints func(service string) (arguments, variables []string)
	named     []string // the services whose variables it asks itself
	arguments string   // that the block may have, with blanks between them
	s3Backend bool
}

// argumentNames are the arguments that the block may have.
func (c *caller) argumentNames() []string { return strings.Fields(c.arguments) }

// Reading follows the provider with the block that is given, or an empty one.
// What is given explicitly is as if it stood in the block.
func Reading() *resolve.Reading {
	rd := provider.reading()
	rd.ID, rd.Aliases = "terraform", []string{"tf", "tofu"}
	rd.Title = "Terraform AWS provider"
	rd.Follows = "aws-sdk-go-base v2.0.0-beta.74, as the provider calls it"
	rd.SDK = settings.Terraform
	return rd
}

func (c *caller) reading() *resolve.Reading {
	rd := gov2.Built{Endpoint: c.chainEndpoint}.Reading()
	goV2 := *rd
	goV2.Special = maps.Clone(rd.Special)

	rd.ConvertSetting[regionalS3] = lenient
	rd.Special["max_attempts"] = c.maxAttempts
	rd.Special["region"] = region(goV2.Special["region"])
	rd.Special["ec2_metadata_service_endpoint"] = metadataEndpoint(goV2.Special["ec2_metadata_service_endpoint"])
	rd.Special["s3.addressing_style"] = addressing
	rd.Service = c.service(goV2.Service)
	rd.Choose = func(r *resolve.Run) resolve.ProfileChoice {
		c.prepare(r)
		return goV2.Choose(r)
	}
	rd.Locate = c.locate(goV2.Locate)
	rd.Check = func(r *resolve.Run) {
		goV2.Check(r)
		c.deprecated(r)
		c.checkBlock(r)
		c.supportedRegion(r)
	}
	rd.Chain = func(r *resolve.Run) resolve.Plan { return c.chain(r, goV2.Chain) }
	return rd
}
