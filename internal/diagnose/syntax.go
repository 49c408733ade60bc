package diagnose

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/hosts"
	"github.com/sessctl/sessctl/internal/lookup"
	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/settings"
)

var syntaxEntries = []*Entry{
	{Code: "pasted-export", Severity: resolve.SevError, Title: "Shell commands pasted into a shared file", Find: pastedExport,
		Page: Page{
			What: "A line of a shared file is a shell's: export NAME=VALUE, set NAME=VALUE, setx NAME VALUE or $env:NAME = VALUE. Access portals offer such lines to be pasted into a terminal.",
			Why:  "The files know keys, such as aws_access_key_id, and not variables. Every SDK takes the whole of export AWS_ACCESS_KEY_ID for the name of a key that nobody asks for, and says nothing; AWS CLI and boto3 then find no credentials.",
			Cure: "Write KEY = VALUE with the key's own name in lower case, without the command, quotes and semicolons. lint --fix shows the line.",
			Who:  "All SDKs.",
		}},
	{Code: "pasted-json", Severity: resolve.SevError, Title: "JSON pasted into a shared file", Find: pastedJSON,
		Page: Page{
			What: "A section has lines of JSON, such as \"AccessKeyId\": \"AKIA…\", as STS and credential programs print them.",
			Why:  "The shared files are INI files. Some parsers stop with an error at a line without an equals sign, others pass over it; none finds the key.",
			Cure: "Write each as KEY = VALUE: AccessKeyId is aws_access_key_id, SecretAccessKey is aws_secret_access_key, SessionToken is aws_session_token. Take out braces, quotes and commas.",
			Who:  "All SDKs.",
		}},
	{Code: "keys-behind-header", Severity: resolve.SevWarning, Title: "Keys on the line of a section's header", Find: behindHeader,
		Page: Page{
			What: "A key and its value stand behind the header of a section, on its line: [default] aws_access_key_id = AKIA….",
			Why:  "A header ends its line. Some parsers reject the file, others pass over what follows without a word.",
			Cure: "Write each key on a line of its own.",
			Who:  "All SDKs.",
		}},
	{Code: "pasted-csv", Severity: resolve.SevError, Title: "The console's CSV in a shared file", Find: pastedCSV,
		Page: Page{
			What: "A line is the head of the CSV file that the console offers with a new access key: Access key ID,Secret access key.",
			Why:  "The shared files are INI files: no SDK finds a key in it.",
			Cure: "Write [default] and, below it, the two keys of the second line as aws_access_key_id and aws_secret_access_key; or keep the CSV elsewhere and run aws configure import --csv file://PATH.",
			Who:  "All SDKs.",
		}},
	{Code: "pasted-yaml", Severity: resolve.SevWarning, Title: "A colon where an equals sign is expected", Find: pastedYAML,
		Page: Page{
			What: "A line is written KEY: VALUE, as in YAML.",
			Why:  "Parsers for Python and Go take a colon for an equals sign; those of Rust and JavaScript do not, and pass over the key without a word.",
			Cure: "Write KEY = VALUE. lint --fix shows the line.",
			Who:  "spec (Rust) and js-v3 pass over the key; boto3, cli and Go read it.",
		}},
	{Code: "value-without-key", Severity: resolve.SevWarning, Title: "A region without a key before it", Find: valueWithoutKey,
		Page: Page{
			What: "A line of a profile is the name of a region, without region = before it.",
			Why:  "Go and JavaScript pass over the line without a word, and there is no region. Other parsers reject the file.",
			Cure: "Write region = NAME.",
			Who:  "All SDKs; boto3, cli and spec (Rust) do not load.",
		}},
}

// shellWords are the commands that set a variable in one shell or another.
var shellWords = []string{"export ", "set ", "setx ", "declare -x ", "$env:"}

// assigned takes a shell's assignment apart; ok is false for any other line.
func assigned(text string) (command, name, value string, ok bool) {
	bare := strings.TrimSpace(text)
	for _, word := range shellWords {
		if len(bare) <= len(word) || !strings.EqualFold(bare[:len(word)], word) {
			continue
		}
		name, value, ok = strings.Cut(strings.Trim(bare[len(word):], " \t\"'"), "=")
		if !ok && word == "setx " {
			name, value, ok = strings.Cut(strings.TrimSpace(bare[len(word):]), " ")
		}
		name = strings.TrimSpace(name)
		return strings.TrimSpace(word), name, unwrapped(value), ok && plainWord(name)
	}
	return "", "", "", false
}

