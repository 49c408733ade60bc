package protocol

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// bind writes the members of the input that have a place in the URL or in the
// headers (botocore 1.43.11, serialize.py, BaseRestSerializer).
func (c *Call) bind(m *Message) error {
	b := binder{call: c, message: m, labels: map[string]string{}, at: map[string]int{}}
	if in := c.Operation.Input; in != nil {
		members := c.members(&c.Input, in.Shape)
		if c.Style.REST.PutsQueryMapsLast {
			slices.SortStableFunc(members, func(a, b memberValue) int { return queryMap(a) - queryMap(b) })
		}
		for _, f := range members {
			if err := b.member(f.value, f.member); err != nil {
				return fmt.Errorf("write %s: %w", f.member.Name, err)
			}
		}
	}
	return b.url()
}

// queryMap is 1 for a map whose entries become parameters of the query.
func queryMap(f memberValue) int {
	if f.member.Location == catalogue.InQueryString && f.value.Kind == Map {
		return 1
	}
	return 0
}

// trimmed is the name or value of a header as the SDK sends it.
func (c *Call) trimmed(text string) string {
	if c.Style.REST.TrimsHeaders {
		return strings.TrimSpace(text)
	}
	return text
}

// EscapedBefore orders the values of a query as they are escaped (aws-sdk-go-v2
// v1.48.0, signer/v4/v4.go, Build).
func EscapedBefore(a, b string) bool { return EscapeLabel(a, false) < EscapeLabel(b, false) }

// QuoteBackslashes quotes a text in which quotation marks and backslashes are escaped.
func QuoteBackslashes(text string) string {
	return `"` + strings.ReplaceAll(strings.ReplaceAll(text, `\`, `\\`), `"`, `\"`) + `"`
}

// binder gathers what goes into the URL.
type binder struct {
	call    *Call
	message *Message
	labels  map[string]string
	query   []parameter
	at      map[string]int // where a parameter stands in query
}

// parameter is one of a query, with one value or those of a list.
type parameter struct {
	name   string
	values []string
}

func (b *binder) member(v *Value, m *catalogue.Member) error {
	switch m.Location {
	case catalogue.InURI:
		text, err := b.inURL(v, m)
		b.labels[m.WireName()] = text
		return err
	case catalogue.InQueryString:
		return b.inQuery(v, m)
	case catalogue.InHeader:
		if m.Shape.Kind == catalogue.List && v.Kind == List {
			return b.listInHeaders(v, m)
		}
		text, err := b.inHeader(v, m)
		if err == nil && (text != "" || b.call.Style.REST.SendsEmptyHeaders) {
			b.message.Set(m.WireName(), b.call.trimmed(text))
		}
		return err
	case catalogue.InHeaders:
		for _, e := range b.call.entries(v) {
			b.message.Set(prefixOf(m)+b.call.trimmed(e.Name), b.call.trimmed(PlainText(&e.Value)))
		}
	}
	return nil
}

// listInHeaders writes a list in one header, or in one for each element.
func (b *binder) listInHeaders(v *Value, m *catalogue.Member) error {
	style := &b.call.Style.REST
	parts := make([]string, 0, len(v.Items))
	for _, item := range elements(v) {
		text, err := b.inHeader(item, m.Shape.Value)
		if err != nil {
			return err
		}
		if text == "" && style.SkipsEmptyElements.has(b.call.Protocol) {
			continue
		}
		if m.Shape.Value.Shape.Kind == catalogue.String && strings.ContainsAny(text, `",`) {
			text = style.QuoteListed(text)
		}
		parts = append(parts, text)
	}
	switch {
	case len(v.Items) == 0 && !style.NamesEmptyLists:
	case style.RepeatsHeaders && len(parts) > 0:
		for _, text := range parts {
			b.message.Header.Add(m.WireName(), text)
		}
	default:
		b.message.Set(m.WireName(), strings.Join(parts, style.HeaderSeparator))
	}
	return nil
}

