package protocol

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// cborReader reads CBOR items (RFC 8949), as far as rpc-v2-cbor uses them.
type cborReader struct {
	data []byte
	at   int
}

var (
	errShort = errors.New("it ends in the middle of an item")
	errBreak = errors.New("a break stands outside an item of indefinite length")
)

// readCBOR reads one item that is all of a body.
func readCBOR(body []byte) (Value, error) {
	r := cborReader{data: body}
	v, err := r.item(0)
	if err == nil && r.at < len(body) {
		err = fmt.Errorf("%d bytes follow the item", len(body)-r.at)
	}
	if err != nil {
		return v, fmt.Errorf("read the body of the response: %w", err)
	}
	return v, nil
}

// head reads the first byte of an item and its argument; indefinite is true
// where there is none.
func (r *cborReader) head() (major, info byte, n uint64, err error) {
	if r.at >= len(r.data) {
		return 0, 0, 0, errShort
	}
	first := r.data[r.at]
	r.at++
	major, info = first>>5, first&31
	switch {
	case info < 24:
		n = uint64(info)
	case info < 28:
		size := 1 << (info - 24)
		if len(r.data)-r.at < size {
			return 0, 0, 0, errShort
		}
		var b [8]byte
		copy(b[8-size:], r.data[r.at:r.at+size])
		n = binary.BigEndian.Uint64(b[:])
		r.at += size
	case info < 31:
		return 0, 0, 0, fmt.Errorf("the byte 0x%02x begins no item", first)
	}
	return major, info, n, nil
}

func (r *cborReader) item(depth int) (Value, error) {
	if depth > maxDepth {
		return Value{}, fmt.Errorf("it is nested deeper than %d levels", maxDepth)
	}
	major, info, n, err := r.head()
	if err != nil {
		return Value{}, err
	}
	indefinite := info == 31
	switch major {
	case 0:
		return Literal(strconv.FormatUint(n, 10)), notIndefinite(indefinite)
	case 1:
		negative := new(big.Int).SetUint64(n)
		return Literal(negative.Not(negative).String()), notIndefinite(indefinite)
	case 2:
		b, err := r.bytes(major, n, indefinite)
		return Binary(b), err
	case 3:
		b, err := r.bytes(major, n, indefinite)
		if err == nil && !utf8.Valid(b) {
			err = errors.New("a text is not UTF-8")
		}
		return Text(string(b)), err
	case 4:
		return r.list(n, indefinite, depth)
	case 5:
		return r.entries(n, indefinite, depth)
	case 6:
		return r.tagged(n, depth)
	}
	return simple(info, n)
}

func notIndefinite(indefinite bool) error {
	if indefinite {
		return errors.New("a number has no length")
	}
	return nil
}

func (r *cborReader) bytes(major byte, n uint64, indefinite bool) ([]byte, error) {
	if !indefinite {
		if n > uint64(len(r.data)-r.at) {
			return nil, errShort
		}
		b := r.data[r.at : r.at+int(n)]
		r.at += int(n)
		return b, nil
	}
	var all []byte
	for {
		if r.ends() {
			return all, nil
		}
		part, info, n, err := r.head()
		if err != nil {
			return nil, err
		}
		if part != major || info == 31 {
			return nil, errors.New("a part of a text or blob is of another kind")
		}
		b, err := r.bytes(major, n, false)
		if err != nil {
			return nil, err
		}
		all = append(all, b...)
	}
}

// ends skips the break that ends an item of indefinite length.
func (r *cborReader) ends() bool {
	if r.at < len(r.data) && r.data[r.at] == 0xff {
		r.at++
		return true
	}
	return false
}

func (r *cborReader) list(n uint64, indefinite bool, depth int) (Value, error) {
	v := Value{Kind: List, Items: []Value{}}
	for i := uint64(0); indefinite || i < n; i++ {
		if indefinite && r.ends() {
			break
		}
		item, err := r.item(depth + 1)
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, item)
	}
	return v, nil
}

