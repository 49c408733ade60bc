package table

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Build reduces an endpoints.json, version 3, to the text of a table: what
// changes no answer is left out. For gives answers, whose kinds the SDKs have
// of their own.
func Build(release string, endpoints []byte, kind Kind) (string, error) {
	var in endpointsJSON
	if err := json.Unmarshal(endpoints, &in); err != nil {
		return "", fmt.Errorf("read the endpoints: %w", err)
	}
	if in.Version != 3 || len(in.Partitions) == 0 {
		return "", fmt.Errorf("read the endpoints: version %d with %d partitions is none that is known here", in.Version, len(in.Partitions))
	}
	var head strings.Builder
	fmt.Fprintf(&head, "%s%s\n", magic, release)
	names := map[string]bool{}
	for _, p := range in.Partitions {
		fmt.Fprintf(&head, "partition\t%s\t%s\t%s\t%s\t%s\n", p.Partition, p.DNSSuffix, p.RegionRegex, strings.Join(sorted(p.Regions), " "),
			kind.record(p.Defaults))
		for name := range p.Services {
			names[name] = true
		}
	}
	t, err := parse(head.String())
	if err != nil {
		return "", err
	}
	for _, name := range sorted(names) {
		blocks := ""
		for i, p := range in.Partitions {
			s, ok := p.Services[name]
			if !ok || kind == WithHosts && name == "data.iot" { // decode.go, custRmIotDataService
				continue
			}
			kind.customize(p.Partition, name, &s)
			blocks += t.block(i, name, s, kind)
		}
		if blocks != "" {
			fmt.Fprintf(&head, "service\t%s\n%s", name, blocks)
		}
	}
	return head.String(), nil
}

// Kind is whose answers a table is to give.
type Kind int

// The kinds of tables.
const (
	WithHosts Kind = iota
	ScopesAlone
)

type endpointsJSON struct {
	Version    int
	Partitions []struct {
		Partition, DNSSuffix, RegionRegex string
		Defaults                          entryJSON
		Regions                           map[string]any
		Services                          map[string]serviceJSON
	}
}

type serviceJSON struct {
	PartitionEndpoint string
	IsRegionalized    *bool
	Defaults          entryJSON
	Endpoints         map[string]entryJSON
}

type entryJSON struct {
	Hostname, DNSSuffix          string
	Protocols, SignatureVersions []string
	CredentialScope              struct{ Region, Service string }
	Tags                         []string
	Variants                     []entryJSON
}

// customize changes a service as aws-sdk-go v1.55.8 does (aws/endpoints/decode.go).
func (k Kind) customize(partition, name string, s *serviceJSON) {
	switch {
	case k != WithHosts:
	case partition == "aws" && name == "s3":
		s.PartitionEndpoint = "aws-global"
		if _, ok := s.Endpoints["aws-global"]; !ok {
			e := entryJSON{Hostname: "s3.amazonaws.com"}
			e.CredentialScope.Region = "us-east-1"
			s.Endpoints["aws-global"] = e
		}
	case partition == "aws-cn" && name == "application-autoscaling" && s.Defaults.Hostname == "autoscaling.{region}.amazonaws.com":
		s.Defaults.Hostname += ".cn"
	case partition == "aws-us-gov" && name == "application-autoscaling" && s.Defaults.CredentialScope.Service == "" && s.Defaults.Hostname == "":
		s.Defaults.CredentialScope.Service, s.Defaults.Hostname = "application-autoscaling", "autoscaling.{region}.amazonaws.com"
	}
}

// block gives the lines of a service in a partition.
func (t *Table) block(p int, name string, s serviceJSON, k Kind) string {
	full := service{known: true, global: s.PartitionEndpoint, regionless: s.IsRegionalized != nil && !*s.IsRegionalized,
		defaults: parseRecord(k.record(s.Defaults)), endpoints: map[string]record{}}
	for region, e := range s.Endpoints {
		if !strings.Contains(region, "fips-") && !strings.Contains(region, "-fips") { // the SDKs take such names apart before they look
			full.endpoints[region] = parseRecord(k.record(e))
		}
	}
	kept := full
	kept.endpoints = maps.Clone(full.endpoints)
	for region, r := range full.endpoints {
		if region == full.global {
			continue
		}
		delete(kept.endpoints, region)
		if k.answers(t, p, name, region, full) == k.answers(t, p, name, region, kept) {
			continue
		}
		for v := range r.variants {
			less := r
			less.variants[v] = nil
			kept.endpoints[region] = less
			if r.variants[v] != nil && k.answers(t, p, name, region, full) == k.answers(t, p, name, region, kept) {
				r = less
			}
		}
		kept.endpoints[region] = r
	}
	byText := map[string][]string{}
	for region, r := range kept.endpoints {
		byText[r.text()] = append(byText[r.text()], region)
	}
	var lines []string
	for text, regions := range byText {
		slices.Sort(regions)
		lines = append(lines, "\t"+strings.Join(regions, " ")+"\t"+text+"\n")
	}
	sort.Strings(lines)
	regional := ""
	if kept.regionless {
		regional = "n"
	}
	return strconv.Itoa(p) + "\t" + kept.global + "\t" + regional + "\t" + kept.defaults.text() + "\n" + strings.Join(lines, "")
}

// answers gives all that the table says of a service in a region, as text.
func (k Kind) answers(t *Table, p int, name, region string, s service) string {
	var all strings.Builder
	of := &t.partitions[p]
	for v := variant(0); v < 4; v++ {
		if k == ScopesAlone {
			_, listed := s.endpoints[region]
			scope, err := of.scope(s, name, region, v)
			fmt.Fprintln(&all, listed || of.has(region), scope, err)
			continue
		}
		e, err := of.endpointFor(s, name, region, v, Options{RegionalSTS: true, RegionalS3: true})
		fmt.Fprintln(&all, s.has(region, v) || of.matches(region), e, err)
	}
	return all.String()
}

// record gives the text of an entry with its variants.
func (k Kind) record(e entryJSON) string {
	r := record{entry: k.entry(e)}
	for _, one := range e.Variants {
		v, known := variant(0), true
		for _, tag := range one.Tags {
			switch tag {
			case "fips":
				v |= fips
			case "dualstack":
				v |= dualStack
			default:
				known = false
			}
		}
		if known && v != 0 {
			of := k.entry(one)
			r.variants[v] = &of
		}
	}
	return r.text()
}

func (k Kind) entry(e entryJSON) entry {
	one := entry{host: e.Hostname, suffix: e.DNSSuffix, region: e.CredentialScope.Region, name: e.CredentialScope.Service,
		protocols: strings.Join(e.Protocols, ","), signers: strings.Join(e.SignatureVersions, ",")}
	if k == ScopesAlone { // only scopes are asked for
		one.host, one.suffix, one.protocols, one.signers = "", "", "", ""
	}
	return one
}

func (r *record) text() string {
	all := r.entry.text()
	for v, tags := range [4]string{fips: "f", dualStack: "d", fips | dualStack: "df"} {
		if e := r.variants[v]; e != nil {
			all += "|" + tags + ":" + e.text()
		}
	}
	return all
}

func (e *entry) text() string {
	var fields []string
	for i := range letters {
		if v := *e.field(letters[i]); v != "" {
			fields = append(fields, letters[i:i+1]+"="+v)
		}
	}
	return strings.Join(fields, ";")
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
