// Package javav2 is the AWS SDK for Java v2.
package javav2

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/spec"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/sharedfile"
)

// Reading follows software.amazon.awssdk 2.59.1. What fails every client is what
// fails that of STS: building the session fails there.
//
// A system property comes before its variable (utils, SystemSettingUtils,
// resolveSetting), and both are trimmed; an empty one counts as set.
func Reading() *resolve.Reading {
	return &resolve.Reading{
		ID:          "java-v2",
		Aliases:     []string{"java"},
		Title:       "AWS SDK for Java v2",
		Follows:     "software.amazon.awssdk 2.59.1",
		SDK:         settings.Java,
		FromDefault: true,
		Grammar:     func(kind profiles.FileKind) sharedfile.Grammar { return sharedfile.Java(kind == profiles.ConfigFile) },
		Choose:      choose,
		Locate:      locate,
		Name:        name,
		Merge:       merge,
		Load:        load,
		Property:    property,
		Gate:        gate,
		Aside:       aside,
		Convert: map[settings.Type]resolve.Conversion{
			settings.String: text, settings.Path: text, settings.Bool: strictBool, settings.Int: integer, settings.Enum: enum, settings.URL: text, settings.List: text,
		},
		ConvertSetting: map[string]resolve.Conversion{
			"region":                               regionName,
			"retry_mode":                           retryMode,
			"max_attempts":                         attempts,
			"defaults_mode":                        defaultsMode,
			"auth_scheme_preference":               schemes,
			"sigv4a_signing_region_set":            regionSet,
			"endpoint_url":                         endpoint,
			"endpoint_discovery_enabled":           discovery,
			"ec2_metadata_disabled":                metadataDisabled,
			"ec2_metadata_v1_disabled":             laterBool,
			"metadata_service_timeout":             seconds,
			"s3_use_arn_region":                    passBool,
			"s3_disable_multiregion_access_points": passBool,
			"s3_disable_express_session_auth":      notFalse,
			"s3_us_east_1_regional_endpoint":       text,
		},
		Special: map[string]func(*resolve.Run, *settings.Setting) *resolve.Value{
			"region":                        region,
			"use_fips_endpoint":             fips,
			"max_attempts":                  maxAttempts,
			"ec2_metadata_service_endpoint": metadataEndpoint,
		},
		Service: service,
		Chain:   chain,
		Profile: profilePlan,
	}
}

