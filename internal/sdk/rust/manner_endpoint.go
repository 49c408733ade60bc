package rust

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/endpoint"
	"github.com/sessctl/sessctl/internal/sdk/jsv3"
	"github.com/sessctl/sessctl/internal/sdk/spec"
)

// refuseRegion: a region is made of labels of a host's, whatever the endpoint; S3
// leaves it to its rules (aws-sdk-sts 1.124.0, config/endpoint.rs, ParamsBuilder).
func refuseRegion(service, region string) error {
	if service == "s3" || spec.HostLabels(region) {
		return nil
	}
	return fmt.Errorf("the region %q must be a valid host label", region)
}

// readCustom is a configured endpoint, of which the rules are told as it stands.
func readCustom(text string) (string, error) {
	if _, _, _, err := spec.Absolute(text); err != nil {
		return "", fmt.Errorf("call %s: %w", text, err)
	}
	return text, nil
}

// readURL is a URL that the rules have given as requests go there: without its query
// (aws-smithy-http 0.63, endpoint.rs, apply_endpoint).
func readURL(_, ruled string) (string, error) {
	scheme, authority, path, err := spec.Absolute(ruled)
	if err != nil {
		return "", fmt.Errorf("call %s: %w", ruled, err)
	}
	path, _, _ = strings.Cut(path, "?")
	return scheme + "://" + authority + path, nil
}

// rulesURL is how the rules take a URL apart: two libraries have to take it for one,
// and its path stays as it is, without a slash behind it (aws-sdk-s3 1.157.0,
// endpoint_lib/parse_url.rs).
func rulesURL(text string) *endpoint.URL {
	scheme, authority, path, err := spec.Absolute(text)
	if scheme = strings.ToLower(scheme); err != nil || strings.Contains(text, "?") || !jsv3.IsURL(text) || scheme != "http" && scheme != "https" {
		return nil
	}
	u := endpoint.ParseURL(scheme + "://" + authority)
	if u == nil {
		return nil
	}
	u.Authority, u.Path, u.NormalizedPath = authority, path, path
	if path == "" {
		u.NormalizedPath = "/"
	}
	return u
}
