package protocol

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// presignCopyInput adds a URL that has the input as it was given, not as the form
// has it, and the region, both behind what the form has already
// (@aws-sdk/middleware-sdk-ec2 3.972.72, copySnapshotPresignedUrlMiddleware).
func (c *Call) presignCopyInput(m *Message, to Target) error {
	if c.Input.Str("PresignedUrl") != "" {
		return nil
	}
	if c.Options.Presign == nil {
		return c.cannotPresign()
	}
	form, source := parseForm(m.Body), c.Input.Str("SourceRegion")
	query := formBody{}
	for _, f := range c.Input.Fields {
		query.set(f.Name, scriptText(f.Value))
	}
	query.set("Action", "CopySnapshot")
	query.set("Version", c.Service.APIVersion)
	query.set("DestinationRegion", c.Options.Region)
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
	signed, err := c.Options.Presign(u.String()+"?"+query.query(), source)
	if err != nil {
		return err
	}
	for _, p := range []formPair{{"DestinationRegion", c.Options.Region}, {"PresignedUrl", c.Style.escapeForm(signed)}} {
		if form.get(p.name) == nil {
			m.Body = append(m.Body, "&"+p.name+"="+p.value...)
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
	if port := u.Port(); port != "" && port == defaultPorts[u.Scheme] {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	if u.Scheme = "https"; u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

var defaultPorts = map[string]string{"http": "80", "https": "443"}

// scriptText is what JavaScript's String makes of a value.
func scriptText(v Value) string {
	switch v.Kind {
	case Null:
		return ""
	case Bool:
		return strconv.FormatBool(v.True)
	case Number:
		return shortestNumber(v.Text)
	case Map:
		return "[object Object]"
	case List:
		texts := make([]string, len(v.Items))
		for i, item := range v.Items {
			texts[i] = scriptText(item)
		}
		return strings.Join(texts, ",")
	}
	return v.Text
}

// copied are the parameters of RDS that name what is copied, with the operation
// that a URL then asks for.
var copied = []struct{ member, operation string }{
	{"SourceDBSnapshotIdentifier", "CopyDBSnapshot"},
	{"SourceDBInstanceIdentifier", "CreateDBInstanceReadReplica"},
	{"ReplicationSourceIdentifier", "CreateDBCluster"},
	{"SourceDBClusterSnapshotIdentifier", "CopyDBClusterSnapshot"},
	{"SourceDBInstanceArn", "StartDBInstanceAutomatedBackupsReplication"},
}

// presignFromARN gives RDS and its kin the right to read what an ARN of another
// region names: by a URL of a few parameters, whether or not there is a SourceRegion
// (@aws-sdk/middleware-sdk-rds, crossRegionPresignedUrlMiddleware).
func (c *Call) presignFromARN(m *Message, to Target) error {
	f := parseForm(m.Body)
	for _, one := range copied {
		source := f.get(one.member)
		if source == nil {
			continue
		}
		arn := strings.Split(*source, ":")
		if given := f.get("PreSignedUrl"); given != nil && *given != "" || len(arn) < 6 || arn[0] != "arn" || arn[3] == c.Options.Region {
			return nil
		}
		if c.Options.Presign == nil {
			return c.cannotPresign()
		}
		destination := formPair{"DestinationRegion", c.Options.Region}
		query := formBody{{"Action", one.operation}, destination}
		key := f.get("KmsKeyId")
		if key != nil {
			query = append(query, formPair{"KmsKeyId", *key})
		}
		query = append(query, formPair{one.member, *source}, formPair{"Version", "2014-10-31"})
		u, err := overHTTPS(to.URL)
		if err != nil {
			return fmt.Errorf("presign a call to %s: %w", arn[3], err)
		}
		port := u.Port()
		if u.Host = "rds." + arn[3] + ".amazonaws.com"; port != "" {
			u.Host += ":" + port
		}
		signed, err := c.Options.Presign(u.String()+"?"+query.query(), arn[3])
		if err != nil {
			return err
		}
		if key == nil { // it is not signed, but its name stays
			pair := formBody{destination}.query()
			signed = strings.Replace(signed, pair, pair+"&KmsKeyId", 1)
		}
		f.set("PreSignedUrl", signed)
		m.Body = f.encodeAs(c.Style)
		return nil
	}
	return nil
}
