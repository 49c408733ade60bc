package jsontree

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const sample = `{"name": "n", "count": 10, "on": true, "off": false, "word": "true", "none": null,
	"list": ["a", 1, "b"], "empty": [], "deep": {"er": {"x": "y"}}, "twice": "first", "twice": "last"}`

func TestAccess(t *testing.T) {
	v, err := Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, got, want string }{
		{"a string", v.String("name"), "n"},
		{"a string that is a number", v.String("count"), ""},
		{"a string that is missing", v.String("missing"), ""},
		{"a repeated field", v.String("twice"), "last"},
		{"a number", v.Number("count"), "10"},
		{"a number that is a string", v.Number("name"), ""},
		{"a path", v.Get("deep", "er").String("x"), "y"},
		{"below what is missing", v.Get("deep", "missing", "x").String("x"), ""},
		{"below a string", v.Get("name", "x").Number("x"), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
	if v.Get() != v || v.Get("missing") != nil || v.Get("deep", "er", "x").Text != "y" {
		t.Error("Get does not walk down the names")
	}
	if !v.Bool("on") || v.Bool("off") || v.Bool("word") || v.Bool("missing") {
		t.Error("Bool is true for what is true alone")
	}
	if got := v.Strings("list"); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("the strings are %q", got)
	}
	if v.Strings("empty") != nil || v.Strings("name") != nil || v.Strings("missing") != nil {
		t.Error("there are strings where there is no list of them")
	}
}

func TestKinds(t *testing.T) {
	for text, want := range map[string]string{"null": "null", "true": "boolean", "1": "number", `""`: "string", "[]": "array", "{}": "object"} {
		v, err := Parse([]byte(text))
		if err != nil || v.Kind.String() != want {
			t.Errorf("%s is a %s, want %s (%v)", text, v.Kind, want, err)
		}
	}
}

func TestQuote(t *testing.T) {
	for s, want := range map[string]string{
		"":               `""`,
		`a"b\c`:          `"a\"b\\c"`,
		"\n\r\t\x00\x1f": `"\n\r\t\u0000\u001f"`,
		"</script>&":     `"</script>&"`,
		"é😀\u2028\x7f":   "\"é😀\u2028\x7f\"",
		"a\xffb":         "\"a\ufffdb\"",
	} {
		if got := string(Quote(nil, s)); got != want {
			t.Errorf("%q is quoted as %s, want %s", s, got, want)
		}
	}
	if got := string(Quote([]byte("x="), "a")); got != `x="a"` {
		t.Errorf("Quote does not append: %s", got)
	}
}

// TestQuoteIsReadBack has any string quoted, and read by this package and by
// encoding/json.
func TestQuoteIsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.String().Draw(rt, "s")
		quoted := Quote(nil, s)
		v, err := Parse(quoted)
		if err != nil || v.Text != s {
			rt.Fatalf("%s is read as %+v, %v", quoted, v, err)
		}
		var plain string
		if err := json.Unmarshal(quoted, &plain); err != nil || plain != s {
			rt.Fatalf("%s is read as %q, %v", quoted, plain, err)
		}
	})
}

func TestAppendKeepsTheOrder(t *testing.T) {
	for text, want := range map[string]string{
		`{ "b" : [ 1.0 , { } ] , "a" : null, "b": true }`: `{"b":[1.0,{}],"a":null,"b":true}`,
		`[ [ ] , "\u0041\/" ]`:                            `[[],"A/"]`,
	} {
		v, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := string(v.Append(nil)); got != want {
			t.Errorf("%s is written as %s, want %s", text, got, want)
		}
	}
}
