package redact

import "strings"

// identifier reports whether a text is the id of something, as AWS gives them out. They
// look made and open nothing: vpc-0a1b2c3d, a UUID such as that of a key of KMS, the
// name of a role of IAM Identity Center, us-east-1_Ab12Cd34E.
func identifier(s string) bool {
	if strings.HasPrefix(s, "AWSReservedSSO_") {
		return true
	}
	if uuid(s) {
		return true
	}
	head, id, ok := strings.Cut(s, "-")
	if !ok || len(s) > 48 {
		return false
	}
	switch n := len(id); head {
	case "ami", "aki", "ari", "acl", "cgw", "customer", "dopt", "eipalloc", "eipassoc", "eni", "fs", "fsap", "fsmt", "i", "igw", "lgw", "lt", "nat", "pcx", "pl", "r", "rtb",
		"rtbassoc", "sg", "sgr", "snap", "subnet", "svr", "tgw", "vgw", "vol", "vpc", "vpce", "vpn", "eigw", "key", "cb", "fleet", "bi", "cr", "dsk":
		return (n == 8 || n == 17) && hexWord(id)
	case "mrk": // of a key of KMS
		return n == 32 && hexWord(id)
	case "o": // of an organization
		return n >= 10 && n <= 32 && smallWord(id)
	case "ou":
		root, unit, ok := strings.Cut(id, "-")
		return ok && len(root) >= 4 && len(unit) >= 8 && len(unit) <= 32 && smallWord(root) && smallWord(unit)
	}
	region, pool, ok := strings.Cut(s, "_") // of a user pool of Cognito
	return ok && len(pool) == 9 && strings.Count(region, "-") >= 2 && plainValue(region)
}

func uuid(s string) bool {
	if len(s) != len("01234567-89ab-cdef-0123-456789abcdef") {
		return false
	}
	for i := range len(s) {
		if sign := i == 8 || i == 13 || i == 18 || i == 23; sign != (s[i] == '-') || !sign && !isHex(s[i]) {
			return false
		}
	}
	return true
}

// smallWord reports whether a text has small letters and digits alone.
func smallWord(s string) bool {
	for _, c := range []byte(s) {
		if !isLower(c) && !isDigit(c) {
			return false
		}
	}
	return s != ""
}
