package suite

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
)

// xmlNode is an element as far as it means something: attributes and children
// of different names stand in any order.
type xmlNode struct {
	Name     string
	Attrs    []string
	Text     string
	Children []*xmlNode
}

// key is the first text in an entry of a map; a map's entries stand in any order.
func (n *xmlNode) key() string {
	if len(n.Children) == 0 {
		return n.Text
	}
	return n.Children[0].key()
}

// xmlTree is the root element of XML, or the text when it is none.
func xmlTree(text []byte) any {
	d := xml.NewDecoder(bytes.NewReader(text))
	root := &xmlNode{}
	stack := []*xmlNode{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && len(root.Children) == 1 {
			return root.Children[0]
		}
		if err != nil {
			return string(text)
		}
		top := stack[len(stack)-1]
		switch e := token.(type) {
		case xml.StartElement:
			n := &xmlNode{Name: e.Name.Space + " " + e.Name.Local}
			for _, a := range e.Attr {
				if a.Name.Space == "" && a.Name.Local == "xmlns" {
					continue // names have it
				}
				n.Attrs = append(n.Attrs, a.Name.Space+" "+a.Name.Local+"="+a.Value)
			}
			slices.Sort(n.Attrs)
			top.Children = append(top.Children, n)
			stack = append(stack, n)
		case xml.EndElement:
			if len(top.Children) > 0 {
				top.Text = strings.TrimSpace(top.Text)
			}
			slices.SortStableFunc(top.Children, func(a, b *xmlNode) int {
				if order := strings.Compare(a.Name, b.Name); order != 0 || !strings.HasSuffix(a.Name, " entry") {
					return order
				}
				return strings.Compare(a.key(), b.key())
			})
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.Text += string(e)
		}
	}
}

// decodeCBOR reads one CBOR item with an eye on what it means: the lengths of
// numbers and definite or indefinite lengths make no difference.
func decodeCBOR(t *testing.T, data []byte) any {
	t.Helper()
	r := bytes.NewReader(data)
	v, err := readCBOR(r)
	if err == nil && r.Len() > 0 {
		err = fmt.Errorf("%d bytes follow the item", r.Len())
	}
	if err != nil {
		t.Fatalf("read CBOR %x: %v", data, err)
	}
	return v
}

var errBreak = errors.New("the end of an item of indefinite length")

func readCBOR(r *bytes.Reader) (any, error) {
	first, err := r.ReadByte()
	if err != nil {
		return nil, err
	}
	major, info := first>>5, first&31
	var n uint64
	switch {
	case first == 0xff:
		return nil, errBreak
	case info < 24:
		n = uint64(info)
	case info < 28:
		b := make([]byte, 8)
		size := 1 << (info - 24)
		if _, err := io.ReadFull(r, b[8-size:]); err != nil {
			return nil, err
		}
		n = binary.BigEndian.Uint64(b)
	}
	switch major {
	case 0:
		return float64(n), nil
	case 1:
		return -1 - float64(n), nil
	case 2, 3:
		var text []byte
		if info == 31 {
			for {
				part, err := readCBOR(r)
				if errors.Is(err, errBreak) {
					break
				}
				if err != nil {
					return nil, err
				}
				text = fmt.Append(text, strings.TrimPrefix(fmt.Sprint(part), "bytes "))
			}
		} else {
			text = make([]byte, n)
			if _, err := io.ReadFull(r, text); err != nil {
				return nil, err
			}
		}
		if major == 2 {
			return "bytes " + string(text), nil
		}
		return string(text), nil
	case 4, 5:
		var items []any
		for i := uint64(0); info == 31 || i < n*uint64(major-3); i++ {
			v, err := readCBOR(r)
			if info == 31 && errors.Is(err, errBreak) {
				break
			}
			if err != nil {
				return nil, err
			}
			items = append(items, v)
		}
		if major == 4 {
			return append([]any{}, items...), nil
		}
		m := map[string]any{}
		for i := 0; i+1 < len(items); i += 2 {
			m[fmt.Sprint(items[i])] = items[i+1]
		}
		return m, nil
	case 6:
		v, err := readCBOR(r)
		return map[string]any{"tag": n, "value": v}, err
	}
	switch info {
	case 20, 21:
		return info == 21, nil
	case 25:
		return number(half(uint16(n))), nil
	case 26:
		return number(float64(math.Float32frombits(uint32(n)))), nil
	case 27:
		return number(math.Float64frombits(n)), nil
	}
	return nil, nil
}

// number makes what is not equal to itself comparable.
func number(f float64) any {
	if math.IsNaN(f) {
		return "NaN"
	}
	return f
}

func half(bits uint16) float64 {
	sign := 1.0
	if bits>>15 == 1 {
		sign = -1
	}
	exponent, fraction := int(bits>>10&31), float64(bits&1023)
	switch exponent {
	case 0:
		return sign * math.Ldexp(fraction, -24)
	case 31:
		if fraction > 0 {
			return math.NaN()
		}
		return sign * math.Inf(1)
	}
	return sign * math.Ldexp(1024+fraction, exponent-25)
}
