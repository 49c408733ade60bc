package protocol

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// jsonWriter writes values as JSON.
type jsonWriter struct {
	call  *Call
	tight bool // without spaces, whatever the style
	bare  bool // there is no model that wants texts for what JSON has no number for
	html  bool // as Go's encoding/json writes
	out   []byte
	err   error // the first one
}

// maxDepth bounds how deep values are nested.
const maxDepth = 500

func (w *jsonWriter) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
	w.out = append(w.out, "null"...)
}

// body writes a structure as a document. Of an operation's input it takes only
// what belongs into the body.
func (w *jsonWriter) body(v *Value, s *catalogue.Shape, isInput bool) { w.structure(v, s, isInput, 0) }

func (w *jsonWriter) structure(v *Value, s *catalogue.Shape, isInput bool, depth int) {
	w.out = append(w.out, '{')
	first := true
	for _, f := range w.call.nullable(v, s) {
		if isInput && (f.member.Location != catalogue.InBody || f.value.Kind == Null) {
			continue
		}
		w.name(f.member.WireName(), &first)
		w.value(f.value, f.member, depth+1)
	}
	w.out = append(w.out, '}')
}

// name writes the name of a field, and a comma before it but for the first.
func (w *jsonWriter) name(name string, first *bool) {
	w.comma(first)
	w.text(name)
	w.out = append(w.out, w.colon()...)
}

func (w *jsonWriter) comma(first *bool) {
	if !*first {
		w.out = append(w.out, ',')
		if w.spaced() {
			w.out = append(w.out, ' ')
		}
	}
	*first = false
}

func (w *jsonWriter) colon() string {
	if w.spaced() {
		return ": "
	}
	return ":"
}

func (w *jsonWriter) spaced() bool { return !w.tight && w.call.Style.JSON.Spaced }

func (w *jsonWriter) value(v *Value, m *catalogue.Member, depth int) {
	if depth > maxDepth {
		w.fail("write the input: it is nested deeper than %d levels", maxDepth)
		return
	}
	switch {
	case v.Kind == Null:
		w.out = append(w.out, "null"...)
	case m.Is(catalogue.JSONValue) && w.call.Style.JSON.QuotesValues:
		text, err := w.call.jsonText(v)
		if err != nil {
			w.fail("write %s: %w", m.Name, err)
			return
		}
		w.text(text)
	case m.Is(catalogue.Document) || m.Is(catalogue.JSONValue):
		w.bare = w.call.Style.JSON.WritesInfinity
		w.plain(v, depth)
		w.bare = false
	case m.Shape.Kind == catalogue.Structure && v.Kind == Map:
		w.structure(v, m.Shape, false, depth)
	case m.Shape.Kind == catalogue.Map && v.Kind == Map:
		w.out = append(w.out, '{')
		first := true
		for _, e := range w.call.sparse(v, m) {
			w.name(e.Name, &first)
			w.value(&e.Value, m.Shape.Value, depth+1)
		}
		w.out = append(w.out, '}')
	case m.Shape.Kind == catalogue.List && v.Kind == List:
		w.out = append(w.out, '[')
		first := true
		for i := range v.Items {
			w.comma(&first)
			w.value(&v.Items[i], m.Shape.Value, depth+1)
		}
		w.out = append(w.out, ']')
	case m.Shape.Kind == catalogue.Timestamp:
		w.time(v, m)
	case m.Shape.Kind == catalogue.Blob && v.Kind == String:
		w.text(base64.StdEncoding.EncodeToString([]byte(v.Text)))
	case v.Kind == Number:
		held := Literal(w.call.Style.Numbers.held(v.Text, m.Shape.Kind))
		w.scalar(&held)
	default:
		w.plain(v, depth)
	}
}

func (w *jsonWriter) time(v *Value, m *catalogue.Member) {
	t, err := timeOf(v)
	if err != nil {
		w.fail("write %s: %w", m.Name, err)
		return
	}
	format := formatOr(m, catalogue.UnixTimestamp)
	text := w.call.timestamp(t, format)
	if format == catalogue.UnixTimestamp {
		w.out = append(w.out, text...)
	} else {
		w.text(text)
	}
}

// jsonText gives a value without a model as a text, without spaces.
func (c *Call) jsonText(v *Value) (string, error) {
	w := jsonWriter{call: c, tight: true, bare: c.Style.JSON.WritesInfinity, html: c.Style.JSON.EscapesHTML}
	w.plain(v, 0)
	return string(w.out), w.err
}

// plain writes a value as it is, without a model.
func (w *jsonWriter) plain(v *Value, depth int) {
	if depth > maxDepth {
		w.fail("write the input: it is nested deeper than %d levels", maxDepth)
		return
	}
	switch v.Kind {
	case Null:
		w.out = append(w.out, "null"...)
	case Bool, Number:
		w.scalar(v)
	case String:
		w.text(v.Text)
	case Blob:
		w.text(base64.StdEncoding.EncodeToString(v.Bytes))
	case Time:
		w.out = append(w.out, w.call.unix(v.Time)...)
	case List:
		w.out = append(w.out, '[')
		first := true
		for i := range v.Items {
			w.comma(&first)
			w.plain(&v.Items[i], depth+1)
		}
		w.out = append(w.out, ']')
	case Map:
		w.out = append(w.out, '{')
		first := true
		for _, f := range w.call.everyEntry(v, true) {
			w.name(f.Name, &first)
			w.plain(&f.Value, depth+1)
		}
		w.out = append(w.out, '}')
	}
}

func (w *jsonWriter) scalar(v *Value) {
	if v.Kind == Bool {
		if v.True {
			w.out = append(w.out, "true"...)
		} else {
			w.out = append(w.out, "false"...)
		}
		return
	}
	text := w.call.Style.Numbers.JSON(v.Text)
	if w.html {
		text = ShortestNumber(v.Text)
	}
	if strings.ContainsAny(text, "IN") && !w.bare { // Infinity, NaN
		w.text(text)
		return
	}
	w.out = append(w.out, text...)
}

// text writes a string with its quotation marks, escaped in the style's manner.
func (w *jsonWriter) text(s string) {
	digits := "0123456789abcdef"
	if w.call.Style.JSON.CapitalDigits {
		digits = "0123456789ABCDEF"
	}
	short := w.call.Style.JSON.ShortEscapes
	ascii := w.call.Style.JSON.ASCII
	deleted := w.call.Style.JSON.EscapesDelete.has(w.call.Protocol)
	escape := func(unit rune) {
		w.out = append(w.out, '\\', 'u', digits[unit>>12&15], digits[unit>>8&15], digits[unit>>4&15], digits[unit&15])
	}
	w.out = append(w.out, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			w.out = append(w.out, '\\', c)
		case c < ' ' && strings.IndexByte(short, c) >= 0:
			w.out = append(w.out, '\\', "btn fr"[c-'\b'])
		case c < ' ' || c == 0x7f && deleted || w.html && strings.IndexByte("<>&", c) >= 0:
			escape(rune(c))
		case c < utf8.RuneSelf:
			w.out = append(w.out, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case (ascii || w.call.Style.JSON.EscapesPairs) && r > 0xffff:
				escape(0xd800 + (r-0x10000)>>10)
				escape(0xdc00 + (r-0x10000)&0x3ff)
			case ascii, (w.html || w.call.Style.JSON.EscapesLineEnds) && (r == '\u2028' || r == '\u2029'):
				escape(r)
			default:
				w.out = utf8.AppendRune(w.out, r)
			}
			i += n
			continue
		}
		i++
	}
	w.out = append(w.out, '"')
}
