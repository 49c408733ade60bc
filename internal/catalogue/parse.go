package catalogue

import (
	"fmt"
	"sort"
	"strconv"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// notFacts are the fields of a model that nothing here needs.
var notFacts = [...]string{"documentation", "documentationUrl", "deprecatedMessage", "deprecatedSince"}

// Parse reads a model: service-2.json of botocore, api-2.json of aws-sdk-go, or
// a protocol test's. The extras are botocore's service-2.sdk-extras.json. The
// service has no rule set.
func Parse(name, from string, model []byte, extras ...[]byte) (*Service, error) {
	tree, err := jsontree.ParseWithout(model, notFacts[:]...)
	if err != nil {
		return nil, fmt.Errorf("read the model of %s from %s: %w", name, from, err)
	}
	for _, text := range extras {
		extra, err := jsontree.ParseWithout(text, notFacts[:]...)
		if err != nil {
			return nil, fmt.Errorf("read the extras to the model of %s from %s: %w", name, from, err)
		}
		if merge := extra.Get("merge"); merge != nil {
			mergeInto(tree, merge)
		}
	}
	return FromTree(name, from, tree)
}

// mergeInto lays an object over another: objects in both are merged in turn,
// everything else replaces what is there.
func mergeInto(base, over *jsontree.Value) {
	for _, f := range over.Fields {
		old := base.Get(f.Name)
		switch {
		case old == nil:
			base.Fields = append(base.Fields, f)
		case old.Kind == jsontree.Object && f.Value.Kind == jsontree.Object:
			mergeInto(old, &f.Value)
		default:
			*old = f.Value
		}
	}
}

// FromTree makes a service of a model's "metadata", "operations", "shapes" and
// "clientContextParams".
func FromTree(name, from string, model *jsontree.Value) (*Service, error) {
	if model.Kind != jsontree.Object {
		return nil, fmt.Errorf("read the model of %s from %s: it is no object", name, from)
	}
	meta := model.Get("metadata")
	s := &Service{
		Name: name, From: from,
		ID: meta.String("serviceId"), FullName: meta.String("serviceFullName"), Abbreviation: meta.String("serviceAbbreviation"),
		UID: meta.String("uid"), APIVersion: meta.String("apiVersion"),
		EndpointPrefix: meta.String("endpointPrefix"), GlobalEndpoint: meta.String("globalEndpoint"),
		SignatureVersion: meta.String("signatureVersion"), SigningName: meta.String("signingName"), Auth: meta.Strings("auth"),
		Protocol: meta.String("protocol"), Protocols: meta.Strings("protocols"),
		JSONVersion: meta.String("jsonVersion"), TargetPrefix: meta.String("targetPrefix"), XMLNamespace: namespace(meta),
		ChecksumFormat: meta.String("checksumFormat"), H2: meta.Get("protocolSettings").String("h2"),
		AWSQueryCompatible: meta.Get("awsQueryCompatible") != nil, Deprecated: model.Bool("deprecated"),
	}
	for _, f := range fields(model.Get("clientContextParams")) {
		s.ClientContextParams = append(s.ClientContextParams, ContextParam{Name: f.Name, Type: f.Value.String("type")})
	}
	p := modelParser{service: s, byName: map[string]*Shape{}, located: map[string]string{}}
	if err := p.shapes(fields(model.Get("shapes"))); err != nil {
		return nil, fmt.Errorf("read the model of %s from %s: %w", name, from, err)
	}
	for _, f := range fields(model.Get("operations")) {
		o, err := p.operation(f.Name, &f.Value)
		if err != nil {
			return nil, fmt.Errorf("read the model of %s from %s: operation %s: %w", name, from, f.Name, err)
		}
		s.Operations = append(s.Operations, o)
	}
	sort.SliceStable(s.Operations, func(i, j int) bool { return s.Operations[i].Name < s.Operations[j].Name })
	return s, nil
}

func fields(v *jsontree.Value) []jsontree.Field {
	if v == nil {
		return nil
	}
	return v.Fields
}

func namespace(v *jsontree.Value) XMLNamespace {
	n := v.Get("xmlNamespace")
	if n == nil {
		return XMLNamespace{}
	}
	if n.Kind == jsontree.String {
		return XMLNamespace{URI: n.Text}
	}
	return XMLNamespace{URI: n.String("uri"), Prefix: n.String("prefix")}
}

type modelParser struct {
	service *Service
	byName  map[string]*Shape
	located map[string]string // shapes that name a location for the members that use them, in older models
}

func (p *modelParser) shapes(all []jsontree.Field) error {
	slab := make([]Shape, len(all))
	p.service.Shapes = make([]*Shape, len(all))
	for i, f := range all {
		slab[i].Name = f.Name
		p.service.Shapes[i] = &slab[i]
		p.byName[f.Name] = &slab[i]
		if location := f.Value.String("location"); location != "" {
			p.located[f.Name] = location
		}
	}
	for i := range all {
		if err := p.shape(&slab[i], &all[i].Value); err != nil {
			return fmt.Errorf("shape %s: %w", slab[i].Name, err)
		}
	}
	sort.SliceStable(p.service.Shapes, func(i, j int) bool { return p.service.Shapes[i].Name < p.service.Shapes[j].Name })
	return nil
}

func (p *modelParser) shape(s *Shape, v *jsontree.Value) error {
	kind, ok := named(kindNames[:], v.String("type"))
	if !ok {
		return fmt.Errorf("unknown type %q", v.String("type"))
	}
	s.Kind = Kind(kind)
	s.Traits = traits(v)
	s.Payload, s.LocationName, s.XMLNamespace = v.String("payload"), v.String("locationName"), namespace(v)
	s.Enum, s.Min, s.Max, s.Pattern = v.Strings("enum"), v.Number("min"), v.Number("max"), v.String("pattern")
	if s.TimestampFormat, ok = format(v); !ok {
		return fmt.Errorf("unknown timestamp format %q", v.String("timestampFormat"))
	}
	p.fault(s, v)
	var err error
	switch s.Kind {
	case List:
		s.Value, err = p.ref(v.Get("member"))
	case Map:
		if s.Key, err = p.ref(v.Get("key")); err == nil {
			s.Value, err = p.ref(v.Get("value"))
		}
	case Structure:
		err = p.members(s, v)
	}
	return err
}

// fault takes the facts of an exception.
func (p *modelParser) fault(s *Shape, v *jsontree.Value) {
	if e := v.Get("error"); e != nil {
		s.ErrorCode = e.String("code")
		s.ErrorStatus, _ = strconv.Atoi(e.Number("httpStatusCode"))
		if e.Bool("senderFault") {
			s.Traits |= SenderFault
		}
	}
	if r := v.Get("retryable"); r != nil {
		s.Traits |= Retryable
		if r.Bool("throttling") {
			s.Traits |= Throttling
		}
	}
}

func (p *modelParser) members(s *Shape, v *jsontree.Value) error {
	all := fields(v.Get("members"))
	s.Members = make([]Member, len(all))
	for i, f := range all {
		if err := p.member(&s.Members[i], &f.Value); err != nil {
			return fmt.Errorf("member %s: %w", f.Name, err)
		}
		s.Members[i].Name = f.Name
	}
	required := map[string]bool{}
	for _, name := range v.Strings("required") {
		required[name] = true
	}
	for i := range s.Members {
		if name := s.Members[i].Name; required[name] {
			s.Members[i].Traits |= Required
			delete(required, name) // of two of a name the first counts
		}
	}
	return nil
}

func (p *modelParser) ref(v *jsontree.Value) (*Member, error) {
	if v == nil {
		return nil, fmt.Errorf("no shape is named")
	}
	m := new(Member)
	return m, p.member(m, v)
}

func (p *modelParser) member(m *Member, v *jsontree.Value) error {
	if m.Shape = p.byName[v.String("shape")]; m.Shape == nil {
		return fmt.Errorf("unknown shape %q", v.String("shape"))
	}
	place := v.String("location")
	if place == "" {
		place = p.located[m.Shape.Name]
	}
	location, ok := named(locationNames[:], place)
	if !ok {
		return fmt.Errorf("unknown location %q", place)
	}
	if m.TimestampFormat, ok = format(v); !ok {
		return fmt.Errorf("unknown timestamp format %q", v.String("timestampFormat"))
	}
	m.Traits, m.Location = traits(v), Location(location)
	m.LocationName, m.QueryName = v.String("locationName"), v.String("queryName")
	m.ContextParam, m.XMLNamespace = v.Get("contextParam").String("name"), namespace(v)
	return nil
}

// message reads the use of a shape as an input or output. Older models name the
// payload there and not in the shape.
func (p *modelParser) message(v *jsontree.Value) (*Member, error) {
	m, err := p.ref(v)
	if payload := v.String("payload"); err == nil && payload != "" && m.Shape.Payload == "" {
		own := *m.Shape
		own.Payload, m.Shape = payload, &own
	}
	return m, err
}

func (p *modelParser) operation(name string, v *jsontree.Value) (*Operation, error) {
	http := v.Get("http")
	o := &Operation{
		Name: name, WireName: v.String("name"), Method: http.String("method"), RequestURI: http.String("requestUri"),
		ResultWrapper: v.Get("output").String("resultWrapper"), HostPrefix: v.Get("endpoint").String("hostPrefix"),
		Auth: v.Strings("auth"), AuthType: v.String("authtype"), Compression: v.Get("requestcompression").Strings("encodings"),
		Traits: operationTraits(v),
	}
	if o.WireName == "" {
		o.WireName = name
	}
	o.StatusCode, _ = strconv.Atoi(http.Number("responseCode"))
	var err error
	if in := v.Get("input"); in != nil {
		if o.Input, err = p.message(in); err != nil {
			return nil, fmt.Errorf("input: %w", err)
		}
	}
	if out := v.Get("output"); out != nil {
		if o.Output, err = p.message(out); err != nil {
			return nil, fmt.Errorf("output: %w", err)
		}
	}
	if errors := v.Get("errors"); errors != nil {
		for i := range errors.Items {
			s := p.byName[errors.Items[i].String("shape")]
			if s == nil {
				return nil, fmt.Errorf("error: unknown shape %q", errors.Items[i].String("shape"))
			}
			if s.ErrorCode == "" && s.ErrorStatus == 0 {
				p.fault(s, &errors.Items[i])
			}
			o.Errors = append(o.Errors, s)
		}
	}
	sum := v.Get("httpChecksum")
	o.Checksum = Checksum{
		MD5Required: v.Bool("httpChecksumRequired"), RequestRequired: sum.Bool("requestChecksumRequired"),
		RequestAlgorithmMember: sum.String("requestAlgorithmMember"), RequestValidationMode: sum.String("requestValidationModeMember"),
		ResponseAlgorithms: sum.Strings("responseAlgorithms"),
	}
	for _, f := range fields(v.Get("staticContextParams")) {
		o.StaticContextParams = append(o.StaticContextParams, StaticParam{Name: f.Name, Value: plain(f.Value.Get("value"))})
	}
	for _, f := range fields(v.Get("operationContextParams")) {
		o.OperationContextParams = append(o.OperationContextParams, PathParam{Name: f.Name, Path: f.Value.String("path")})
	}
	return o, nil
}

// plain gives a bool, a string or a list of strings.
func plain(v *jsontree.Value) any {
	switch {
	case v == nil:
		return nil
	case v.Kind == jsontree.Bool:
		return v.Text == "true"
	case v.Kind == jsontree.String:
		return v.Text
	}
	all := make([]string, len(v.Items))
	for i := range v.Items {
		all[i] = v.Items[i].Text
	}
	return all
}

func named(names []string, name string) (int, bool) {
	for i, n := range names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}

func format(v *jsontree.Value) (TimestampFormat, bool) {
	i, ok := named(formatNames[:], v.String("timestampFormat"))
	return TimestampFormat(i), ok
}
