// Package inputs makes up inputs of operations: valid ones, from the models of
// sessctl's catalogue, with what is awkward to write down in one protocol or
// another.
package inputs

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

var (
	texts = []string{"a", "my-name", "Value 2", " spaces around ", "double  space", "x=y&z", "a/b/c", "//", "..", "100%", "%2F", "k+v", "it's", `"quoted"`,
		"back\\slash", "<tag a=\"v\">&amp;", "semi;colon", "one,two", "hash#frag", "quest?ion", "tab\there", "Grüße", "日本語", "😀", "\u2028sep", "é", "~tilde", "{braces}"}
	names  = []string{"my-bucket", "example-bucket-2", "my.dotted.bucket", "Legacy_Bucket"}
	labels = []string{"a", "abc", "123456789012", "my-label"}
	times  = []string{"2026-01-02T03:04:05Z", "2024-02-29T12:34:56.789Z", "2025-06-01", "1999-12-31T23:59:59+02:00"}
	floats = []string{"0.5", "1e-7", "1e21", "3", "-2.25", "123456.789"}
)

// Input makes up an input of an operation, as JSON; ok is false for operations
// that take events, or that have to be told an endpoint first.
func Input(r *rand.Rand, s *catalogue.Service, op *catalogue.Operation) (text string, ok bool) {
	if op.Is(catalogue.EndpointDiscoveryRequired) {
		return "", false
	}
	if op.Input == nil {
		return "{}", true
	}
	for i := range op.Input.Shape.Members {
		if op.Input.Shape.Members[i].Is(catalogue.EventStream) {
			return "", false
		}
	}
	g := generator{r: r, service: s.Name}
	g.value(op.Input, 0)
	return g.out.String(), true
}

type generator struct {
	r       *rand.Rand
	service string
	out     strings.Builder
}

func (g *generator) pick(from []string) string { return from[g.r.IntN(len(from))] }

func (g *generator) text(s string) {
	b, _ := json.Marshal(s)
	g.out.Write(b)
}

func (g *generator) value(m *catalogue.Member, depth int) {
	least, _ := strconv.Atoi(m.Shape.Min)
	switch {
	case m.Is(catalogue.Document):
		g.out.WriteString(g.pick([]string{`{"a": [1, 2.5, null], "ü": "x"}`, `"text"`, `true`, `[]`}))
	case m.Is(catalogue.JSONValue):
		g.out.WriteString(`{"k": ["v", 1]}`)
	case m.Shape.Kind == catalogue.Structure:
		g.structure(m, depth)
	case m.Shape.Kind == catalogue.List:
		g.list(m, max(least, g.r.IntN(3)), depth)
	case m.Shape.Kind == catalogue.Map:
		g.entries(m, g.r.IntN(3), depth)
	case m.Shape.Kind == catalogue.Boolean:
		g.out.WriteString(strconv.FormatBool(g.r.IntN(2) == 0))
	case m.Shape.Kind == catalogue.Timestamp:
		g.text(g.pick(times))
	case m.Shape.Kind == catalogue.Blob:
		data := make([]byte, g.r.IntN(20))
		for i := range data {
			data[i] = byte(g.r.Uint32())
		}
		g.text(base64.StdEncoding.EncodeToString(data))
	case m.Shape.Kind == catalogue.Integer, m.Shape.Kind == catalogue.Long, m.Shape.Kind == catalogue.BigInteger:
		fmt.Fprint(&g.out, least+g.r.IntN(100))
	case m.Shape.Kind == catalogue.Float, m.Shape.Kind == catalogue.Double, m.Shape.Kind == catalogue.BigDecimal:
		if m.Shape.Min != "" {
			g.out.WriteString(m.Shape.Min)
			return
		}
		g.out.WriteString(g.pick(floats))
	default:
		g.string(m, least)
	}
}

func (g *generator) string(m *catalogue.Member, least int) {
	s := g.pick(texts)
	switch {
	case len(m.Shape.Enum) > 0:
		s = g.pick(m.Shape.Enum)
	case m.Is(catalogue.HostLabel):
		s = g.pick(labels)
	case m.Name == "SourceRegion":
		s = g.pick([]string{"us-east-1", "eu-central-1"})
	case m.Name == "PredictEndpoint":
		s = "https://realtime.example.com"
	case m.ContextParam == "Bucket":
		s = g.pick(names)
	case m.ContextParam != "" || m.Location == catalogue.InHeader:
		s = g.pick(labels)
	}
	for len([]rune(s)) < least {
		s += "x"
	}
	g.text(s)
}

func (g *generator) structure(m *catalogue.Member, depth int) {
	var chosen []*catalogue.Member
	for _, i := range g.r.Perm(len(m.Shape.Members)) {
		member := &m.Shape.Members[i]
		required := member.Traits&catalogue.Required != 0 || member.Location == catalogue.InURI || member.Is(catalogue.HostLabel)
		if m.Shape.Is(catalogue.Union) {
			required = len(chosen) == 0
			if !required {
				break
			}
		}
		if required || depth < 4 && g.r.IntN(3+2*depth) == 0 && len(chosen) < 12 {
			chosen = append(chosen, member)
		}
	}
	g.out.WriteByte('{')
	for i, member := range chosen {
		if i > 0 {
			g.out.WriteByte(',')
		}
		g.text(member.Name)
		g.out.WriteByte(':')
		g.value(member, depth+1)
	}
	g.out.WriteByte('}')
}

func (g *generator) list(m *catalogue.Member, n, depth int) {
	if depth > 8 {
		n = 0
	}
	g.out.WriteByte('[')
	for i := range n {
		if i > 0 {
			g.out.WriteByte(',')
		}
		g.value(m.Shape.Value, depth+1)
	}
	g.out.WriteByte(']')
}

func (g *generator) entries(m *catalogue.Member, n, depth int) {
	if depth > 8 {
		n = 0
	}
	g.out.WriteByte('{')
	for i := range n {
		if i > 0 {
			g.out.WriteByte(',')
		}
		key := fmt.Sprintf("key-%d", i)
		if len(m.Shape.Key.Shape.Enum) > i {
			key = m.Shape.Key.Shape.Enum[i]
		}
		g.text(key)
		g.out.WriteByte(':')
		g.value(m.Shape.Value, depth+1)
	}
	g.out.WriteByte('}')
}
