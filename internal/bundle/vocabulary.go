package bundle

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/settings"
	"github.com/sessctl/sessctl/internal/suggest"
)

// headerKind is what a header begins with before a name.
var headerKind = lazily(`(?i)^\[[ \t"']*(?:(prof\w{0,6}|sso[-_]?sess\w{0,6}|services?)(?:[ \t:_"'-]+|$)|profile|sso-session)?`)

// kindOf gives the part of a header that says of what kind the section is, or
// nearly says it.
func kindOf(header string) string {
	at := headerKind().FindStringSubmatchIndex(header)
	if at == nil {
		return ""
	}
	if at[2] >= 0 && !slices.ContainsFunc([]string{"profile", "sso-session", "services"}, func(word string) bool { return near(strings.ToLower(header[at[2]:at[3]]), word) }) {
		return header[:at[2]]
	}
	const kind = "profile"
	if at[2] >= 0 && at[3] == len(header) && at[3]-at[2] > len(kind) && strings.EqualFold(header[at[2]:at[2]+len(kind)], kind) {
		return header[:at[2]+len(kind)] // [profiledev], whose name is not apart
	}
	if at[2] < 0 && at[1] == len(strings.TrimRight(header[:at[1]], `abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-`)) {
		return header[:at[1]+slipOfKind(header[at[1]:])]
	}
	return header[:at[1]]
}

// slipOfKind gives the length of the word for a section's kind, and what is behind it,
// that a header begins with, where signs stand in it: [pr/ofile x].
func slipOfKind(header string) int {
	word := header[:max(strings.IndexAny(header, " \t"), 0)]
	letters := strings.Join(spelled().FindAllString(word, -1), "")
	if !severalWords(word) || !slices.ContainsFunc([]string{"profile", "ssosession", "services"}, func(kind string) bool { return near(strings.ToLower(letters), kind) }) {
		return 0
	}
	return len(header) - len(strings.TrimLeft(header[len(word):], " \t"))
}

// jsonName is a member of JSON whose value is a name.
var jsonName = lazily(`"(?:RoleSessionName|startUrl|sessionName|roleName|profile|SerialNumber|userName)"\s*:\s*"((?:[^"\\]|\\.)*)"`)

// said are words that mean something to an SDK, or to whoever runs a program,
// beside settings, regions and services.
const said = `
default profile sso session services service plugins preview login boto
true false yes no on off none null nil enabled disabled enable disable auto nan inf infinity undefined
environment ec2instancemetadata ecscontainer env
cfg json yaml text table stream csv off ini toml xml html txt pem crt key cer token sqlite3
http https ftp file tcp unix socks socks5 localhost loopback
docker localstack cloud test example invalid corp lan localdomain svc cluster
cli_legacy_plugin_path
com net org io gov cn eu ic uk hci scloud amazonaws amazonwebservices api aws amazon awsapps c2s sc2s sgov adc csp cloud
arn iam sts mfa role user group root assumed federated policy instance u2f oidc saml provider awsreservedsso
home users tmp private var etc usr opt bin sbin lib lib64 local share run secrets proc self dev dir root mnt
config configs credentials credential cache cli models shared appdata roaming program files windows system32 library
kubernetes io serviceaccount eks pods
passwd serviceaccount token tokens web identity client clients
sh bash zsh cmd exe bat ps1 powershell pwsh python python3 node java perl ruby env sudo cat echo printf
vault okta saml2aws gimme granted assume export process exec format print configure get set list call
access accesstoken accesskey accesskeyid secretaccesskey secretkey sessiontoken securitytoken expiration expires expiresat
refreshtoken clientid clientsecret registrationexpiresat starturl region accountid version code lastupdated type message
credentialsversion providertype rolearn rolesessionname serialnumber externalid durationseconds assumedroleuser assumedroleid
awsaccesskeyid awssecretkey responsemetadata arn idtoken tokentype dpopkey scopes granttypes authtype sessionname rolename profile username success failure
begin end certificate private public rsa ec key encrypted
sso_account_access scope scopes openid
terraform backend required providers variable locals data resource module output provider alias workspace
assume_role assume_role_with_web_identity endpoints allowed_account_ids forbidden_account_ids ignore_tags default_tags
skip skip_credentials_validation skip_metadata_api_check skip_region_validation skip_requesting_account_id custom
string number bool map any object tuple for each count sensitive description value
user home java options tool properties
internal endpoint endpoints vpce metadata latest meta security v1 v2 v3 v4 v4a get ecs eks ec2 ipv4 ipv6 fd00
mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec utc gmt z t
ascii utf utf8 latin1 base64 hex
bom nul rem con prn devnull stdin stdout stderr fd
s3v4 sigv4 sigv4a s3express httpbearerauth noauth bearer identitytoken dpopkey signin devtools same device
s m h ms us ns b k kb kib mb mib gb gib tb tib
`

