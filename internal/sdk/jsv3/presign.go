package jsv3

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/protocol"
)

// presignCopyInput adds a URL that has the input as it was given, not as the form
// has it, and the region, both behind what the form has already
// (@aws-sdk/middleware-sdk-ec2 3.972.72, copySnapshotPresignedUrlMiddleware).
func presignCopyInput(c *protocol.Call, m *protocol.Message, to protocol.Target) error {
	if c.Input.Str("PresignedUrl") != "" {
		return nil
	}
	if c.Options.Presign == nil {
		return c.CannotPresign()
	}
	form, source := protocol.ParseForm(m.Body), c.Input.Str("SourceRegion")
	query := protocol.Form{}
	for _, f := range c.Input.Fields {
		query.Set(f.Name, scriptText(f.Value))
	}
	query.Set("Action", "CopySnapshot")
	query.Set("Version", c.Service.APIVersion)
	query.Set("DestinationRegion", c.Options.Region)
	at, err := to.URL, error(nil)
	if c.Options.EndpointIn != nil {
		at, err = c.Options.EndpointIn(source)
	}
	if err != nil {
		return fmt.Errorf("find the endpoint of SourceRegion, %q: %w", source, err)
	}
	u, err := overHTTPS(at)
	if err != nil {
		return fmt.Errorf("presign a call to the endpoint of %s: %w", source, err)
	}
	signed, err := c.Options.Presign(u.String()+"?"+query.Query(), source)
	if err != nil {
		return err
	}
	for _, p := range []protocol.Pair{{Name: "DestinationRegion", Value: c.Options.Region}, {Name: "PresignedUrl", Value: protocol.EscapeLabel(signed, false)}} {
		if form.Get(p.Name) == nil {
			m.Body = append(m.Body, "&"+p.Name+"="+p.Value...)
		}
	}
	return nil
}

// overHTTPS is where an endpoint's request goes when its protocol is said to be
// https: a port stays, unless it was the protocol's own (@aws-sdk/core 3.981.1,
// formatUrl; @smithy/core 3.41.0, parseUrl).
func overHTTPS(endpoint string) (*url.URL, error) {
	u, err := url.Parse(endpoint)
	if err != nil {
		return nil, err
	}
	if port := u.Port(); u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	if u.Scheme = "https"; u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

// scriptText is what JavaScript's String makes of a value.
func scriptText(v protocol.Value) string {
	switch v.Kind {
	case protocol.Null:
		return ""
	case protocol.Bool:
		return strconv.FormatBool(v.True)
	case protocol.Number:
		return protocol.ShortestNumber(v.Text)
	case protocol.Map:
		return "[object Object]"
	case protocol.List:
		texts := make([]string, len(v.Items))
		for i, item := range v.Items {
			texts[i] = scriptText(item)
		}
		return strings.Join(texts, ",")
	}
	return v.Text
}

// copiedSources are the parameters of RDS that name what is copied, with the operation
// that a URL then asks for.
var copiedSources = []struct{ member, operation string }{
	{"SourceDBSnapshotIdentifier", "CopyDBSnapshot"},
	{"SourceDBInstanceIdentifier", "CreateDBInstanceReadReplica"},
	{"ReplicationSourceIdentifier", "CreateDBCluster"},
	{"SourceDBClusterSnapshotIdentifier", "CopyDBClusterSnapshot"},
	{"SourceDBInstanceArn", "StartDBInstanceAutomatedBackupsReplication"},
}

// presignFromARN gives RDS and its kin the right to read what an ARN of another
// region names: by a URL of a few parameters, whether or not there is a SourceRegion
// (@aws-sdk/middleware-sdk-rds, crossRegionPresignedUrlMiddleware).
func presignFromARN(c *protocol.Call, m *protocol.Message, to protocol.Target) error {
	f := protocol.ParseForm(m.Body)
	for _, one := range copiedSources {
		source := f.Get(one.member)
		if source == nil {
			continue
		}
		arn := strings.Split(*source, ":")
		if given := f.Get("PreSignedUrl"); given != nil && *given != "" || len(arn) < 6 || arn[0] != "arn" || arn[3] == c.Options.Region {
			return nil
		}
		if c.Options.Presign == nil {
			return c.CannotPresign()
		}
		destination := protocol.Pair{Name: "DestinationRegion", Value: c.Options.Region}
		query := protocol.Form{{Name: "Action", Value: one.operation}, destination}
		key := f.Get("KmsKeyId")
		if key != nil {
			query = append(query, protocol.Pair{Name: "KmsKeyId", Value: *key})
		}
		query = append(query, protocol.Pair{Name: one.member, Value: *source}, protocol.Pair{Name: "Version", Value: "2014-10-31"})
		u, err := overHTTPS(to.URL)
		if err != nil {
			return fmt.Errorf("presign a call to %s: %w", arn[3], err)
		}
		port := u.Port()
		if u.Host = "rds." + arn[3] + ".amazonaws.com"; port != "" {
			u.Host += ":" + port
		}
		signed, err := c.Options.Presign(u.String()+"?"+query.Query(), arn[3])
		if err != nil {
			return err
		}
		if key == nil { // it is not signed, but its name stays
			pair := protocol.Form{destination}.Query()
			signed = strings.Replace(signed, pair, pair+"&KmsKeyId", 1)
		}
		f.Set("PreSignedUrl", signed)
		m.Body = f.Encode(c.Style)
		return nil
	}
	return nil
}
