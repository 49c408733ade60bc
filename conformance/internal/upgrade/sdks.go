package upgrade

import (
	"fmt"
	"strings"
)

// An SDK is what is moved at once: where its versions are pinned, the reading that
// it judges, and everything that says its version.
type SDK struct {
	Name     string // of the reading
	packages []packages
	tells    []telling
	requests *requests      // how requests of it are recorded; nil where that is done by hand
	errors   *serviceErrors // how it is recorded what it makes of errors; nil where that is not
	models   bool           // the catalogue is made from it
	silent   bool           // it is no reading's: nothing is recorded of it
}

// A telling is a text that says the version of a package: its phrase has %s in
// place of the version, which goes without the prefix or suffix trim.
type telling struct {
	file, phrase, of, trim string
}

func (t telling) says(version string) string {
	return fmt.Sprintf(t.phrase, strings.TrimSuffix(strings.TrimPrefix(version, t.trim), t.trim))
}

const (
	goSDK    = "github.com/aws/aws-sdk-go-v2"
	goConfig = goSDK + "/config"
	goBase   = "github.com/hashicorp/aws-sdk-go-base/v2"
	smithyGo = "github.com/aws/smithy-go"
	jsS3     = "@aws-sdk/client-s3"
)

const (
	origin         = "testdata/recorded/ORIGIN"
	requestsOrigin = "testdata/recorded/requests/ORIGIN"
	errorsOrigin   = "testdata/recorded/errors/ORIGIN"
	readme         = "conformance/README.md"
)

