package protocol

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// botocoreFinishings are those of botocore 1.43.11, handlers.py,
// BUILTIN_HANDLERS before-call and request-created.
var botocoreFinishings = []finishing{
	{"s3", "PutObject UploadPart", (*Call).expectContinue},
	{"glacier", "", (*Call).addGlacierVersion},
	{"apigateway", "", (*Call).acceptJSON},
	{"s3", "DeleteObjects PutBucketLifecycleConfiguration", (*Call).escapeLineBreaks},
	{"glacier", "UploadArchive UploadMultipartPart", (*Call).addGlacierChecksums},
	{"ec2", "CopySnapshot", (*Call).presignCopy},
	{"rds", rdsCopies, (*Call).presignSource},
	{"neptune", clusterCopies, (*Call).presignSource},
	{"docdb", clusterCopies, (*Call).presignSource},
	{"", "", (*Call).addAPIVersion},
	{"machinelearning", "Predict", (*Call).switchHost},
	{"cloudsearchdomain", "Search", (*Call).postQuery},
}

// expectContinue asks the service for its leave before the body is sent, which
// botocore does for bodies that are files: the two operations make them such.
func (c *Call) expectContinue(m *Message, _ Target) error {
	if c.Input.Get("Body") != nil {
		m.Set("Expect", "100-continue")
	}
	return nil
}

func (c *Call) addGlacierVersion(m *Message, _ Target) error {
	m.Set("X-Amz-Glacier-Version", c.Service.APIVersion)
	return nil
}

func (c *Call) acceptJSON(m *Message, _ Target) error {
	if m.Header.Get("Accept") == "" {
		m.Set("Accept", "application/json")
	}
	return nil
}

// escapeLineBreaks keeps XML parsers from normalising the line breaks of keys.
func (c *Call) escapeLineBreaks(m *Message, _ Target) error {
	m.Body = bytes.ReplaceAll(bytes.ReplaceAll(m.Body, []byte("\r"), []byte("&#xD;")), []byte("\n"), []byte("&#xA;"))
	return nil
}

func (c *Call) addGlacierChecksums(m *Message, _ Target) error {
	if m.Header.Get("X-Amz-Content-Sha256") == "" {
		sum := sha256.Sum256(m.Body)
		m.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	}
	if m.Header.Get("X-Amz-Sha256-Tree-Hash") == "" {
		m.Set("X-Amz-Sha256-Tree-Hash", treeHash(m.Body))
	}
	return nil
}

func (c *Call) addAPIVersion(m *Message, _ Target) error {
	if c.Operation.Is(catalogue.EndpointOperation) {
		m.Set("X-Amz-Api-Version", c.Service.APIVersion)
	}
	return nil
}

// presignCopy gives a copy of an EC2 snapshot the right to read its source. In
// aws-sdk-go-v2 the URL alone has the region (service/ec2/api_op_CopySnapshot.go).
func (c *Call) presignCopy(m *Message, to Target) error {
	form := parseForm(m.Body)
	if form.get("PresignedUrl") != nil {
		return nil
	}
	signed, err := c.presigned(form, to)
	if err != nil {
		return err
	}
	form.set("PresignedUrl", signed)
	if c.Style != GoV2 {
		form.set("DestinationRegion", to.clientRegion(c))
	}
	m.Body = form.encodeAs(c.Style)
	return nil
}

// presignSource gives RDS and its kin the right to read what stands in another
// region.
func (c *Call) presignSource(m *Message, to Target) error {
	return c.presignUnless(m, to, func(form formBody, _ string) bool { return form.get("PreSignedUrl") != nil })
}

// presignUnless puts a presigned URL into a form in the place of its
// SourceRegion, unless what is left of the form tells that it needs none.
func (c *Call) presignUnless(m *Message, to Target, needsNone func(form formBody, source string) bool) error {
	form := parseForm(m.Body)
	source := form.get("SourceRegion")
	if source == nil {
		return nil
	}
	without := form.without("SourceRegion")
	if !needsNone(without, *source) {
		signed, err := c.presignedFrom(without, *source, to)
		if err != nil {
			return err
		}
		without.set("PreSignedUrl", signed)
	}
	m.Body = without.encodeAs(c.Style)
	return nil
}

func (to Target) clientRegion(c *Call) string {
	if to.SigningRegion != "" {
		return to.SigningRegion
	}
	return c.Options.Region
}

func (c *Call) presigned(form formBody, to Target) (string, error) {
	source := ""
	if v := form.get("SourceRegion"); v != nil {
		source = *v
	}
	return c.presignedFrom(form, source, to)
}

// presignedFrom signs, for the source's region, the same call as a GET request
// (botocore 1.43.11, handlers.py, _get_cross_region_presigned_url).
func (c *Call) presignedFrom(f formBody, source string, to Target) (string, error) {
	if c.Options.Presign == nil {
		return "", c.cannotPresign()
	}
	region := to.clientRegion(c)
	f = append(formBody{}, f...)
	f.set("DestinationRegion", region)
	at := to.URL
	switch {
	case c.Style == GoV2 && c.Options.EndpointIn != nil: // service/internal/presigned-url, with the client's other options
		var err error
		if at, err = c.Options.EndpointIn(source); err != nil {
			return "", fmt.Errorf("find the endpoint of SourceRegion, %q: %w", source, err)
		}
	case region != "":
		at = strings.ReplaceAll(at, region, source)
	}
	if u, err := url.Parse(at); err == nil && u.Path == "" {
		at += "/"
	}
	return c.Options.Presign(at+"?"+f.query(), source)
}

func (c *Call) cannotPresign() error {
	return fmt.Errorf("build %s: it carries a presigned URL, and there are no keys to sign it with; give some with --sign-with", c.Operation.Name)
}

// switchHost sends a prediction to the endpoint that its input names.
func (c *Call) switchHost(m *Message, _ Target) error {
	var body struct{ PredictEndpoint string }
	if err := json.Unmarshal(m.Body, &body); err != nil || body.PredictEndpoint == "" {
		return nil
	}
	m.Endpoint = body.PredictEndpoint
	return nil
}

// postQuery sends a search, which can be long, as a form.
func (c *Call) postQuery(m *Message, _ Target) error {
	if m.Method == "GET" && m.Query != "" {
		m.Method, m.Body, m.Query = "POST", []byte(m.Query), ""
		m.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return nil
}
