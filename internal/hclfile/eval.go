package hclfile

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// outcome is a value, or why it is not known.
type outcome struct {
	value   cty.Value
	unknown string
	wants   string // the variable that has no value, where that is why
}

func (o *outcome) text() string {
	if o.unknown != "" {
		return ""
	}
	return text(o.value)
}

func unknown(format string, args ...any) *outcome {
	return &outcome{unknown: fmt.Sprintf(format, args...)}
}

// eval computes an expression of the module.
func (m *Module) eval(f *file, e hcl.Expression) *outcome {
	roots := map[string]map[string]cty.Value{}
	total, sizes := 0, map[string]int{}
	for _, t := range e.Variables() {
		root, name := t.RootName(), ""
		if len(t) > 1 {
			if attribute, ok := t[1].(hcl.TraverseAttr); ok {
				name = attribute.Name
			}
		}
		got := m.named(root, name)
		if got.unknown != "" {
			if root != "var" && root != "local" && root != "path" {
				return unknown("%s is known to Terraform alone", spelled(t))
			}
			return got
		}
		if roots[root] == nil {
			roots[root] = map[string]cty.Value{}
		}
		roots[root][name] = got.value
		n, known := sizes[root+"."+name]
		if !known {
			n = size(got.value)
			sizes[root+"."+name] = n
		}
		if total += n; total > maxWork {
			break
		}
	}
	if !m.spend(total) {
		return unknown("it cannot be computed here: %v", errWork)
	}
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: m.functions()}
	for root, members := range roots {
		ctx.Variables[root] = cty.ObjectVal(members)
	}
	if err := m.affordable(e, ctx, total); err != nil {
		return unknown("it cannot be computed here: %v", err)
	}
	m.over = false
	v, diags := e.Value(ctx)
	for _, d := range diags {
		switch {
		case d.Severity == hcl.DiagError && m.over:
			return unknown("it cannot be computed here: %v", errWork)
		case d.Severity == hcl.DiagError:
			return unknown("it cannot be computed here: %s", reason(d))
		}
	}
	if !v.IsWhollyKnown() {
		return unknown("it is not known before the program runs")
	}
	return &outcome{value: v}
}

// reason is a diagnostic in a few words.
func reason(d *hcl.Diagnostic) string {
	if call, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallUnknownDiagExtra](d); ok {
		return "the function " + call.CalledFunctionName() + " is not known"
	}
	if call, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](d); ok && call.FunctionCallError() != nil {
		return call.CalledFunctionName() + ": " + call.FunctionCallError().Error()
	}
	return strings.TrimSuffix(strings.ToLower(d.Summary[:1])+d.Summary[1:], ".")
}

// spelled is a traversal as it is written, without its indices.
func spelled(t hcl.Traversal) string {
	name := t.RootName()
	for _, step := range t[1:] {
		if attribute, ok := step.(hcl.TraverseAttr); ok {
			name += "." + attribute.Name
		}
	}
	return name
}

// named gives what a name of the language stands for.
func (m *Module) named(root, name string) *outcome {
	full := root
	if name != "" {
		full += "." + name
	}
	if got := m.values[full]; got != nil {
		return got
	}
	switch {
	case m.looking[full]:
		return unknown("%s refers to itself", full)
	case len(m.looking) > maxHops:
		return unknown("it is computed from more than %d names, one behind the other", maxHops)
	}
	m.looking[full] = true
	defer delete(m.looking, full)
	var got *outcome
	switch {
	case root == "var" && name != "":
		got = m.variable(name)
	case root == "local" && name != "":
		got = m.local(name)
	case full == "path.module", full == "path.root":
		got = &outcome{value: cty.StringVal(".")} // the program runs in the module's directory
	case full == "terraform.workspace":
		got = &outcome{value: cty.StringVal(m.workspace())}
	case full == "path.cwd":
		got = &outcome{value: cty.StringVal(filepath.ToSlash(m.env.Abs(m.dir)))}
	default:
		got = unknown("%s is known to Terraform alone", full)
	}
	m.values[full] = got
	return got
}

// declared calls f with every block of a type, as long as it wants more.
func (m *Module) declared(h hcl.BlockHeaderSchema, f func(*file, *hcl.Block) bool) {
	for _, file := range m.siblings() {
		content, _, _ := file.body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{h}})
		if content == nil {
			continue
		}
		for _, b := range content.Blocks {
			if !f(file, b) {
				return
			}
		}
	}
}

