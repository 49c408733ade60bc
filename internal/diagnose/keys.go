package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

var keyEntries = []*Entry{
	{Code: "env-keys-beat-profile", Severity: resolve.SevWarning, Title: "Keys of the environment come before the profile asked for", Find: envKeysBeatProfile,
		Page: Page{
			What: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set, and so is a profile; the keys of the environment are used.",
			Why:  "Calls go to the account of those keys and not to the profile's: the commonest way into the wrong account. The profile's region and other settings count all the same.",
			Cure: "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN",
			Who:  "All SDKs when AWS_PROFILE names the profile. boto3 and cli let a profile given in code or with --profile go first.",
		}},
	{Code: "file-keys-beat-role", Severity: resolve.SevWarning, Title: "Keys of a file come before the container's role", Plan: fileKeysBeatRole,
		Page: Page{
			What: "ECS or EKS offers the container's role, and the profile default has keys in a shared file of the container.",
			Why:  "Files come before containers in every chain: what runs is the user whose keys were put into the image, and nobody changes them.",
			Cure: "Take the file out of the image, or the volume with it.",
			Who:  "All SDKs.",
		}},
	{Code: "env-keys-beat-role", Severity: resolve.SevWarning, Title: "Keys of the environment come before the role of the pod or task", Find: envKeysBeatRole,
		Page: Page{
			What: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set, and so are the variables by which EKS or ECS gives a role: AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN, or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI. The keys are used.",
			Why:  "Calls go to the account of those keys, with the rights of those keys: the service account's or the task's role is never assumed. Such keys mostly come from an image, a Secret or a .env file.",
			Cure: "Take AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN out of the container's environment.",
			Who:  "All SDKs that know these variables: keys of the environment come first in every chain.",
		}},
	{Code: "session-token-left-over", Severity: resolve.SevWarning, Title: "A session token without keys", Find: tokenLeftOver, Each: tokenAlone,
		Page: Page{
			What: "AWS_SESSION_TOKEN is set, and no access key is; or a profile has aws_session_token and no keys.",
			Why:  "A token belongs to one pair of keys. Alone it is not used; but once keys are exported beside it, every request is refused with InvalidClientTokenId.",
			Cure: "unset AWS_SESSION_TOKEN",
			Who:  "All SDKs.",
		}},
	{Code: "session-token-of-other-keys", Severity: resolve.SevError, Title: "A session token beside keys that have none", Find: envTokenOfOtherKeys, Each: tokenOfOtherKeys,
		Page: Page{
			What: "A session token stands beside an access key that begins with AKIA. Such keys are long-term keys of a user, and have no token; only keys that begin with ASIA do.",
			Why:  "The token is sent with every request, and AWS refuses it: The security token included in the request is invalid.",
			Cure: "Unset the token, or export the keys that it came with.",
			Who:  "All SDKs.",
		}},
	{Code: "temporary-keys-without-token", Severity: resolve.SevError, Title: "Temporary keys without their session token", Find: envTemporary, Each: temporary,
		Page: Page{
			What: "An access key begins with ASIA, which only temporary keys do, and there is no session token beside it, or an empty one.",
			Why:  "Temporary keys without their token are refused: InvalidClientTokenId.",
			Cure: "Copy all three: the access key id, the secret key and the session token.",
			Who:  "All SDKs.",
		}},
	{Code: "session-token-in-other-file", Severity: resolve.SevWarning, Title: "A session token in another file than its keys", Each: tokenElsewhere,
		Page: Page{
			What: "A profile has its keys in one of the two files and aws_session_token in the other.",
			Why:  "boto3, AWS CLI and the Go SDKs read all three from one file: the token is not sent, and temporary keys are refused without it.",
			Cure: "Move aws_session_token beside the keys.",
			Who:  "boto3, cli and go-v2 send no token; spec (Rust) and js-v3 merge the two files.",
		}},
	{Code: "half-key-pair", Severity: resolve.SevWarning, Title: "Half a pair of keys", Each: halfPair,
		Page: Page{
			What: "A profile has an access key id without a secret key, or a secret key without an id.",
			Why:  "Half a pair is of no use: some SDKs pass over it and go on to another account's credentials, others stop with an error.",
			Cure: "Add the other half, or take this one out. Both must stand in the same file.",
			Who:  "All SDKs.",
		}},
	{Code: "access-key-id-malformed", Severity: resolve.SevWarning, Title: "An access key id that is none", Find: envMalformed, Each: malformed,
		Page: Page{
			What: "An access key id is not what AWS gives out: 20 capital letters and digits that begin with AKIA or ASIA. Ids of users (AIDA…), roles (AROA…) and names of placeholders are no keys.",
			Why:  "Requests are refused with InvalidClientTokenId, which does not say that the id was cut off or is of another kind.",
			Cure: "Copy the id again, whole.",
			Who:  "All SDKs. Stores outside AWS have ids of their own, which are not looked at.",
		}},
	{Code: "secret-in-place-of-id", Severity: resolve.SevError, Title: "A secret key in the place of the access key id", Find: envSwapped, Each: swapped,
		Page: Page{
			What: "The access key id has the length and letters of a secret key, or the secret key looks like an access key id: they are exchanged.",
			Why:  "Requests are refused, and the secret key goes out in clear in every request, since the id is sent as it stands.",
			Cure: "Exchange the two. Then make a new key: the secret may stand in logs.",
			Who:  "All SDKs.",
		}},
	{Code: "secret-key-malformed", Severity: resolve.SevWarning, Title: "A secret key of the wrong length", Find: envSecretLength, Each: secretLength,
		Page: Page{
			What: "The access key id is one of AWS's, and its secret key does not have 40 characters.",
			Why:  "It was cut off or has something pasted to it. Requests are refused with SignatureDoesNotMatch.",
			Cure: "Copy the secret key again, whole.",
			Who:  "All SDKs.",
		}},
}

