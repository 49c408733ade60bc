package jsontree

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	str := func(s string) Value { return Value{Kind: String, Text: s} }
	number := func(s string) Value { return Value{Kind: Number, Text: s} }
	for text, want := range map[string]Value{
		`null`:               {Kind: Null, Text: "null"},
		` true `:             {Kind: Bool, Text: "true"},
		"\n\t\r false":       {Kind: Bool, Text: "false"},
		`""`:                 str(""),
		`"a b"`:              str("a b"),
		"\ufeff\"marked\"":   str("marked"),
		`[]`:                 {Kind: Array},
		`{ }`:                {Kind: Object},
		`[1,[2],{}]`:         {Kind: Array, Items: []Value{number("1"), {Kind: Array, Items: []Value{number("2")}}, {Kind: Object}}},
		`{"b":1,"a":"x"}`:    {Kind: Object, Fields: []Field{{"b", number("1")}, {"a", str("x")}}},
		`{"":{"":null}}`:     {Kind: Object, Fields: []Field{{"", Value{Kind: Object, Fields: []Field{{"", Value{Kind: Null, Text: "null"}}}}}}},
		`{"a":1,"a":2}`:      {Kind: Object, Fields: []Field{{"a", number("1")}, {"a", number("2")}}},
		`"\"\\\/\b\f\n\r\t"`: str("\"\\/\b\f\n\r\t"),
		`"\u00e9\u20AC"`:     str("é€"),
		`"\ud83d\ude00"`:     str("😀"),
		`"\ud83dx"`:          str("\ufffdx"),
		`"\ud83d\u0041"`:     str("\ufffdA"),
		`"\ude00"`:           str("\ufffd"),
		"\"a\xffb\"":         str("a\ufffdb"),
		"\"\\n\xff\"":        str("\n\ufffd"),
		"\"\u2028\x7f\"":     str("\u2028\x7f"),
	} {
		got, err := Parse([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, *withoutOffsets(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func withoutOffsets(v *Value) *Value {
	v.Offset = 0
	for i := range v.Items {
		withoutOffsets(&v.Items[i])
	}
	for i := range v.Fields {
		withoutOffsets(&v.Fields[i].Value)
	}
	return v
}

// TestNumbers keeps literals as they are written, with all their digits.
func TestNumbers(t *testing.T) {
	for _, text := range []string{"0", "-0", "7", "-12", "0.5", "1.0", "1.50", "1e5", "1E+05", "1e-7", "12345678901234567890123", "0.1000000000000000055511151231257827", "1e400"} {
		v, err := Parse([]byte(text))
		if err != nil || v.Kind != Number || v.Text != text {
			t.Errorf("%s is read as %+v, %v", text, v, err)
		}
	}
	for _, text := range []string{"+1", "01", "-", "-a", ".5", "1.", "1.e1", "1e", "1e+", "0x1", "1_0", "NaN", "Infinity", "-Infinity", "١"} {
		if v, err := Parse([]byte(text)); err == nil {
			t.Errorf("%s is read as %+v", text, v)
		}
	}
}

// TestFaults tells what is wrong, and the line and column of it in bytes.
func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                  "line 1, column 1: unexpected end of the text",
		" \n ":              "line 2, column 2: unexpected end of the text",
		"x":                 "line 1, column 1: expected a value",
		"'a'":               "line 1, column 1: expected a value",
		"nul":               "line 1, column 1: expected null",
		"True":              "line 1, column 1: expected a value",
		"1 2":               "line 1, column 3: unexpected text after the value",
		"[1":                "line 1, column 3: expected \",\" or \"]\" in an array",
		"[1,]":              "line 1, column 4: expected a value",
		"[1 2]":             "line 1, column 4: expected \",\" or \"]\" in an array",
		"{\"a\"}":           "line 1, column 5: expected \":\" after the name of a field",
		"{\"a\":1,}":        "line 1, column 8: expected the name of a field, in double quotes",
		"{a:1}":             "line 1, column 2: expected the name of a field, in double quotes",
		"{\n \"é\": 1\n 2}": "line 3, column 2: expected \",\" or \"}\" in an object",
		"\"a":               "line 1, column 3: unexpected end of the text in a string",
		"\"\\n":             "line 1, column 4: unexpected end of the text in a string",
		"\"\\":              "line 1, column 3: unexpected end of the text in a string",
		"\"\\x\"":           "line 1, column 2: unknown escape in a string",
		"\"\\u12g4\"":       "line 1, column 4: expected four hexadecimal digits after \"\\u\"",
		"\"\\u12":           "line 1, column 4: expected four hexadecimal digits after \"\\u\"",
		"\"a\nb\"":          "line 1, column 3: a control character in a string must be escaped",
		"\"\\t\x01\"":       "line 1, column 4: a control character in a string must be escaped",
		"\ufeff\ufeff1":     "line 1, column 4: expected a value",
		"1.x":               "line 1, column 3: expected a digit after the decimal point",
		"1ex":               "line 1, column 3: expected a digit in the exponent",
		"-x":                "line 1, column 2: expected a digit",
		"1 // no comments":  "line 1, column 3: unexpected text after the value",
	} {
		_, err := Parse([]byte(text))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestDepth(t *testing.T) {
	nested := func(open, end string, n int) []byte {
		return []byte(strings.Repeat(open, n) + "1" + strings.Repeat(end, n))
	}
	for _, sides := range [][2]string{{"[", "]"}, {`{"a":`, "}"}} {
		if _, err := Parse(nested(sides[0], sides[1], MaxDepth)); err != nil {
			t.Errorf("%d levels of %s: %v", MaxDepth, sides[0], err)
		}
		if _, err := Parse(nested(sides[0], sides[1], MaxDepth+1)); err == nil || !strings.Contains(err.Error(), "nested deeper than 200 levels") {
			t.Errorf("%d levels of %s: %v", MaxDepth+1, sides[0], err)
		}
	}
}

func TestTooManyValues(t *testing.T) {
	p := parser{text: "[0, 0]", values: MaxValues - 3}
	if _, ok := p.value(0); !ok {
		t.Errorf("%d values: %s", MaxValues, p.message)
	}
	p = parser{text: "[0, 0]", values: MaxValues - 2}
	if _, ok := p.value(0); ok || p.message != "more than 2000000 values" {
		t.Errorf("%d values: %s", MaxValues+1, p.message)
	}
}

// TestOffsets points at the first byte of every value.
func TestOffsets(t *testing.T) {
	const text = "\ufeff { \"a\" : [ 10 , \"é\" , {\"b\":null} ] }"
	v, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	a := v.Get("a")
	for begin, got := range map[string]int{"{ \"a\"": v.Offset, "[ 10": a.Offset, "10": a.Items[0].Offset, "\"é\"": a.Items[1].Offset, "{\"b\"": a.Items[2].Offset, "null": a.Items[2].Get("b").Offset} {
		if !strings.HasPrefix(text[got:], begin) {
			t.Errorf("the offset %d points at %q, not at %q", got, text[got:], begin)
		}
	}
}

// TestWithout leaves out strings of a name, at any depth, and nothing else of
// that name.
func TestWithout(t *testing.T) {
	for text, want := range map[string]string{
		`{"documentation":"d","a":{"documentation":"\"}\\","b":1}}`: `{"a":{"b":1}}`,
		`[{"documentation":""},{"documentation":{"shape":"S"}}]`:    `[{},{"documentation":{"shape":"S"}}]`,
		`{"a":"documentation","documentation":1,"x":[null]}`:        `{"a":"documentation","documentation":1,"x":[null]}`,
		`{"documentation": "a\\\\\"b" , "c":"d"}`:                   `{"c":"d"}`,
	} {
		v, err := ParseWithout([]byte(text), "documentation", "other")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := string(v.Append(nil)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{`{"documentation":"`, `{"documentation":"a\"`, `{"documentation":"a"`, `{"documentation":"a" "b":1}`} {
		if v, err := ParseWithout([]byte(text), "documentation"); err == nil {
			t.Errorf("%s is read as %+v", text, v)
		}
	}
}

// FuzzParse takes what encoding/json takes, and reads the same from it; what it
// writes is read as the same again.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5e3,-0],"b":{"c":null},"a":"\u00e9\ud83d\ude00"}`, `[true,false,""]`, `"\ud800"`, `{"a"`, "\ufeff1", "[[[[1e400]]]]", "\"\xff\"", "1 2", `{"":""}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := Parse(text)
		if plain := strings.TrimPrefix(string(text), "\ufeff"); json.Valid([]byte(plain)) != (err == nil) {
			if err == nil || !strings.Contains(err.Error(), "nested deeper") && !strings.Contains(err.Error(), "more than") {
				t.Fatalf("%q: %v", text, err)
			}
		}
		if err != nil {
			return
		}
		written := v.Append(nil)
		again, err := Parse(written)
		if err != nil {
			t.Fatalf("%q is written as %q: %v", text, written, err)
		}
		if diff := cmp.Diff(withoutOffsets(v), withoutOffsets(again)); diff != "" {
			t.Fatalf("%q is written as %q:\n%s", text, written, diff)
		}
		if !utf8.Valid(text) {
			return // a run of bytes that are no UTF-8 is one U+FFFD here, and one for each byte there
		}
		if got, want := decoded(t, written), decoded(t, []byte(strings.TrimPrefix(string(text), "\ufeff"))); !cmp.Equal(got, want) {
			t.Fatalf("%q is written as %q", text, written)
		}
	})
}

func decoded(t *testing.T, text []byte) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return v
}