// declare lists the local values and the variables of the module. Of two of a name
// the first counts.
func (m *Module) declare() {
	if m.locals != nil {
		return
	}
	m.locals, m.inputs = map[string]named{}, map[string]named{}
	m.declared(hcl.BlockHeaderSchema{Type: "locals"}, func(f *file, b *hcl.Block) bool {
		attributes, _ := b.Body.JustAttributes()
		for name, a := range attributes {
			if _, twice := m.locals[name]; !twice {
				m.locals[name] = named{file: f, local: a}
			}
		}
		return true
	})
	m.declared(hcl.BlockHeaderSchema{Type: "variable", LabelNames: []string{"name"}}, func(f *file, b *hcl.Block) bool {
		if len(b.Labels) == 1 {
			if _, twice := m.inputs[b.Labels[0]]; !twice {
				m.inputs[b.Labels[0]] = named{file: f, input: b}
			}
		}
		return true
	})
}

// local gives a local value.
func (m *Module) local(name string) *outcome {
	m.declare()
	found, ok := m.locals[name]
	if !ok {
		return unknown("local.%s is not defined in the module", name)
	}
	return m.eval(found.file, found.local.Expr)
}

// variable gives an input variable: TF_VAR_name, then the files of values, of
// which the later ones count more, and else its default.
func (m *Module) variable(name string) *outcome {
	m.declare()
	found, ok := m.inputs[name]
	if !ok {
		return unknown("var.%s is not declared in the module", name)
	}
	declared, in := found.input, found.file
	content, _, _ := declared.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "default"}, {Name: "type"}}})
	if got := m.assigned(name, content.Attributes["type"]); got != nil {
		return got
	}
	if d := content.Attributes["default"]; d != nil {
		return m.eval(in, d.Expr)
	}
	got := unknown("var.%s has no default and no value in the module or in TF_VAR_%s", name, name)
	got.wants = name
	return got
}

// assigned gives what a variable is set to outside of its declaration, nil where it is not.
func (m *Module) assigned(name string, kind *hcl.Attribute) *outcome {
	files := []string{"terraform.tfvars", "terraform.tfvars.json"}
	var auto []string
	for _, f := range m.env.Dir(m.env.Abs(m.dir)) {
		if strings.HasSuffix(f, ".auto.tfvars") || strings.HasSuffix(f, ".auto.tfvars.json") {
			auto = append(auto, f)
		}
	}
	sort.Strings(auto)
	files = append(files, auto...)
	for i := len(files) - 1; i >= 0; i-- {
		path := filepath.Join(m.dir, files[i])
		if !m.env.File(m.env.Abs(path)).Exists() {
			continue
		}
		f, err := m.parse(path)
		if err != nil {
			return unknown("var.%s may stand in %s, which cannot be read", name, path)
		}
		attributes, _ := f.body.JustAttributes()
		if a := attributes[name]; a != nil {
			return m.eval(f, a.Expr)
		}
	}
	v, ok := m.env.Lookup("TF_VAR_" + name)
	switch {
	case !ok:
		return nil
	case simple(kind):
		return &outcome{value: cty.StringVal(v.Value)}
	case len(v.Value) > limit, tooDeep([]byte(v.Value)):
		return unknown("TF_VAR_%s is nested too deep", name)
	}
	e, diags := hclsyntax.ParseExpression([]byte(v.Value), "TF_VAR_"+name, hcl.InitialPos)
	if diags.HasErrors() {
		return unknown("TF_VAR_%s is no expression", name)
	}
	return m.eval(nil, e)
}

// simple reports whether a variable's type is one whose values are taken as texts.
func simple(kind *hcl.Attribute) bool {
	if kind == nil {
		return true
	}
	switch hcl.ExprAsKeyword(kind.Expr) {
	case "string", "number", "bool", "any":
		return true
	}
	return false
}

// workspace is the one that is selected in the module's directory.
func (m *Module) workspace() string {
	if v, _ := m.env.Lookup("TF_WORKSPACE"); v.Value != "" {
		return v.Value
	}
	dir := ".terraform"
	if v, _ := m.env.Lookup("TF_DATA_DIR"); v.Value != "" {
		dir = v.Value
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(m.dir, dir)
	}
	if f := m.env.File(m.env.Abs(filepath.Join(dir, "environment"))); f.Err == nil {
		if name := strings.TrimSpace(string(f.Data)); name != "" {
			return name
		}
	}
	return "default"
}