var spelled = lazily(`[\pL\pN]+`)

// vocabulary gives the words that stay where they are no names.
var vocabulary = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	add := func(texts ...string) {
		for _, t := range texts {
			for _, w := range spelled().FindAllString(t, -1) {
				known[strings.ToLower(w)] = true
			}
		}
	}
	add(said)
	for _, s := range settings.Table() {
		add(s.Name)
		add(s.Values...)
		for _, list := range [][]settings.Named{s.Env, s.Keys, s.Default} {
			for _, n := range list {
				add(n.Name)
			}
		}
	}
	for _, list := range [][]settings.Input{settings.InputVars(), settings.InputKeys()} {
		for _, i := range list {
			add(i.Name)
		}
	}
	add(hosts.Regions()...)
	for _, s := range catalogue.Embedded().Summaries() {
		add(s.Name, s.ID, strings.ReplaceAll(s.ID, " ", ""))
	}
	return known
})

// variableNames gives the variables that some SDK reads.
var variableNames = sync.OnceValue(func() []string {
	var list []string
	for _, s := range settings.Table() {
		for _, n := range s.Env {
			list = append(list, n.Name)
		}
	}
	for _, i := range settings.InputVars() {
		list = append(list, i.Name)
	}
	return append(list, systemVariables...)
})

// systemVariables are those that are read of the system and of other programs.
var systemVariables = []string{"HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "PATH", "USER", "USERNAME", "LOGNAME", "PAGER", "BOTO_CONFIG", "REQUESTS_CA_BUNDLE",
	"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "TF_WORKSPACE", "TF_DATA_DIR", environ.JavaOptions}

var keyNames = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, s := range settings.Table() {
		for _, n := range s.Keys {
			for part := range strings.SplitSeq(n.Name, ".") {
				known[part] = true
			}
		}
	}
	for _, i := range settings.InputKeys() {
		known[i.Name] = true
	}
	return known
})

// keyOrHeader reports of a word that it is a key, one of the values that a key can
// have, a region, a member of what a login leaves, or begins a header, and nothing
// else: the line of a secret goes on over some ends of lines that end it to other
// SDKs, and what one SDK takes for broken another reads.
func keyOrHeader(word string) bool {
	switch {
	case word == "profile" || word == "sso-session" || word == "region" || word == "true" || word == "false" || loginMembers()[word]:
		return true
	case strings.ContainsAny(word, "_-") && (keyNames()[word] || keyValues()[word]):
		return true
	}
	return strings.Count(word, "-") >= 2 && (slices.Contains(hosts.Regions(), word) || slices.Contains(hosts.Regions(), word[:len(word)-1]))
}

// loginMembers are the members of the files that logins leave, and what stands there.
var loginMembers = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, w := range strings.Fields("accountid expiresat tokentype refreshtoken clientid clientsecret registrationexpiresat starturl accesstoken identitytoken dpopkey aws_sigv4") {
		known[w] = true
	}
	return known
})

// keyValues are the words that keys can have for their values.
var keyValues = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, s := range settings.Table() {
		for _, v := range s.Values {
			known[v] = true
		}
	}
	return known
})

func knownVariable(name string) bool {
	for _, n := range variableNames() {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

func knownKey(key string) bool {
	k := strings.ToLower(strings.Trim(key, `"' `))
	return keyNames()[k] || knownVariable(strings.TrimPrefix(key, "export "))
}

// nearKey reports whether a key is a slip of one that is read.
func nearKey(key string) bool { return meantKey(key) != "" }

// meantKey gives the key that is read of which one is a slip, or itself.
func meantKey(key string) string {
	if len(key) > 60 {
		return ""
	}
	k := strings.ToLower(strings.Trim(key, `"' `))
	if keyNames()[k] {
		return k
	}
	return suggest.Closest(k, sortedKeyNames())
}

var sortedKeyNames = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(keyNames())) })