// keySet is a pair of keys with its token, wherever they stand.
type keySet struct {
	id, secret, token origin.Candidate
	names             [3]string // what they are called there
	hasToken          bool      // there is one, empty perhaps
}

// envKeys are the keys of the environment.
func (f *Facts) envKeys() keySet {
	k := keySet{names: [3]string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}}
	k.id, _ = f.variable(k.names[0])
	k.secret, _ = f.variable(k.names[1])
	k.token, k.hasToken = f.variable(k.names[2])
	return k
}

// keysOf are the keys of a profile.
func keysOf(p *profiles.Profile) keySet {
	k := keySet{names: [3]string{"aws_access_key_id", "aws_secret_access_key", "aws_session_token"}}
	for i, at := range []*origin.Candidate{&k.id, &k.secret, &k.token} {
		if q := p.Get(k.names[i]); q != nil {
			*at = origin.Candidate{Value: q.Value, Origin: q.Origin}
			k.hasToken = k.hasToken || i == 2
		}
	}
	return k
}

// inEnv and inProfile make the two functions of an entry of one look at keys.
func inEnv(f *Facts, look func(*Facts, keySet) []Finding) []Finding { return look(f, f.envKeys()) }

// envTokenOfOtherKeys looks at the older name first: botocore's EnvProvider does.
func envTokenOfOtherKeys(f *Facts) []Finding {
	k := f.envKeys()
	if older, _ := f.variable("AWS_SECURITY_TOKEN"); older.Value != "" && f.sdk()&(settings.Boto|settings.CLI) != 0 {
		k.token, k.names[2] = older, "AWS_SECURITY_TOKEN"
	}
	return lookTokenOfOtherKeys(f, k)
}

