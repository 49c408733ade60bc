package boto

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// What AWS CLI v2 does otherwise than botocore on the way to credentials.

// moduleCLI reports whether a module stands in one of the directories of a path.
func moduleCLI(r *resolve.Run, path, module string) bool {
	name := strings.ReplaceAll(module, ".", "/")
	separator := ":"
	if r.Env.OS == "windows" {
		separator = ";"
	}
	for _, dir := range strings.Split(path, separator) {
		for _, file := range []string{name + ".py", name + "/__init__.py"} {
			if r.Env.File(r.Env.Join(dir, file)).Exists() {
				return true
			}
		}
	}
	return false
}

// noteCache says where the AWS CLI keeps the credentials of a role, and for how
// long it would use those that are there without calling anybody
// (customizations/assumerole.py; botocore/credentials.py, CachedCredentialFetcher).
func (c *planner) noteCache(s *resolve.Step) {
	if !isCLI(c.r) {
		return
	}
	args := map[string]any{"RoleArn": s.RoleARN}
	for key, value := range map[string]string{"ExternalId": s.ExternalID, "SerialNumber": s.MFASerial, "RoleSessionName": s.RoleSessionName} {
		if value != "" {
			args[key] = value
		}
	}
	if s.DurationSeconds != nil {
		args["DurationSeconds"] = *s.DurationSeconds
	}
	text := pyJSON(args)
	sum := sha1.Sum([]byte(text))
	name := hex.EncodeToString(sum[:])
	c.r.Env.Derived(name, text)
	path := pyExpandUser(c.r, "~/.aws/cli/cache/"+name+".json")
	f := c.r.Env.File(path)
	if f.Err != nil {
		return
	}
	kept, _ := readToken(f.Data)["Credentials"].(map[string]any)
	expires, zone, ok := pyTime(token(kept).text("Expiration"))
	if !ok || !zone || expires.Sub(c.r.Env.Now()) < ssoRefreshWindow {
		return
	}
	s.Note = "credentials of an earlier call are used until 15 minutes before " + resolve.Stamp(expires) + ", from " + path
	c.r.Problem(resolve.Problem{Code: "role-cached", Severity: resolve.SevNote, Origin: origin.Origin{Kind: origin.TokenCache, File: path},
		Message: fmt.Sprintf("the AWS CLI has credentials of %s in its cache and does not call STS before they expire at %s", s.RoleARN, resolve.Stamp(expires)),
		Help:    "remove the file to assume the role anew"})
}

// pyJSON is json.dumps(args, sort_keys=True) of texts and numbers.
func pyJSON(args map[string]any) string {
	var b strings.Builder
	b.WriteByte('{')
	for _, key := range []string{"DurationSeconds", "ExternalId", "RoleArn", "RoleSessionName", "SerialNumber"} {
		value, ok := args[key]
		if !ok {
			continue
		}
		if b.Len() > 1 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q: ", key)
		if text, ok := value.(string); ok {
			b.WriteString(pyQuote(text))
		} else {
			fmt.Fprint(&b, value)
		}
	}
	b.WriteByte('}')
	return b.String()
}

// pyQuote is a text as Python's json writes it: ASCII alone.
func pyQuote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\b':
			b.WriteString(`\b`)
		case r == '\f':
			b.WriteString(`\f`)
		case r >= 0x10000:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		case r < ' ' || r > '~':
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
