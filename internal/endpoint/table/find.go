package table

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/hosts"
)

// MustParse reads a table that is part of the program.
func MustParse(text string) *Table {
	t, err := parse(text)
	if err != nil {
		panic("read the embedded endpoints: " + err.Error())
	}
	return t
}

// Options are what aws-sdk-go's Session gives to its resolver.
type Options struct {
	FIPS, DualStack bool
	RegionalSTS     bool   // sts_regional_endpoints = regional
	RegionalS3      bool   // s3_us_east_1_regional_endpoint = regional
	Resolved        string // the region in place of a pseudo region such as fips-us-east-1, else ""
}

// Endpoint is what a table says.
type Endpoint struct {
	URL           string
	Partition     string
	SigningRegion string
	SigningName   string // "" where the table leaves it to the service
	Signer        string // "v4", "s3v4", "v2"
}

var (
	errRegion = errors.New("the region is no name of letters, digits and hyphens, so this SDK makes no host of it")
	regions   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[[:alnum:]]([[:alnum:]\-]*[[:alnum:]])?$`) })
)

// EndpointFor looks an endpoint up as aws-sdk-go v1.55.8 does (aws/endpoints/v3model.go,
// partitions.EndpointFor, for options as aws/session/session.go, resolveEndpoint, gives them).
func (t *Table) EndpointFor(name, region string, o Options) (Endpoint, error) {
	if o.Resolved != "" {
		region = o.Resolved
	}
	v := variant(0)
	if o.FIPS {
		v |= fips
	}
	if o.DualStack {
		v |= dualStack
	}
	for i := range t.partitions {
		s := t.service(i, name)
		if s.has(region, v) || t.partitions[i].matches(region) {
			return t.partitions[i].endpointFor(s, name, region, v, o)
		}
	}
	return t.partitions[0].endpointFor(t.service(0, name), name, region, v, o)
}

// has reports whether the table lists the service in a region.
func (s *service) has(region string, v variant) bool {
	r, ok := s.endpoints[region]
	return ok && (v == 0 || r.variants[v] != nil)
}

// legacyEmpty are the services that are found without a region
// (aws/endpoints/v3model.go, allowLegacyEmptyRegion).
const legacyEmpty = " budgets ce chime cloudfront ec2metadata iam importexport organizations route53 sts support waf "

func (p *partition) endpointFor(s service, name, region string, v variant, o Options) (Endpoint, error) {
	if region == "" && s.global != "" && strings.Contains(legacyEmpty, " "+name+" ") {
		region = s.global
	}
	if v == 0 && (name == "sts" && !o.RegionalSTS && hosts.OnceGlobalSTS(region) || name == "s3" && !o.RegionalS3 && region == "us-east-1") {
		region = "aws-global"
	}
	defaults, hasDefaults := s.defaults.variantOf(v)
	ofPartition, hasPartition := p.defaults.variantOf(v)
	if !hasPartition {
		ofPartition = entry{}
	}
	found, listed := s.endpoint(region, v)
	switch {
	case region == "":
		return Endpoint{}, errors.New("no region is configured")
	case !listed && !hasDefaults && !hasPartition:
		return Endpoint{}, fmt.Errorf("could not resolve endpoint: the partition %s has no such endpoints for this SDK", p.id)
	case !regions().MatchString(region):
		return Endpoint{}, errRegion
	}
	all := ofPartition
	all.merge(defaults)
	all.merge(found)
	suffix := all.suffix
	if suffix == "" && v == 0 {
		suffix = p.suffix
	}
	e := Endpoint{Partition: p.id, SigningRegion: all.region, SigningName: all.name, Signer: prefer(all.signers, "v4", "v2")}
	if e.SigningRegion == "" {
		e.SigningRegion = region
	}
	host := all.host
	for _, part := range [...][2]string{{"{service}", name}, {"{region}", region}, {"{dnsSuffix}", suffix}} {
		host = strings.Replace(host, part[0], part[1], 1)
	}
	e.URL = prefer(all.protocols, "https", "http") + "://" + host
	return e, nil
}

// endpoint gives what the table has for a region, or for all of them.
func (s *service) endpoint(region string, v variant) (entry, bool) {
	if s.has(region, v) {
		r := s.endpoints[region]
		e, _ := r.variantOf(v)
		return e, true
	}
	if s.regionless {
		r := s.endpoints[s.global]
		if v == 0 || r.variants[v] != nil {
			e, _ := r.variantOf(v)
			return e, region == s.global
		}
		return entry{}, region == s.global
	}
	return entry{}, false
}

// variantOf gives the entry of a variant: it inherits all but the host. One that the
// table lacks has all that is inherited, too.
func (r *record) variantOf(v variant) (entry, bool) {
	if v == 0 {
		return r.entry, true
	}
	e := r.entry
	e.host, e.suffix = "", ""
	if r.variants[v] == nil {
		return e, false
	}
	e.merge(*r.variants[v])
	return e, true
}

// prefer gives the first of those that are wanted that a list has, else its
// first, else the first that is wanted.
func prefer(list string, wanted ...string) string {
	if list == "" {
		return wanted[0]
	}
	for _, w := range wanted {
		if strings.Contains(","+list+",", ","+w+",") {
			return w
		}
	}
	first, _, _ := strings.Cut(list, ",")
	return first
}
