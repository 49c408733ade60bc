package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// arnEntries are about who a role or a login is for.
var arnEntries = []*Entry{
	{Code: "role-arn-malformed", Severity: resolve.SevWarning, Title: "A role_arn that is no ARN of a role", Plan: envRoleARN, Each: profileRoleARN,
		Page: Page{
			What: "role_arn or AWS_ROLE_ARN is not written arn:PARTITION:iam::ACCOUNT:role/NAME with an account of twelve digits: a placeholder was left in it, or it is the ARN of a session (sts, assumed-role), a user or an instance profile.",
			Why:  "No SDK looks at it: STS refuses the call, with ValidationError or AccessDenied.",
			Cure: "Copy the role's ARN from the IAM console, or run aws iam get-role --role-name NAME.",
			Who:  "All SDKs.",
		}},
	{Code: "account-id-malformed", Severity: resolve.SevWarning, Title: "An account number that does not have twelve digits", Each: profileAccounts,
		Page: Page{
			What: "sso_account_id or aws_account_id is not twelve digits: a placeholder was left in it, hyphens were copied with it, or a spreadsheet dropped the zeros it begins with.",
			Why:  "No SDK looks at it: the SSO portal answers that the account or the role does not exist.",
			Cure: "Write the twelve digits of the account, with the zeros it begins with.",
			Who:  "All SDKs.",
		}},
}

func profileRoleARN(f *Facts, p *profiles.Profile) []Finding {
	if q := p.Get("role_arn"); q != nil {
		return f.badRoleARN("role_arn", q.Value, q.Origin)
	}
	return nil
}

// envRoleARN looks at the role of the environment's web identity.
func envRoleARN(f *Facts) []Finding {
	token, _ := f.variable("AWS_WEB_IDENTITY_TOKEN_FILE")
	if v, _ := f.variable("AWS_ROLE_ARN"); token.Value != "" && f.readsInput("AWS_ROLE_ARN") {
		return f.badRoleARN("AWS_ROLE_ARN", v.Value, v.Origin)
	}
	return nil
}

func (f *Facts) badRoleARN(name, value string, o origin.Origin) []Finding {
	if value == "" || oddRegion(value) {
		return nil
	}
	says, help := lookRoleARN(value)
	if says == "" {
		return nil
	}
	return one(o, name, fmt.Sprintf("the value of %s %s", name, says), help)
}

// lookRoleARN says what is wrong with the ARN of a role, and what to write.
func lookRoleARN(arn string) (says, help string) {
	const form = "write arn:aws:iam::ACCOUNT:role/NAME"
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return "is no ARN", form
	}
	partition, service, account, resource := parts[1], parts[2], parts[4], parts[5]
	kind, rest, _ := strings.Cut(resource, "/")
	switch {
	case service == "sts" && kind == "assumed-role":
		name, _, _ := strings.Cut(rest, "/")
		return "is the ARN of a role's session, not of a role", fmt.Sprintf("write arn:%s:iam::%s:role/%s", partition, account, name)
	case service != "iam" || kind != "role" || rest == "":
		return "is the ARN of something else than a role", form
	case !accountNumber(account):
		return fmt.Sprintf("has the account %q, which is not twelve digits", account), "write the account's twelve digits there"
	case strings.ContainsAny(rest, "<>{}$*"):
		return "has a placeholder for the role's name", form
	}
	return "", ""
}

func profileAccounts(f *Facts, p *profiles.Profile) []Finding {
	var list []Finding
	for _, key := range []string{"sso_account_id", "aws_account_id"} {
		q := p.Get(key)
		if q == nil || q.Value == "" || oddRegion(q.Value) || accountNumber(q.Value) {
			continue
		}
		finding := found(q.Origin, key, fmt.Sprintf("the value of %s, %q, is not twelve digits", key, q.Value), "write the account's twelve digits")
		digits := strings.NewReplacer("-", "", " ", "").Replace(q.Value)
		switch {
		case accountNumber(digits):
			finding.Help = "write " + digits
			finding.Fix = f.rewrite(q.Origin, q.Value, digits)
		case len(digits) >= 8 && len(digits) < 12 && allDigits(digits):
			finding.Help = fmt.Sprintf("did you mean %s? Accounts may begin with zeros", strings.Repeat("0", 12-len(digits))+digits)
		}
		list = append(list, finding)
	}
	return list
}

func accountNumber(s string) bool { return len(s) == 12 && allDigits(s) }

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
