package policy

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/sessctl/sessctl/internal/document"
	"github.com/sessctl/sessctl/internal/suggest"
)

// Severities are those of a policy, the gravest first.
var Severities = []string{"error", "warning", "note"}

// keys are those of a policy in its file.
var keys = []string{"name", "expression", "severity", "message", "help", "as", "profiles", "when"}

// Mistake is what is wrong with a file of policies.
type Mistake struct {
	Message string // with the place
	Lines   []string
	Hint    string
}

func (m *Mistake) Error() string { return m.Message }

// Parse reads the policies of a file and compiles them; what it refuses is a
// Mistake. sdkIDs gives the ids of SDKs by any of their names.
func (s *Set) Parse(path string, text []byte, sdkIDs func([]string) ([]string, error)) error {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return &Mistake{Message: path + ": " + strings.TrimPrefix(err.Error(), "yaml: "), Hint: "a file of policies is YAML"}
	}
	r := &reader{path: path, lines: strings.Split(string(text), "\n"), sdkIDs: sdkIDs, set: s}
	if len(doc.Content) == 0 {
		return r.wrong(&yaml.Node{Line: 1, Column: 1}, "the file has no policies")
	}
	root := plain(doc.Content[0])
	if root.Kind != yaml.SequenceNode {
		return r.wrong(root, "expected a list of policies, each beginning with \"- name: \"")
	}
	if len(root.Content) == 0 {
		return r.wrong(root, "the file has no policies")
	}
	for _, node := range root.Content {
		if err := r.policy(plain(node)); err != nil {
			return err
		}
	}
	return nil
}

type reader struct {
	path   string
	lines  []string
	sdkIDs func([]string) ([]string, error)
	set    *Set
}

// plain is what an alias stands for.
func plain(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func (r *reader) place(n *yaml.Node) document.Origin {
	return document.Origin{Kind: "file", File: r.path, Line: n.Line, Column: n.Column}
}

func (r *reader) wrong(n *yaml.Node, format string, args ...any) error {
	return &Mistake{Message: fmt.Sprintf("%s:%d:%d: ", r.path, n.Line, n.Column) + fmt.Sprintf(format, args...),
		Hint: "a policy has " + strings.Join(keys, ", ") + "; name and expression are required"}
}

// policy reads one of them.
func (r *reader) policy(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return r.wrong(n, "expected a policy, beginning with \"- name: \"")
	}
	p := &Policy{Severity: Severities[0], Place: r.place(n)}
	given := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if !slices.Contains(keys, key.Value) {
			return r.wrong(key, "unknown key %q%s", document.Name(key.Value), suggest.DidYouMean(key.Value, keys))
		}
		if given[key.Value] != nil {
			return r.wrong(key, "%s stands twice in this policy", key.Value)
		}
		given[key.Value] = plain(n.Content[i+1])
	}
	for name, into := range map[string]*string{"name": &p.Name, "severity": &p.Severity, "message": &p.Message, "help": &p.Help} {
		if given[name] == nil {
			continue
		}
		if given[name].Kind != yaml.ScalarNode || given[name].Value == "" {
			return r.wrong(given[name], "%s: expected a text", name)
		}
		*into = strings.TrimSpace(given[name].Value)
	}
	for _, name := range []string{"name", "expression"} {
		if given[name] == nil {
			return r.wrong(n, "this policy has no %s", name)
		}
	}
	if i := slices.IndexFunc(r.set.Policies, func(q *Policy) bool { return q.Name == p.Name }); i >= 0 {
		return r.wrong(given["name"], "there is a policy %q already, at %s", p.Name, r.set.Policies[i].Place)
	}
	if !slices.Contains(Severities, p.Severity) {
		return r.wrong(given["severity"], "severity: %q is none of %s%s", p.Severity, strings.Join(Severities, ", "), suggest.DidYouMean(p.Severity, Severities))
	}
	if err := r.scope(p, given); err != nil {
		return err
	}
	var err error
	if p.Holds, err = r.expression(p.Name, given["expression"]); err != nil {
		return err
	}
	if given["when"] != nil {
		if p.When, err = r.expression(p.Name, given["when"]); err != nil {
			return err
		}
	}
	r.set.Policies = append(r.set.Policies, p)
	return nil
}

// scope reads what a policy is about.
func (r *reader) scope(p *Policy, given map[string]*yaml.Node) error {
	lists := map[string][]string{}
	for _, name := range []string{"as", "profiles"} {
		n := given[name]
		if n == nil {
			continue
		}
		items := []*yaml.Node{n}
		if n.Kind == yaml.SequenceNode {
			items = n.Content
		}
		for _, item := range items {
			if item = plain(item); item.Kind != yaml.ScalarNode || item.Value == "" {
				return r.wrong(item, "%s: expected a name, or a list of names", name)
			}
			lists[name] = append(lists[name], item.Value)
		}
		if len(items) == 0 {
			return r.wrong(n, "%s: the list is empty", name)
		}
	}
	p.Profiles = lists["profiles"]
	if slices.ContainsFunc(lists["as"], func(id string) bool { return strings.EqualFold(id, "all") }) {
		p.AllSDKs = true
		return nil
	}
	ids, err := r.sdkIDs(lists["as"])
	if err != nil {
		return r.wrong(given["as"], "as: %v", err)
	}
	p.As = ids
	return nil
}

// expression compiles one; what is wrong with it has a caret.
func (r *reader) expression(policy string, n *yaml.Node) (*Program, error) {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		return nil, r.wrong(n, "policy %s: expected an expression", policy)
	}
	text := strings.TrimRight(n.Value, " \n")
	p, err := Compile(text)
	if err == nil {
		return p, nil
	}
	f, ok := err.(*Fault)
	if !ok {
		return nil, r.wrong(n, "policy %s: %v", policy, err)
	}
	line, column := r.locate(n, text, f.Offset)
	return nil, &Mistake{Message: fmt.Sprintf("%s:%d:%d: policy %s: %s", r.path, line, column, policy, f.Message), Lines: f.Caret(),
		Hint: "docs/policies.md says what an expression can name"}
}

// locate finds the place in the file of a byte of a scalar. Where the file has
// the scalar in other words, as with escapes or folded lines, it is where the
// scalar begins.
func (r *reader) locate(n *yaml.Node, text string, offset int) (line, column int) {
	line, column = n.Line, n.Column
	before := text[:offset]
	own := strings.Split(text, "\n")
	if n.Style == yaml.LiteralStyle || n.Style == yaml.FoldedStyle {
		i := strings.Count(before, "\n")
		if at := n.Line + i; at < len(r.lines) {
			if indent := strings.Index(r.lines[at], own[i]); indent >= 0 && strings.TrimSpace(r.lines[at]) == strings.TrimSpace(own[i]) {
				return at + 1, indent + 1 + len(before) - (strings.LastIndexByte(before, '\n') + 1)
			}
		}
		return line, column
	}
	if n.Style == yaml.DoubleQuotedStyle || n.Style == yaml.SingleQuotedStyle {
		column++
	}
	if n.Line <= len(r.lines) && column-1 <= len(r.lines[n.Line-1]) && strings.HasPrefix(r.lines[n.Line-1][column-1:], text) {
		return line, column + offset
	}
	return n.Line, n.Column
}
