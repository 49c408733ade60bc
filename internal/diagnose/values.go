package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/profiles"
	"github.com/sessctl/sessctl/internal/resolve"
)

// badValues are what SDKs say of a value whose fault one can name.
var badValues = []string{"invalid-region", "region-refused", "invalid-value", "impossible-region", "unknown-region", "zone-as-region", "endpoint-without-scheme", "endpoint-unusable", "invalid-endpoint", "access-key-id-malformed", "secret-key-malformed"}

var valueEntries = []*Entry{
	{Code: "quoted-value", Severity: resolve.SevWarning, Over: badValues, Title: "Quotes that are part of the value", Find: settingsOdd(oddQuotes, "take the quotes off"), Each: keysOdd(oddQuotes, "take the quotes off"),
		Page: Page{
			What: "A value stands in quotes, and this reading's SDK keeps them: region = \"eu-west-1\" is the region \"eu-west-1\" with both quotes.",
			Why:  "Host names and signatures are made with the quotes in them: hosts are not found, keys are refused as unknown.",
			Cure: "Take the quotes off. lint --fix shows the line.",
			Who:  "Most SDKs keep quotes. aws-sdk-go v1 and v2 drop them in some places.",
		}},
	{Code: "trailing-semicolon", Severity: resolve.SevWarning, Over: badValues, Title: "A semicolon at the end of a value", Find: settingsOdd(oddSemicolon, "take the semicolon off"), Each: keysOdd(oddSemicolon, "take the semicolon off"),
		Page: Page{
			What: "A value ends in a semicolon, as a line of a program or a shell does.",
			Why:  "A semicolon without a blank before it begins no comment: it is part of the value.",
			Cure: "Take the semicolon off. lint --fix shows the line.",
			Who:  "All SDKs, but for go-v1.1, whose parser takes it for a comment.",
		}},
	{Code: "comment-in-value", Severity: resolve.SevWarning, Over: badValues, Title: "A comment that is part of the value", Find: settingsOdd(oddComment, "put the comment on a line of its own"), Each: keysOdd(oddComment, "put the comment on a line of its own"),
		Page: Page{
			What: "A value has what looks like a comment behind it, and this reading's SDK takes it as part of the value.",
			Why:  "Whether a # or ; behind a value begins a comment differs by SDK: region = us-east-1 # main is a region in one and none in another.",
			Cure: "Put the comment on a line of its own.",
			Who:  "boto3 and AWS CLI keep it; the others cut it off.",
		}},
	{Code: "continued-over-lines", Severity: resolve.SevWarning, Over: badValues, Title: "An indented line continues the value above it", Find: settingsOdd(oddLines, "begin every key in the first column"), Each: keysOdd(oddLines, "begin every key in the first column"),
		Page: Page{
			What: "A value goes on over several lines, since the line below it is indented.",
			Why:  "An indented line is no key of its own: it is joined to the value above, and neither is used as it stands.",
			Cure: "Begin every key in the first column.",
			Who:  "boto3 and AWS CLI; other SDKs drop the indented line.",
		}},
	{Code: "unexpanded-variable", Severity: resolve.SevWarning, Over: badValues, Title: "A shell's variable in a value", Find: settingsOdd(oddVariable, "write the value out"), Each: keysOdd(oddVariable, "write the value out"),
		Page: Page{
			What: "A value has a $ in it, as in $HOME or ${REGION}.",
			Why:  "No SDK expands variables in files, and none in the values of variables.",
			Cure: "Write the value out.",
			Who:  "All SDKs.",
		}},
	{Code: "placeholder-value", Severity: resolve.SevWarning, Over: slices.Concat(badValues, []string{"account-id-malformed", "role-arn-malformed"}), Title: "A guide's placeholder in the place of a value", Find: settingsOdd(oddPlaceholder, ownValue), Each: keysOdd(oddPlaceholder, ownValue),
		Page: Page{
			What: "A value is what a guide or a template has where your own belongs: <your-region>, YOUR_ACCESS_KEY, {{ account }}.",
			Why:  "It is taken as it stands: as a region, a role or a key that there is not. Some SDKs pass over the header of a section with < in it.",
			Cure: "Write your own value; the names of profiles and sessions too, wherever they stand.",
			Who:  "All SDKs.",
		}},
	{Code: "invisible-character", Severity: resolve.SevWarning, Over: badValues, Title: "An invisible character in a value", Find: settingsOdd(oddCharacter, "type the value anew rather than pasting it"), Each: keysOdd(oddCharacter, "type the value anew rather than pasting it"),
		Page: Page{
			What: "A value begins or ends with white space, or has a character in it that no editor shows, such as a no-break space or a zero-width space from a web page.",
			Why:  "It is part of the value, and nothing shows why the value is refused.",
			Cure: "Type the value anew, rather than pasting it.",
			Who:  "All SDKs, except that most drop blanks around a value.",
		}},
}