// unwrapped is a value without the quotes, commas and semicolons around it.
func unwrapped(value string) string {
	v := strings.TrimRight(strings.TrimSpace(value), "; ,\t")
	if n := len(v); n >= 2 && (v[0] == '"' || v[0] == '\'') && v[n-1] == v[0] {
		v = v[1 : n-1]
	}
	return strings.Trim(v, `"'`)
}

func plainWord(s string) bool {
	for _, c := range []byte(s) {
		if !(c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
			return false
		}
	}
	return s != ""
}

func pastedExport(f *Facts) []Finding {
	var list []Finding
	for _, l := range f.lines() {
		command, name, value, ok := assigned(l.text)
		if !ok {
			continue
		}
		key := keyOf(name)
		if key == "" {
			list = append(list, found(l.origin(""), name, fmt.Sprintf("%s %s is a command for a shell: no SDK reads it in a file, and no key stands for it", command, name), "take the line out"))
			continue
		}
		finding := found(l.origin(key), key, fmt.Sprintf("%s %s is a command for a shell: %s does not find %s in it", command, name, f.as(), key),
			fmt.Sprintf("write %s = VALUE, without %s and quotes", key, command))
		if value != "" {
			finding.Fix = &Edit{Path: l.path, Line: l.n, Old: l.text, New: key + " = " + value}
		}
		list = append(list, finding)
	}
	return list
}

// jsonNames are the names of keys as STS and credential programs print them.
var jsonNames = lookup.Table[string, string]{{"accesskeyid", "aws_access_key_id"}, {"secretaccesskey", "aws_secret_access_key"}, {"sessiontoken", "aws_session_token"}, {"region", "region"}}