func (b *binder) inQuery(v *Value, m *catalogue.Member) error {
	kind := v.Kind
	if m.Is(catalogue.JSONValue) {
		kind = String
	}
	switch {
	case kind == Map:
		for _, e := range b.call.entries(v) {
			if b.call.Style.REST.PutsQueryMapsLast && b.has(e.Name) {
				continue
			}
			values := []string{PlainText(&e.Value)}
			if e.Value.Kind == List {
				values = values[:0]
				for i := range e.Value.Items {
					values = append(values, PlainText(&e.Value.Items[i]))
				}
			}
			b.set(e.Name, values)
		}
		return nil
	case kind == List && m.Shape.Kind == catalogue.List:
		values := make([]string, 0, len(v.Items))
		for i := range v.Items {
			if v.Items[i].Kind == Null && !b.call.Style.Members.KeepsNulls {
				continue
			}
			text, err := b.inURL(&v.Items[i], m.Shape.Value)
			if err != nil {
				return err
			}
			values = append(values, text)
		}
		b.set(m.WireName(), values)
		return nil
	case kind == List:
		return nil
	}
	text, err := b.inURL(v, m)
	b.set(m.WireName(), []string{text})
	return err
}

// set gives a parameter of the query its values, in place of those that it has.
func (b *binder) set(name string, values []string) {
	if i, ok := b.at[name]; ok {
		b.query[i].values = values
		return
	}
	b.at[name] = len(b.query)
	b.query = append(b.query, parameter{name, values})
}

func (b *binder) has(name string) bool {
	_, ok := b.at[name]
	return ok
}

// inURL writes a value as it stands in a path or a query, before it is escaped.
func (b *binder) inURL(v *Value, m *catalogue.Member) (string, error) {
	if v.Kind == Null && b.call.Style.Members.KeepsNulls {
		return "None", nil
	}
	switch m.Shape.Kind {
	case catalogue.Timestamp:
		t, err := timeOf(v)
		if err != nil {
			return "", err
		}
		return b.call.timestamp(t, formatOr(m, catalogue.ISO8601)), nil
	case catalogue.Boolean:
		return strings.ToLower(PlainText(v)), nil
	}
	if m.Is(catalogue.JSONValue) && b.call.Style.JSON.QuotesValues {
		return b.call.jsonText(v)
	}
	switch v.Kind {
	case Number:
		return b.call.Style.Numbers.REST(b.call.Style.Numbers.held(v.Text, m.Shape.Kind)), nil
	case Bool:
		return b.call.Style.Numbers.word(v.True), nil
	}
	return PlainText(v), nil
}

// inHeader writes a value as it stands in a header.
func (b *binder) inHeader(v *Value, m *catalogue.Member) (string, error) {
	switch {
	case m.Shape.Kind == catalogue.Timestamp:
		t, err := timeOf(v)
		if err != nil {
			return "", err
		}
		if b.call.Style.Times.CutsHeaders {
			t = t.Truncate(time.Second)
		}
		return b.call.timestamp(t, formatOr(m, catalogue.RFC822)), nil
	case m.Is(catalogue.JSONValue) && v.Kind == String && b.call.Style.REST.TakesJSONText:
		return base64.StdEncoding.EncodeToString([]byte(v.Text)), nil
	case m.Is(catalogue.JSONValue):
		text, err := b.call.jsonText(v)
		return base64.StdEncoding.EncodeToString([]byte(text)), err
	case m.Shape.Kind == catalogue.Boolean:
		return strings.ToLower(PlainText(v)), nil
	case v.Kind == Number:
		return b.call.Style.Numbers.REST(b.call.Style.Numbers.held(v.Text, m.Shape.Kind)), nil
	case v.Kind == Bool:
		return b.call.Style.Numbers.word(v.True), nil
	case m.Shape.Kind == catalogue.Blob && v.Kind == Blob:
		return base64.StdEncoding.EncodeToString(v.Bytes), nil
	}
	return PlainText(v), nil
}

// PlainText is a value as a text.
func PlainText(v *Value) string {
	switch v.Kind {
	case Bool:
		if v.True {
			return "true"
		}
		return "false"
	case String:
		return v.Text
	case Number:
		return PythonNumber(v.Text)
	case Blob:
		return string(v.Bytes)
	}
	return ""
}

