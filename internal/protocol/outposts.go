package protocol

import "strings"

// NameInOutpost gives an operation of S3 Control the name of a bucket or an access
// point in the place of its ARN, which has told where the request goes (aws-sdk-go-v2,
// service/s3control/internal/customizations/process_arn_resource.go and
// update_outpost_arn.go; @aws-sdk/middleware-sdk-s3, parseOutpostArnablesMiddleaware).
func NameInOutpost(c *Call) {
	for _, member := range []string{"Name", "Bucket"} {
		outpost, account, name, ok := InOutpost(c.Input.Str(member))
		if !ok {
			continue
		}
		c.Outpost = outpost
		c.Input.Fields = append([]Field{}, c.Input.Fields...) // the endpoint's parameters may be asked for again
		c.Input.Set(member, Text(name))
		if c.Input.Str("AccountId") == "" {
			c.Input.Set("AccountId", Text(account))
		}
		return
	}
}

// InOutpost takes the ARN of a bucket or an access point in an outpost apart.
func InOutpost(arn string) (outpost, account, name string, ok bool) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" || parts[2] != "s3-outposts" {
		return "", "", "", false
	}
	resource := strings.FieldsFunc(parts[5], func(r rune) bool { return r == '/' || r == ':' })
	if len(resource) != 4 || resource[0] != "outpost" || resource[2] != "accesspoint" && resource[2] != "bucket" {
		return "", "", "", false
	}
	return resource[1], parts[4], resource[3], true
}