func envTemporary(f *Facts) []Finding    { return inEnv(f, lookTemporary) }
func envMalformed(f *Facts) []Finding    { return inEnv(f, lookMalformed) }
func envSwapped(f *Facts) []Finding      { return inEnv(f, lookSwapped) }
func envSecretLength(f *Facts) []Finding { return inEnv(f, lookSecretLength) }
func tokenOfOtherKeys(f *Facts, p *profiles.Profile) []Finding {
	return lookTokenOfOtherKeys(f, keysOf(p))
}
func temporary(f *Facts, p *profiles.Profile) []Finding    { return lookTemporary(f, keysOf(p)) }
func malformed(f *Facts, p *profiles.Profile) []Finding    { return lookMalformed(f, keysOf(p)) }
func swapped(f *Facts, p *profiles.Profile) []Finding      { return lookSwapped(f, keysOf(p)) }
func secretLength(f *Facts, p *profiles.Profile) []Finding { return lookSecretLength(f, keysOf(p)) }

// envKeysBeatProfile reports keys of the environment that come before a
// profile that somebody asked for.
func envKeysBeatProfile(f *Facts) []Finding {
	plan, choice := f.Resolution.Credentials, f.Resolution.Profile
	if plan.Provider != "env" || choice.Origin.Kind == origin.ByDefault || choice.Origin.IsZero() || f.Resolution.Err != nil {
		return nil // where no session is built, no keys are used
	}
	at := origin.Origin{}
	if len(plan.Steps) > 0 {
		at = plan.Steps[0].Origin
	}
	token := ""
	if _, ok := f.env().Lookup("AWS_SESSION_TOKEN"); ok {
		token = " AWS_SESSION_TOKEN"
	}
	return one(at, "credentials", fmt.Sprintf("the keys of AWS_ACCESS_KEY_ID are used, although %s asks for profile %q", choice.Origin.Name, choice.Name),
		"unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY"+token+" to use the profile's credentials")
}

// envKeysBeatRole reports keys of the environment that come before the role
// that EKS or ECS gives.
func envKeysBeatRole(f *Facts) []Finding {
	plan := f.Resolution.Credentials
	if plan.Provider != "env" || len(plan.Steps) == 0 {
		return nil
	}
	given := ""
	arn, _ := f.variable("AWS_ROLE_ARN")
	for _, name := range []string{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_WEB_IDENTITY_TOKEN_FILE"} {
		if v, _ := f.variable(name); v.Value != "" && f.readsInput(name) && (name != "AWS_WEB_IDENTITY_TOKEN_FILE" || arn.Value != "") {
			given = name
		}
	}
	switch given {
	case "":
		return nil
	case "AWS_WEB_IDENTITY_TOKEN_FILE":
		given = "AWS_ROLE_ARN and " + given + " give " + roleNamed(arn.Value)
	default:
		given += " offers the container's role"
	}
	return one(plan.Steps[0].Origin, "credentials", "the keys of AWS_ACCESS_KEY_ID are used, although "+given,
		"take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY out of the environment to use the role")
}

// fileKeysBeatRole reports keys of a file that come before the role that ECS or EKS gives.
func fileKeysBeatRole(f *Facts) []Finding {
	plan := f.Resolution.Credentials
	if len(plan.Steps) != 1 || plan.Steps[0].Kind != resolve.StepStatic || plan.Steps[0].Origin.Kind != origin.InFile || f.Resolution.Profile.Origin.Kind != origin.ByDefault {
		return nil
	}
	for _, name := range []string{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"} {
		if v, _ := f.variable(name); v.Value != "" && f.readsInput(name) {
			return one(plan.Steps[0].Origin, "credentials", "the keys of a file are used, although "+name+" offers the container's role", "take the keys out of the image to use the role")
		}
	}
	return nil
}

// roleNamed names a role by the last part of its ARN.
func roleNamed(arn string) string {
	return "the role " + arn[strings.LastIndexByte(arn, '/')+1:]
}

// readsInput reports whether the SDK reads a variable that is an input.
func (f *Facts) readsInput(name string) bool {
	for _, in := range settings.InputVars() {
		if in.Name == name && in.In&f.sdk() != 0 {
			return true
		}
	}
	return false
}

