package boto

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// What botocore does to inputs and messages of single services (botocore 1.43.11,
// handlers.py, BUILTIN_HANDLERS).

// encodeCustomerKey encodes a customer's key for S3 and adds its MD5 sum.
func encodeCustomerKey(c *protocol.Call, member string) {
	key, sum := c.Input.Get(member+"Key"), c.Input.Get(member+"KeyMD5")
	if key == nil || sum != nil {
		return
	}
	var raw []byte
	switch key.Kind {
	case protocol.String:
		raw = []byte(key.Text)
	case protocol.Blob:
		raw = key.Bytes
	default:
		return
	}
	digest := md5.Sum(raw)
	*key = protocol.Text(base64.StdEncoding.EncodeToString(raw))
	c.Input.Set(member+"KeyMD5", protocol.Text(base64.StdEncoding.EncodeToString(digest[:])))
}

var versionSuffix = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\?versionId=\S+$`) })

// escapeCopySource escapes the source of a copy but for its version.
func escapeCopySource(c *protocol.Call) {
	source := c.Input.Get("CopySource")
	if source == nil {
		return
	}
	switch source.Kind {
	case protocol.String:
		name, version := source.Text, ""
		if at := versionSuffix().FindStringIndex(name); at != nil {
			name, version = name[:at[0]], name[at[0]:]
		}
		*source = protocol.Text(protocol.EscapeLabel(name, true) + version)
	case protocol.Map:
		bucket, key := source.Get("Bucket"), source.Get("Key")
		if bucket == nil || key == nil || bucket.Kind != protocol.String || key.Kind != protocol.String {
			return
		}
		between := "/"
		if isS3ARN(bucket.Text) {
			between = "/object/"
		}
		name := protocol.EscapeLabel(bucket.Text+between+key.Text, true)
		if v := source.Get("VersionId"); v != nil && v.Kind == protocol.String {
			name += "?versionId=" + v.Text
		}
		*source = protocol.Text(name)
	}
}

func askForURLEncoding(c *protocol.Call) {
	if c.Input.Get("EncodingType") == nil {
		c.Input.Set("EncodingType", protocol.Text("url"))
	}
}

func encodeUserData(c *protocol.Call) {
	if data := c.Input.Get("UserData"); data != nil {
		switch data.Kind {
		case protocol.String:
			*data = protocol.Text(base64.StdEncoding.EncodeToString([]byte(data.Text)))
		case protocol.Blob:
			*data = protocol.Text(base64.StdEncoding.EncodeToString(data.Bytes))
		}
	}
}

// renameAlias takes the name that botocore gives to a parameter back to that of
// the model.
func renameAlias(c *protocol.Call, alias, name string) {
	in := c.Operation.Input
	if in == nil || in.Shape.Member(name) == nil || in.Shape.Member(alias) != nil {
		return
	}
	if v := c.Input.Get(alias); v != nil && c.Input.Get(name) == nil {
		value := *v
		c.Input.Delete(alias)
		c.Input.Set(name, value)
	}
}

// expectContinue asks the service for its leave before the body is sent, which
// botocore does for bodies that are files: the two operations make them such.
func expectContinue(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if c.Input.Get("Body") != nil {
		m.Set("Expect", "100-continue")
	}
	return nil
}

// escapeLineBreaks keeps XML parsers from normalising the line breaks of keys.
func escapeLineBreaks(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	m.Body = bytes.ReplaceAll(bytes.ReplaceAll(m.Body, []byte("\r"), []byte("&#xD;")), []byte("\n"), []byte("&#xA;"))
	return nil
}

func addGlacierChecksums(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if m.Header.Get("X-Amz-Content-Sha256") == "" {
		sum := sha256.Sum256(m.Body)
		m.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	}
	if m.Header.Get("X-Amz-Sha256-Tree-Hash") == "" {
		m.Set("X-Amz-Sha256-Tree-Hash", protocol.TreeHash(m.Body))
	}
	return nil
}

func addAPIVersion(c *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if c.Operation.Is(catalogue.EndpointOperation) {
		m.Set("X-Amz-Api-Version", c.Service.APIVersion)
	}
	return nil
}

// presignSource gives RDS and its kin the right to read what stands in another
// region.
func presignSource(c *protocol.Call, m *protocol.Message, to protocol.Target) error {
	return protocol.PresignUnless(c, m, to, func(form protocol.Form, _ string) bool { return form.Get("PreSignedUrl") != nil })
}

// postQuery sends a search, which can be long, as a form.
func postQuery(_ *protocol.Call, m *protocol.Message, _ protocol.Target) error {
	if m.Method == "GET" && m.Query != "" {
		m.Method, m.Body, m.Query = "POST", []byte(m.Query), ""
		m.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return nil
}
