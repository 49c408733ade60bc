package catalogue

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// encoder writes a service as decoder reads it: a table of the distinct
// strings in the order of their first use, then the facts as varints. A
// string is 0 where it is the next of the table, else 1 + its index.
type encoder struct {
	facts   []byte
	strings []string
	index   map[string]int
	shapes  map[*Shape]int
}

// encode gives the bytes of a service, which decode reads.
func encode(s *Service) []byte {
	e := &encoder{index: map[string]int{}, shapes: map[*Shape]int{}}
	members := 0
	for i, sh := range s.Shapes {
		e.shapes[sh] = i
		members += len(sh.Members)
	}
	e.number(len(s.Shapes))
	e.number(members)
	e.number(len(s.Operations))
	e.service(s)
	for _, sh := range s.Shapes {
		e.shape(sh)
	}
	for _, o := range s.Operations {
		e.operation(o)
	}
	out := binary.AppendUvarint(nil, uint64(len(e.strings)))
	size := 0
	for _, t := range e.strings {
		out = binary.AppendUvarint(out, uint64(len(t)))
		size += len(t)
	}
	out = binary.AppendUvarint(out, uint64(size))
	for _, t := range e.strings {
		out = append(out, t...)
	}
	return append(out, e.facts...)
}

func (e *encoder) number(n int) { e.facts = binary.AppendUvarint(e.facts, uint64(n)) }

func (e *encoder) text(s string) {
	i, known := e.index[s]
	if !known {
		e.index[s] = len(e.strings)
		e.strings = append(e.strings, s)
		e.number(0)
		return
	}
	e.number(1 + i)
}

func (e *encoder) texts(all []string) {
	e.number(len(all))
	for _, s := range all {
		e.text(s)
	}
}

func (e *encoder) flag(b bool) {
	if b {
		e.number(1)
	} else {
		e.number(0)
	}
}

func (e *encoder) namespace(n XMLNamespace) {
	e.text(n.URI)
	e.text(n.Prefix)
}

func (e *encoder) service(s *Service) {
	for _, t := range [...]string{s.Name, s.ID, s.FullName, s.Abbreviation, s.UID, s.APIVersion, s.EndpointPrefix, s.GlobalEndpoint,
		s.SignatureVersion, s.SigningName, s.Protocol, s.JSONVersion, s.TargetPrefix, s.ChecksumFormat, s.H2} {
		e.text(t)
	}
	e.texts(s.Auth)
	e.texts(s.Protocols)
	e.namespace(s.XMLNamespace)
	e.flag(s.AWSQueryCompatible)
	e.flag(s.Deprecated)
	e.number(len(s.ClientContextParams))
	for _, p := range s.ClientContextParams {
		e.text(p.Name)
		e.text(p.Type)
	}
}

// has is a set of the fields that a shape or member has beside the usual ones.
const (
	hasTraits = 1 << iota
	hasFormat
	hasLocationName
	hasNamespace

	hasLocation     = 1 << 4 // of members
	hasQueryName    = 1 << 5
	hasContextParam = 1 << 6

	hasLimits  = 1 << 4 // of shapes
	hasEnum    = 1 << 5
	hasPattern = 1 << 6
	hasPayload = 1 << 7
	hasError   = 1 << 8
)

func bit(present bool, b int) int {
	if present {
		return b
	}
	return 0
}

func (e *encoder) shape(s *Shape) {
	has := bit(s.Traits != 0, hasTraits) | bit(s.TimestampFormat != 0, hasFormat) | bit(s.LocationName != "", hasLocationName) |
		bit(s.XMLNamespace != XMLNamespace{}, hasNamespace) | bit(s.Min != "" || s.Max != "", hasLimits) |
		bit(len(s.Enum) > 0, hasEnum) | bit(s.Pattern != "", hasPattern) | bit(s.Payload != "", hasPayload) |
		bit(s.ErrorCode != "" || s.ErrorStatus != 0, hasError)
	e.text(s.Name)
	e.number(int(s.Kind))
	e.number(has)
	e.common(has, s.Traits, s.TimestampFormat, s.LocationName, s.XMLNamespace)
	if has&hasLimits != 0 {
		e.text(s.Min)
		e.text(s.Max)
	}
	if has&hasEnum != 0 {
		e.texts(s.Enum)
	}
	if has&hasPattern != 0 {
		e.text(s.Pattern)
	}
	if has&hasPayload != 0 {
		e.text(s.Payload)
	}
	if has&hasError != 0 {
		e.text(s.ErrorCode)
		e.number(s.ErrorStatus)
	}
	switch s.Kind {
	case List:
		e.member(s.Value)
	case Map:
		e.member(s.Key)
		e.member(s.Value)
	case Structure:
		e.number(len(s.Members))
		for i := range s.Members {
			e.text(s.Members[i].Name)
			e.member(&s.Members[i])
		}
	}
}