func tokenLeftOver(f *Facts) []Finding {
	k := f.envKeys()
	older, _ := f.variable("AWS_ACCESS_KEY")
	if k.token.Value == "" || k.id.Value != "" || k.secret.Value != "" || older.Value != "" || said(f, k.token.Origin, "session-token-of-other-keys", "incomplete-keys") {
		return nil
	}
	return one(k.token.Origin, "AWS_SESSION_TOKEN", "AWS_SESSION_TOKEN is set without AWS_ACCESS_KEY_ID: it is left over from other keys", "unset AWS_SESSION_TOKEN")
}

// tokenAlone looks for a token in a profile that has nothing else.
func tokenAlone(_ *Facts, p *profiles.Profile) []Finding {
	k := keysOf(p)
	if k.token.Value == "" || k.id.Value != "" || k.secret.Value != "" || givesCredentials(p) {
		return nil
	}
	return one(k.token.Origin, p.Name, fmt.Sprintf("profile %s has aws_session_token but no keys", p.Name), "copy all three: aws_access_key_id, aws_secret_access_key and aws_session_token")
}

// kind is what the first letters of an access key id say; a text that only
// resembles one is neither.
func longTerm(id string) bool     { return strings.HasPrefix(id, "AKIA") }
func temporaryKey(id string) bool { return strings.HasPrefix(id, "ASIA") }

func lookTokenOfOtherKeys(_ *Facts, k keySet) []Finding {
	if k.token.Value == "" || !longTerm(k.id.Value) {
		return nil
	}
	cure := "unset " + k.names[2]
	if k.token.Origin.Kind == origin.InFile {
		cure = fmt.Sprintf("take %s out (%s)", k.names[2], k.token.Origin)
	}
	return one(k.token.Origin, k.names[2], fmt.Sprintf("%s is of other keys: %s begins with AKIA, and such keys have no token; AWS refuses both together", k.names[2], k.names[0]), cure)
}

func lookTemporary(f *Facts, k keySet) []Finding {
	if k.token.Value != "" || !temporaryKey(k.id.Value) {
		return nil
	}
	if older, ok := f.variable("AWS_SECURITY_TOKEN"); ok && k.id.Origin.Kind == origin.EnvVar && older.Value != "" && f.sdk()&(settings.Boto|settings.CLI) != 0 {
		return nil
	}
	state := "is not set"
	if k.hasToken {
		state = "is empty"
	}
	return one(k.id.Origin, k.names[0], fmt.Sprintf("%s begins with ASIA: the keys are temporary, and %s %s", k.names[0], k.names[2], state), "copy the session token too: "+k.names[2])
}

// tokenElsewhere looks at where a profile's token and keys stand.
func tokenElsewhere(f *Facts, p *profiles.Profile) []Finding {
	id, token := p.Get("aws_access_key_id"), p.Get("aws_session_token")
	if id == nil || token == nil || token.Value == "" || id.File == token.File || longTerm(id.Value) {
		return nil
	}
	who := "boto3, cli and go-v2 read all of them from one file, and send no token"
	finding := found(token.Origin, "aws_session_token",
		fmt.Sprintf("aws_session_token is in the %s file, its keys in the %s file (%s): %s", token.File, id.File, id.Origin, who),
		fmt.Sprintf("move aws_session_token to the %s file, beside the keys", id.File))
	return []Finding{finding}
}

func halfPair(f *Facts, p *profiles.Profile) []Finding {
	k := keysOf(p)
	there, missing := k.id, 1
	switch {
	case k.id.Value != "" && k.secret.Value == "":
	case k.id.Value == "" && k.secret.Value != "":
		there, missing = k.secret, 0
	default:
		return nil
	}
	if f.unsound(p) || said(f, there.Origin, "incomplete-keys", "static-keys-incomplete") {
		return nil
	}
	return one(there.Origin, p.Name, fmt.Sprintf("profile %s has %s but no %s", p.Name, k.names[1-missing], k.names[missing]),
		fmt.Sprintf("add %s below it, in the same file", k.names[missing]))
}