// jsonName is a name with the colon behind it, as a line of JSON has several.
var jsonName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"([A-Za-z_]+)"\s*:`) })

// jsonKeys gives the keys that a line of JSON sets, none for any other line.
func jsonKeys(text string) []string {
	bare := strings.TrimLeft(text, " \t{[")
	if !strings.HasPrefix(bare, `"`) {
		return nil
	}
	var keys []string
	for _, m := range jsonName().FindAllStringSubmatch(bare, -1) {
		if key := cmp.Or(jsonNames.Of(strings.ToLower(m[1])), keyOf(m[1])); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

func pastedJSON(f *Facts) []Finding {
	var list []Finding
	keys := map[string][]string{}
	first := map[string]line{}
	var order []string
	for _, l := range f.lines() {
		set := jsonKeys(l.text)
		if len(set) == 0 {
			continue
		}
		at := l.path + "\n" + l.section
		if _, ok := first[at]; !ok {
			first[at] = l
			order = append(order, at)
		}
		keys[at] = append(keys[at], set...)
	}
	for _, at := range order {
		l := first[at]
		below := ""
		if l.section == "" {
			below = "write [default], and below it "
		}
		list = append(list, found(l.origin(keys[at][0]), keys[at][0], fmt.Sprintf("this is JSON: %s does not find %s in it", f.as(), and(keys[at])),
			fmt.Sprintf("%s%s = VALUE, one key a line, without braces, quotes and commas", cmp.Or(below, "write "), keys[at][0])))
	}
	return list
}

// keyBehind gives the header of a line, without its bracket at the end, and the key
// that stands behind it; "" for any other line.
func keyBehind(text string) (header, key string) {
	header, rest, ok := strings.Cut(text, "]")
	if !ok || text[0] != '[' || strings.Contains(strings.TrimRight(text, "\r\n"), "\r") {
		return "", "" // Python's parsers end lines at a carriage return, too
	}
	name, _, assigns := strings.Cut(strings.TrimSpace(rest), "=")
	if name = strings.TrimSpace(name); !assigns || !known(name) {
		return "", ""
	}
	return header, name
}

// csvHead reports whether a line is the head of the console's CSV.
func csvHead(text string) bool {
	return strings.Contains(strings.ToLower(strings.ReplaceAll(text, `"`, "")), "access key id,secret access key")
}

func pastedCSV(f *Facts) []Finding {
	var list []Finding
	for _, l := range f.lines() {
		if csvHead(l.text) {
			finding := found(l.origin(""), "", fmt.Sprintf("this is the console's CSV: %s does not find the keys in it", f.as()),
				"write [default], and below it what the next line has, as aws_access_key_id and aws_secret_access_key, each on a line of its own")
			finding.About = resolve.AboutCredentials
			list = append(list, finding)
		}
	}
	return list
}

func behindHeader(f *Facts) []Finding {
	var list []Finding
	for _, file := range f.Resolution.Files {
		doc := f.Workspace.Document(file.Path)
		if file.Path == "" || file.Unread || doc == nil {
			continue
		}
		n := 0
		for text := range strings.Lines(doc.Text) {
			n++
			header, name := keyBehind(text)
			if name == "" || !f.concerns(strings.TrimSpace(header[1:])) || f.rejects(line{path: file.Path, n: n}) {
				continue
			}
			at := origin.Origin{Kind: origin.InFile, File: file.Path, Line: n, Column: len(header) + 2, Section: strings.TrimSpace(header[1:])}
			finding := found(at, name, fmt.Sprintf("%s stands behind %s], on its line: %s does not read it", name, header, f.as()), "write each key on a line of its own")
			finding.About = resolve.About(origin.Origin{Kind: origin.InFile, Key: name})
			list = append(list, finding)
		}
	}
	return list
}

func pastedYAML(f *Facts) []Finding {
	var list []Finding
	for _, l := range f.lines() {
		name, value, ok := strings.Cut(strings.TrimSpace(l.text), ":")
		if !ok || !plainWord(name) || !known(name) || f.entryAt(l.path, l.n, name) {
			continue
		}
		finding := found(l.origin(name), name, fmt.Sprintf("%s is followed by a colon: %s does not read it, since a key needs an equals sign", name, f.as()),
			fmt.Sprintf("write %s = VALUE", name))
		if v := unwrapped(value); v != "" {
			finding.Fix = &Edit{Path: l.path, Line: l.n, Old: l.text, New: name + " = " + v}
		}
		list = append(list, finding)
	}
	return list
}

// valueWithoutKey looks for lines that are a region alone, where the parser passes
// over them.
func valueWithoutKey(f *Facts) []Finding {
	var list []Finding
	for _, l := range f.lines() {
		region := loneRegion(l.text)
		if region == "" || f.entryAt(l.path, l.n, region) || f.rejects(l) {
			continue
		}
		list = append(list, found(l.origin("region"), "region", fmt.Sprintf("%s stands without a key: %s passes over the line", region, f.as()), "write region = "+region))
	}
	return list
}

// loneRegion is the region that is all of a line, "" for any other line.
func loneRegion(text string) string {
	if name := strings.TrimSpace(text); text != "" && text[0] != ' ' && text[0] != '\t' {
		if _, known := hosts.Of(name); known {
			return name
		}
	}
	return ""
}

// rejects reports whether the parser gives up at a line.
func (f *Facts) rejects(l line) bool {
	for _, file := range f.Resolution.Shared.Files {
		if file.Path == l.path && file.Parsed != nil && file.Parsed.Err != nil && file.Parsed.Err.Pos.Line == l.n {
			return true
		}
	}
	return false
}

// entryAt reports whether the reading's parser takes a line for a key of that name.
func (f *Facts) entryAt(path string, n int, name string) bool {
	for _, file := range f.Resolution.Shared.Files {
		if file.Path != path || file.Parsed == nil {
			continue
		}
		for i := range file.Parsed.Count() {
			for _, e := range file.Parsed.At(i).Entries() {
				if e.KeyPos.Line == n && strings.EqualFold(e.Key, name) {
					return true
				}
			}
		}
	}
	return false
}

// keyOf gives the key of a profile that stands for a variable, "" where none does.
func keyOf(variable string) string {
	lower := strings.ToLower(variable)
	if known(lower) {
		return lower
	}
	for i := range settings.Table() {
		s := &settings.Table()[i]
		for _, n := range s.Env {
			if strings.EqualFold(n.Name, variable) && len(s.Keys) > 0 && !strings.Contains(s.Keys[0].Name, ".") {
				return s.Keys[0].Name
			}
		}
	}
	return ""
}

// known reports whether some SDK reads a key of that name.
func known(key string) bool {
	s, input := keyOwner(key)
	return s != nil || input != nil
}
