package diagnose

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

// blockEntries are about endpoints that stand where no SDK looks for them, or
// that it is told to leave alone.
var blockEntries = []*Entry{
	{Code: "endpoint-in-profile-block", Severity: resolve.SevWarning, Title: "A service's endpoint in a profile's own block", Each: endpointInBlock,
		Page: Page{
			What: "A profile has s3 = and, indented below it, endpoint_url. SDKs read a service's endpoint in a section [services NAME] alone, which the profile names with services = NAME.",
			Why:  "No SDK complains, and none uses it: calls go to AWS itself.",
			Cure: "Move the block to a section [services NAME] and add services = NAME to the profile; or set AWS_ENDPOINT_URL_S3.",
			Who:  "All SDKs. awscli-plugin-endpoint, a plugin of the AWS CLI, reads it.",
		}},
	{Code: "endpoint-without-service", Severity: resolve.SevWarning, Title: "An endpoint in a services section without its service", Find: endpointFlat,
		Page: Page{
			What: "A section [services NAME] has endpoint_url in its first column, and no service above it.",
			Why:  "Such a section holds settings of services, indented below each one's name. endpoint_url by itself is read by nobody: calls go to AWS itself.",
			Cure: "Write the service, as in s3 =, and endpoint_url indented below it. For all services, put endpoint_url into the profile.",
			Who:  "All SDKs that know services sections.",
		}},
	{Code: "endpoint-with-bucket", Severity: resolve.SevWarning, Title: "A bucket in an endpoint's host", Find: endpoints(lookBucket),
		Page: Page{
			What: "A configured endpoint is the host of a bucket, as https://media.s3.eu-west-1.amazonaws.com.",
			Why:  "SDKs add the bucket of each request themselves: it stands twice, and S3 looks for a key that begins with it, or finds no host. NoSuchKey, NoSuchBucket or a certificate's error is the answer.",
			Cure: "Leave the bucket out of the endpoint, or leave the endpoint out: S3's own hosts need none.",
			Who:  "All SDKs that know endpoint_url.",
		}},
	{Code: "store-of-other-region", Severity: resolve.SevWarning, Title: "A store's host of another region than the signature's", Find: storeRegion,
		Page: Page{
			What: "A configured endpoint outside AWS has what looks like a region in its host, as https://s3.fr-par.store.example, and requests are signed for another.",
			Why:  "Stores that check the region refuse such requests: AuthorizationHeaderMalformed, the region is wrong; expecting fr-par.",
			Cure: "Set the region to the store's.",
			Who:  "All SDKs.",
		}},
	{Code: "endpoint-ignored", Severity: resolve.SevNote, Title: "An endpoint that is configured and ignored", Find: endpointIgnored,
		Page: Page{
			What: "An endpoint is configured, and ignore_configured_endpoint_urls is true.",
			Why:  "The endpoint is rejected, and calls go to AWS itself.",
			Cure: "Unset AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, or take ignore_configured_endpoint_urls out of the profile.",
			Who:  "All SDKs that know the setting, but for endpoints given in code.",
		}},
	{Code: "host-of-other-region", Severity: resolve.SevNote, Title: "A host of another region than the signature's", Find: hostOfOtherRegion,
		Page: Page{
			What: "No endpoint is configured, and the endpoint rules choose a host whose name has another region than requests are signed for.",
			Why:  "Some services have one host for a whole partition, which is right; where the host is a regional one, the request is refused: the credential should be scoped to a valid region.",
			Cure: "Nothing, where the service works. Otherwise set the region to the host's.",
			Who:  "It differs by service.",
		}},
}

func lookBucket(_ *Facts, _, value string) (says, help, meant string) {
	u, ok := parseEndpoint(value)
	if !ok || !u.ofAWS() || u.bucket() == "" {
		return "", "", ""
	}
	bucket, rest := u.bucket(), strings.TrimPrefix(u.host, u.bucket()+".")
	return fmt.Sprintf("the endpoint's host has the bucket %s in it, and the bucket of each request is added to that", bucket), "leave the bucket out: https://" + rest, ""
}

