package dryrun

import (
	"errors"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/endpoint/table"
	"github.com/sessctl/sessctl/internal/resolve"
)

// usesTable tells whether the reading's SDK knows no endpoint rules.
func (c *Client) usesTable() bool { return c.Reading.SDK&(resolve.Seed|resolve.GoV1) != 0 }

var errMustBeConfigured = errors.New("this SDK has no endpoint for the service: it has to be configured, as endpoint_url")

// tableEndpoint is EndpointFor in an SDK that has tables.
func (c *Client) tableEndpoint(op *catalogue.Operation, bucket string, context Context) Endpoint {
	e := Endpoint{Scheme: scheme(c.Model, op), SigningRegion: c.Region}
	if e.Scheme == "sigv4a" {
		e.Scheme = "sigv4" // these SDKs know no other
	}
	if context != nil {
		context(&e.Params)
	}
	t := tableCall{Client: c, op: op, bucket: bucket, e: &e}
	if c.Reading.SDK&resolve.Seed != 0 {
		t.seed()
	} else {
		t.goV1()
	}
	e.Single = singleEncoded(e.SigningName)
	return e
}

// tableCall is one look into a table.
type tableCall struct {
	*Client
	op        *catalogue.Operation
	bucket    string
	e         *Endpoint
	partition string // "" with a configured endpoint
	custom    bool
	options   table.Options
}

// seed is for aws-sdk-go v1.1.2 (aws/session/session.go, ClientConfig;
// private/signer/v4/v4.go, Sign).
func (t *tableCall) seed() {
	found := table.Seed(t.Model.EndpointPrefix, t.Model.Signer(), t.Region)
	t.e.Table, t.e.URL, t.e.SigningName = "aws-sdk-go v1.1.2", found.URL, found.SigningName
	if t.Custom.Value != "" {
		t.custom, t.e.Table, t.e.URL = true, "", withScheme(t.Custom.Value)
	} else {
		t.e.SigningRegion = found.SigningRegion
	}
	if t.e.URL == "" {
		t.e.Err = errMustBeConfigured
		return
	}
	if t.Model.Name == "s3" {
		t.hostStyle()
	}
	t.accountPrefix()
}

// goV1 is for aws-sdk-go v1.55.8 (aws/session/session.go, ClientConfig and
// resolveEndpoint).
func (t *tableCall) goV1() {
	service, known := table.GoV1Service(t.Model.ID)
	if !known { // newer than the SDK: its client would be like the others
		service = table.Service{EndpointsID: t.Model.EndpointPrefix, SigningName: t.Model.Signer()}
	}
	resolved := plainRegion(t.Region)
	t.options = table.Options{FIPS: t.on("use_fips_endpoint") || resolved != "", DualStack: t.on("use_dualstack_endpoint"), Resolved: resolved,
		RegionalSTS: t.Config.Value("sts_regional_endpoints") == "regional",
		RegionalS3:  t.Config.Value("s3_us_east_1_regional_endpoint") == "regional"}
	t.e.SigningName = service.SigningName
	switch {
	case t.Custom.Value != "":
		t.custom, t.e.URL = true, withScheme(t.Custom.Value)
	case service.Configured:
		t.e.Err = errMustBeConfigured
		return
	default:
		found, err := table.GoV1().EndpointFor(service.EndpointsID, t.Region, t.options)
		t.e.Table = "aws-sdk-go v" + table.GoV1().Release
		if err != nil {
			t.e.Err = err
			return
		}
		t.partition, t.e.URL, t.e.SigningRegion = found.Partition, found.URL, found.SigningRegion
		if found.SigningName != "" {
			t.e.SigningName = found.SigningName
		}
	}
	switch t.Model.Name {
	case "s3":
		t.e.Err = t.s3()
	case "s3control":
		t.e.Err = t.s3control()
	}
}

// plainRegion takes an old pseudo region such as fips-us-east-1 apart; "" for a
// region that is none (aws/session/session.go, normalizeRegion).
func plainRegion(region string) string {
	if !strings.Contains(region, "-fips") && !strings.Contains(region, "fips-") {
		return ""
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(region, "-fips-", "-"), "-fips", ""), "fips-", "")
}

// withScheme completes an endpoint that is a host alone (aws/endpoints/endpoints.go, AddScheme).
func withScheme(endpoint string) string {
	if before, _, ok := strings.Cut(endpoint, "://"); ok && before != "" && !strings.Contains(before, ":") {
		return endpoint
	}
	return "https://" + endpoint
}

// accountPrefix puts the account before the host where the operation asks for
// it and the rules of newer SDKs do it.
func (t *tableCall) accountPrefix() {
	if t.op == nil || t.op.HostPrefix != "{AccountId}." || t.Model.Name != "s3control" {
		return
	}
	if id := t.input("AccountId"); id != "" {
		t.setHost(func(host string) string { return id + "." + host })
	}
}

// setHost changes the host of the endpoint.
func (t *tableCall) setHost(change func(host string) string) {
	scheme, rest, _ := strings.Cut(t.e.URL, "://")
	host, path, slash := strings.Cut(rest, "/")
	t.e.URL = scheme + "://" + change(host)
	if slash {
		t.e.URL += "/" + path
	}
}

// host gives the host of the endpoint.
func (t *tableCall) host() (host string) {
	t.setHost(func(h string) string { host = h; return h })
	return host
}

// input gives an endpoint parameter of the operation's input.
func (t *tableCall) input(name string) string {
	s, _ := t.e.Params.Text(name)
	return s
}