// SDKs are those that still get releases.
var SDKs = []SDK{
	{
		// The models of services, which are the newest botocore's. boto3 follows a
		// release of its own: of that the catalogue keeps what the newest has otherwise.
		Name:     "models",
		packages: []packages{pip{"internal/catalogue/release/models.txt"}},
		models:   true,
		silent:   true,
		tells: []telling{
			{"docs/readings/boto3.md", `The models of services are those of botocore %s`, "botocore", ""},
			{"NOTICE", ` and %s (Copyright 2012`, "botocore", ""},
		},
	},
	{
		Name:     "boto3",
		packages: []packages{pip{"internal/catalogue/release/botocore.txt"}},
		requests: &botocoreRequests,
		errors:   &botocoreErrors,
		models:   true,
		tells: []telling{
			{"internal/sdk/boto/reading.go", `Reading follows botocore %s,`, "botocore", ""},
			{"internal/sdk/boto/reading.go", `Follows: "botocore %s"`, "botocore", ""},
			{"internal/sdk/boto/manner.go", `the clients of botocore %s behave`, "botocore", ""},
			{"internal/sdk/boto/manner.go", `Agent: "Botocore/%s"`, "botocore", ""},
			{"internal/sdk/boto/manner_endpoint.go", `a service that botocore %s has no longer`, "botocore", ""},
			{"cmd/sessctl/testdata/script/client.txtar", `a service that botocore %s has no longer`, "botocore", ""},
			{"internal/endpoint/table/botocore.go", `the table of botocore %s (`, "botocore", ""},
			{"docs/readings/boto3.md", `follows botocore %s on`, "botocore", ""},
			{"NOTICE", `botocore %s and`, "botocore", ""},
			{readme, `| botocore %s (`, "botocore", ""},
			{origin, `botocore %s, AWS CLI`, "botocore", ""},
			{requestsOrigin, `botocore %s, one request of each`, "botocore", ""},
			{errorsOrigin, `botocore %s in its retry modes`, "botocore", ""},
		},
	},
	{
		// The package carries the program, whose own version it does not say.
		Name:     "cli",
		packages: []packages{pip{"conformance/oracles/cli/requirements.txt"}},
	},
	{
		Name: "go-v2",
		packages: []packages{
			goModule{"conformance/oracles/go", []string{goSDK, smithyGo}},
			goModule{"conformance/oracles/requests-go", []string{goSDK, smithyGo}},
		},
		requests: &goRequests,
		errors:   &goErrors,
		tells: []telling{
			{"internal/sdk/gov2/reading.go", `Reading follows aws-sdk-go-v2, config %s:`, goConfig, ""},
			{"internal/sdk/gov2/reading.go", `Follows: "aws-sdk-go-v2 config %s"`, goConfig, ""},
			{"internal/sdk/gov2/manner.go", `Agent: "aws-sdk-go-v2/%s"`, goSDK, "v"},
			{"docs/readings/go-v2.md", "aws-sdk-go-v2: config %s (with", goConfig, ""},
			{"docs/readings/go-v2.md", "credentials %s,", goSDK + "/credentials", ""},
			{"docs/readings/go-v2.md", "feature/ec2/imds %s,", goSDK + "/feature/ec2/imds", ""},
			{readme, "aws-sdk-go-v2, config %s (", goConfig, ""},
			{origin, "aws-sdk-go-v2 config %s,", goConfig, ""},
			{requestsOrigin, "aws-sdk-go-v2 %s, smithy-go", goSDK, ""},
			{requestsOrigin, "smithy-go %s, service modules", smithyGo, ""},
			{errorsOrigin, "aws-sdk-go-v2 %s (", goSDK, ""},
			{requestsOrigin, "(s3 %s,", goSDK + "/service/s3", ""},
			{requestsOrigin, "dynamodb %s,", goSDK + "/service/dynamodb", ""},
			{requestsOrigin, "sts %s, lambda", goSDK + "/service/sts", ""},
			{requestsOrigin, "lambda %s, ...)", goSDK + "/service/lambda", ""},
		},
	},
	{
		Name:     "js-v3",
		packages: []packages{npm{"conformance/oracles/js"}, npm{"conformance/oracles/requests-js"}},
		requests: &javascriptRequests,
		errors:   &javascriptErrors,
		tells: []telling{
			{"internal/sdk/jsv3/reading.go", `on Node.js, clients %s`, jsS3, ".0"},
			{"internal/sdk/jsv3/reading.go", `(@smithy/core %s,`, "@smithy/core", ""},
			{"internal/sdk/jsv3/reading.go", `@aws-sdk/credential-provider-node %s)`, "@aws-sdk/credential-provider-node", ""},
			{"internal/sdk/jsv3/reading.go", `"AWS SDK for JavaScript v3, clients %s"`, jsS3, ".0"},
			{"internal/sdk/jsv3/manner.go", "// %s.\nfunc Manner", jsS3, ""},
			{"internal/sdk/jsv3/manner.go", `Agent: "aws-sdk-js/%s"`, jsS3, ""},
			{"docs/readings/js-v3.md", `on Node.js, clients %s:`, jsS3, ".0"},
			{"docs/readings/js-v3.md", `: @smithy/core %s,`, "@smithy/core", ""},
			{"docs/readings/js-v3.md", `@aws-sdk/core %s,`, "@aws-sdk/core", ""},
			{origin, `JavaScript v3 (clients %s)`, jsS3, ".0"},
			{requestsOrigin, `(client-s3 %s;`, jsS3, ""},
			{errorsOrigin, `JavaScript v3, clients %s (`, jsS3, ".0"},
			{requestsOrigin, `@aws-sdk/core %s,`, "@aws-sdk/core", ""},
			{requestsOrigin, `@smithy/core %s,`, "@smithy/core", ""},
			{requestsOrigin, `@smithy/signature-v4 %s)`, "@smithy/signature-v4", ""},
		},
	},
	{
		Name: "terraform",
		packages: []packages{
			goModule{"conformance/oracles/terraform", []string{goBase, goSDK, smithyGo}},
			goModule{"conformance/oracles/requests-go", []string{goBase}},
		},
		requests: &terraformRequests,
		tells: []telling{
			{"internal/sdk/terraform/reading.go", `// aws-sdk-go-base %s, which is built`, goBase, ""},
			{"internal/sdk/terraform/reading.go", `"aws-sdk-go-base %s, as the provider`, goBase, ""},
			{"docs/readings/terraform.md", `follows aws-sdk-go-base %s,`, goBase, ""},
			{readme, `| aws-sdk-go-base %s, called`, goBase, ""},
			{origin, `aws-sdk-go-base %s as`, goBase, ""},
			{requestsOrigin, `aws-sdk-go-base %s as`, goBase, ""},
		},
	},
	{
		Name:     "rust",
		packages: []packages{cargo{"conformance/oracles/rust"}, cargo{"conformance/oracles/requests-rust"}},
		tells: []telling{
			{"internal/sdk/rust/reading.go", `Package rust is the AWS SDK for Rust: aws-config %s,`, "aws-config", ""},
			{"internal/sdk/rust/reading.go", `"aws-config %s, behavior version latest"`, "aws-config", ""},
			{"docs/readings/rust.md", `follows aws-config %s with`, "aws-config", ""},
			{readme, `| aws-config %s and`, "aws-config", ""},
			{origin, "aws-config\n%s (Rust)", "aws-config", ""},
		},
	},
	{
		Name:     "java-v2",
		packages: []packages{maven{"conformance/oracles/java"}, maven{"conformance/oracles/requests-java"}},
		tells: []telling{
			{"internal/sdk/javav2/reading.go", `Reading follows software.amazon.awssdk %s.`, sdkJava, ""},
			{"internal/sdk/javav2/reading.go", `"software.amazon.awssdk %s"`, sdkJava, ""},
			{"internal/sdk/javav2/manner.go", `Agent: "aws-sdk-java/%s"`, sdkJava, ""},
			{"docs/readings/java-v2.md", "\nsoftware.amazon.awssdk %s.", sdkJava, ""},
			{readme, `| software.amazon.awssdk %s (`, sdkJava, ""},
			{origin, `software.amazon.awssdk %s (Java)`, sdkJava, ""},
		},
	},
}

// Find is the SDK that judges that reading.
func Find(name string) (SDK, error) {
	var names []string
	for _, s := range SDKs {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return SDK{}, fmt.Errorf("no SDK %q gets new releases: want one of %s", name, strings.Join(names, ", "))
}

// versions are all that the SDK's packages pin. Where two folders pin one package
// they pin the same version.
func (s SDK) versions(root string) (map[string]string, error) {
	found := map[string]string{}
	for _, p := range s.packages {
		pinned, err := p.versions(root)
		if err != nil {
			return nil, err
		}
		for name, version := range pinned {
			if other, ok := found[name]; ok && other != version && s.tellsOf(name) {
				return nil, fmt.Errorf("%s: %s is pinned as %s and as %s", s.Name, name, other, version)
			}
			if _, ok := found[name]; !ok {
				found[name] = version
			}
		}
	}
	return found, nil
}

func (s SDK) tellsOf(name string) bool {
	for _, t := range s.tells {
		if t.of == name {
			return true
		}
	}
	return false
}

// files are those that moving the versions writes.
func (s SDK) files() []string {
	var names []string
	for _, p := range s.packages {
		names = append(names, p.files()...)
	}
	for _, t := range s.tells {
		names = append(names, t.file)
	}
	return names
}