// emptyPair looks for keys without values, where they are used or nothing else gives
// credentials.
func emptyPair(f *Facts, p *profiles.Profile) []Finding {
	k := keysOf(p)
	if k.id.Origin.IsZero() || k.id.Value != "" || k.secret.Value != "" || f.unsound(p) || said(f, k.id.Origin, "empty-keys") {
		return nil
	}
	signs := slices.ContainsFunc(f.Resolution.Credentials.Steps, func(s resolve.Step) bool {
		return s.Kind == resolve.StepStatic && s.Origin == k.id.Origin
	})
	says := ", which counts as none"
	switch {
	case signs:
		says = ": " + f.as() + " takes it all the same, and what it signs is refused"
	case givesCredentials(p):
		return nil
	}
	finding := found(k.id.Origin, p.Name, fmt.Sprintf("%s of profile %s is empty%s", k.names[0], p.Name, says), "fill it in, or remove both keys")
	finding.About = resolve.AboutCredentials
	return []Finding{finding}
}

func lookMalformed(_ *Facts, k keySet) []Finding {
	id := k.id.Value
	why := ""
	switch {
	case id == "" || strings.Contains(id, "EXAMPLE"):
	case strings.HasPrefix(id, "AIDA") && len(id) > 16:
		why = "is the id of a user, not of a key"
	case strings.HasPrefix(id, "AROA") && len(id) > 16:
		why = "is the id of a role, not of a key"
	case strings.HasPrefix(id, "arn:"):
		why = "is an ARN, not the id of a key"
	case placeholder(id):
		why = "is a placeholder"
	case !longTerm(id) && !temporaryKey(id):
	case len(id) != 20:
		why = fmt.Sprintf("has %s; the ids of AWS's keys have 20", characters(id))
	case strings.ContainsFunc(id, func(c rune) bool { return !('A' <= c && c <= 'Z' || '0' <= c && c <= '9') }):
		why = "has characters in it that no id has: only capital letters and digits occur"
	}
	if why == "" {
		return nil
	}
	return one(k.id.Origin, k.names[0], fmt.Sprintf("the value of %s %s", k.names[0], why), "copy the access key id again")
}

// placeholder reports whether a text asks to be replaced.
func placeholder(s string) bool {
	l := strings.ToLower(s)
	return ofGuide(s) || strings.HasPrefix(l, "xxxx") || l == "changeme"
}

func lookSwapped(_ *Facts, k keySet) []Finding {
	switch {
	case looksSecret(k.id.Value):
		return one(k.id.Origin, k.names[0], fmt.Sprintf("the value of %s looks like a secret key: the id and the secret are exchanged, perhaps", k.names[0]),
			"put the access key id there, which begins with AKIA or ASIA, and make a new key: this one is sent in clear")
	case len(k.secret.Value) == 20 && (longTerm(k.secret.Value) || temporaryKey(k.secret.Value)):
		return one(k.secret.Origin, k.names[1], fmt.Sprintf("the value of %s is an access key id", k.names[1]), "put the secret key there, which has 40 characters")
	}
	return nil
}

// looksSecret reports whether a text has the length and the letters of a secret key.
func looksSecret(s string) bool {
	if len(s) != 40 {
		return false
	}
	var lower, upper, other bool
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z':
			lower = true
		case 'A' <= c && c <= 'Z':
			upper = true
		case '0' <= c && c <= '9', c == '+', c == '/', c == '=':
			other = true
		default:
			return false
		}
	}
	return lower && upper && other
}

func lookSecretLength(_ *Facts, k keySet) []Finding {
	id, secret := k.id.Value, k.secret.Value
	if secret == "" || len(secret) == 40 || len(id) != 20 || !longTerm(id) && !temporaryKey(id) || strings.Contains(id, "EXAMPLE") || longTerm(secret) || temporaryKey(secret) {
		return nil
	}
	return one(k.secret.Origin, k.names[1], fmt.Sprintf("the value of %s has %s; the secret keys of AWS have 40", k.names[1], characters(secret)), "copy the secret key again")
}

// characters is how many of them a text has, in words.
func characters(s string) string {
	if len(s) == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", len(s))
}
