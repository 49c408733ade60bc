package seed

import (
	"strings"

	"github.com/sessctl/sessctl/internal/endpoint/table"
)

// The endpoints of aws-sdk-go v1.1.2 (private/endpoints/endpoints.json), by
// region and service: a host and the region to sign for.
var endpoints = map[string][2]string{
	"*/*":                 {"{service}.{region}.amazonaws.com"},
	"cn-north-1/*":        {"{service}.{region}.amazonaws.com.cn"},
	"us-gov-west-1/iam":   {"iam.us-gov.amazonaws.com"},
	"us-gov-west-1/sts":   {"sts.us-gov-west-1.amazonaws.com"},
	"us-gov-west-1/s3":    {"s3-{region}.amazonaws.com"},
	"*/cloudfront":        {"cloudfront.amazonaws.com", "us-east-1"},
	"*/cloudsearchdomain": {"", "us-east-1"},
	"*/data.iot":          {"", "us-east-1"},
	"*/ec2metadata":       {"http://169.254.169.254/latest", "us-east-1"},
	"*/iam":               {"iam.amazonaws.com", "us-east-1"},
	"*/importexport":      {"importexport.amazonaws.com", "us-east-1"},
	"*/route53":           {"route53.amazonaws.com", "us-east-1"},
	"*/sts":               {"sts.amazonaws.com", "us-east-1"},
	"*/waf":               {"waf.amazonaws.com", "us-east-1"},
	"us-east-1/sdb":       {"sdb.amazonaws.com", "us-east-1"},
	"us-east-1/s3":        {"s3.amazonaws.com"},
	"us-west-1/s3":        {"s3-{region}.amazonaws.com"},
	"us-west-2/s3":        {"s3-{region}.amazonaws.com"},
	"eu-west-1/s3":        {"s3-{region}.amazonaws.com"},
	"ap-southeast-1/s3":   {"s3-{region}.amazonaws.com"},
	"ap-southeast-2/s3":   {"s3-{region}.amazonaws.com"},
	"ap-northeast-1/s3":   {"s3-{region}.amazonaws.com"},
	"ap-northeast-2/s3":   {"s3-{region}.amazonaws.com"},
	"sa-east-1/s3":        {"s3-{region}.amazonaws.com"},
	"eu-central-1/s3":     {"{service}.{region}.amazonaws.com"},
}

// ownNames are the services that aws-sdk-go v1.1.2 calls otherwise than newer
// models do (service/*/service.go): by what it looks up, and what it signs for.
var ownNames = map[string][2]string{
	"api.ecr":      {"ecr", "ecr"},
	"data-ats.iot": {"data.iot", "iotdata"},
	"iot":          {"iot", "execute-api"},
}

// endpointFor gives the endpoint that aws-sdk-go v1.1.2 has for a service
// (private/endpoints/endpoints.go, EndpointForRegion), by the endpoint prefix
// and the signing name of its newer model. The URL is empty where that SDK wants
// one to be configured.
func endpointFor(prefix, signer, region string) table.Endpoint {
	service := prefix
	if own, ok := ownNames[prefix]; ok {
		service, signer = own[0], own[1]
	}
	e := table.Endpoint{SigningName: signer, SigningRegion: region, Signer: "v4"}
	for _, key := range []string{region + "/" + service, region + "/*", "*/" + service, "*/*"} {
		found, ok := endpoints[key]
		if !ok {
			continue
		}
		e.URL = strings.ReplaceAll(strings.ReplaceAll(found[0], "{region}", region), "{service}", service)
		if e.URL != "" && !strings.Contains(e.URL, "://") {
			e.URL = "https://" + e.URL
		}
		if found[1] != "" {
			e.SigningRegion = found[1]
		}
		break
	}
	return e
}