// properties are the names of system properties, by the variables that they
// come before (sdk-core, SdkSystemSetting; profiles, ProfileFileSystemSetting;
// s3, S3SystemSetting; signin, LoginCacheDirectorySystemSetting).
var properties = lookup.Table[string, string]{
	{"AWS_PROFILE", "aws.profile"},
	{"AWS_CONFIG_FILE", "aws.configFile"},
	{"AWS_SHARED_CREDENTIALS_FILE", "aws.sharedCredentialsFile"},
	{"AWS_WEB_IDENTITY_TOKEN_FILE", "aws.webIdentityTokenFile"},
	{"AWS_ROLE_ARN", "aws.roleArn"},
	{"AWS_ROLE_SESSION_NAME", "aws.roleSessionName"},
	{"AWS_REGION", "aws.region"},
	{"AWS_EC2_METADATA_DISABLED", "aws.disableEc2Metadata"},
	{"AWS_EC2_METADATA_V1_DISABLED", "aws.disableEc2MetadataV1"},
	{"AWS_EC2_METADATA_SERVICE_ENDPOINT", "aws.ec2MetadataServiceEndpoint"},
	{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "aws.ec2MetadataServiceEndpointMode"},
	{"AWS_METADATA_SERVICE_TIMEOUT", "aws.ec2MetadataServiceTimeout"},
	{"AWS_CONTAINER_SERVICE_ENDPOINT", "aws.containerServiceEndpoint"},
	{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "aws.containerCredentialsPath"},
	{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "aws.containerCredentialsFullUri"},
	{"AWS_CONTAINER_AUTHORIZATION_TOKEN", "aws.containerAuthorizationToken"},
	{"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "aws.containerAuthorizationTokenFile"},
	{"AWS_EXECUTION_ENV", "aws.executionEnvironment"},
	{"AWS_ENDPOINT_DISCOVERY_ENABLED", "aws.endpointDiscoveryEnabled"},
	{"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "aws.s3UseUsEast1RegionalEndpoint"},
	{"AWS_S3_DISABLE_EXPRESS_SESSION_AUTH", "aws.disableS3ExpressAuth"},
	{"AWS_S3_USE_ARN_REGION", "aws.s3UseArnRegion"},
	{"AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "aws.s3DisableMultiRegionAccessPoints"},
	{"AWS_RETRY_MODE", "aws.retryMode"},
	{"AWS_MAX_ATTEMPTS", "aws.maxAttempts"},
	{"AWS_DEFAULTS_MODE", "aws.defaultsMode"},
	{"AWS_ACCOUNT_ID_ENDPOINT_MODE", "aws.accountIdEndpointMode"},
	{"AWS_USE_DUALSTACK_ENDPOINT", "aws.useDualstackEndpoint"},
	{"AWS_USE_FIPS_ENDPOINT", "aws.useFipsEndpoint"},
	{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "aws.ignoreConfiguredEndpointUrls"},
	{"AWS_DISABLE_REQUEST_COMPRESSION", "aws.disableRequestCompression"},
	{"AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "aws.requestMinCompressionSizeBytes"},
	{"AWS_REQUEST_CHECKSUM_CALCULATION", "aws.requestChecksumCalculation"},
	{"AWS_RESPONSE_CHECKSUM_VALIDATION", "aws.responseChecksumValidation"},
	{"AWS_SDK_UA_APP_ID", "sdk.ua.appId"},
	{"AWS_SIGV4A_SIGNING_REGION_SET", "aws.sigv4a.signing.region.set"},
	{"AWS_AUTH_SCHEME_PREFERENCE", "aws.authSchemePreference"},
	{"AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026", "aws.enableDefaultSocketTimeout2026"},
	{"AWS_LOGIN_CACHE_DIRECTORY", "aws.loginCacheDirectory"},
	{"AWS_ENDPOINT_URL", "aws.endpointUrl"},
	{"AWS_BEARER_TOKEN_BEDROCK", "aws.bearerTokenBedrock"}, // bedrockruntime, EnvironmentTokenSystemSettings
	{"AWS_PARTITIONS_FILE", "aws.partitionsFile"},
}

// property names the system property of a variable. A service's endpoint has one
// in the words of its identifier: AWS_ENDPOINT_URL_SSO_OIDC is
// aws.endpointUrlSsoOidc. Keys are asked of one provider for properties and
// one for variables instead (SystemPropertyCredentialsProvider).
func property(variable string) string {
	service, ok := strings.CutPrefix(variable, "AWS_ENDPOINT_URL_")
	if !ok || service == "" {
		return properties.Of(variable)
	}
	if service == "DYNAMODB" {
		return "aws.endpointUrlDynamoDb"
	}
	name := "aws.endpointUrl"
	for _, word := range strings.Split(service, "_") {
		if word != "" {
			name += word[:1] + strings.ToLower(word[1:])
		}
	}
	return name
}

// system gives a system setting, trimmed.
func system(r *resolve.Run, variable string) (origin.Candidate, bool) {
	c, ok := r.Var(variable)
	c.Value = trim(c.Value)
	return c, ok
}

// choose: an explicit profile, aws.profile, AWS_PROFILE, default; an empty
// name is a name.
func choose(r *resolve.Run) resolve.ProfileChoice {
	c := resolve.ProfileRule{Variables: []string{"AWS_PROFILE"}, EmptyCounts: true}.Choose(r)
	if r.In.Profile == nil || c.Origin != r.In.Profile.Origin {
		c.Name = trim(c.Name)
	}
	return c
}

func locate(r *resolve.Run) []resolve.FileUse {
	return []resolve.FileUse{locateFile(r, profiles.ConfigFile), locateFile(r, profiles.CredentialsFile)}
}

// locateFile follows ProfileFileLocation: ~ before a slash is the home
// directory, and a path that is no readable regular file is none.
func locateFile(r *resolve.Run, kind profiles.FileKind) resolve.FileUse {
	use, named := resolve.NamedFile(r, kind, true)
	use.Path = trim(use.Path)
	switch {
	case use.Origin.Kind == origin.Flag && !strings.HasPrefix(use.Origin.Name, "-D"):
		return use
	case !named:
		use.Path = r.Env.Join(home(r), ".aws", string(kind))
	case strings.HasPrefix(use.Path, "~/"), r.Env.OS == "windows" && strings.HasPrefix(use.Path, `~\`):
		use.Path = home(r) + use.Path[1:]
	}
	if use.Path == "" {
		use.Reason = use.Origin.Name + " is set to nothing, and a file without a name cannot be read"
	}
	return use
}

// home follows UserHomeDirectoryUtils: HOME, on Windows also USERPROFILE and
// HOMEDRIVE with HOMEPATH, and last the property user.home, which is that of the account.
func home(r *resolve.Run) string {
	if v, ok := r.Var("HOME"); ok {
		return trim(v.Value)
	}
	if r.Env.OS == "windows" {
		if v, ok := r.Var("USERPROFILE"); ok {
			return trim(v.Value)
		}
		drive, hasDrive := r.Var("HOMEDRIVE")
		path, hasPath := r.Var("HOMEPATH")
		if hasDrive && hasPath {
			return trim(drive.Value) + trim(path.Value)
		}
	}
	if p, ok := r.Env.JavaProperty("user.home"); ok {
		return trim(p.Value)
	}
	return r.Env.AccountHome()
}

// name follows ProfileFileReader.
func name(kind profiles.FileKind, s *sharedfile.Section) profiles.Naming {
	config := kind == profiles.ConfigFile
	is, name, prefixed := sharedfile.JavaSection(config, s.Name)
	n := profiles.Naming{Name: name, Prefixed: prefixed}
	switch is {
	case sharedfile.JavaProfile:
		n.Kind = profiles.SectionProfile
	case sharedfile.JavaSSOSession:
		n.Kind = profiles.SectionSSOSession
	case sharedfile.JavaServices:
		n.Kind = profiles.SectionServices
	case sharedfile.JavaNoName:
		n.Reason = "names have letters, digits and _-/.%@:+ alone"
		if rest, ok := strings.CutPrefix(name, "profile "); ok && !config {
			n.Reason = fmt.Sprintf("in the credentials file a profile stands without the word profile before its name: [%s]", rest)
		}
	default:
		n.Reason = fmt.Sprintf("in the config file a profile other than default needs the word profile before its name: [profile %s]", name)
		if !config {
			n.Reason = "such a section counts in the config file alone"
		}
	}
	return n
}

// merge: sections of one name are one, the credentials file's keys on top, but
// [profile default] takes the place of [default] in the config file
// (parseProfileDefinition). A nested key is a key of its own, such as
// s3.endpoint_url, and stays where the key it stands under is set anew.
func merge(_ *profiles.Shared, name string, refs []profiles.SectionRef) *profiles.Profile {
	p, kept := spec.MergeSections(name, refs)
	if !settled(p, kept) {
		keepNested(p, kept)
	}
	return p
}

// keepNested gives each key all that was ever nested under it, the last of
// each name, unless a key that is written with a dot comes later still.
func keepNested(p *profiles.Profile, refs []profiles.SectionRef) {
	type slot struct {
		parent string // empty for a key that is not nested
		q      profiles.Property
	}
	at := map[string]*slot{}
	var order []*slot
	put := func(key, parent string, q profiles.Property) {
		if at[key] == nil {
			at[key] = &slot{}
			order = append(order, at[key])
		}
		at[key].parent, at[key].q = parent, q
	}
	for _, ref := range refs {
		entries := ref.Section.Entries()
		for i := range entries {
			q := profiles.PropertyOf(ref, &entries[i])
			put(q.Key, "", q)
			for _, n := range q.Nested {
				put(q.Key+"."+n.Key, q.Key, n)
			}
		}
	}
	under := map[string][]profiles.Property{}
	for _, s := range order {
		if s.parent != "" {
			under[s.parent] = append(under[s.parent], s.q)
		}
	}
	for i := range p.Properties {
		p.Properties[i].Nested = under[p.Properties[i].Key]
	}
}

// settled reports whether keepNested would leave a merged section as it is: one
// section, no key written with a dot or twice, none nested twice.
func settled(p *profiles.Profile, refs []profiles.SectionRef) bool {
	if len(refs) != 1 || len(p.Properties) != len(refs[0].Section.Entries()) {
		return false
	}
	for i := range p.Properties {
		q := &p.Properties[i]
		if strings.Contains(q.Key, ".") {
			return false
		}
		for j := range q.Nested {
			if p.Under(q, q.Nested[j].Key) != &q.Nested[j] { // the first of its name
				return false
			}
		}
	}
	return true
}

// get gives a key of a profile, nested or written with a dot.
func get(p *profiles.Profile, key string) *profiles.Property {
	if p == nil {
		return nil
	}
	var outer, found *profiles.Property
	for i := range len(key) {
		if key[i] != '.' {
			continue
		}
		q := p.Whole(key[:i])
		if q == nil {
			continue
		}
		if n := p.Under(q, key[i+1:]); n != nil && (found == nil || stands(p, q, outer)) {
			outer, found = q, n
		}
	}
	if found != nil {
		return found
	}
	return p.Whole(key)
}

// stands reports whether one property of a profile stands before another.
func stands(p *profiles.Profile, q, before *profiles.Property) bool {
	for i := range p.Properties {
		switch &p.Properties[i] {
		case q:
			return true
		case before:
			return false
		}
	}
	return false
}

// kept is what load finds out.
type kept struct {
	fault  string            // the files cannot be parsed, so that none of them counts
	sdk    string            // the same in the words of the SDK
	refuse map[string]string // why a service's client cannot be built, by its name
}

func keptOf(r *resolve.Run) *kept {
	k, _ := r.Kept.(*kept)
	if k == nil {
		k = &kept{}
	}
	return k
}

// load: a line that cannot be parsed loses both files and fails every client,
// that of STS too (ProfileFile.defaultProfileFile). A profile that is not there
// is no error. Then come the settings that every client looks at.
func load(r *resolve.Run) {
	k := &kept{refuse: map[string]string{}}
	r.Kept = k
	if why, variable := r.Env.JavaFault(); why != "" {
		r.Fail("java-options-unparsable", origin.Origin{Kind: origin.EnvVar, Name: variable}, "correct "+variable, "the Java virtual machine does not start: %s", why)
	}
	if c, ok := system(r, "AWS_PARTITIONS_FILE"); ok {
		r.Problem(resolve.Problem{Code: "partitions-file-not-read", Severity: resolve.SevWarning, Origin: c.Origin,
			Message: "the SDK takes partitions, and so the hosts of services, from " + c.Value + "; hosts here are those of the partitions that it knows by itself",
			Help:    "name endpoints by endpoint_url, or leave the file out"})
	}
	for _, kind := range []profiles.FileKind{profiles.CredentialsFile, profiles.ConfigFile} { // in the SDK's order
		for _, f := range r.Shared.Files {
			if f.Kind != kind || f.Parsed == nil || f.Parsed.Err == nil {
				continue
			}
			err := f.Parsed.Err
			at := origin.Origin{Kind: origin.InFile, File: f.Path, Line: err.Pos.Line, Column: err.Pos.Column}
			r.Fail("unparsable-file", at, "correct the line: until then no client can be built", "%s", resolve.InItsWords(fmt.Sprintf("%s: %s", at, err.Message), "Java", err.SDK))
			if k.fault == "" {
				k.fault, k.sdk = fmt.Sprintf("%s: %s", at, err.Message), err.SDK
			}
		}
	}
	if k.fault != "" {
		r.Profile = nil
		return
	}
	checkClients(r, k)
}

// aside tells of keys that are lost with their file.
func aside(b *resolve.Builder) {
	k := keptOf(b.Run)
	if k.fault == "" {
		return
	}
	p := b.Run.Shared.Profile(b.Run.Choice.Name)
	for _, n := range b.Setting.Keys {
		if q := get(p, n.Name); q != nil && n.In&settings.Java != 0 {
			b.Reject(origin.Candidate{Value: q.Value, Origin: q.Origin}, "no file is used: "+k.fault)
		}
	}
}
