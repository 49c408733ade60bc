// Package terraform is Terraform's AWS provider: aws-sdk-go-base v2.0.0-beta.74,
// which is built on aws-sdk-go-v2, called as the provider calls it. It loads that
// SDK's configuration twice: once for the credentials, which it fetches at once
// (credentials.go, getCredentialsProvider), and once for the settings
// (aws_config.go, GetAwsConfig). Then the provider checks the region and who the
// credentials are (internal/provider, ConfigureProvider).
package terraform

import (
	"maps"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/gov2"
)

// Reading follows the provider with an empty provider "aws" block. What is given
// explicitly is as if it stood in the block.
func Reading() *resolve.Reading {
	rd := gov2.Built{Endpoint: stsEndpoint}.Reading()
	goV2 := *rd
	goV2.Special = maps.Clone(rd.Special)

	rd.ID, rd.Aliases = "terraform", []string{"tf", "tofu"}
	rd.Title = "Terraform AWS provider"
	rd.Follows = "aws-sdk-go-base v2.0.0-beta.74, as the provider calls it"
	rd.SDK = resolve.Terraform
	rd.ConvertSetting[regionalS3] = lenient
	rd.Special["max_attempts"] = maxAttempts
	rd.Special["region"] = region(goV2.Special["region"])
	rd.Special["ec2_metadata_service_endpoint"] = metadataEndpoint(goV2.Special["ec2_metadata_service_endpoint"])
	rd.Service = service(goV2.Service)
	rd.Check = func(r *resolve.Run) {
		goV2.Check(r)
		deprecated(r)
		supportedRegion(r)
	}
	rd.Chain = func(r *resolve.Run) resolve.Plan {
		p := goV2.Chain(r)
		tryOut(r, &p)
		return p
	}
	return rd
}
