package diagnose

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

var endpointEntries = []*Entry{
	{Code: "endpoint-without-scheme", Severity: resolve.SevError, Title: "An endpoint without http:// or https://", Plan: endpoints(lookScheme),
		Page: Page{
			What: "An endpoint is a host without a scheme, such as localhost:4566.",
			Why:  "botocore refuses it as an invalid endpoint; other SDKs take localhost for the scheme and fail at the first request.",
			Cure: "Write http:// or https:// before it.",
			Who:  "All SDKs.",
		}},
	{Code: "endpoint-with-blank", Severity: resolve.SevError, Title: "An endpoint with a blank in it", Plan: endpoints(lookBlank),
		Page: Page{
			What: "A configured endpoint has a blank in it, as in http://localhost: 4566.",
			Why:  "It is no URL. SDKs refuse it in words that name the region or the host.",
			Cure: "Take the blank out.",
			Who:  "All SDKs.",
		}},
	{Code: "endpoint-with-path", Severity: resolve.SevNote, Title: "An endpoint with a path or query", Plan: endpoints(lookPath),
		Page: Page{
			What: "A configured endpoint has a path or a query behind the host.",
			Why:  "The path comes before that of every request. With a bucket in it, S3 requests name the bucket twice.",
			Cure: "Leave the path off, unless a proxy wants it.",
			Who:  "All SDKs.",
		}},
	{Code: "endpoint-with-user", Severity: resolve.SevWarning, Title: "An endpoint with a user name or password", Plan: endpoints(lookUser),
		Page: Page{
			What: "A configured endpoint has a user name, or a name and a password, before the host.",
			Why:  "Requests are signed, not sent with a password: SDKs drop it or sign another host than they call, and the password shows in logs.",
			Cure: "Leave it off.",
			Who:  "All SDKs.",
		}},
	{Code: "endpoint-not-encrypted", Severity: resolve.SevWarning, Title: "An endpoint over plain http on the network", Plan: endpoints(lookPlain),
		Page: Page{
			What: "A configured endpoint uses http and is neither on this machine nor on a private network.",
			Why:  "Everybody on the way reads and changes requests and answers, session tokens among them.",
			Cure: "Use https.",
			Who:  "All SDKs.",
		}},
	{Code: "endpoint-of-other-region", Severity: resolve.SevWarning, Title: "An endpoint of AWS in another region than the signature's", Plan: endpoints(lookRegion), Find: clientOtherRegion,
		Page: Page{
			What: "A configured endpoint is one of AWS's and has a region in its host that is not the region in force.",
			Why:  "Requests are signed for the region in force and sent to the other one, which refuses them: the credential should be scoped to a valid region.",
			Cure: "Leave the endpoint out: the SDK finds it by the region. Or set the region to the endpoint's.",
			Who:  "All SDKs.",
		}},
	{Code: "endpoint-of-one-service", Severity: resolve.SevWarning, Title: "A service's endpoint configured for all services", Plan: endpointOfOneService,
		Page: Page{
			What: "endpoint_url or AWS_ENDPOINT_URL is the endpoint of one service of AWS, such as https://s3.eu-west-1.amazonaws.com, and holds for every service.",
			Why:  "Calls to other services, STS for assuming roles among them, go to that service's host, which does not understand them.",
			Cure: "Use the variable of that service, such as AWS_ENDPOINT_URL_S3, or a services section; or leave it out, since it is the default.",
			Who:  "All SDKs that know endpoint_url.",
		}},
	{Code: "services-not-found", Severity: resolve.SevWarning, Title: "A services section that does not exist", Each: servicesNotFound,
		Page: Page{
			What: "services names a section that is not in the config file.",
			Why:  "The endpoints that it was to give are not used: calls go to AWS itself.",
			Cure: "Write the name as it stands in [services NAME].",
			Who:  "All SDKs that know services sections: boto3, cli, go-v2, js-v3 and spec.",
		}},
}

// endpointURL is an endpoint taken apart, as far as it goes.
type endpointURL struct {
	scheme, host, port, path, user string
}

// parseEndpoint takes scheme://[user@]host[:port][/path] apart; ok is false without a scheme.
func parseEndpoint(s string) (u endpointURL, ok bool) {
	u.scheme, s, ok = strings.Cut(s, "://")
	if !ok {
		return u, false
	}
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		s, u.path = s[:i], s[i:]
	}
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		u.user, s = s[:i], s[i+1:]
	}
	u.host = s
	if i := strings.LastIndexByte(s, ':'); i >= 0 && !strings.Contains(s[i:], "]") {
		u.host, u.port = s[:i], s[i+1:]
	}
	u.scheme, u.host = strings.ToLower(u.scheme), strings.ToLower(strings.Trim(u.host, "[]"))
	return u, true
}

