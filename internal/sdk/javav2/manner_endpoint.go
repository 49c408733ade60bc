package javav2

import (
	"fmt"
	"strings"

	rules "github.com/sessctl/sessctl/internal/endpoint"
)

// readCustom is a configured endpoint as the rules are told of it: neither user nor
// query nor fragment (core, AwsEndpointProviderUtils.endpointBuiltIn). A host that
// java.net.URI has for none, such as my_host, makes it no endpoint.
func readCustom(text string) (string, error) {
	u, err := parseURI(text)
	switch {
	case err != nil:
		return "", fmt.Errorf("call %s: it is no URI: %w", text, err)
	case u.scheme == "":
		return "", fmt.Errorf("call %s: the endpoint has no scheme, such as http", text)
	case u.host == "":
		return "", fmt.Errorf("call %s: java.net.URI finds no host in it", text)
	case !strings.EqualFold(u.scheme, "http") && !strings.EqualFold(u.scheme, "https"):
		return "", fmt.Errorf("call %s: the protocol must be http or https, but is %s", text, u.scheme)
	}
	return strings.ToLower(u.scheme) + "://" + u.hostPort() + u.path, nil
}

// readURL is a URL that the rules have given as requests go there: with the query of
// a configured endpoint. Without one, java.net.URI has to know its host
// (awscore, AwsClientEndpointProvider); with one, a host is less than that
// (http-client-spi, SdkHttpUtils), and no prefix fits before brackets.
func readURL(custom, ruled string) (string, error) {
	u, err := parseURI(ruled)
	if custom == "" && (err != nil || u.host == "") {
		return "", fmt.Errorf("the region gives no host name: java.net.URI finds none in %s", ruled)
	}
	if i := strings.IndexByte(u.authority, '['); i > 0 {
		return "", fmt.Errorf("call %s: it has a malformed host", ruled)
	}
	custom, _, _ = strings.Cut(custom, "#")
	if _, query, ok := strings.Cut(custom, "?"); ok {
		return ruled + "?" + query, nil
	}
	return ruled, nil
}

// rulesURL is how the rules take a URL apart (endpoint rules, RulesFunctions.parseURL).
func rulesURL(text string) *rules.URL {
	u, err := parseURI(text)
	if err != nil || strings.Contains(text, "?") || u.scheme != "http" && u.scheme != "https" {
		return nil
	}
	return &rules.URL{
		Scheme: u.scheme, Authority: u.authority, Path: u.path, NormalizedPath: strings.TrimSuffix(u.path, "/") + "/",
		IsIP: strings.HasPrefix(u.host, "[") || ipv4(u.host),
	}
}

// hostPort is the authority without a user, and without the colon of an empty port.
func (u uri) hostPort() string {
	return strings.TrimSuffix(u.authority[strings.IndexByte(u.authority, '@')+1:], ":")
}
