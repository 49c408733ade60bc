package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/redact"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

var nameEntries = []*Entry{
	{Code: "unknown-variable", Severity: resolve.SevWarning, Title: "A variable near a real one that no SDK reads", Find: unknownVariables,
		Page: Page{
			What: "A variable beginning with AWS is set that no SDK reads, and its name is near one that they do: AWS_SQS_ENDPOINT for AWS_ENDPOINT_URL_SQS, AWS_REGION_NAME for AWS_REGION.",
			Why:  "No SDK complains of a variable that it does not know: what was meant to be set is not.",
			Cure: "Set the variable that is named, and unset this one unless another program reads it.",
			Who:  "All SDKs.",
		}},
	{Code: "variable-not-read", Severity: resolve.SevNote, Title: "A variable that other SDKs read", Find: unreadVariables,
		Page: Page{
			What: "A variable is set that other SDKs read, and not the one whose rules are followed.",
			Why:  "The same environment then means one thing to the AWS CLI and another to a program. It is a warning where the value in force is another than the variable's.",
			Cure: "Set the variable that is named as well: the SDK reads that one.",
			Who:  "AWS_DEFAULT_REGION: boto3, cli and go-v2 read it, spec and js-v3 do not. AWS_REGION: all but boto3. AWS_SECRET_KEY and AWS_ACCESS_KEY: Go alone. AWS_SECURITY_TOKEN: boto3 and cli alone. AWS_S3_ENDPOINT and AWS_STS_ENDPOINT: terraform alone.",
		}},
	{Code: "unknown-key", Severity: resolve.SevWarning, Title: "A key near a real one that no SDK reads", Each: unknownKeys, Find: unknownSectionKeys,
		Page: Page{
			What: "A profile or an sso-session has a key that no SDK reads, and its name is near one that they do, such as so_start_url for sso_start_url.",
			Why:  "No SDK complains of a key that it does not know: what was meant to be set is not.",
			Cure: "Write the key as it is named. lint --fix shows the line.",
			Who:  "All SDKs.",
		}},
	{Code: "unknown-keys", Severity: resolve.SevNote, Title: "A profile with very many keys that no SDK reads", Each: tooManyKeys,
		Page: Page{
			What: "A profile has more than a hundred keys that no SDK reads; only those are looked at for slips.",
			Why:  "It is most likely no profile, but the section of another program.",
			Cure: "Nothing, where it is meant.",
			Who:  "Nobody: no SDK reads them.",
		}},
	{Code: "key-not-read", Severity: resolve.SevNote, Quiet: true, Title: "A key that other SDKs read", Each: unreadKeys,
		Page: Page{
			What: "A key of the profile has no effect in this reading; other SDKs read it.",
			Why:  "The same profile means one thing to one SDK and less to another.",
			Cure: "Nothing, unless the setting matters here: then give it in code.",
			Who:  "It differs by key; sessctl explain KEY lists who reads it.",
		}},
}

