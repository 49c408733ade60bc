package protocol

import (
	"crypto/md5"
	"encoding/base64"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// preparation is something an SDK does to the input of some operations.
type preparation struct {
	service    string // by its name in the catalogue, "" for all
	operations string // their names between spaces, "" for all
	do         func(*Call)
}

// isOneOf tells whether the call is of a service and of one of its operations,
// named between spaces; an empty name stands for all.
func (c *Call) isOneOf(service, operations string) bool {
	return (service == "" || service == c.Service.Name) &&
		(operations == "" || strings.Contains(" "+operations+" ", " "+c.Operation.Name+" "))
}

// Prepare changes the input as the style's SDK does before it looks at it.
func (c *Call) Prepare() {
	for _, list := range [][]preparation{preparations[c.Style], everyones} {
		for i := range list {
			if p := &list[i]; c.isOneOf(p.service, p.operations) {
				p.do(c)
			}
		}
	}
}

// everyones are the preparations of all SDKs; they come last.
var everyones = []preparation{{"", "", (*Call).fillTokens}}

var preparations = map[Style][]preparation{
	Botocore:   botocorePreparations,
	GoV1:       goV1Preparations,
	GoV2:       goV2Preparations,
	JavaScript: javaScriptPreparations,
	Smithy:     smithyPreparations,
}

// botocorePreparations are those of botocore 1.43.11, handlers.py,
// BUILTIN_HANDLERS before-parameter-build, from the most specific on.
var botocorePreparations = []preparation{
	{"s3", "HeadObject GetObject PutObject CopyObject CreateMultipartUpload UploadPart UploadPartCopy CompleteMultipartUpload SelectObjectContent",
		func(c *Call) { c.encodeCustomerKey("SSECustomer") }},
	{"s3", "CopyObject UploadPartCopy", func(c *Call) { c.encodeCustomerKey("CopySourceSSECustomer") }},
	{"s3", "CopyObject UploadPartCopy", (*Call).escapeCopySource},
	{"s3", "ListObjects ListObjectsV2 ListObjectVersions", (*Call).askForURLEncoding},
	{"ec2", "RunInstances", (*Call).encodeUserData},
	{"autoscaling", "CreateLaunchConfiguration", (*Call).encodeUserData},
	{"route53", "", (*Call).cutRoute53IDs},
	{"glacier", "", (*Call).nameOwnAccount},
	{"ec2", "", func(c *Call) { c.renameAlias("Filters", "Filter") }},
	{"logs", "CreateExportTask", func(c *Call) { c.renameAlias("fromTime", "from") }},
	{"cloudsearchdomain", "Search", func(c *Call) { c.renameAlias("returnFields", "return") }},
	{"", "", (*Call).askForChecksums},
}

// fillTokens gives a value to the idempotency tokens that the input lacks; only
// the members of the input itself are filled.
func (c *Call) fillTokens() {
	if c.Operation.Input == nil || c.Input.Kind != Map {
		return
	}
	members := c.Operation.Input.Shape.Members
	for i := range members {
		if members[i].Is(catalogue.IdempotencyToken) && c.Input.Get(members[i].Name) == nil {
			c.Input.Set(members[i].Name, Text(c.token()))
		}
	}
}

// askForChecksums sets the member that has a service send checksums of what it
// answers (botocore 1.43.11, handlers.py, _handle_request_validation_mode_member).
func (c *Call) askForChecksums() {
	member := c.Operation.Checksum.RequestValidationMode
	if member != "" && c.Options.Validation != "when_required" && c.Input.Get(member) == nil {
		c.Input.Set(member, Text("ENABLED"))
	}
}

// encodeCustomerKey encodes a customer's key for S3 and adds its MD5 sum.
func (c *Call) encodeCustomerKey(member string) {
	key, sum := c.Input.Get(member+"Key"), c.Input.Get(member+"KeyMD5")
	if key == nil || sum != nil {
		return
	}
	var raw []byte
	switch key.Kind {
	case String:
		raw = []byte(key.Text)
	case Blob:
		raw = key.Bytes
	default:
		return
	}
	digest := md5.Sum(raw)
	*key = Text(base64.StdEncoding.EncodeToString(raw))
	c.Input.Set(member+"KeyMD5", Text(base64.StdEncoding.EncodeToString(digest[:])))
}

var versionSuffix = lazily(`\?versionId=\S+$`)

// escapeCopySource escapes the source of a copy but for its version.
func (c *Call) escapeCopySource() {
	source := c.Input.Get("CopySource")
	if source == nil {
		return
	}
	switch source.Kind {
	case String:
		name, version := source.Text, ""
		if at := versionSuffix().FindStringIndex(name); at != nil {
			name, version = name[:at[0]], name[at[0]:]
		}
		*source = Text(escapeLabel(name, true) + version)
	case Map:
		bucket, key := source.Get("Bucket"), source.Get("Key")
		if bucket == nil || key == nil || bucket.Kind != String || key.Kind != String {
			return
		}
		between := "/"
		if isS3ARN(bucket.Text) {
			between = "/object/"
		}
		name := escapeLabel(bucket.Text+between+key.Text, true)
		if v := source.Get("VersionId"); v != nil && v.Kind == String {
			name += "?versionId=" + v.Text
		}
		*source = Text(name)
	}
}

func (c *Call) askForURLEncoding() {
	if c.Input.Get("EncodingType") == nil {
		c.Input.Set("EncodingType", Text("url"))
	}
}

func (c *Call) encodeUserData() {
	if data := c.Input.Get("UserData"); data != nil {
		switch data.Kind {
		case String:
			*data = Text(base64.StdEncoding.EncodeToString([]byte(data.Text)))
		case Blob:
			*data = Text(base64.StdEncoding.EncodeToString(data.Bytes))
		}
	}
}

// cutRoute53IDs keeps of "/hostedzone/Z1" what follows the last slash.
func (c *Call) cutRoute53IDs() {
	if c.Operation.Input == nil {
		return
	}
	members := c.Operation.Input.Shape.Members
	for i := range members {
		switch members[i].Shape.Name {
		case "ResourceId", "DelegationSetId", "ChangeId":
			if id := c.Input.Get(members[i].Name); id != nil && id.Kind == String {
				id.Text = id.Text[strings.LastIndexByte(id.Text, '/')+1:]
			}
		}
	}
}

func (c *Call) nameOwnAccount() {
	if id := c.Input.Get("accountId"); id == nil || id.Kind == Null {
		c.Input.Set("accountId", Text("-"))
	}
}

// renameAlias takes the name that botocore gives to a parameter back to that of
// the model.
func (c *Call) renameAlias(alias, name string) {
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
