package diagnose

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

var requestEntries = []*Entry{
	{Code: "bucket-in-local-host", Severity: resolve.SevWarning, Title: "A bucket in a host name that only a local network knows", Find: bucketInHost,
		Page: Page{
			What: "An endpoint such as http://localhost:4566 or http://minio:9000 is configured, and the SDK puts the bucket before its host: media.localhost.",
			Why:  "Such a name is mostly unknown: getaddrinfo ENOTFOUND, UnknownHostException, no such host. LocalStack and MinIO take the bucket in the path.",
			Cure: "Ask for path-style addresses: forcePathStyle in JavaScript and Java, UsePathStyle in Go, force_path_style in Rust, s3_use_path_style in Terraform, s3.addressing_style = path in boto3 and AWS CLI. For LocalStack, http://s3.localhost.localstack.cloud:4566 does as well.",
			Who:  "js-v3, java-v2, go-v2, rust and terraform; boto3 and cli use the path of themselves with such an endpoint.",
		}},
	{Code: "checksum-at-other-store", Severity: resolve.SevWarning, Title: "A checksum that a store outside AWS may refuse", Find: checksumElsewhere,
		Page: Page{
			What: "The SDK adds a checksum, such as x-amz-checksum-crc32, since request_checksum_calculation defaults to when_supported, and the request goes to a store outside AWS.",
			Why:  "SDKs of 2025 and later add it by default. Stores that speak an older S3 refuse it: SignatureDoesNotMatch, XAmzContentSHA256Mismatch, or a header that is not implemented.",
			Cure: "Set request_checksum_calculation = when_required in the profile, or AWS_REQUEST_CHECKSUM_CALCULATION=when_required. For downloads, response_checksum_validation = when_required.",
			Who:  "boto3, cli, go-v2, js-v3 and spec of 2025 and later.",
		}},
	{Code: "presigned-checksum-of-empty-body", Severity: resolve.SevWarning, Title: "A presigned PUT with the checksum of an empty body", Find: presignedChecksum,
		Page: Page{
			What: "A presigned URL for an upload carries a checksum that was computed when it was made, without the body.",
			Why:  "Whoever uploads a body with it is refused: the checksum does not match.",
			Cure: "Set request_checksum_calculation = when_required where the URL is made.",
			Who:  "js-v3 and other SDKs that put the checksum into the URL.",
		}},
	{Code: "presigned-global-host", Severity: resolve.SevWarning, Title: "A presigned URL for the global host in a newer region", Find: presignedGlobal,
		Page: Page{
			What: "A presigned S3 URL is for BUCKET.s3.amazonaws.com, and the bucket's region is another than us-east-1.",
			Why:  "The global host redirects to the regional one, where the signature does not hold. In newer regions it does not answer at all.",
			Cure: "Set s3.addressing_style = virtual (in a profile: s3 = and, indented, addressing_style = virtual), so that the regional host is used.",
			Who:  "boto3 and cli.",
		}},
	{Code: "presigned-outlives-token", Severity: resolve.SevWarning, Title: "A presigned URL that ends before its time", Find: presignedOutlives,
		Page: Page{
			What: "A URL is presigned for more than an hour, with temporary keys.",
			Why:  "It ends when the session token ends, whatever the URL says: after an hour for most roles, after twelve at the most. ExpiredToken is the answer.",
			Cure: "Presign for less, make the URL when it is needed, or sign it with an IAM user's keys.",
			Who:  "All SDKs.",
		}},
	{Code: "bucket-with-dots", Severity: resolve.SevWarning, Title: "A bucket with dots in a host name", Find: bucketDots,
		Page: Page{
			What: "A bucket's name has dots, and it stands in the host's name or S3 acceleration is on.",
			Why:  "The certificate *.s3.amazonaws.com does not cover a name with further dots: TLS fails. Acceleration refuses such buckets.",
			Cure: "Use s3.addressing_style = path, and no acceleration, for that bucket.",
			Who:  "SDKs that put such a bucket into the host; most use the path of themselves.",
		}},
	{Code: "metadata-not-ascii", Severity: resolve.SevWarning, Title: "Metadata that is not ASCII", Find: metadataASCII,
		Page: Page{
			What: "A value of an object's metadata has letters that are not ASCII.",
			Why:  "Metadata goes as headers, which hold ASCII alone. botocore refuses it; other SDKs send bytes that are signed one way and read another.",
			Cure: "Encode the value, for example with percent signs or as base64.",
			Who:  "All SDKs.",
		}},
	{Code: "account-in-host", Severity: resolve.SevNote, Title: "An account in the endpoint's host", Find: accountInHost,
		Page: Page{
			What: "The host carries the account's number, as 111122223333.ddb.eu-central-1.amazonaws.com, since the account is known and account_id_endpoint_mode is preferred.",
			Why:  "It is DynamoDB's own way to its hosts. Firewalls, proxies and VPC endpoint policies that list the old host do not let it pass.",
			Cure: "Set account_id_endpoint_mode = disabled, or AWS_ACCOUNT_ID_ENDPOINT_MODE=disabled, for the old host.",
			Who:  "boto3, cli, go-v2, js-v3 and spec.",
		}},
}

// elsewhere reports whether a client's endpoint is outside AWS.
func (c *Client) elsewhere() bool {
	return c != nil && c.Host != "" && !endpointURL{host: strings.ToLower(c.Host)}.ofAWS()
}