func endpointFlat(f *Facts) []Finding {
	var list []Finding
	for s := range f.named(profiles.SectionServices, "services") {
		q := s.Get("endpoint_url")
		if q == nil || q.Value == "" {
			continue
		}
		finding := found(q.Origin, "endpoint_url", fmt.Sprintf("endpoint_url stands in [services %s] without a service above it, where nobody reads it", s.Name),
			"write the service (s3 =) above it and indent it; or move it to the profile, for all services")
		finding.About = "services"
		list = append(list, finding)
	}
	return list
}

// blockEndpoints are the endpoints in a profile's own blocks.
func blockEndpoints(p *profiles.Profile) []profiles.Property {
	var list []profiles.Property
	for _, q := range p.Properties {
		if strings.HasSuffix(q.Key, ".endpoint_url") && q.Value != "" {
			list = append(list, q)
		}
		for _, n := range q.Nested {
			if n.Key == "endpoint_url" && n.Value != "" {
				n.Origin.Key = q.Key + ".endpoint_url"
				list = append(list, n)
			}
		}
	}
	return list
}

func endpointInBlock(f *Facts, p *profiles.Profile) []Finding {
	if v := settings.Lookup("services"); v == nil || !v.KnownIn(f.sdk()) {
		return nil
	}
	var list []Finding
	for _, q := range blockEndpoints(p) {
		service, _, _ := strings.Cut(q.Origin.Key, ".")
		if f.Client != nil && f.Client.Service != strings.TrimSuffix(service, "api") {
			continue
		}
		says := fmt.Sprintf("%s does not read endpoint_url in the %s block of a profile", f.as(), service)
		if strings.Contains(q.Key, ".") {
			says = fmt.Sprintf("%s does not read %s in a profile", f.as(), q.Key)
		}
		list = append(list, found(q.Origin, q.Origin.Key, says,
			fmt.Sprintf("set AWS_ENDPOINT_URL_%s, or move the block to [services NAME] and add services = NAME to the profile", strings.ToUpper(strings.TrimSuffix(service, "api")))))
	}
	return list
}

// endpointIgnored looks for the endpoint that a client would have.
func endpointIgnored(f *Facts) []Finding {
	ignore := f.Resolution.Setting("ignore_configured_endpoint_urls")
	if f.Client == nil || f.Client.Configured.Value != "" || ignore == nil || ignore.Value != "true" {
		return nil
	}
	for _, name := range []string{settings.ServiceEndpoint(f.Client.Service), "endpoint_url"} {
		v := f.Resolution.Setting(name)
		if v == nil {
			continue
		}
		for _, out := range v.Pick(origin.Rejected) {
			return one(ignore.Origin, name, fmt.Sprintf("the endpoint of %s is not used: %s is true", named(out.Origin), named(ignore.Origin)),
				"unset "+named(ignore.Origin)+" to use the endpoint")
		}
	}
	return nil
}

// storeRegions are labels of host names that look like a region of a store.
var storeRegions = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(?:eu|us|ap|ca|sa|me|af|uk|de|fr|nl|ch|it|es|jp|in|au|br)-(?:[a-z]{2}|(?:north|south|east|west|central)(?:east|west)?)-\d{1,3}|fr-par|nl-ams|pl-waw)$`)
})

func storeRegion(f *Facts) []Finding {
	c := f.Client
	if !c.elsewhere() || c.Configured.Value == "" || c.SigningRegion == "" {
		return nil
	}
	found := ""
	for _, label := range strings.Split(strings.ToLower(c.Host), ".") {
		if label == c.SigningRegion {
			return nil
		}
		if storeRegions().MatchString(label) {
			found = label
		}
	}
	if found == "" {
		return nil
	}
	return one(c.Configured.Origin, "region", fmt.Sprintf("the endpoint's host has %s in it, and requests are signed for %s: a store that checks it refuses them", found, c.SigningRegion), "set region = "+found)
}

// hostOfOtherRegion looks at the host that the rules chose.
func hostOfOtherRegion(f *Facts) []Finding {
	c := f.Client
	if c == nil || c.Configured.Value != "" || c.SigningRegion == "" || c.SigningRegion == "*" || !hosts.Plausible(c.SigningRegion) {
		return nil
	}
	region := endpointURL{host: c.Host}.region()
	if region == "" || region == c.SigningRegion {
		return nil
	}
	return one(origin.Origin{}, "region", fmt.Sprintf("the endpoint rules choose the host %s in %s, and requests are signed for %s", c.Host, region, c.SigningRegion), "")
}
