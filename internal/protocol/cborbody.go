package protocol

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// The major types of CBOR (RFC 8949, section 3.1).
const (
	cborUint = iota
	cborNegative
	cborBytes
	cborText
	cborArray
	cborMap
	cborTag
	cborSimple
)

// What follows the major type, and simple values.
const (
	cborFalse      = 20
	cborTrue       = 21
	cborNull       = 22
	cborHalf       = 25
	cborFloat      = 26
	cborDouble     = 27
	cborIndefinite = 31
	cborBreak      = 0xff
)

// cborWriter writes values as CBOR. The numbers of elements of lists, maps and
// structures come first, or in some SDKs a break comes last.
type cborWriter struct {
	call *Call
	out  []byte
	err  error // the first one
}

func (w *cborWriter) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf("write "+w.call.Operation.Name+" as CBOR: "+format, args...)
	}
}

func (w *cborWriter) initial(major, info byte) { w.out = append(w.out, major<<5|info) }

// head writes a major type with its number in as few bytes as possible.
func (w *cborWriter) head(major byte, n uint64) {
	switch {
	case n < 24:
		w.initial(major, byte(n))
	case n <= math.MaxUint8:
		w.initial(major, 24)
		w.out = append(w.out, byte(n))
	case n <= math.MaxUint16:
		w.initial(major, 25)
		w.out = binary.BigEndian.AppendUint16(w.out, uint16(n))
	case n <= math.MaxUint32:
		w.initial(major, 26)
		w.out = binary.BigEndian.AppendUint32(w.out, uint32(n))
	default:
		w.initial(major, 27)
		w.out = binary.BigEndian.AppendUint64(w.out, n)
	}
}

// begin opens a list or map of n elements or pairs; end closes it.
func (w *cborWriter) begin(major byte, n int) {
	if w.call.Style.CBOR.isOpen(major) {
		w.initial(major, cborIndefinite)
		return
	}
	w.head(major, uint64(n))
}

// isOpen reports whether a list or a map is of indefinite length.
func (s *CBORStyle) isOpen(major byte) bool {
	return s.OpenLengths && (major == cborMap || !s.ClosedLists)
}

func (w *cborWriter) end(major byte) {
	if w.call.Style.CBOR.isOpen(major) {
		w.out = append(w.out, cborBreak)
	}
}

func (w *cborWriter) text(s string) {
	w.head(cborText, uint64(len(s)))
	w.out = append(w.out, s...)
}

func (w *cborWriter) bytes(b []byte) {
	w.head(cborBytes, uint64(len(b)))
	w.out = append(w.out, b...)
}

func (w *cborWriter) bool(b bool) {
	if b {
		w.initial(cborSimple, cborTrue)
	} else {
		w.initial(cborSimple, cborFalse)
	}
}

func (w *cborWriter) value(v *Value, m *catalogue.Member) {
	if v.Kind == Null {
		w.initial(cborSimple, cborNull)
		return
	}
	switch m.Shape.Kind {
	case catalogue.Structure:
		if m.Is(catalogue.Document) {
			w.untyped(v)
		} else {
			w.structure(v, m.Shape)
		}
	case catalogue.List:
		w.begin(cborArray, len(v.Items))
		for i := range v.Items {
			w.value(&v.Items[i], m.Shape.Value)
		}
		w.end(cborArray)
	case catalogue.Map:
		entries := w.call.sparse(v, m)
		w.begin(cborMap, len(entries))
		for _, e := range entries {
			w.text(e.Name)
			w.value(&e.Value, m.Shape.Value)
		}
		w.end(cborMap)
	case catalogue.Timestamp:
		w.time(v)
	case catalogue.Boolean:
		w.bool(truth(v))
	case catalogue.Float, catalogue.Double:
		if v.Kind != Number && (v.Kind != String || !isSpecial(v.Text)) {
			w.untyped(v)
			return
		}
		w.float(v.Text, m.Shape.Kind == catalogue.Float)
	case catalogue.Blob:
		if v.Kind == String {
			w.bytes([]byte(v.Text))
			return
		}
		w.untyped(v)
	default:
		w.untyped(v)
	}
}

// structure writes a structure; the names of members are those of the model.
func (w *cborWriter) structure(v *Value, s *catalogue.Shape) {
	members := w.call.members(v, s)
	open := !s.Is(catalogue.Union)
	if open {
		w.begin(cborMap, len(members))
	} else {
		w.head(cborMap, uint64(len(members)))
	}
	for _, f := range members {
		w.text(f.member.WireName())
		w.value(f.value, f.member)
	}
	if open {
		w.end(cborMap)
	}
}