func (e *encoder) common(has int, t Trait, f TimestampFormat, name string, n XMLNamespace) {
	if has&hasTraits != 0 {
		e.number(int(t))
	}
	if has&hasFormat != 0 {
		e.number(int(f))
	}
	if has&hasLocationName != 0 {
		e.text(name)
	}
	if has&hasNamespace != 0 {
		e.namespace(n)
	}
}

func (e *encoder) member(m *Member) {
	has := bit(m.Traits != 0, hasTraits) | bit(m.TimestampFormat != 0, hasFormat) | bit(m.LocationName != "", hasLocationName) |
		bit(m.XMLNamespace != XMLNamespace{}, hasNamespace) | bit(m.Location != 0, hasLocation) | bit(m.QueryName != "", hasQueryName) |
		bit(m.ContextParam != "", hasContextParam)
	e.number(e.shapes[m.Shape])
	e.number(has)
	e.common(has, m.Traits, m.TimestampFormat, m.LocationName, m.XMLNamespace)
	if has&hasLocation != 0 {
		e.number(int(m.Location))
	}
	if has&hasQueryName != 0 {
		e.text(m.QueryName)
	}
	if has&hasContextParam != 0 {
		e.text(m.ContextParam)
	}
}

func (e *encoder) operation(o *Operation) {
	for _, t := range [...]string{o.Name, o.WireName, o.Method, o.RequestURI, o.ResultWrapper, o.HostPrefix, o.AuthType,
		o.Checksum.RequestAlgorithmMember, o.Checksum.RequestValidationMode} {
		e.text(t)
	}
	e.number(o.StatusCode)
	e.number(int(o.Traits))
	e.texts(o.Auth)
	e.texts(o.Compression)
	e.flag(o.Checksum.MD5Required)
	e.flag(o.Checksum.RequestRequired)
	e.texts(o.Checksum.ResponseAlgorithms)
	for _, m := range [...]*Member{o.Input, o.Output} {
		e.flag(m != nil)
		if m != nil {
			e.member(m)
		}
	}
	e.number(len(o.Errors))
	for _, s := range o.Errors {
		e.number(e.shapes[s])
	}
	e.number(len(o.StaticContextParams))
	for _, p := range o.StaticContextParams {
		e.text(p.Name)
		switch v := p.Value.(type) {
		case bool:
			e.number(0)
			e.flag(v)
		case string:
			e.number(1)
			e.text(v)
		case []string:
			e.number(2)
			e.texts(v)
		default:
			panic(fmt.Sprintf("%s: static context parameter %s is a %T", o.Name, p.Name, v))
		}
	}
	e.number(len(o.OperationContextParams))
	for _, p := range o.OperationContextParams {
		e.text(p.Name)
		e.text(p.Path)
	}
}

// deflate compresses b with a dictionary that may be nil.
func deflate(b, dictionary []byte) []byte {
	var out bytes.Buffer
	w, err := flate.NewWriterDict(&out, flate.BestCompression, dictionary)
	if err == nil {
		_, err = w.Write(b)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // neither the level nor a buffer can fail
	}
	return out.Bytes()
}

// inflate is the inverse, into n bytes.
func inflate(b string, n int, dictionary []byte) ([]byte, error) {
	out := make([]byte, n)
	r := flate.NewReaderDict(strings.NewReader(b), dictionary)
	if _, err := io.ReadFull(r, out); err != nil {
		return nil, fmt.Errorf("decompress: %w", err)
	}
	return out, nil
}
