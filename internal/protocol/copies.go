package protocol

import (
	"fmt"
	"net/url"
	"strings"
)

// The operations that copy what stands in another region, which the presigned URL
// in them reads.
const (
	RDSCopies     = "CopyDBClusterSnapshot CreateDBCluster CopyDBSnapshot CreateDBInstanceReadReplica StartDBInstanceAutomatedBackupsReplication"
	ClusterCopies = "CopyDBClusterSnapshot CreateDBCluster"
)

// PresignCopy gives a copy of an EC2 snapshot the right to read its source.
func PresignCopy(c *Call, m *Message, to Target) error {
	form := ParseForm(m.Body)
	if form.Get("PresignedUrl") != nil {
		return nil
	}
	source := ""
	if v := form.Get("SourceRegion"); v != nil {
		source = *v
	}
	signed, err := c.presignedFrom(form, source, to)
	if err != nil {
		return err
	}
	form.Set("PresignedUrl", signed)
	if c.Style.Copies.NamesDestination {
		form.Set("DestinationRegion", to.clientRegion(c))
	}
	m.Body = form.Encode(c.Style)
	return nil
}

// PresignOtherRegion gives RDS and its kin the right to read what stands in another
// region than the client's.
func PresignOtherRegion(c *Call, m *Message, to Target) error {
	return PresignUnless(c, m, to, func(form Form, source string) bool {
		given := form.Get("PreSignedUrl")
		isGiven := given != nil && (*given != "" || !c.Style.Copies.EmptyURLIsNone)
		return isGiven || form.Get("DestinationRegion") != nil || source == to.clientRegion(c)
	})
}

// PresignUnless puts a presigned URL into a form in the place of its
// SourceRegion, unless what is left of the form tells that it needs none.
func PresignUnless(c *Call, m *Message, to Target, needsNone func(form Form, source string) bool) error {
	form := ParseForm(m.Body)
	source := form.Get("SourceRegion")
	if source == nil {
		return nil
	}
	without := form.without("SourceRegion")
	if !needsNone(without, *source) {
		signed, err := c.presignedFrom(without, *source, to)
		if err != nil {
			return err
		}
		without.Set("PreSignedUrl", signed)
	}
	m.Body = without.Encode(c.Style)
	return nil
}

func (to Target) clientRegion(c *Call) string {
	if to.SigningRegion != "" {
		return to.SigningRegion
	}
	return c.Options.Region
}

// presignedFrom signs, for the source's region, the same call as a GET request
// (botocore 1.43.11, handlers.py, _get_cross_region_presigned_url).
func (c *Call) presignedFrom(f Form, source string, to Target) (string, error) {
	if c.Options.Presign == nil {
		return "", c.CannotPresign()
	}
	region := to.clientRegion(c)
	f = append(Form{}, f...)
	f.Set("DestinationRegion", region)
	at := to.URL
	switch {
	case c.Style.Copies.AsksRules && c.Options.EndpointIn != nil:
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
	return c.Options.Presign(at+"?"+f.Query(), source)
}

// CannotPresign is the error of a call that carries a presigned URL, where there is
// nothing to sign it with.
func (c *Call) CannotPresign() error {
	return fmt.Errorf("build %s: it carries a presigned URL, and there are no keys to sign it with; give some with --sign-with", c.Operation.Name)
}
