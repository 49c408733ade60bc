package gen

import (
	"strconv"
	"strings"
)

// Values of one sort: those that are meant to be written, and those that show
// what an SDK does with others.
type values struct{ good, odd []string }

func (v values) pick(d dice, oddness int) string {
	if len(v.odd) > 0 && d.pct(oddness) {
		return pick(d, v.odd)
	}
	return pick(d, v.good)
}

var (
	regions = values{
		[]string{"us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "eu-central-1", "us-gov-west-1", "cn-north-1", "ap-south-1", "sa-east-1"},
		[]string{"", "aws-global", "us-iso-east-1", "us-isob-east-1", "fips-us-east-1", "us-east-1-fips", "US-EAST-1", "r", "xx-nowhere-9", "us-east-1a",
			"us_west_2", "us-west-2.", "-", "1", "us-east-1/evil", "mars@us-east-1", "eu-isoe-west-1", "us-isof-south-1", "cn-northwest-1", "*",
			"us-west-2 ", "\tus-west-2", "é", "eusc-de-east-1", "true", "http://x", "us east 1", strings.Repeat("a", 64)},
	}
	booleans = values{
		[]string{"true", "false"},
		[]string{"TRUE", "True", "FALSE", "False", "tRuE", "yes", "no", "1", "0", "on", "t", "", "truee", "true ", " false", "'true'", `"true"`, "none", "auto", "trueish", "falsey"},
	}
	discovery  = values{[]string{"true", "false", "auto"}, append([]string{"AUTO", "Auto"}, booleans.odd...)}
	retryModes = values{[]string{"standard", "adaptive", "standard", "adaptive", "legacy"}, []string{"Standard", "ADAPTIVE", "turbo", "", "standard ", "Legacy"}}
	attempts   = values{
		[]string{"1", "3", "5", "10"},
		[]string{"0", "-1", "", "many", "3.5", "0x10", "010", "1_000", "+4", " 4", "9223372036854775808", "1e2", "0b11", "0o7", "٣", "2147483648"},
	}
	defaultsModes = values{[]string{"standard", "in-region", "cross-region", "mobile", "legacy", "auto"}, []string{"fast", "Standard", "AUTO", "", "in_region", "IN-REGION"}}
	checksumModes = values{[]string{"when_supported", "when_required"}, []string{"WHEN_SUPPORTED", "When_Required", "sometimes", "", "when-required"}}
	accountModes  = values{[]string{"preferred", "required", "disabled"}, []string{"Preferred", "REQUIRED", "off", "", "prefered"}}
	stsModes      = values{[]string{"legacy", "regional"}, []string{"Legacy", "REGIONAL", "global", ""}}
	addressModes  = values{[]string{"IPv4", "IPv6"}, []string{"ipv4", "ipv6", "IPV6", "v4", "", "6"}}
	sizes         = values{[]string{"0", "1", "128", "10240", "10485760"}, []string{"10485761", "-1", "", "ten", "1e3", "0x400", "010", "1_0", "10240.0", "9999999999999999999"}}
	urls          = values{
		[]string{"http://localhost:4566", "https://example.test", "http://127.0.0.1:9000", "https://vpce-1.example.test/path", "http://[::1]:8000", "https://sts.example.test"},
		[]string{"", "localhost:4566", "http://", "ftp://example.test", "https://example.test/", "http://localhost:4566/a/b/", "HTTP://LOCALHOST:1", "https://u:p@example.test",
			"http://localhost:99999", "://x", "http://exa mple.test", "https://example.test?q=1", "https://example.test#f", "not a url", "https://s3.us-west-2.amazonaws.com", "//example.test",
			"http://[::1", "https://example.test:443", "http://localhost:80"},
	}
	metadataURLs = values{[]string{"http://169.254.169.254", "http://localhost:1338", "http://[fd00:ec2::254]"}, []string{"", "http://localhost:1338/", "https://example.test/a/b/", "HTTP://LOCALHOST:1", "http://[::1]:80"}}
	appIDs       = values{[]string{"my-app", "app/1.2", "App_1"}, []string{"", "my app", strings.Repeat("x", 51), "ümlaut", "a#b", "a;b", "a,b", "(x)"}}
	seconds      = values{[]string{"1", "5", "2"}, []string{"0", "-1", "1.5", "x", "", "1e1", " 2", "010"}}
	outputs      = values{[]string{"json", "text", "table", "yaml"}, []string{"", "xml", "JSON", "yaml-stream"}}
	authSchemes  = values{[]string{"sigv4", "sigv4a", "httpBearerAuth", "sigv4, sigv4a", "httpBearerAuth,sigv4"}, []string{"", ",", "  sigv4  ,", "x", "sigv4;sigv4a"}}
	regionSets   = values{[]string{"*", "us-east-1", "us-east-1,us-west-2"}, []string{"", " us-east-1 , eu-west-1 ", ",", "us-*"}}
	durations    = values{
		[]string{"900", "1800", "3600", "43200"},
		[]string{"0", "-1", "60", "899", "901", "959", "960", "961", "1200", "", "1h", "3600s", "1e3", "0x1000", "03600", "1_800", "99999999999", "9223372036854775807",
			"9223372037", "1800.0", " 1800", "3600 ", "'1800'", "+1800", "0b11111111111", "0o3410"},
	}
	words       = values{[]string{"x", "hello", "a-b", "me@example.test", "session.1"}, []string{"", "a b", "é", "a=b", "a:b", "a,b", "a#b", "a;b", "[x]", "x]", "\"", "'", "%(x)s", "$HOME", "~", `a\b`, `a\nb`, "*"}}
	mfaSerials  = values{[]string{"arn:aws:iam::123456789012:mfa/me", "GAHT12345678"}, []string{"", "arn:aws:iam::123456789012:mfa/a b"}}
	externalIDs = values{[]string{"ext-1", "12345"}, []string{"", "a b", "x/y", "a&b=c", "#1", "+1"}}
)

var accounts = []string{"123456789012", "111122223333", "444455556666"}

// roleARN is the ARN of a role of that name, sometimes odd.
func roleARN(d dice, name string, oddness int) string {
	name = strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f && !strings.ContainsRune(`"'[]#;=:`, r) {
			return r
		}
		return -1
	}, name)
	if d.pct(oddness) {
		return d.of("arn:aws:iam::123456789012:role/path/"+name, "arn:aws-cn:iam::123456789012:role/"+name, "arn:aws-us-gov:iam::123456789012:role/"+name,
			"role/"+name, name, "arn:aws:iam::123456789012:user/"+name, "arn:aws:iam::1:role/"+name, "ARN:AWS:IAM::123456789012:ROLE/"+name, "arn:aws:iam::123456789012:role/a b")
	}
	return "arn:aws:iam::" + pick(d, accounts) + ":role/" + name
}

var keyNumber = []string{"AKIA", "ASIA", "AKIAEXAMPLE", "AROA"}

// accessKey makes keys that tell where they stood.
func accessKey(d dice, where string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 32
		}
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, where)
	return pick(d, keyNumber) + clean + strconv.Itoa(d.IntN(100))
}

// secret is a secret key; real ones hold slashes and plus signs.
func secret(d dice, oddness int) string {
	if d.pct(oddness) {
		return d.of("", "a#b", "a ;b", "a #b", "[secret", "se=cret", "se:cret", `"quoted"`, "'quoted'", `back\slash`, "end\\", "%percent", "%(x)s", "se cret", "`tick`", `"""x"""`, "a,b", "]")
	}
	return d.of("s", "secret", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AbC/dEf+GhI=")
}
