package render

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/sessctl/sessctl/internal/jsontree"
	"github.com/sessctl/sessctl/internal/printable"
)

// writeYAML prints a JSON tree as YAML.
func writeYAML(w io.Writer, root *jsontree.Value) error {
	text, err := yamlText(root)
	if err != nil {
		return err
	}
	_, err = w.Write(printable.YAML(text))
	return err
}

func yamlText(root *jsontree.Value) ([]byte, error) {
	var text bytes.Buffer
	enc := yaml.NewEncoder(&text)
	enc.SetIndent(2)
	if err := enc.Encode(yamlNode(root)); err != nil {
		return nil, err
	}
	err := enc.Close()
	return text.Bytes(), err
}

func yamlNode(v *jsontree.Value) *yaml.Node {
	switch v.Kind {
	case jsontree.Object:
		n := &yaml.Node{Kind: yaml.MappingNode}
		for i := range v.Fields {
			n.Content = append(n.Content, yamlString(v.Fields[i].Name), yamlNode(&v.Fields[i].Value))
		}
		if len(v.Fields) == 0 {
			n.Style = yaml.FlowStyle
		}
		return n
	case jsontree.Array:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for i := range v.Items {
			n.Content = append(n.Content, yamlNode(&v.Items[i]))
		}
		if len(v.Items) == 0 {
			n.Style = yaml.FlowStyle
		}
		return n
	case jsontree.String:
		return yamlString(v.Text)
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: v.Text} // a number's literal, true, false and null mean the same in YAML
}

// yamlString has the library quote what would be something else than a string,
// also to a reader of YAML 1.1.
func yamlString(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if notString().MatchString(s) || strings.Contains(s, "\n") && unfitForBlock().MatchString(s) || strings.IndexFunc(s, printable.DrivesQuoted) >= 0 {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// unfitForBlock is what the library does not write as a block of lines so that it
// reads it back: white space before a line's text.
var unfitForBlock = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^[\s\p{Z}]`) })

// notString is what YAML 1.1 reads as a boolean, or as a number to base 60, and
// YAML 1.2 does not; and the key that merges, which the library leaves bare.
var notString = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?i:<<|y|yes|on|n|no|off|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)$`)
})