// oddity looks for one thing odd about a value: what to say of it, and the
// value that may have been meant, "" where that is not safe to say.
type oddity func(value string) (says, meant string)

// plain reports whether a value has letters, digits and the marks of URLs and ARNs
// alone, about which nothing is odd.
func plain(v string) bool {
	for i := 0; i < len(v); i++ {
		if !plainBytes[v[i]] {
			return false
		}
	}
	return true
}

var plainBytes = [256]bool{'-': true, '_': true, '.': true, '/': true, ':': true, '@': true, '+': true, '=': true, ',': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true,
	'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true, 'm': true,
	'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true}

func oddQuotes(v string) (string, string) {
	n := len(v)
	switch {
	case n >= 2 && (v[0] == '"' || v[0] == '\'') && v[n-1] == v[0]:
		return "has quotes around it, and %s takes them as part of the value", v[1 : n-1]
	case typeset(v) != v:
		return "has typographic quotes around it, and %s takes them as part of the value", typeset(v)
	case n > 0 && (strings.ContainsRune(`"'`, rune(v[0])) || strings.ContainsRune(`"'`, rune(v[n-1]))):
		return "has a quote at its end, and %s takes it as part of the value", ""
	}
	return "", ""
}

// typeset takes the quotes off that word processors and chats put around a value.
func typeset(v string) string { return strings.Trim(v, "“”„‟‘’‚«»") }

func oddSemicolon(v string) (string, string) {
	if bare := strings.TrimRight(v, "; "); bare != "" && strings.HasSuffix(strings.TrimSpace(v), ";") && !strings.Contains(v, " ;") {
		return "ends in a semicolon, and %s takes it as part of the value", bare
	}
	return "", ""
}

func oddComment(v string) (string, string) {
	if strings.Contains(v, "\n") {
		return "", ""
	}
	for _, mark := range []string{" #", " ;", "\t#", "\t;"} {
		if i := strings.Index(v, mark); i >= 0 {
			return "has what looks like a comment in it, and %s takes it as part of the value", ""
		}
	}
	return "", ""
}

func oddLines(v string) (string, string) {
	if strings.Contains(v, "\n") {
		return "goes on over several lines: %s joins an indented line to the one above it", ""
	}
	return "", ""
}

func oddVariable(v string) (string, string) {
	for i := 0; i+1 < len(v); i++ {
		if v[i] == '$' && (v[i+1] == '{' || v[i+1] == '(' || v[i+1] == '_' || unicode.IsLetter(rune(v[i+1]))) {
			return "has a $ in it, and %s expands no variables", ""
		}
	}
	if name := percentVariable(v); name != "" {
		return "has " + strings.ReplaceAll(name, "%", "%%") + " in it, and %s expands no variables", ""
	}
	return "", ""
}

// percentVariable gives the variable that a text has in the way of Windows, "" where
// it has none.
func percentVariable(v string) string {
	_, rest, ok := strings.Cut(v, "%")
	name, _, closed := strings.Cut(rest, "%")
	if !ok || !closed || name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != "" {
		return ""
	}
	return "%" + name + "%"
}

// ownValue is the cure of a placeholder.
const ownValue = "write your own value in its place"

func oddPlaceholder(v string) (string, string) {
	switch {
	case ofGuide(v) && strings.Contains(v, "{{"):
		return "is a template's expression that nothing has filled in, and %s takes it as it stands", ""
	case ofGuide(v):
		return "is a guide's placeholder, and %s takes it as it stands", ""
	}
	return "", ""
}

// ofGuide reports whether a text is a placeholder as guides write it, or has one in it.
func ofGuide(v string) bool {
	if _, inner, opened := strings.Cut(v, "<"); opened && inner != "" && unicode.IsLetter(rune(inner[0])) && strings.Contains(inner, ">") {
		return true
	}
	if before, inner, opened := strings.Cut(v, "{{"); opened && strings.Contains(inner, "}}") && !strings.HasSuffix(before, "$") { // ${{ is an expression of GitHub's
		return true
	}
	for _, begin := range []string{"your-", "your_", "replace_me", "replace-me", "replaceme", "change_me", "change-me"} {
		if len(v) > len(begin)-1 && strings.EqualFold(v[:len(begin)], begin) {
			return true
		}
	}
	return strings.Contains(v, "://your-")
}

func oddCharacter(v string) (string, string) {
	if strings.Contains(v, "\n") {
		return "", ""
	}
	if strings.HasSuffix(v, "\r") {
		return "ends in a carriage return, and %s keeps it", ""
	}
	if strings.TrimSpace(v) != v && v != "" {
		return "begins or ends with white space, and %s keeps it", ""
	}
	for _, c := range v {
		if unicode.IsControl(c) || unicode.In(c, unicode.Cf, unicode.Zl, unicode.Zp) || c != ' ' && unicode.IsSpace(c) {
			return fmt.Sprintf("has an invisible character in it (U+%04X), and %%s keeps it", c), ""
		}
	}
	return "", ""
}

// settingsOdd looks at the settings that a variable or a flag gives, and at keys in
// the environment.
func settingsOdd(look oddity, help string) func(*Facts) []Finding {
	return func(f *Facts) []Finding {
		list := f.envKeysOdd(look, help)
		for _, v := range f.Resolution.Settings {
			if v.Set && (v.Origin.Kind == origin.EnvVar || v.Origin.Kind == origin.Flag) && !free(v.Name) {
				if says, _ := look(v.Value); says != "" {
					list = append(list, found(v.Origin, v.Name, fmt.Sprintf("the value of %s %s", v.Origin.Name, fmt.Sprintf(says, f.as())), helpFor(v.Value, help)))
				}
			}
		}
		return list
	}
}

// helpFor is what to do about a value that is odd.
func helpFor(value, help string) string {
	if strings.HasSuffix(value, "\r") {
		return "it comes from a file with Windows line ends: convert that, with dos2unix for example"
	}
	return help
}

// keysOdd looks at the keys of a profile that some SDK reads, as the reading takes them.
func keysOdd(look oddity, help string) func(*Facts, *profiles.Profile) []Finding {
	return func(f *Facts, p *profiles.Profile) []Finding {
		var list []Finding
		for i := range p.Properties {
			q := &p.Properties[i]
			if plain(q.Value) || len(q.Nested) > 0 || free(q.Key) || !known(q.Key) {
				continue
			}
			says, meant := look(q.Value)
			if says == "" {
				continue
			}
			finding := found(q.Origin, q.Key, fmt.Sprintf("the value of %s %s", q.Key, fmt.Sprintf(says, f.as())), help)
			if meant != "" {
				finding.Fix = f.rewrite(q.Origin, q.Value, meant)
			}
			list = append(list, finding)
		}
		return list
	}
}

// free reports whether a setting's text is for a shell or a person, so that
// anything may stand in it.
func free(name string) bool {
	switch name {
	case "credential_process", "cli_pager", "s3", "api_versions", "sdk_ua_app_id", "http_proxy", "https_proxy":
		return true
	}
	return strings.HasPrefix(name, "cli_")
}
