package suite

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk"
	"github.com/sessctl/sessctl/internal/settings"
)

// TestSuiteEndpointURL runs botocore's cases of configured endpoints.
func TestSuiteEndpointURL(t *testing.T) {
	boto3, ok := sdk.Find("boto3")
	if !ok {
		t.Fatal("there is no reading boto3")
	}
	for _, f := range folders(t, "endpoint-url") {
		var all struct {
			TestSuites []struct {
				Profiles      sections
				Services      map[string]sections
				ClientConfigs map[string]struct {
					EndpointURL *string `json:"endpoint_url"`
					Ignore      *bool   `json:"ignore_configured_endpoint_urls"`
				} `json:"client_configs"`
				Environments     map[string]map[string]string
				EndpointURLTests []struct {
					Name, Profile, Environment, Service string
					ClientConfig                        string `json:"client_config"`
					Output                              struct{ EndpointURL string }
				}
			}
		}
		readJSON(t, filepath.Join(f.path, "profile-tests.json"), &all)
		for _, suite := range all.TestSuites {
			files := map[string]string{"/home/.aws/config": endpointConfig(suite.Profiles, suite.Services)}
			for _, tt := range suite.EndpointURLTests {
				t.Run(f.prefix+tt.Name, func(t *testing.T) {
					vars := maps.Clone(suite.Environments[tt.Environment])
					if vars == nil {
						vars = map[string]string{}
					}
					vars["HOME"] = "/home"
					in := resolve.Inputs{Profile: code(tt.Profile), Services: []string{tt.Service}, Explicit: map[string]origin.Candidate{}}
					client := suite.ClientConfigs[tt.ClientConfig]
					if client.EndpointURL != nil {
						in.Explicit["endpoint_url"] = *code(*client.EndpointURL)
					}
					if client.Ignore != nil {
						in.Explicit["ignore_configured_endpoint_urls"] = *code(fmt.Sprint(*client.Ignore))
					}
					res := resolve.Resolve(workspace(t, "linux", place(t, files), vars), in, boto3.Reading)
					if res.Err != nil {
						t.Fatal(res.Err.Message)
					}
					got := res.Setting(settings.ServiceEndpoint(tt.Service)).Value
					if got == "" { // what the SDK makes of service and region
						got = "https://" + tt.Service + "." + res.Setting("region").Value + ".amazonaws.com"
					}
					if got != tt.Output.EndpointURL {
						t.Errorf("got %q, want %q", got, tt.Output.EndpointURL)
					}
				})
			}
		}
	}
}

// code is a value that a program gives explicitly.
func code(value string) *origin.Candidate {
	return &origin.Candidate{Value: value, Origin: origin.Origin{Kind: origin.Flag, Name: "--set"}}
}

// endpointConfig writes profiles and services sections as a config file.
func endpointConfig(profiles sections, services map[string]sections) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(profiles)) {
		fmt.Fprintf(&b, "[profile %s]\n", name)
		for _, key := range slices.Sorted(maps.Keys(profiles[name])) {
			fmt.Fprintf(&b, "%s = %s\n", key, profiles[name][key])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(services)) {
		fmt.Fprintf(&b, "[services %s]\n", name)
		for _, service := range slices.Sorted(maps.Keys(services[name])) {
			fmt.Fprintf(&b, "%s =\n", service)
			for key, value := range services[name][service] {
				fmt.Fprintf(&b, "  %s = %s\n", key, value)
			}
		}
	}
	return b.String()
}
