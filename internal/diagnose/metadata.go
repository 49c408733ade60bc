package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/resolve"
)

var metadataEntries = []*Entry{
	{Code: "metadata-endpoint-without-scheme", Severity: resolve.SevWarning, Over: []string{"invalid-value"}, Title: "An endpoint of instance metadata without http://", Plan: metadataScheme,
		Page: Page{
			What: "AWS_EC2_METADATA_SERVICE_ENDPOINT, or its key, is an address alone, such as 169.254.169.254.",
			Why:  "It is no URL, and so instance metadata is never asked: SDKs pass over it, or fail in words that do not name it, such as unsupported protocol scheme.",
			Cure: "Write http:// before it, or unset it: the address is the default.",
			Who:  "All SDKs that know the setting.",
		}},
}

// metadataScheme: aws-sdk-go-v2's imds.Options.Endpoint is parsed when the request is
// made, by net/http; the others are said to refuse it when they read it.
func metadataScheme(f *Facts) []Finding {
	v := f.Resolution.Setting("ec2_metadata_service_endpoint")
	if v == nil || f.Resolution.Err != nil || v.Value == "" || !v.Origin.Configured() || strings.Contains(v.Value, "://") || f.value("ec2_metadata_disabled") == "true" {
		return nil
	}
	shown := strings.TrimLeft(v.Value, "/")
	if strings.ContainsAny(shown, "@?\n") {
		shown = "ADDRESS"
	}
	finding := found(v.Origin, "ec2_metadata_service_endpoint", fmt.Sprintf("the endpoint of instance metadata (%s) does not begin with http://, and so nothing is asked there", v.Origin), "write http://"+shown)
	if finding.Fix = f.rewrite(v.Origin, v.Value, "http://"+shown); shown == "ADDRESS" {
		finding.Fix = nil
	}
	return []Finding{finding}
}
