package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

var inheritEntries = []*Entry{
	{Code: "mfa-not-inherited", Severity: resolve.SevWarning, Quiet: true, Title: "An MFA device of the source profile alone", Plan: mfaNotInherited,
		Page: Page{
			What: "A profile has a role, and its source_profile has mfa_serial; the profile itself has none.",
			Why:  "SDKs take keys from the source profile, and not its MFA device: nobody asks for a code. A role that wants MFA is refused: not authorized to perform sts:AssumeRole.",
			Cure: "Write mfa_serial in the profile of the role as well.",
			Who:  "All SDKs. Some versions of aws-vault take it from the source profile.",
		}},
	{Code: "mfa-not-sent", Severity: resolve.SevWarning, Quiet: true, Over: []string{"key-ignored", "key-not-read"}, Title: "An MFA device that the SDK does not use", Plan: mfaNotSent,
		Page: Page{
			What: "A profile with a role has mfa_serial, and the SDK sends no MFA code with the call.",
			Why:  "A role that wants MFA is refused: not authorized to perform sts:AssumeRole. One that does not is assumed.",
			Cure: "Fetch the role's keys with the AWS CLI, which asks for the code: aws configure export-credentials --profile NAME --format env.",
			Who:  "rust and java-v2.",
		}},
	{Code: "mfa-serial-malformed", Severity: resolve.SevWarning, Title: "An MFA device that is none", Each: mfaMalformed,
		Page: Page{
			What: "mfa_serial is an ARN, and not that of an MFA device: arn:aws:iam::ACCOUNT:mfa/NAME. The ARN of the user looks much like it.",
			Why:  "STS refuses the code: MultiFactorAuthentication failed.",
			Cure: "Copy the device's ARN from the user's security credentials, or run aws iam list-mfa-devices.",
			Who:  "All SDKs that send a code.",
		}},
	{Code: "include-profile", Severity: resolve.SevWarning, Quiet: true, Title: "Settings that aws-vault alone takes from another profile", Each: includeProfile,
		Page: Page{
			What: "A profile has include_profile or parent_profile, by which aws-vault takes over the settings of another.",
			Why:  "No SDK reads it: region, mfa_serial and whatever else stands in the other profile do not count.",
			Cure: "Write those settings in the profile itself, or run the program with aws-vault exec.",
			Who:  "All SDKs.",
		}},
}

func mfaNotInherited(f *Facts) []Finding {
	var list []Finding
	for _, s := range f.Resolution.Credentials.Steps {
		p := f.Resolution.Shared.Profile(s.Profile)
		if s.Kind != resolve.StepAssumeRole || s.MFASerial != "" || p == nil || p.Value("mfa_serial") != "" || p.Value("include_profile") != "" {
			continue
		}
		source := f.Resolution.Shared.Profile(p.Value("source_profile"))
		if source == nil || source.Name == p.Name || source.Value("role_arn") != "" || source.Value("aws_access_key_id") == "" {
			continue
		}
		if q := source.Get("mfa_serial"); q != nil && q.Value != "" {
			list = append(list, found(q.Origin, p.Name, fmt.Sprintf("the mfa_serial of %s is not used for the role of %s: no SDK takes an MFA device from a source profile", source.Name, p.Name),
				fmt.Sprintf("if the role asks for MFA, write mfa_serial = %s in %s", q.Value, header(profiles.ConfigFile, p.Name))))
		}
	}
	return list
}

func mfaNotSent(f *Facts) []Finding {
	var list []Finding
	for _, s := range f.Resolution.Credentials.Steps {
		p := f.Resolution.Shared.Profile(s.Profile)
		if s.Kind != resolve.StepAssumeRole || s.MFASerial != "" || p == nil {
			continue
		}
		if q := p.Get("mfa_serial"); q != nil && q.Value != "" {
			list = append(list, found(q.Origin, p.Name, fmt.Sprintf("%s sends no MFA code for the role of profile %s: mfa_serial has no effect", f.as(), p.Name),
				fmt.Sprintf("if the role asks for MFA, eval \"$(aws configure export-credentials --profile %s --format env)\" first", p.Name)))
		}
	}
	return list
}

// mfaMalformed looks at ARNs alone: a hardware device has a serial number.
func mfaMalformed(_ *Facts, p *profiles.Profile) []Finding {
	q := p.Get("mfa_serial")
	if q == nil || !strings.HasPrefix(q.Value, "arn:") {
		return nil
	}
	parts := strings.SplitN(q.Value, ":", 6)
	if len(parts) == 6 && parts[2] == "iam" && (strings.HasPrefix(parts[5], "mfa/") || strings.HasPrefix(parts[5], "u2f/") || strings.HasPrefix(parts[5], "sms-mfa/")) {
		return nil
	}
	help := "write the ARN of the device, arn:aws:iam::ACCOUNT:mfa/NAME"
	if len(parts) == 6 && strings.HasPrefix(parts[5], "user/") {
		help = "write the device's ARN, such as " + strings.Join(parts[:5], ":") + ":mfa/" + parts[5][strings.LastIndexByte(parts[5], '/')+1:] + " (aws iam list-mfa-devices)"
	}
	return one(q.Origin, p.Name, "the value of mfa_serial is not the ARN of an MFA device", help)
}

func includeProfile(f *Facts, p *profiles.Profile) []Finding {
	for _, key := range []string{"include_profile", "parent_profile"} {
		q := p.Get(key)
		if q == nil || f.Resolution.Shared.Profile(q.Value) == nil {
			continue
		}
		var lost []string
		other := f.Resolution.Shared.Profile(q.Value)
		for i := range other.Properties {
			k := other.Properties[i].Key
			if k == "region" && f.sdk()&(settings.Spec|settings.Rust) != 0 && p.Value("source_profile") == q.Value {
				continue // they take the region of the source profile
			}
			if known(k) && p.Get(k) == nil && k != "aws_access_key_id" && k != "aws_secret_access_key" && k != "aws_session_token" {
				lost = append(lost, k)
			}
		}
		if len(lost) > 0 {
			return one(q.Origin, p.Name, fmt.Sprintf("%s is for aws-vault alone: %s does not take %s from profile %s", key, f.as(), and(lost), q.Value),
				fmt.Sprintf("write %s in %s too", and(lost), header(profiles.ConfigFile, p.Name)))
		}
	}
	return nil
}