// untyped writes a value as what it is, whatever the model wants.
func (w *cborWriter) untyped(v *Value) {
	switch v.Kind {
	case Bool:
		w.bool(v.True)
	case Number:
		if n, ok := integer(v.Text); ok {
			w.integer(n)
		} else {
			w.double(float(v.Text))
		}
	case String:
		w.text(v.Text)
	case Blob:
		w.bytes(v.Bytes)
	case List:
		w.begin(cborArray, len(v.Items))
		for i := range v.Items {
			w.untyped(&v.Items[i])
		}
		w.end(cborArray)
	case Map:
		w.begin(cborMap, len(v.Fields))
		for i := range v.Fields {
			w.text(v.Fields[i].Name)
			w.untyped(&v.Fields[i].Value)
		}
		w.end(cborMap)
	default:
		w.initial(cborSimple, cborNull)
	}
}

var minusOne = big.NewInt(-1)

func (w *cborWriter) integer(n *big.Int) {
	major := byte(cborUint)
	if n.Sign() < 0 {
		major, n = cborNegative, new(big.Int).Sub(minusOne, n)
	}
	if !n.IsUint64() {
		w.fail("an integer has more than 64 bits")
		return
	}
	w.head(major, n.Uint64())
}

// float writes a number where the model wants a float or a double.
func (w *cborWriter) float(literal string, single bool) {
	whole := isInteger(literal)
	if whole {
		literal = plainInteger(literal)
	}
	f := float(literal)
	if whole && math.IsInf(f, 0) {
		w.fail("an integer is too large for a float")
		return
	}
	switch special := math.IsNaN(f) || math.IsInf(f, 0); {
	case w.call.Style.CBOR.WholeNumbers && f == math.Trunc(f) && math.Abs(f) < w.call.Style.CBOR.largestWhole():
		w.integer(big.NewInt(int64(f)))
	case special && w.call.Style.CBOR.HalfSpecials:
		w.half(f)
	case single && w.call.Style.CBOR.Singles:
		if !special && math.IsInf(float64(float32(f)), 0) {
			w.fail("%s is too large for a float", literal)
		}
		w.initial(cborSimple, cborFloat)
		w.out = binary.BigEndian.AppendUint32(w.out, math.Float32bits(float32(f)))
	default:
		w.double(f)
	}
}

// largestWhole bounds what counts as a number without a fraction.
func (s *CBORStyle) largestWhole() float64 {
	if s.LongNumbers {
		return 1 << 63
	}
	return 1 << 53
}

func (w *cborWriter) double(f float64) {
	if w.call.Style.CBOR.ShortDoubles {
		if float64(float32(f)) == f {
			w.initial(cborSimple, cborFloat)
			w.out = binary.BigEndian.AppendUint32(w.out, math.Float32bits(float32(f)))
			return
		}
	}
	if w.call.Style.CBOR.PlainNaN && math.IsNaN(f) {
		f = math.Float64frombits(0x7ff8 << 48) // Go's has another bit
	}
	w.initial(cborSimple, cborDouble)
	w.out = binary.BigEndian.AppendUint64(w.out, math.Float64bits(f))
}

// half writes infinities and NaN in two bytes.
func (w *cborWriter) half(f float64) {
	bits := uint16(0x7e00)
	if math.IsInf(f, 0) {
		bits = 0x7c00
		if f < 0 {
			bits = 0xfc00
		}
	}
	w.initial(cborSimple, cborHalf)
	w.out = binary.BigEndian.AppendUint16(w.out, bits)
}

// time writes seconds since 1970, tagged as such: in botocore whole and not
// negative, in Go as doubles, in JavaScript as what fits.
func (w *cborWriter) time(v *Value) {
	t, err := timeOf(v)
	if err != nil {
		w.fail("%w", err)
		return
	}
	w.head(cborTag, 1)
	millis := t.UnixMilli()
	switch {
	case w.call.Style.CBOR.WholeSeconds:
		if t.Unix() < 0 {
			w.fail("%s is before 1970, for which the SDK has no form", t.Format("2006-01-02T15:04:05Z"))
		}
		w.integer(big.NewInt(t.Unix()))
	case w.call.Style.CBOR.WholeNumbers && !w.call.Style.CBOR.DoubleTimes && millis%1000 == 0:
		w.integer(big.NewInt(millis / 1000))
	case w.call.Style.CBOR.AddsFractions:
		w.double(float64(t.Unix()) + float64(t.Nanosecond())/1e9)
	default:
		w.double(float64(millis) / 1000)
	}
}
