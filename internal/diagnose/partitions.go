package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

var partitionEntries = []*Entry{
	{Code: "role-of-other-partition", Severity: resolve.SevError, Title: "A role of another partition than STS is called in", Plan: rolePartition,
		Page: Page{
			What: "A role's ARN is of one partition, such as aws-us-gov, and the call that assumes it goes to STS in a region of another.",
			Why:  "Partitions have accounts and credentials of their own. STS of one knows no role of another, and refuses the keys: The security token included in the request is invalid.",
			Cure: "Set the profile's region to one of the role's partition, such as us-gov-west-1 or cn-north-1, and use keys of an account there.",
			Who:  "All SDKs.",
		}},
	{Code: "sso-of-other-partition", Severity: resolve.SevWarning, Title: "An SSO region of another partition than the profile's", Each: ssoPartition,
		Page: Page{
			What: "sso_region is of one partition, and the profile's region or the start URL is of another.",
			Why:  "A login in one partition gives credentials for accounts of that partition alone.",
			Cure: "Use a start URL and sso_region of the partition that the profile works in.",
			Who:  "All SDKs.",
		}},
	{Code: "fips-not-available", Severity: resolve.SevWarning, Title: "FIPS endpoints where AWS has none", Plan: fipsMissing,
		Page: Page{
			What: "use_fips_endpoint is on, and the region is not one that has FIPS endpoints.",
			Why:  "SDKs make the host's name up, such as sts-fips.eu-west-1.amazonaws.com, and it is not found.",
			Cure: "Use a region of the United States, Canada or GovCloud, or turn use_fips_endpoint off.",
			Who:  "All SDKs.",
		}},
	{Code: "dualstack-not-available", Severity: resolve.SevWarning, Title: "Dual-stack endpoints where AWS has none", Plan: dualStackMissing,
		Page: Page{
			What: "use_dualstack_endpoint is on, and the region's partition has no dual-stack endpoints.",
			Why:  "The SDK refuses, or makes a host up that is not found.",
			Cure: "Turn use_dualstack_endpoint off.",
			Who:  "All SDKs.",
		}},
	{Code: "endpoint-made-up", Severity: resolve.SevNote, Title: "A host that the endpoint rules make up", Find: madeUp,
		Page: Page{
			What: "FIPS or dual-stack is on, and no list of AWS's endpoints has a host of that kind for this service; the rules make one up by a pattern.",
			Why:  "It is most likely not found.",
			Cure: "Turn the setting off for this service, or look the endpoint up in the service's own documentation.",
			Who:  "All SDKs that use endpoint rules.",
		}},
	{Code: "bucket-of-other-partition", Severity: resolve.SevError, Title: "A bucket's ARN of another partition than the client's", Find: bucketPartition,
		Page: Page{
			What: "A bucket is given as an ARN of one partition, and the client's region is of another.",
			Why:  "The SDK refuses the request, or sends it where the bucket is not known.",
			Cure: "Use a region and credentials of the ARN's partition.",
			Who:  "All SDKs.",
		}},
}

// arnPartition is the partition of an ARN, "" for what is none.
func arnPartition(arn string) string {
	parts := strings.SplitN(arn, ":", 3)
	if len(parts) < 3 || parts[0] != "arn" || !strings.HasPrefix(parts[1], "aws") {
		return ""
	}
	return parts[1]
}

// hostPartition is the partition of a host of AWS and the region in it.
func hostPartition(url string) (partition, region string) {
	u, ok := parseEndpoint(url)
	if !ok || !u.ofAWS() {
		return "", ""
	}
	if region = u.region(); region != "" {
		p, _ := hosts.Of(region)
		return p.ID, region
	}
	if strings.HasSuffix(u.host, ".cn") {
		return "aws-cn", ""
	}
	return "aws", ""
}

// mainRegion is a region to use in a partition.
func mainRegion(partition string) string {
	for _, r := range []string{"us-east-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1"} {
		if p, _ := hosts.Of(r); p.ID == partition {
			return r
		}
	}
	return ""
}

func rolePartition(f *Facts) []Finding {
	var list []Finding
	for _, s := range f.Resolution.Credentials.Steps {
		if s.Kind != resolve.StepAssumeRole && s.Kind != resolve.StepWebIdentity {
			continue
		}
		role := arnPartition(s.RoleARN)
		called, region := hostPartition(s.Endpoint)
		if role == "" || called == "" || role == called {
			continue
		}
		where := "STS"
		if region != "" {
			where = "STS in " + region
		}
		list = append(list, found(s.Origin, s.Profile, fmt.Sprintf("the role %s is of the partition %s, but %s is called, of the partition %s: it refuses the keys", s.RoleARN, role, where, called),
			otherPartition(f, s, role, called)))
	}
	return list
}

// otherPartition is what to do about a role of another partition than STS. An ARN
// of aws is most likely one that was copied from a guide.
func otherPartition(f *Facts, s resolve.Step, role, called string) string {
	move := f.regionOf(s.Profile, mainRegion(role))
	if s.Kind == resolve.StepAssumeRole {
		move += ", and use keys of an account of " + role
	}
	if role != "aws" {
		return move
	}
	return fmt.Sprintf("write arn:%s:%s if the role is in %s; otherwise %s", called, strings.TrimPrefix(s.RoleARN, "arn:aws:"), called, move)
}

