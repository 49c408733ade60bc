package gov1

import (
	"fmt"
	"slices"
	"strings"
)

// s3Resource is an ARN that stands for a bucket or an access point.
type s3Resource struct {
	partition, service, region, account string
	outpost, accessPoint, bucket        string
}

// parseS3ARN reads such an ARN (internal/s3shared/arn; service/s3 and
// service/s3control, endpoint.go).
func parseS3ARN(s string, control bool) (r s3Resource, err error) {
	fault := func(why string) (s3Resource, error) {
		return r, fmt.Errorf("invalid Amazon %s ARN, %s, %s", r.service, why, s)
	}
	parts := strings.SplitN(s, ":", 6)
	r.partition, r.service, r.region, r.account = parts[1], parts[2], parts[3], parts[4]
	segments := strings.FieldsFunc(parts[5], func(c rune) bool { return c == '/' || c == ':' })
	if n := strings.Count(parts[5], "/") + strings.Count(parts[5], ":") + 1; n != len(segments) {
		return fault("resource-id not set")
	}
	switch {
	case r.partition == "":
		return fault("partition not set")
	case !slices.Contains([]string{"s3", "s3-outposts", "s3-object-lambda"}, r.service):
		return fault("service is not supported")
	case strings.HasPrefix(r.region, "fips-") || strings.HasSuffix(r.region, "-fips"):
		return fault("FIPS region not allowed in ARN")
	case len(segments) == 0 || segments[0] != "outpost" && (control || segments[0] != "accesspoint"):
		return fault("unknown resource type")
	}
	rest := segments[1:]
	kind := "accesspoint"
	if segments[0] == "outpost" {
		if !control && r.service != "s3-outposts" {
			return fault("service is not s3-outposts")
		}
		if len(rest) < 3 {
			return fault("access-point resource not set in Outpost ARN")
		}
		r.outpost, kind, rest = rest[0], rest[1], rest[2:]
	} else if r.service == "s3-outposts" {
		return fault("service is not s3 or s3-object-lambda")
	}
	switch {
	case kind != "accesspoint" && !(control && kind == "bucket"):
		return fault("unknown resource set for outpost ARN")
	case r.region == "":
		return fault("region not set")
	case r.account == "":
		return fault("account-id not set")
	case len(rest) == 0 || strings.TrimSpace(rest[0]) == "":
		return fault("resource-id not set")
	case len(rest) > 1:
		return fault("sub resource not supported")
	case kind == "bucket":
		r.bucket = rest[0]
	default:
		r.accessPoint = rest[0]
	}
	return r, nil
}
