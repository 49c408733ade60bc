package javav2

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/protocol"
)

// What clients of the SDK do beside their marshallers: the handlers of services,
// and the signer.

// signPayload has the payload's hash in a header of every request. S3's bodies are
// not signed, unless they go in the open, nor are those that the model leaves out
// (http-auth-aws, DefaultAwsV4HttpSigner, checksummer).
func signPayload(c *protocol.Call, m *protocol.Message, to protocol.Target, algorithm string) {
	m.ShowHash = true
	if member, given := c.Payload(); given != nil && member != nil && len(m.Body) == 0 && m.Events == nil && !member.Is(catalogue.Streaming) {
		m.SignNoLength = true
	}
	switch {
	case m.PayloadHash != "":
	case c.Service.Name == "s3" && m.Streaming && !to.Secure() && !to.Presign:
		signChunks(m, algorithm)
	case c.Service.Name == "s3" && (to.Secure() || len(m.Body) == 0 && m.Header.Get("Content-Length") == ""), to.Secure() && c.LeavesPayloadUnsigned(to):
		m.PayloadHash = protocol.UnsignedPayload
	}
}

// chunkSize is how much of a stream goes into one of its chunks.
const chunkSize = 128 << 10

// signChunks has a stream to S3 that goes in the open signed in chunks, with its
// checksum behind them (http-auth-aws, AwsChunkedV4PayloadSigner).
func signChunks(m *protocol.Message, algorithm string) {
	m.PayloadHash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	m.Chunks = &protocol.Chunks{Body: m.Body, Size: chunkSize}
	if algorithm != "" {
		name := "x-amz-checksum-" + algorithm
		m.PayloadHash += "-TRAILER"
		m.Chunks.Trailer = name + ":" + m.Header.Get(name)
		m.Header.Del(name)
		m.Set("X-Amz-Trailer", name)
	}
	encoding := "aws-chunked"
	if m.HasHeader("Content-Encoding") {
		encoding = m.Header.Get("Content-Encoding") + "," + encoding
	}
	m.Set("Content-Encoding", encoding)
	m.Set("X-Amz-Decoded-Content-Length", strconv.Itoa(len(m.Body)))
	m.Set("Content-Length", strconv.Itoa(m.Chunks.Length()))
}

// takeARNs are the operations whose buckets and access points may be in outposts.
const takeARNs = "CreateAccessPoint DeleteAccessPoint DeleteAccessPointPolicy DeleteBucket DeleteBucketLifecycleConfiguration " +
	"DeleteBucketPolicy DeleteBucketReplication DeleteBucketTagging GetAccessPoint GetAccessPointPolicy GetBucket " +
	"GetBucketLifecycleConfiguration GetBucketPolicy GetBucketReplication GetBucketTagging GetBucketVersioning ListAccessPoints " +
	"PutAccessPointPolicy PutBucketLifecycleConfiguration PutBucketPolicy PutBucketReplication PutBucketTagging PutBucketVersioning"

// repeatAccount says twice whose an outpost's resource is: as the input says it,
// and as the endpoint's handler does (services/s3control, EndpointAddressInterceptor).
func repeatAccount(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	for _, member := range []string{"Name", "Bucket"} {
		if _, account, _, ok := protocol.InOutpost(c.Input.Str(member)); ok && m.Header.Get("X-Amz-Account-Id") == account && c.Input.Str("AccountId") != "" {
			m.Header.Add("X-Amz-Account-Id", account)
			return nil
		}
	}
	return nil
}

// typeUpload names the type of an upload in parts (services/s3,
// CreateMultipartUploadRequestInterceptor).
func typeUpload(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if m.Header.Get("Content-Type") == "" {
		m.Set("Content-Type", "binary/octet-stream")
	}
	m.Set("Content-Length", "0")
	m.SignNoLength = true
	return nil
}

// expectContinue asks S3 for leave to send a megabyte or more (services/s3,
// StreamingRequestInterceptor).
func expectContinue(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if len(m.Body) >= 1<<20 {
		m.Set("Expect", "100-continue")
	}
	return nil
}

