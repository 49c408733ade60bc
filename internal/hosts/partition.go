// Package hosts knows the partitions of AWS and the names of the hosts that
// are called on the way to credentials: STS and the SSO portal.
//
// The facts are those of the partitions file that the endpoint rules of all
// newer SDKs share (aws-sdk-go-v2 v1.48.0, internal/endpoints/awsrulesfn/partitions.json;
// the same in botocore 1.43.11).
package hosts

import (
	"strings"
	"sync"
)

// Partition is a set of regions with host names and accounts of its own.
type Partition struct {
	ID                 string
	DNSSuffix          string
	DualStackDNSSuffix string

	prefixes []string // what a region of the partition begins with
	regions  string   // the known ones, each between spaces
}

var partitions = []Partition{
	{"aws", "amazonaws.com", "api.aws",
		[]string{"us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-"},
		" af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2" +
			" ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 aws-global ca-central-1 ca-west-1 eu-central-1" +
			" eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 me-west-1" +
			" mx-central-1 sa-east-1 sa-west-1 us-east-1 us-east-2 us-west-1 us-west-2 "},
	{"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn",
		[]string{"cn-"}, " aws-cn-global cn-north-1 cn-northwest-1 "},
	{"aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu",
		[]string{"eusc-de-"}, " eusc-de-east-1 "},
	{"aws-iso", "c2s.ic.gov", "api.aws.ic.gov",
		[]string{"us-iso-"}, " aws-iso-global us-iso-east-1 us-iso-west-1 "},
	{"aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud",
		[]string{"us-isob-"}, " aws-iso-b-global us-isob-east-1 us-isob-west-1 "},
	{"aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk",
		[]string{"eu-isoe-"}, " aws-iso-e-global eu-isoe-west-1 "},
	{"aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov",
		[]string{"us-isof-"}, " aws-iso-f-global us-isof-east-1 us-isof-south-1 "},
	{"aws-us-gov", "amazonaws.com", "api.aws",
		[]string{"us-gov-"}, " aws-us-gov-global us-gov-east-1 us-gov-west-1 "},
}

// Of gives the partition of a region: one that lists it, else one whose
// pattern it has, else aws. Known reports whether the region is listed.
func Of(region string) (p Partition, known bool) {
	if i, ok := listed()[region]; ok {
		return partitions[i], true
	}
	for _, p := range partitions {
		for _, prefix := range p.prefixes {
			if rest, ok := strings.CutPrefix(region, prefix); ok && WordAndNumber(rest) {
				return p, false
			}
		}
	}
	return partitions[0], false
}

// listed gives the partition of each known region, by its place among partitions.
var listed = sync.OnceValue(func() map[string]int {
	all := make(map[string]int, 64)
	for i, p := range partitions {
		for _, region := range strings.Fields(p.regions) {
			all[region] = i
		}
	}
	return all
})

// Plausible reports whether a region is listed or has a partition's pattern.
func Plausible(region string) bool {
	p, known := Of(region)
	if known {
		return true
	}
	for _, prefix := range p.prefixes {
		if rest, ok := strings.CutPrefix(region, prefix); ok && WordAndNumber(rest) {
			return true
		}
	}
	return false
}

// Regions gives every listed region, the pseudo regions of global services left out.
func Regions() []string {
	var all []string
	for _, p := range partitions {
		for _, r := range strings.Fields(p.regions) {
			if !strings.HasSuffix(r, "-global") {
				all = append(all, r)
			}
		}
	}
	return all
}

// WordAndNumber is the pattern \w+-\d+ to the end.
func WordAndNumber(s string) bool {
	word, number, ok := strings.Cut(s, "-")
	if !ok || word == "" || number == "" {
		return false
	}
	for _, c := range []byte(word) {
		if !(c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	for _, c := range []byte(number) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