// regionOf is how another region is set where one is set.
func (f *Facts) regionOf(profile, region string) string {
	v := f.Resolution.Setting("region")
	switch {
	case v != nil && v.Origin.Kind == origin.Flag && v.Origin.File != "":
		return fmt.Sprintf("set region to %s (%s)", region, v.Origin)
	case v != nil && v.Origin.Kind == origin.Flag:
		return fmt.Sprintf("give %s %s", v.Origin.Name, region)
	case v != nil && v.Origin.Kind == origin.EnvVar:
		return fmt.Sprintf("set %s=%s", v.Origin.Name, region)
	case profile == "":
		return "set AWS_REGION=" + region
	}
	return fmt.Sprintf("set region = %s for profile %s", region, profile)
}

func ssoPartition(f *Facts, p *profiles.Profile) []Finding {
	q := p.Get("sso_region")
	url := p.Value("sso_start_url")
	if name := p.Value("sso_session"); name != "" {
		s := f.Resolution.Shared.Lookup(profiles.SectionSSOSession, name)
		if of := s.Get("sso_region"); of != nil {
			q = of
		}
		if v := s.Value("sso_start_url"); v != "" {
			url = v
		}
	}
	if q == nil {
		return nil
	}
	sso, known := hosts.Of(q.Value)
	if !known {
		return nil
	}
	if other, known := hosts.Of(p.Value("region")); known && other.ID != sso.ID {
		return one(q.Origin, p.Name, fmt.Sprintf("sso_region %s is of the partition %s, and the region of profile %s, %s, of %s", q.Value, sso.ID, p.Name, p.Value("region"), other.ID),
			fmt.Sprintf("use a start URL and an sso_region of %s", other.ID))
	}
	if other := portalPartition(url); other != "" && other != sso.ID {
		return one(q.Origin, p.Name, fmt.Sprintf("sso_region %s is of the partition %s, and the start URL %s of %s", q.Value, sso.ID, url, other),
			fmt.Sprintf("use an sso_region of %s", other))
	}
	return nil
}

// portalPartition is the partition of an access portal, "" where its host does not say.
func portalPartition(url string) string {
	u, ok := parseEndpoint(url)
	switch {
	case !ok:
	case strings.HasSuffix(u.host, ".awsapps.cn"):
		return "aws-cn"
	case strings.Contains(u.host, "us-gov"):
		return "aws-us-gov"
	case strings.HasSuffix(u.host, ".awsapps.com"):
		return "aws"
	}
	return ""
}

func fipsMissing(f *Facts) []Finding {
	v := f.Resolution.Setting("use_fips_endpoint")
	region := f.value("region")
	if v == nil || v.Value != "true" || v.Origin.Kind == origin.Derived || region == "" || f.value("endpoint_url") != "" {
		return nil
	}
	p, known := hosts.Of(region)
	if !known || strings.HasPrefix(region, "us-") || strings.HasPrefix(region, "ca-") || p.ID != "aws" && p.ID != "aws-cn" && p.ID != "aws-eusc" || strings.HasSuffix(region, "-global") {
		return nil
	}
	return one(v.Origin, "use_fips_endpoint", fmt.Sprintf("use_fips_endpoint is on, and %s has no FIPS endpoints: hosts are made up that are not found", region),
		"use a region of the United States or Canada, or turn it off")
}

func dualStackMissing(f *Facts) []Finding {
	v := f.Resolution.Setting("use_dualstack_endpoint")
	region := f.value("region")
	if v == nil || v.Value != "true" || region == "" {
		return nil
	}
	p, known := hosts.Of(region)
	if !known || p.ID != "aws-iso-e" && p.ID != "aws-iso-f" {
		return nil
	}
	return one(v.Origin, "use_dualstack_endpoint", fmt.Sprintf("use_dualstack_endpoint is on, and the partition %s has no dual-stack endpoints", p.ID), "turn it off")
}

func madeUp(f *Facts) []Finding {
	c := f.Client
	if c == nil || !c.Unlisted || c.Configured.Value != "" || !c.FIPS && !c.DualStack {
		return nil
	}
	what, setting := "FIPS", "use_fips_endpoint"
	if !c.FIPS {
		what, setting = "dual-stack", "use_dualstack_endpoint"
	}
	o := origin.Origin{}
	if v := f.Resolution.Setting(setting); v != nil {
		o = v.Origin
	}
	return one(o, setting, fmt.Sprintf("no list of AWS's endpoints has a %s host of %s in %s: %s is made up by a pattern", what, c.Service, c.Region, c.Host), "turn "+setting+" off if it is not found")
}

func bucketPartition(f *Facts) []Finding {
	if f.Request == nil || f.Client == nil || f.Client.Partition == "" {
		return nil
	}
	p := arnPartition(f.Request.Bucket)
	if p == "" || p == f.Client.Partition {
		return nil
	}
	return one(origin.Origin{Kind: origin.Flag, Name: "Bucket"}, "Bucket", fmt.Sprintf("the bucket's ARN is of the partition %s, and the client's region %s of %s", p, f.Client.Region, f.Client.Partition),
		"use a region of "+p+", such as "+mainRegion(p))
}