// askForSumBehind has S3 send a checksum behind what it sends
// (services/s3, EnableTrailingChecksumInterceptor).
func askForSumBehind(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if c.Options.Validation != "when_required" && !m.HasHeader("X-Amz-Checksum-Mode") {
		m.Set("X-Amz-Te", "append-md5")
	}
	return nil
}

// placeBucket puts a new bucket into the client's region, unless the input says
// where (services/s3, CreateBucketInterceptor).
func placeBucket(c *protocol.Call) {
	if c.Options.Region == "us-east-1" || c.Options.Region == "" {
		return
	}
	config := c.Input.Get("CreateBucketConfiguration")
	switch {
	case config == nil || config.Kind == protocol.Null:
		c.Input.Set("CreateBucketConfiguration", protocol.Value{Kind: protocol.Map, Fields: []protocol.Field{{Name: "LocationConstraint", Value: protocol.Text(c.Options.Region)}}})
	case config.Kind == protocol.Map && config.Get("LocationConstraint") == nil && config.Get("Location") == nil:
		config.Set("LocationConstraint", protocol.Text(c.Options.Region))
	}
}

// presignCopy gives a copy of an EC2 snapshot the right to read its source
// (services/ec2, GeneratePreSignUrlInterceptor).
func presignCopy(c *protocol.Call, m *protocol.Message, to protocol.Target) error {
	form := protocol.ParseForm(m.Body)
	if form.Get("PresignedUrl") != nil {
		return nil
	}
	if c.Options.Custom {
		return fmt.Errorf("build CopySnapshot: no region can be told from the endpoint's host, %s", to.URL)
	}
	source, destination := c.Input.Str("SourceRegion"), c.Input.Str("DestinationRegion")
	if source == "" {
		return fmt.Errorf("build CopySnapshot: no SourceRegion says where to sign for")
	}
	if destination == "" {
		destination = to.SigningRegion
		form = append(form, protocol.Pair{Name: "DestinationRegion", Value: destination})
	}
	query := protocol.Form{{Name: "Action", Value: "CopySnapshot"}, {Name: "Version", Value: c.Service.APIVersion}, {Name: "DestinationRegion", Value: destination},
		{Name: "SourceRegion", Value: source}, {Name: "SourceSnapshotId", Value: c.Input.Str("SourceSnapshotId")}}
	signed, err := presignAt(c, usualEndpoint(c, source), source, query)
	if err != nil {
		return err
	}
	form = append(form, protocol.Pair{Name: "PresignedUrl", Value: signed})
	m.Body = form.Encode(c.Style)
	return nil
}

// presignFromRegion gives RDS and its kin the right to read what stands in the
// region that code names, which is sent in the URL alone (services/rds,
// RdsPresignInterceptor).
func presignFromRegion(c *protocol.Call, m *protocol.Message, to protocol.Target) error {
	form, source := protocol.Form{}, ""
	for _, p := range protocol.ParseForm(m.Body) {
		if p.Name == "SourceRegion" {
			source = p.Value
			continue
		}
		form = append(form, p)
	}
	if source != "" && form.Get("PreSignedUrl") == nil {
		query := append(append(protocol.Form{}, form...), protocol.Pair{Name: "DestinationRegion", Value: to.SigningRegion})
		at := usualEndpoint(c, source)
		if !c.Options.Custom && c.Options.EndpointIn != nil {
			var err error
			if at, err = c.Options.EndpointIn(source); err != nil {
				return fmt.Errorf("find the endpoint of SourceRegion, %q: %w", source, err)
			}
		}
		signed, err := presignAt(c, at, source, query)
		if err != nil {
			return err
		}
		form = append(form, protocol.Pair{Name: "PreSignedUrl", Value: signed})
	}
	m.Body = form.Encode(c.Style)
	return nil
}

// usualEndpoint is that of the service in a region, whatever the client's is
// (Ec2Client.serviceMetadata).
func usualEndpoint(c *protocol.Call, region string) string {
	partition, _ := hosts.Of(region)
	return "https://" + c.Service.EndpointPrefix + "." + region + "." + partition.DNSSuffix
}

func presignAt(c *protocol.Call, at, region string, query protocol.Form) (string, error) {
	if c.Options.Presign == nil {
		return "", c.CannotPresign()
	}
	return c.Options.Presign(strings.TrimSuffix(at, "/")+"?"+query.Query(), region)
}