// url puts the path and the query together.
func (b *binder) url() error {
	uri, literal, _ := strings.Cut(b.call.requestURI(), "?")
	path, plain, err := b.path(uri)
	if err != nil {
		return err
	}
	if clean := b.call.Style.REST.CleanPath; clean != nil {
		path = clean(b.call, path, plain)
	}
	b.message.Path = path
	if path == "" {
		b.message.Path = "/"
	}
	var pairs Form
	for _, p := range b.query {
		for _, value := range p.values {
			pairs = append(pairs, Pair{p.name, value})
		}
	}
	if b.call.Style.REST.SortsQueries {
		pairs = append(ParseForm([]byte(literal)), pairs...)
		before := b.call.Style.REST.ValueBefore
		sort.SliceStable(pairs, func(i, j int) bool {
			return pairs[i].Name < pairs[j].Name || before != nil && pairs[i].Name == pairs[j].Name && before(pairs[i].Value, pairs[j].Value)
		})
		literal = ""
	}
	b.message.Query = pairs.join(func(s string) string { return EscapeLabel(s, false) })
	joins := len(pairs) > 0 || len(b.query) > 0 && b.call.Style.REST.AsksForNothing
	switch {
	case literal == "":
		b.message.Asks = joins
	case joins:
		b.message.Query = literal + "&" + b.message.Query
	default:
		b.message.Query = literal
	}
	return nil
}

// path fills the labels in; plain is the path without escapes.
func (b *binder) path(uri string) (path, plain string, err error) {
	for {
		before, rest, ok := strings.Cut(uri, "{")
		path, plain = path+before, plain+before
		if !ok {
			return path, plain, nil
		}
		label, after, ok := strings.Cut(rest, "}")
		if !ok {
			return "", "", fmt.Errorf("write the path of %s: the model's %q has a label without an end", b.call.Operation.Name, b.call.Operation.RequestURI)
		}
		name, greedy := strings.CutSuffix(label, "+")
		value, given := b.labels[name]
		if given && value == "" && b.call.Style.REST.RefusesEmptyLabels.has(b.call.Protocol) {
			return "", "", &InputError{Operation: b.call.Operation.Name, Problems: []Problem{{Path: b.memberNamed(name), Code: TooShort, Message: "must not be empty: it is part of the URL"}}}
		}
		if !given {
			return "", "", &InputError{Operation: b.call.Operation.Name, Problems: []Problem{{Path: b.memberNamed(name), Code: Missing, Message: "is required: it is part of the URL"}}}
		}
		path, plain, uri = path+EscapeLabel(value, greedy), plain+value, after
	}
}

// memberNamed gives the member that fills a label.
func (b *binder) memberNamed(label string) string {
	if in := b.call.Operation.Input; in != nil {
		for i := range in.Shape.Members {
			if m := &in.Shape.Members[i]; m.Location == catalogue.InURI && m.WireName() == label {
				return m.Name
			}
		}
	}
	return label
}

// Payload gives the member of the input that is the whole body, and its value,
// which is nil when it is not given.
func (c *Call) Payload() (*catalogue.Member, *Value) {
	in := c.Operation.Input
	if in == nil || in.Shape.Payload == "" {
		return nil, nil
	}
	v := c.Input.Get(in.Shape.Payload)
	if v != nil && v.Kind == Null {
		v = nil
	}
	return in.Shape.Member(in.Shape.Payload), v
}

// hasBodyMembers reports whether there are members of the input that belong into
// the body.
func hasBodyMembers(in *catalogue.Member) bool {
	for i := range in.Shape.Members {
		if in.Shape.Members[i].Location == catalogue.InBody {
			return true
		}
	}
	return false
}

// expandPrefix fills in what the operation puts before the host name.
func (c *Call) expandPrefix() (string, error) {
	prefix := c.hostPrefix()
	if !strings.Contains(prefix, "{") {
		return prefix, nil
	}
	var bad []Problem
	for i := range c.Operation.Input.Shape.Members {
		m := &c.Operation.Input.Shape.Members[i]
		if !m.Is(catalogue.HostLabel) {
			continue
		}
		value := c.Input.Str(m.Name)
		if !isHostLabel(value) || c.Style.REST.TakesOneLabel && strings.Contains(value, ".") {
			bad = append(bad, Problem{Path: m.Name, Code: NotHost, Message: fmt.Sprintf("%q becomes part of the host name and has other characters than letters, digits, hyphens and dots", value)})
		}
		prefix = strings.ReplaceAll(prefix, "{"+m.Name+"}", value)
	}
	if bad != nil {
		return "", &InputError{Operation: c.Operation.Name, Problems: bad}
	}
	return prefix, nil
}

// isHostLabel reports whether a text can stand in a host name (botocore 1.43.11,
// serialize.py, HOST_PREFIX_RE).
func isHostLabel(s string) bool {
	for _, c := range []byte(s) {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.') {
			return false
		}
	}
	return s != ""
}

// HasHeader reports whether a message has a header, in any spelling.
func (m *Message) HasHeader(name string) bool {
	_, ok := m.Header[http.CanonicalHeaderKey(name)]
	return ok
}