// pathStyle is how each SDK is told to put the bucket into the path.
var pathStyle = []struct {
	in  settings.SDK
	how string
}{
	{settings.JS, "forcePathStyle: true where the S3Client is made"},
	{settings.Java, "forcePathStyle(true) where the S3Client is built"},
	{settings.GoV2, "UsePathStyle = true in the options of s3.NewFromConfig"},
	{settings.GoV1, "S3ForcePathStyle: aws.Bool(true) in aws.Config"},
	{settings.Rust, "force_path_style(true) in the S3 client's config"},
	{settings.Terraform, "s3_use_path_style = true in the provider block"},
	{settings.Backend, "use_path_style = true in the backend block"},
	{settings.Boto | settings.CLI, "s3.addressing_style = path"},
}

// pathStyle says how the SDK is told so.
func (f *Facts) pathStyle() string {
	for _, p := range pathStyle {
		if p.in&f.sdk() != 0 {
			return p.how
		}
	}
	return "path-style addresses where the client is made"
}

func bucketInHost(f *Facts) []Finding {
	if !f.bucketLocal() {
		return nil
	}
	return one(origin.Origin{}, "s3.addressing_style", fmt.Sprintf("the bucket is put before the endpoint's host: %s is mostly no host that is known", f.Client.Host), "set "+f.pathStyle())
}

// bucketLocal reports whether the bucket is in front of a host that only this machine
// or its network knows.
func (f *Facts) bucketLocal() bool {
	if f.Request == nil || !f.Request.VirtualHost || !f.Client.elsewhere() || f.Client.Configured.Value == "" {
		return false
	}
	host := strings.TrimPrefix(strings.ToLower(f.Client.Host), strings.ToLower(f.Request.Bucket)+".")
	for _, end := range []string{".localhost", ".internal", ".local", ".lan"} {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return !strings.Contains(host, ".")
}

func checksumElsewhere(f *Facts) []Finding {
	if f.bucketLocal() {
		return nil // it is not reached
	}
	if f.Request == nil || f.Request.ChecksumHeader == "" || f.Request.Presigned || !f.Client.elsewhere() {
		return nil
	}
	v := f.Resolution.Setting("request_checksum_calculation")
	if v == nil || v.Value != "when_supported" {
		return nil
	}
	return one(v.Origin, "request_checksum_calculation", fmt.Sprintf("%s is added because request_checksum_calculation defaults to when_supported; %s may refuse it", f.Request.ChecksumHeader, f.Client.Host),
		"set request_checksum_calculation = when_required")
}

func presignedChecksum(f *Facts) []Finding {
	if f.Request == nil || f.Request.ChecksumHeader == "" || !f.Request.Presigned || f.Request.BodyGiven {
		return nil
	}
	return one(origin.Origin{}, "request_checksum_calculation", fmt.Sprintf("the URL carries %s of an empty body: an upload with a body is refused", f.Request.ChecksumHeader),
		"set request_checksum_calculation = when_required")
}

func presignedGlobal(f *Facts) []Finding {
	c := f.Client
	if f.Request == nil || c == nil || !f.Request.Presigned || c.Service != "s3" || c.Region == "" || c.Region == "us-east-1" || c.Region == "aws-global" {
		return nil
	}
	if host := strings.ToLower(c.Host); host != "s3.amazonaws.com" && !strings.HasSuffix(host, ".s3.amazonaws.com") {
		return nil
	}
	return one(origin.Origin{}, "s3.addressing_style", fmt.Sprintf("the URL is for the global host %s, and the region is %s: it redirects, and the signature does not hold there", c.Host, c.Region),
		"set s3.addressing_style = virtual")
}

func presignedOutlives(f *Facts) []Finding {
	if r := f.Request; r == nil || !r.Presigned || !r.Token || r.Presign <= time.Hour {
		return nil
	}
	return one(origin.Origin{}, "credentials", fmt.Sprintf("the URL is for %s, and ends sooner with the session token that it is signed with", hours(f.Request.Presign)),
		"presign for less, or sign with keys that are not temporary")
}

// hours is a time in hours and minutes.
func hours(d time.Duration) string {
	if d%time.Hour == 0 {
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
}

func bucketDots(f *Facts) []Finding {
	r := f.Request
	if r == nil || !strings.Contains(r.Bucket, ".") || strings.HasPrefix(r.Bucket, "arn:") {
		return nil
	}
	switch {
	case r.Accelerate:
		return one(origin.Origin{}, "s3.use_accelerate_endpoint", fmt.Sprintf("the bucket %s has dots in its name: S3 acceleration does not take it", r.Bucket), "turn s3.use_accelerate_endpoint off")
	case r.VirtualHost && f.Client != nil && f.Client.Scheme == "https":
		return one(origin.Origin{}, "s3.addressing_style", fmt.Sprintf("the bucket %s has dots in its name and stands in the host: the certificate does not cover it", r.Bucket), "set s3.addressing_style = path")
	}
	return nil
}

func metadataASCII(f *Facts) []Finding {
	if f.Request == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(f.Request.Metadata)) {
		for _, c := range f.Request.Metadata[name] {
			if c > 0x7e {
				return one(origin.Origin{}, "Metadata", fmt.Sprintf("the metadata %q has %q in it, which is not ASCII: headers hold ASCII alone", name, string(c)), "encode the value, with percent signs or as base64")
			}
		}
	}
	return nil
}

func accountInHost(f *Facts) []Finding {
	c := f.Client
	if c == nil || c.AccountInHost == "" {
		return nil
	}
	from := ""
	if !c.AccountFrom.IsZero() {
		from = ", from " + c.AccountFrom.String() + ","
	}
	return one(c.AccountFrom, "account_id_endpoint_mode", fmt.Sprintf("the host carries the account %s%s since account_id_endpoint_mode is %s", c.AccountInHost, from, f.value("account_id_endpoint_mode")),
		"for the host without it, set account_id_endpoint_mode = disabled, or AWS_ACCOUNT_ID_ENDPOINT_MODE=disabled")
}
