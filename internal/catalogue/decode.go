package catalogue

import "encoding/binary"

// decoder reads what encoder wrote. Its bytes are part of the program, so that
// a fault in them is a fault of the program, and panics.
type decoder struct {
	facts   []byte
	strings []string
	next    int
	shapes  []Shape
	members []Member // yet unused ones of one allocation
}

// decode reads a service from what encode gave.
func decode(b []byte) *Service {
	d := &decoder{facts: b}
	d.strings = make([]string, d.number())
	lengths := d.facts
	for range d.strings {
		d.number()
	}
	size := d.number()
	text := string(d.facts[:size])
	rest := d.facts[size:]
	d.facts = lengths
	for i := range d.strings {
		n := d.number()
		d.strings[i], text = text[:n], text[n:]
	}
	d.facts = rest

	d.shapes = make([]Shape, d.number())
	d.members = make([]Member, d.number())
	operations := make([]Operation, d.number())
	s := new(Service)
	d.service(s)
	s.Shapes = make([]*Shape, len(d.shapes))
	for i := range d.shapes {
		s.Shapes[i] = &d.shapes[i]
		d.shape(s.Shapes[i])
	}
	s.Operations = make([]*Operation, len(operations))
	for i := range operations {
		s.Operations[i] = &operations[i]
		d.operation(s.Operations[i])
	}
	return s
}

func (d *decoder) number() int {
	if b := d.facts[0]; b < 0x80 {
		d.facts = d.facts[1:]
		return int(b)
	}
	v, n := binary.Uvarint(d.facts)
	d.facts = d.facts[n:]
	return int(v)
}

func (d *decoder) flag() bool { return d.number() != 0 }

func (d *decoder) text() string {
	i := d.number() - 1
	if i < 0 {
		i = d.next
		d.next++
	}
	return d.strings[i]
}

func (d *decoder) texts() []string {
	n := d.number()
	if n == 0 {
		return nil
	}
	all := make([]string, n)
	for i := range all {
		all[i] = d.text()
	}
	return all
}

func (d *decoder) namespace() XMLNamespace { return XMLNamespace{URI: d.text(), Prefix: d.text()} }

func (d *decoder) service(s *Service) {
	for _, t := range [...]*string{&s.Name, &s.ID, &s.FullName, &s.Abbreviation, &s.UID, &s.APIVersion, &s.EndpointPrefix, &s.GlobalEndpoint,
		&s.SignatureVersion, &s.SigningName, &s.Protocol, &s.JSONVersion, &s.TargetPrefix, &s.ChecksumFormat, &s.H2} {
		*t = d.text()
	}
	s.Auth, s.Protocols, s.XMLNamespace = d.texts(), d.texts(), d.namespace()
	s.AWSQueryCompatible, s.Deprecated = d.flag(), d.flag()
	for range d.number() {
		s.ClientContextParams = append(s.ClientContextParams, ContextParam{Name: d.text(), Type: d.text()})
	}
}

func (d *decoder) shape(s *Shape) {
	s.Name, s.Kind = d.text(), Kind(d.number())
	has := d.number()
	s.Traits, s.TimestampFormat, s.LocationName, s.XMLNamespace = d.common(has)
	if has&hasLimits != 0 {
		s.Min, s.Max = d.text(), d.text()
	}
	if has&hasEnum != 0 {
		s.Enum = d.texts()
	}
	if has&hasPattern != 0 {
		s.Pattern = d.text()
	}
	if has&hasPayload != 0 {
		s.Payload = d.text()
	}
	if has&hasError != 0 {
		s.ErrorCode, s.ErrorStatus = d.text(), d.number()
	}
	switch s.Kind {
	case List:
		s.Value = d.ref()
	case Map:
		s.Key, s.Value = d.ref(), d.ref()
	case Structure:
		n := d.number()
		s.Members, d.members = d.members[:n:n], d.members[n:]
		for i := range s.Members {
			s.Members[i].Name = d.text()
			d.member(&s.Members[i])
		}
	}
}

func (d *decoder) common(has int) (t Trait, f TimestampFormat, name string, n XMLNamespace) {
	if has&hasTraits != 0 {
		t = Trait(d.number())
	}
	if has&hasFormat != 0 {
		f = TimestampFormat(d.number())
	}
	if has&hasLocationName != 0 {
		name = d.text()
	}
	if has&hasNamespace != 0 {
		n = d.namespace()
	}
	return t, f, name, n
}

func (d *decoder) ref() *Member {
	m := new(Member)
	d.member(m)
	return m
}

func (d *decoder) member(m *Member) {
	m.Shape = &d.shapes[d.number()]
	has := d.number()
	if has == 0 {
		return
	}
	m.Traits, m.TimestampFormat, m.LocationName, m.XMLNamespace = d.common(has)
	if has&hasLocation != 0 {
		m.Location = Location(d.number())
	}
	if has&hasQueryName != 0 {
		m.QueryName = d.text()
	}
	if has&hasContextParam != 0 {
		m.ContextParam = d.text()
	}
}

func (d *decoder) operation(o *Operation) {
	for _, t := range [...]*string{&o.Name, &o.WireName, &o.Method, &o.RequestURI, &o.ResultWrapper, &o.HostPrefix, &o.AuthType,
		&o.Checksum.RequestAlgorithmMember, &o.Checksum.RequestValidationMode} {
		*t = d.text()
	}
	o.StatusCode, o.Traits = d.number(), Trait(d.number())
	o.Auth, o.Compression = d.texts(), d.texts()
	o.Checksum.MD5Required, o.Checksum.RequestRequired = d.flag(), d.flag()
	o.Checksum.ResponseAlgorithms = d.texts()
	for _, m := range [...]**Member{&o.Input, &o.Output} {
		if d.flag() {
			*m = d.ref()
		}
	}
	if n := d.number(); n > 0 {
		o.Errors = make([]*Shape, n)
		for i := range o.Errors {
			o.Errors[i] = &d.shapes[d.number()]
		}
	}
	for range d.number() {
		p := StaticParam{Name: d.text()}
		switch d.number() {
		case 0:
			p.Value = d.flag()
		case 1:
			p.Value = d.text()
		default:
			p.Value = d.texts()
		}
		o.StaticContextParams = append(o.StaticContextParams, p)
	}
	for range d.number() {
		o.OperationContextParams = append(o.OperationContextParams, PathParam{Name: d.text(), Path: d.text()})
	}
}
