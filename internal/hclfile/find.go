package hclfile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/suggest"
)

// A Header is what stands before a block: its type and labels.
type Header []string

func (h Header) String() string {
	words := []string{h[0]}
	for _, label := range h[1:] {
		words = append(words, `"`+label+`"`)
	}
	return strings.Join(words, " ")
}

// found is a block that bears a header.
type found struct {
	file  *file
	body  hcl.Body
	at    hcl.Range
	alias string
}

// ErrNone is of a file without the block that is looked for.
var ErrNone = errors.New("no such block")

// Find gives the block that stands below headers, such as provider "aws", or
// terraform and then backend "s3". Of several the one counts whose alias is asked
// for, or that has none.
func (m *Module) Find(headers []Header, alias string) (*resolve.Node, error) {
	all := m.blocks(headers)
	if len(all) == 0 {
		if plain := m.plain(); plain != nil && alias == "" {
			all = []found{*plain}
		}
	}
	section := headers[len(headers)-1].String()
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no %s: %w", m.asked, section, ErrNone)
	}
	var names []string
	var plain, chosen []found
	for _, b := range all {
		if b.alias == alias {
			chosen = append(chosen, b)
		}
		if b.alias == "" {
			plain = append(plain, b)
		} else {
			names = append(names, b.alias)
		}
	}
	switch {
	case len(chosen) == 1:
	case len(chosen) > 1:
		return nil, fmt.Errorf("%s has %d of %s with one name: %s", m.asked, len(chosen), section, places(chosen, section))
	case alias == "" && len(all) == 1 && len(plain) == 0:
		chosen = all
	case alias == "":
		return nil, fmt.Errorf("%s has several of %s and none without an alias: name one, as in %s#%s (%s)", m.asked, section, m.asked, names[0], places(all, section))
	default:
		return nil, fmt.Errorf("%s has no %s with the alias %q%s: %s", m.asked, section, alias, suggest.DidYouMean(alias, names), places(all, section))
	}
	b := chosen[0]
	n := m.block(b.file, b.body, section)
	n.Origin = b.file.origin(b.at, section, "")
	return n, nil
}

// places lists blocks with their aliases.
func places(all []found, section string) string {
	var list []string
	const most = 20
	for i, b := range all {
		if i == most {
			list = append(list, fmt.Sprintf("%d more", len(all)-most))
			break
		}
		at := b.file.origin(b.at, section, "")
		name := b.alias
		if name == "" {
			name = "without an alias"
		}
		list = append(list, fmt.Sprintf("%s at %s:%d", name, at.File, at.Line))
	}
	return strings.Join(list, ", ")
}

// blocks gives all that stand below headers in the files that were asked for.
func (m *Module) blocks(headers []Header) (all []found) {
	for _, f := range m.files {
		for _, b := range below(f.body, headers) {
			alias := ""
			if attributes, _ := b.Body.JustAttributes(); attributes["alias"] != nil {
				alias = m.eval(f, attributes["alias"].Expr).text()
			}
			all = append(all, found{f, b.Body, b.DefRange, alias})
		}
	}
	return all
}

// below gives the blocks of a body that stand below headers.
func below(body hcl.Body, headers []Header) (all []*hcl.Block) {
	h := headers[0]
	schema := hcl.BlockHeaderSchema{Type: h[0]}
	for i := range h[1:] {
		schema.LabelNames = append(schema.LabelNames, fmt.Sprintf("label %d", i+1))
	}
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{schema}})
	if content == nil {
		return nil
	}
	for _, b := range content.Blocks {
		if b.Type != h[0] || strings.Join(b.Labels, "\x00") != strings.Join(h[1:], "\x00") {
			continue
		}
		if len(headers) > 1 {
			all = append(all, below(b.Body, headers[1:])...)
		} else {
			all = append(all, b)
		}
	}
	return all
}

// plain takes a JSON file that is no configuration for the arguments of one block.
func (m *Module) plain() *found {
	if len(m.files) != 1 || !m.files[0].json {
		return nil
	}
	f := m.files[0]
	attributes, diags := f.body.JustAttributes()
	if diags.HasErrors() || len(attributes) == 0 {
		return nil
	}
	for _, kind := range []string{"provider", "terraform", "resource", "data", "module", "variable", "locals", "output"} {
		if attributes[kind] != nil {
			return nil
		}
	}
	return &found{file: f, body: f.body, at: f.body.MissingItemRange()}
}