// wrongVariables are names that people make up, with what they mean.
var wrongVariables = lookup.Table[string, string]{
	{"AWS_ENDPOINT", "AWS_ENDPOINT_URL"}, {"AWS_URL", "AWS_ENDPOINT_URL"}, {"AWS_ENDPOINTS", "AWS_ENDPOINT_URL"}, {"AWS_ENDPOINT_URI", "AWS_ENDPOINT_URL"}, {"AWS_SERVICE_ENDPOINT", "AWS_ENDPOINT_URL"},
	{"AWS_REGION_NAME", "AWS_REGION"}, {"AWS_DEFAULT_REGION_NAME", "AWS_DEFAULT_REGION"}, {"AWS_REGION_DEFAULT", "AWS_DEFAULT_REGION"}, {"AWS_REGION_ID", "AWS_REGION"},
	{"AWS_OUTPUT", "AWS_DEFAULT_OUTPUT"}, {"AWS_OUTPUT_FORMAT", "AWS_DEFAULT_OUTPUT"}, {"AWS_DEFAULT_FORMAT", "AWS_DEFAULT_OUTPUT"}, {"AWS_DEFAULT_OUTPUT_FORMAT", "AWS_DEFAULT_OUTPUT"}, {"AWS_CLI_OUTPUT", "AWS_DEFAULT_OUTPUT"},
	{"AWS_KEY", "AWS_ACCESS_KEY_ID"}, {"AWS_KEY_ID", "AWS_ACCESS_KEY_ID"}, {"AWS_ACCESS_ID", "AWS_ACCESS_KEY_ID"}, {"AWS_ACCESSKEY", "AWS_ACCESS_KEY_ID"}, {"AWS_ACCESS_KEYID", "AWS_ACCESS_KEY_ID"},
	{"AWS_SECRET", "AWS_SECRET_ACCESS_KEY"}, {"AWS_SECRETKEY", "AWS_SECRET_ACCESS_KEY"}, {"AWS_SECRET_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}, {"AWS_ACCESS_SECRET_KEY", "AWS_SECRET_ACCESS_KEY"}, {"AWS_SECRET_ACCESS", "AWS_SECRET_ACCESS_KEY"}, {"AWS_ACCESS_KEY_SECRET", "AWS_SECRET_ACCESS_KEY"},
	{"AWS_TOKEN", "AWS_SESSION_TOKEN"}, {"AWS_SESSION", "AWS_SESSION_TOKEN"}, {"AWS_STS_TOKEN", "AWS_SESSION_TOKEN"},
	{"AWS_CREDENTIALS_FILE", "AWS_SHARED_CREDENTIALS_FILE"}, {"AWS_SHARED_CREDENTIAL_FILE", "AWS_SHARED_CREDENTIALS_FILE"}, {"AWS_SHARED_CONFIG_FILE", "AWS_CONFIG_FILE"}, {"AWS_CONFIG", "AWS_CONFIG_FILE"}, {"AWS_CONFIG_PATH", "AWS_CONFIG_FILE"},
	{"AWS_PROFILE_NAME", "AWS_PROFILE"}, {"AWS_DEFAULT_PROFILE_NAME", "AWS_PROFILE"},
	{"AWS_RETRIES", "AWS_MAX_ATTEMPTS"}, {"AWS_MAX_RETRIES", "AWS_MAX_ATTEMPTS"}, {"AWS_FIPS", "AWS_USE_FIPS_ENDPOINT"}, {"AWS_CA_CERT", "AWS_CA_BUNDLE"},
}

// codeAlone are variables that people make up for what most SDKs take in code alone.
var codeAlone = []string{"AWS_S3_FORCE_PATH_STYLE", "AWS_S3_USE_PATH_STYLE", "AWS_S3_PATH_STYLE", "AWS_USE_PATH_STYLE", "AWS_FORCE_PATH_STYLE",
	"AWS_S3_USE_PATH_STYLE_ENDPOINT", "AWS_USE_PATH_STYLE_ENDPOINT", "AWS_S3_ADDRESSING_STYLE"}

// otherPrograms are the beginnings of variables that other programs set and
// read, near a real one or not.
var otherPrograms = []string{"AWS_ENDPOINT_URL_", "AWS_BEARER_TOKEN_", "AWS_LAMBDA_", "AWS_VAULT", "AWS_SSO_", "AWS_OKTA_", "AWS_SAML_", "AWS_XRAY_", "AWS_BATCH_", "AWS_CLI_", "AWS_SDK_", "AWS_APP", "AWS_CDK_",
	"AWS_CONTAINER_", "AWS_ECS_", "AWS_EKS_", "AWS_JAVA_", "AWS_NODEJS_", "AWS_SESSION_EXPIRATION", "AWS_SESSION_TOKEN_EXPIRATION", "AWS_CREDENTIALS_EXPIRATION", "AWS_MFA_", "AWS_ROLE_NAME", "AWS_ACCOUNT", "AWSUME", "AWS_CBOR", "AWS_AMPLIFY", "AWS_SAM_", "AWS_PROFILE_"}

// unknownVariables reports variables that look like ones that SDKs read.
func unknownVariables(f *Facts) []Finding {
	var list []Finding
	var known *suggest.Index
	for _, v := range f.env().Variables() {
		if f.env().OS != "windows" && strings.HasPrefix(v.Name, "aws_") && v.Value != "" && slices.Contains(knownVariables(), strings.ToUpper(v.Name)) {
			list = append(list, found(candidate(v).Origin, v.Name, fmt.Sprintf("no SDK reads %s: names of variables tell capitals from small letters", v.Name), "set "+strings.ToUpper(v.Name)+" instead"))
			continue
		}
		if !strings.HasPrefix(v.Name, "AWS") || v.Value == "" || foreign(v.Name) && wrongVariables.Of(v.Name) == "" {
			continue
		}
		if known == nil {
			known = suggest.NewIndex(knownVariables())
		}
		if slices.Contains(codeAlone, v.Name) {
			finding := found(candidate(v).Origin, v.Name, fmt.Sprintf("no SDK reads %s", v.Name), "set "+f.pathStyle())
			finding.About = "s3.addressing_style"
			list = append(list, finding)
			continue
		}
		near := meantVariable(v.Name, known)
		if near == "" {
			continue
		}
		finding := found(candidate(v).Origin, v.Name, fmt.Sprintf("no SDK reads %s", v.Name), fmt.Sprintf("set %s instead", near))
		if right, _ := f.variable(near); right.Value == v.Value {
			finding.Severity, finding.Help = resolve.SevNote, "unset it: "+near+" is set as well"
		}
		list = append(list, finding)
	}
	return list
}

func foreign(name string) bool {
	for _, p := range otherPrograms {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// meantVariable gives the variable, or several, that a name nobody reads was meant for.
func meantVariable(name string, known *suggest.Index) string {
	if known.Has(name) {
		return ""
	}
	if right := wrongVariables.Of(name); right != "" {
		return right
	}
	for _, tail := range []string{"_ENDPOINT_URL", "_ENDPOINT"} {
		if service, ok := strings.CutSuffix(strings.TrimPrefix(name, "AWS_"), tail); ok && service != "" {
			return "AWS_ENDPOINT_URL_" + service
		}
	}
	return strings.Join(known.Slips(name), " or ")
}

// unreadVariables reports variables that other SDKs read and this one does not.
func unreadVariables(f *Facts) []Finding {
	var list []Finding
	add := func(name string, in settings.SDK, s *settings.Setting) {
		if in&f.sdk() == 0 {
			list = append(list, f.unreadVariable(name, in, s)...)
		}
	}
	for i := range settings.Table() {
		s := &settings.Table()[i]
		for _, n := range s.Env {
			add(n.Name, n.In, s)
		}
	}
	for _, in := range settings.InputVars() {
		add(in.Name, in.In, nil)
	}
	if f.Resolution.Reading.Service == nil && f.sdk()&settings.GoV2 == 0 {
		for _, v := range f.env().Variables() {
			if strings.HasPrefix(v.Name, "AWS_ENDPOINT_URL_") && v.Value != "" {
				add(v.Name, settings.GoV2|settings.Boto|settings.CLI|settings.JS|settings.Spec, nil)
			}
		}
	}
	return list
}

func (f *Facts) unreadVariable(name string, in settings.SDK, s *settings.Setting) []Finding {
	c, ok := f.variable(name)
	if !ok || c.Value == "" || readElsewhere(name, f.sdk()) || !strings.HasPrefix(name, "AWS") {
		return nil // what is not of AWS by its name is there for other programs
	}
	shown := name + "=" + redact.Value(name, c.Value)
	if redact.SecretName(name) {
		shown = name // the value is hidden, and with it all that would follow on the line
	}
	finding := found(c.Origin, name, fmt.Sprintf("%s has no effect: %s does not read %s%s", shown, f.as(), name, othersRead(in)), "").as(resolve.SevNote)
	if s != nil && s.KnownIn(f.sdk()) {
		if v := f.Resolution.Setting(s.Name); v != nil && v.Value != c.Value {
			finding.Severity = resolve.SevWarning
		}
		for _, n := range s.Env {
			if n.In&f.sdk() != 0 {
				finding.Help = fmt.Sprintf("set %s, which %s reads", n.Name, f.as())
				break
			}
		}
	} else if other := otherName.Of(name); other != "" {
		finding.Help = fmt.Sprintf("set %s, which every SDK reads", other)
		if _, there := f.env().Lookup(other); !there {
			finding.Severity = resolve.SevWarning
		}
	}
	if near := meantVariable(name, suggest.NewIndex(nil)); in&^(settings.Terraform|settings.Backend) == 0 && near != "" {
		finding.Help = fmt.Sprintf("set %s, which SDKs read", near)
		if _, there := f.env().Lookup(near); !there {
			finding.Severity = resolve.SevWarning
		}
	}
	if f.whole && finding.Severity == resolve.SevNote {
		return nil
	}
	return []Finding{finding}
}

// otherName gives the name that all SDKs read for one that some do.
var otherName = lookup.Table[string, string]{{"AWS_SECRET_KEY", "AWS_SECRET_ACCESS_KEY"}, {"AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID"}, {"AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"}, {"AWS_DEFAULT_PROFILE", "AWS_PROFILE"},
	{"AWS_DYNAMODB_ENDPOINT", "AWS_ENDPOINT_URL_DYNAMODB"}, {"AWS_IAM_ENDPOINT", "AWS_ENDPOINT_URL_IAM"}, {"AWS_S3_ENDPOINT", "AWS_ENDPOINT_URL_S3"}, {"AWS_STS_ENDPOINT", "AWS_ENDPOINT_URL_STS"}}

// readElsewhere reports whether the SDK reads a variable for another setting.
func readElsewhere(name string, sdk settings.SDK) bool {
	for i := range settings.Table() {
		for _, n := range settings.Table()[i].Env {
			if n.Name == name && n.In&sdk != 0 {
				return true
			}
		}
	}
	return false
}

// knownVariables are all variables that some SDK reads, but for those of single services.
func knownVariables() []string {
	var names []string
	for i := range settings.Table() {
		for _, n := range settings.Table()[i].Env {
			names = append(names, n.Name)
		}
	}
	for _, in := range settings.InputVars() {
		names = append(names, in.Name)
	}
	return names
}