func (r *cborReader) entries(n uint64, indefinite bool, depth int) (Value, error) {
	v := Value{Kind: Map}
	at := map[string]int{}
	for i := uint64(0); indefinite || i < n; i++ {
		if indefinite && r.ends() {
			break
		}
		key, err := r.item(depth + 1)
		if err != nil {
			return v, err
		}
		if key.Kind != String {
			return v, fmt.Errorf("the key of a map is %s, not a text", key.Kind)
		}
		item, err := r.item(depth + 1)
		if err != nil {
			return v, err
		}
		if j, seen := at[key.Text]; seen {
			v.Fields[j].Value = item
			continue
		}
		at[key.Text] = len(v.Fields)
		v.Fields = append(v.Fields, Field{key.Text, item})
	}
	return v, nil
}

// tagged reads an item with a tag: 1 is a time, 2 and 3 are large integers.
func (r *cborReader) tagged(tag uint64, depth int) (Value, error) {
	v, err := r.item(depth + 1)
	if err != nil {
		return v, err
	}
	switch {
	case tag == 1 && v.Kind == Number:
		t, err := epoch(v.Text)
		return timeValue(t), err
	case (tag == 2 || tag == 3) && v.Kind == Blob:
		n := new(big.Int).SetBytes(v.Bytes)
		if tag == 3 {
			n.Not(n)
		}
		return Literal(n.String()), nil
	}
	return v, nil
}

func simple(info byte, n uint64) (Value, error) {
	switch info {
	case 20, 21:
		return Boolean(info == 21), nil
	case 22, 23:
		return Value{}, nil
	case 25:
		return floatValue(halfFloat(uint16(n))), nil
	case 26:
		return floatValue(float64(math.Float32frombits(uint32(n)))), nil
	case 27:
		return floatValue(math.Float64frombits(n)), nil
	case 31:
		return Value{}, errBreak
	}
	return Value{}, fmt.Errorf("the simple value %d has no meaning here", n)
}

func floatValue(f float64) Value { return Literal(pythonFloat(f)) }

func halfFloat(bits uint16) float64 {
	sign := 1.0
	if bits>>15 == 1 {
		sign = -1
	}
	exponent, fraction := int(bits>>10&31), float64(bits&1023)
	switch {
	case exponent == 0:
		return sign * math.Ldexp(fraction, -24)
	case exponent == 31 && fraction > 0:
		return math.NaN()
	case exponent == 31:
		return sign * math.Inf(1)
	}
	return sign * math.Ldexp(1024+fraction, exponent-25)
}

// modelled keeps of a value what the model has, under the model's names.
func modelled(v Value, m *catalogue.Member, path string) (Value, error) {
	if v.Kind == Null || m.Is(catalogue.Document) {
		return v, nil
	}
	wants := map[catalogue.Kind]Kind{catalogue.Structure: Map, catalogue.Map: Map, catalogue.List: List, catalogue.Blob: Blob, catalogue.String: String, catalogue.Boolean: Bool}
	if want, ok := wants[m.Shape.Kind]; ok && v.Kind != want {
		return v, fmt.Errorf("read %s of the response: a %s is wanted, not %s", orBody(path), m.Shape.Kind, v.Kind)
	}
	switch m.Shape.Kind {
	case catalogue.Structure:
		out := Value{Kind: Map}
		var names []string
		for i := range v.Fields {
			if v.Fields[i].Value.Kind != Null {
				names = append(names, v.Fields[i].Name)
			}
		}
		if unknown, err := union(m.Shape, names, path); err != nil || unknown.Kind == Map {
			return unknown, err
		}
		for i := range m.Shape.Members {
			member := &m.Shape.Members[i]
			f := v.Get(member.Name) // botocore writes the wire's names, but reads these
			if f == nil {
				f = v.Get(member.WireName())
			}
			if f == nil || f.Kind == Null {
				continue
			}
			one, err := modelled(*f, member, join(path, member.Name))
			if err != nil {
				return out, err
			}
			out.Fields = append(out.Fields, Field{member.Name, one})
		}
		return out, nil
	case catalogue.List:
		for i := range v.Items {
			one, err := modelled(v.Items[i], m.Shape.Value, index(path, i))
			if err != nil {
				return v, err
			}
			v.Items[i] = one
		}
	case catalogue.Map:
		for i := range v.Fields {
			one, err := modelled(v.Fields[i].Value, m.Shape.Value, join(path, v.Fields[i].Name))
			if err != nil {
				return v, err
			}
			v.Fields[i].Value = one
		}
	case catalogue.Timestamp:
		if v.Kind == Number {
			t, err := epoch(v.Text)
			return timeValue(t.Truncate(time.Microsecond)), err
		}
	}
	return v, nil
}