// awsSuffixes are the ends of AWS's hosts.
var awsSuffixes = []string{".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".amazonaws.eu", ".api.amazonwebservices.com.cn", ".c2s.ic.gov", ".sc2s.sgov.gov"}

func (u endpointURL) ofAWS() bool {
	for _, s := range awsSuffixes {
		if strings.HasSuffix(u.host, s) {
			return true
		}
	}
	return false
}

// labels are the words of AWS's host, without the suffix.
func (u endpointURL) labels() []string {
	for _, s := range awsSuffixes {
		if rest, ok := strings.CutSuffix(u.host, s); ok {
			return strings.Split(rest, ".")
		}
	}
	return nil
}

// region is the region in a host of AWS, "" where there is none.
func (u endpointURL) region() string {
	for _, l := range u.labels() {
		if _, known := hosts.Of(l); known {
			return l
		}
		if old, ok := strings.CutPrefix(l, "s3-"); ok {
			if _, known := hosts.Of(old); known {
				return old
			}
		}
	}
	return ""
}

// bucket is the bucket in a virtual host of S3, "" where there is none.
func (u endpointURL) bucket() string {
	labels := u.labels()
	for i, l := range labels {
		_, known := hosts.Of(strings.TrimPrefix(l, "s3-"))
		switch {
		case strings.HasPrefix(l, "vpce-"): // such a name has the endpoint's id, or a word for the kind, before it
			return ""
		case l == "s3", strings.HasPrefix(l, "s3-") && known:
			return strings.Join(labels[:i], ".")
		}
	}
	return ""
}

// local reports whether a host is on this machine, or on a network of one's own.
func (u endpointURL) local() bool {
	if ip, err := netip.ParseAddr(u.host); err == nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()
	}
	if !strings.Contains(u.host, ".") {
		return true
	}
	for _, s := range []string{".local", ".internal", ".localhost", ".localdomain", ".lan", ".home", ".corp", ".svc", ".test", ".localhost.localstack.cloud", ".docker"} {
		if strings.HasSuffix(u.host, s) {
			return true
		}
	}
	return u.host == "localhost.localstack.cloud"
}

// endpointLook says what is wrong with a configured endpoint.
type endpointLook func(f *Facts, name, value string) (says, help, meant string)

// endpoints looks at every endpoint that a variable, a file or a flag gives.
func endpoints(look endpointLook) func(*Facts) []Finding {
	return func(f *Facts) []Finding {
		var list []Finding
		f.eachEndpoint(func(name, value string, o origin.Origin) {
			says, help, meant := look(f, name, value)
			if says == "" || said(f, o, "endpoint-unusable", "endpoint-without-scheme", "invalid-endpoint") {
				return
			}
			finding := found(o, name, says, help)
			if isServiceEndpoint(name) && strings.HasPrefix(o.Section, "services ") {
				finding.About = name // the key alone is that of every service
			}
			if meant != "" {
				finding.Fix = f.rewrite(o, value, meant)
			}
			list = append(list, finding)
		})
		return list
	}
}

func (f *Facts) eachEndpoint(look func(name, value string, o origin.Origin)) {
	seen := map[origin.Origin]bool{}
	for _, v := range f.Resolution.Settings {
		if v.Value == "" || v.Name != "endpoint_url" && !isServiceEndpoint(v.Name) || seen[v.Origin] {
			continue
		}
		switch v.Origin.Kind {
		case origin.EnvVar, origin.InFile, origin.Flag:
			seen[v.Origin] = true
			look(v.Name, v.Value, v.Origin)
		}
	}
	if c := f.Client; c != nil && c.Configured.Value != "" && !seen[c.Configured.Origin] {
		look("endpoint_url", c.Configured.Value, c.Configured.Origin)
	}
}

func lookBlank(_ *Facts, _, value string) (string, string, string) {
	if bare := strings.ReplaceAll(value, " ", ""); strings.Contains(strings.TrimSpace(value), " ") && !strings.ContainsAny(value, "#;\n@?") {
		return fmt.Sprintf("the endpoint %q has a blank in it", value), "write " + bare, bare
	}
	return "", "", ""
}

func lookScheme(f *Facts, name, value string) (string, string, string) {
	if _, ok := parseEndpoint(value); ok || oddRegion(value) || strings.HasPrefix(value, "//") {
		return "", "", ""
	}
	scheme := "https://"
	if u, _ := parseEndpoint("http://" + value); u.local() {
		scheme = "http://"
	}
	shown := value
	if strings.ContainsAny(shown, "@?") {
		shown = "configured here"
	}
	return fmt.Sprintf("the endpoint %s has no scheme: SDKs refuse it, or call another host", shown), "write " + scheme + " before it", scheme + value
}

