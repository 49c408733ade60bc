package boto

import (
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/sdktest"
	"github.com/sessctl/sessctl/internal/settings"
)

// TestServicesFault holds a service's endpoint to what create_client of botocore
// 1.43.11 did with the same files for s3, dynamodb, sts, iam and logs.
func TestServicesFault(t *testing.T) {
	tests := []struct {
		name, config string // SERVICE stands for the service's key
		vars         string
		fails        string // with a part of the message; "" where the client is built
	}{
		{"missing", "services = nope", "", `the services section "nope"`},
		{"missing, with a common endpoint of the profile", "services = nope\nendpoint_url = http://h:1", "", `the services section "nope"`},
		{"missing, with a common variable", "services = nope", "AWS_ENDPOINT_URL=http://h:1", ""},
		{"missing, with the service's variable", "services = nope", "AWS_ENDPOINT_URL_SERVICE=http://h:1", ""},
		{"missing, ignored by a variable", "services = nope", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true", ""},
		{"missing, ignored by a key", "services = nope\nignore_configured_endpoint_urls = true", "", ""},
		{"empty section", "services = nope\n[services nope]", "", `the services section "nope"`},
		{"empty name", "services =", "", `the services section ""`},
		{"a block in place of a name", "services =\n  a = b\n[services a]\nSERVICE =\n  endpoint_url = http://h:1", "", `the services section ""`},
		{"name in another case", "services = Nope\n[services nope]\nfoo = bar", "", `the services section "Nope"`},
		{"quoted name", "services = nope\n[services \"nope\"]\nfoo = bar", "", ""},
		{"section of another service", "services = nope\n[services nope]\nlambda =\n  endpoint_url = http://h:1", "", ""},
		{"a text in place of the block", "services = nope\n[services nope]\nSERVICE = abc", "", "no block of keys"},
		{"nothing in place of the block", "services = nope\n[services nope]\nSERVICE =", "", "no block of keys"},
		{"block without an endpoint", "services = nope\n[services nope]\nSERVICE =\n  foo = 1", "", ""},
		{"block with an empty endpoint", "services = nope\n[services nope]\nSERVICE =\n  endpoint_url =", "", ""},
	}
	for _, tt := range tests {
		for _, service := range []string{"s3", "dynamodb", "sts", "iam", "cloudwatch_logs"} {
			for _, rd := range []*resolve.Reading{Reading(), CLIReading()} {
				t.Run(strings.Join([]string{rd.ID, service, tt.name}, "/"), func(t *testing.T) {
					of := sdktest.Case{Config: "[default]\nregion = eu-west-1\n" + strings.ReplaceAll(tt.config, "SERVICE", service) + "\n"}
					if tt.vars != "" {
						of.Vars = []string{strings.ReplaceAll(tt.vars, "SERVICE", strings.ToUpper(service))}
					}
					v := resolve.Settings(of.Workspace(t), resolve.Inputs{Services: []string{service}}, rd)[settings.ServiceEndpoint(service)]
					switch {
					case tt.fails == "" && v.Fault != nil:
						t.Errorf("fails: %s", v.Fault.Message)
					case tt.fails != "" && v.Fault == nil:
						t.Error("a client is built")
					case tt.fails != "" && (!strings.Contains(v.Fault.Message, tt.fails) || v.Fault.Help == "" || v.Fault.Origin.Line == 0):
						t.Errorf("got %+v, want %q in the message, an origin and help", v.Fault, tt.fails)
					}
				})
			}
		}
	}
}
