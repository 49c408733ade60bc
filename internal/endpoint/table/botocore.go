package table

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed botocore.txt
var scopesText string

// Scopes is the table of botocore 1.43.11 (data/endpoints.json), without the
// host names: those come from the endpoint rules.
var Scopes = sync.OnceValue(func() *Table { return MustParse(scopesText) })

// Scope is what botocore takes from its table beside the endpoint rules.
type Scope struct {
	Partition     string
	Region        string // in place of the one that is configured
	SigningRegion string
	SigningName   string // "" where the table leaves it to the model
}

// ScopeFor looks a service up as botocore 1.43.11 does (regions.py,
// EndpointResolver; client.py, ClientEndpointBridge). The name is the endpoint
// prefix; region is "" when none is configured.
func (t *Table) ScopeFor(name, region string, useFIPS, useDualStack bool) (Scope, error) {
	v := variant(0)
	if useFIPS {
		v |= fips
	}
	if useDualStack {
		v |= dualStack
	}
	if name == "s3" && useDualStack && region == "" {
		region = "us-east-1"
	}
	for i := range t.partitions {
		p := &t.partitions[i]
		if useDualStack && (p.id == "aws-iso" || p.id == "aws-iso-b") { // _UNSUPPORTED_DUALSTACK_PARTITIONS
			continue
		}
		s := t.service(i, name)
		own := region
		if own == "" {
			if s.global == "" {
				return Scope{}, fmt.Errorf("you must specify a region")
			}
			own = s.global
		}
		if _, ok := s.endpoints[own]; ok || p.has(own) {
			return p.scope(s, name, own, v)
		}
	}
	return t.partitions[0].scope(t.service(0, name), name, region, v)
}

// has reports whether a region belongs to the partition.
func (p *partition) has(region string) bool {
	return strings.Contains(p.regions, " "+region+" ") || p.matches(region)
}

func (p *partition) scope(s service, name, region string, v variant) (Scope, error) {
	r, listed := s.endpoints[region]
	if !listed && s.global != "" && s.regionless {
		region = s.global
		r = s.endpoints[region]
	}
	if v != 0 && r.variants[v] == nil && s.defaults.variants[v] == nil && p.defaults.variants[v] == nil {
		return Scope{}, fmt.Errorf("unable to construct a modeled endpoint with the following variant(s) %s", v)
	}
	found := Scope{Partition: p.id, Region: region, SigningRegion: region}
	scope := r.entry
	if scope.region == "" && scope.name == "" { // a scope is taken as a whole
		scope = s.defaults.entry
	}
	if scope.region != "" {
		found.SigningRegion = scope.region
	}
	found.SigningName = scope.name
	return found, nil
}

// String gives the tags as Python prints them.
func (v variant) String() string {
	var tags []string
	if v&dualStack != 0 {
		tags = append(tags, "'dualstack'")
	}
	if v&fips != 0 {
		tags = append(tags, "'fips'")
	}
	return "[" + strings.Join(tags, ", ") + "]"
}

// Lists reports whether the table has a host of a service with these properties
// in a region, and whether it knows the service at all: for others hosts are made
// up by a pattern.
func (t *Table) Lists(name, region string, useFIPS, useDualStack bool) (listed, known bool) {
	v := variant(0)
	if useFIPS {
		v |= fips
	}
	if useDualStack {
		v |= dualStack
	}
	for i := range t.partitions {
		s := t.service(i, name)
		if len(s.endpoints) == 0 {
			continue
		}
		if known = true; s.has(region, v) {
			return true, true
		}
	}
	return false, known
}