func lookPath(_ *Facts, name, value string) (string, string, string) {
	u, ok := parseEndpoint(value)
	if !ok || u.path == "" || u.path == "/" {
		return "", "", ""
	}
	return fmt.Sprintf("the endpoint %s has a path, which comes before that of every request", value), "leave the path off, unless a proxy wants it", ""
}

func lookUser(_ *Facts, name, value string) (string, string, string) {
	u, ok := parseEndpoint(value)
	if !ok || u.user == "" {
		return "", "", ""
	}
	return fmt.Sprintf("the endpoint of host %s has a user name in it: requests are signed, and need none", u.host), "leave what is before the @ off", ""
}

func lookPlain(_ *Facts, name, value string) (string, string, string) {
	u, ok := parseEndpoint(value)
	if !ok || u.scheme != "http" || u.local() {
		return "", "", ""
	}
	return fmt.Sprintf("the endpoint http://%s is not encrypted, and not on this machine or a private network", u.host), "use https", ""
}

func lookRegion(f *Facts, name, value string) (string, string, string) {
	u, ok := parseEndpoint(value)
	region := f.value("region")
	if !ok || region == "" || u.region() == "" || u.region() == region || strings.HasPrefix(region, "aws-") || strings.HasPrefix(region, "fips-") || strings.HasSuffix(region, "-fips") {
		return "", "", ""
	}
	return fmt.Sprintf("the endpoint %s is in %s, and requests are signed for %s: they will be refused", u.host, u.region(), region),
		fmt.Sprintf("leave the endpoint out, or set the region to %s", u.region()), ""
}

// clientOtherRegion looks at the endpoint and the signature of a client.
func clientOtherRegion(f *Facts) []Finding {
	c := f.Client
	if c == nil || c.Host == "" || c.SigningRegion == "" || c.Configured.Value == "" {
		return nil
	}
	u := endpointURL{host: c.Host}
	r := u.region()
	if r == "" || r == c.SigningRegion || c.SigningRegion == "*" {
		return nil
	}
	return one(c.Configured.Origin, "endpoint_url", fmt.Sprintf("the host %s is in %s, and requests are signed for %s: they will be refused", c.Host, r, c.SigningRegion),
		fmt.Sprintf("leave the endpoint out, or set the region to %s", r))
}

func endpointOfOneService(f *Facts) []Finding {
	v := f.Resolution.Setting("endpoint_url")
	if v == nil || v.Value == "" {
		return nil
	}
	u, ok := parseEndpoint(v.Value)
	if !ok || !u.ofAWS() {
		return nil
	}
	labels := u.labels()
	service := strings.TrimSuffix(labels[0], "-fips")
	if strings.HasPrefix(service, "s3-") {
		service = "s3"
	}
	if service == "" || strings.HasPrefix(service, "vpce-") || u.bucket() != "" {
		return nil
	}
	return one(v.Origin, "endpoint_url", fmt.Sprintf("%s is the host of %s alone, and %s is used for every service, STS among them", u.host, service, named(v.Origin)),
		fmt.Sprintf("set AWS_ENDPOINT_URL_%s instead, or leave it out", strings.ToUpper(strings.ReplaceAll(service, "-", "_"))))
}

func servicesNotFound(f *Facts, p *profiles.Profile) []Finding {
	q := p.Get("services")
	if q == nil || q.Value == "" || f.Resolution.Shared.Lookup(profiles.SectionServices, q.Value) != nil || !settings.Lookup("services").KnownIn(f.sdk()) {
		return nil
	}
	if said(f, q.Origin, "services-section-missing") {
		return nil
	}
	help := fmt.Sprintf("add a section [services %s]", q.Value)
	finding := found(q.Origin, "services", fmt.Sprintf("profile %s names the services section %q, which is not in the config file", p.Name, q.Value), help)
	if near := f.Resolution.Shared.Near(profiles.SectionServices).Names(q.Value); len(near) > 0 {
		finding.Help = "did you mean " + suggest.List(near) + "?"
		if len(near) == 1 {
			finding.Fix = f.rewrite(q.Origin, q.Value, near[0])
		}
	}
	return []Finding{finding}
}

// named is what a place is called: a variable, a flag or a key.
func named(o origin.Origin) string {
	if o.Name != "" {
		return o.Name
	}
	return o.Key
}
