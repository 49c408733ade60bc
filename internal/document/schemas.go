package document

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// SchemaOf makes the JSON Schema of a document from its type: what has a field
// there is required, unless it is left out when empty.
func SchemaOf(title string, document any) []byte {
	s := schemaOf(reflect.TypeOf(document))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = title
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err) // it is made of maps, lists and texts
	}
	return append(text, '\n')
}

// SchemaOfMany is for documents that are printed alone, or as a list where
// several are asked for.
func SchemaOfMany(title string, document any) []byte {
	one := schemaOf(reflect.TypeOf(document))
	text, err := json.MarshalIndent(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title,
		"$defs": map[string]any{"one": one},
		"anyOf": []any{map[string]any{"$ref": "#/$defs/one"}, map[string]any{"type": "array", "items": map[string]any{"$ref": "#/$defs/one"}}},
	}, "", "  ")
	if err != nil {
		panic(err)
	}
	return append(text, '\n')
}

func schemaOf(t reflect.Type) map[string]any {
	if t == reflect.TypeFor[Steps]() {
		return map[string]any{"type": "array", "items": map[string]any{"type": "object", "required": []string{"kind", "profile", "origin"}}}
	}
	if t == reflect.TypeFor[time.Time]() {
		return map[string]any{"type": "string", "format": "date-time"}
	}
	switch t.Kind() {
	case reflect.Func: // Many and Series: what they yield comes last
		yield := t.In(0)
		if yield.NumIn() == 2 {
			return map[string]any{"type": "object", "additionalProperties": schemaOf(yield.In(1))}
		}
		return map[string]any{"type": "array", "items": schemaOf(yield.In(0))}
	case reflect.Pointer:
		return map[string]any{"anyOf": []any{map[string]any{"type": "null"}, schemaOf(t.Elem())}}
	case reflect.Slice, reflect.Array:
		if t == reflect.TypeFor[json.RawMessage]() {
			return map[string]any{}
		}
		return map[string]any{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem())}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Struct:
		properties, required := map[string]any{}, []string{}
		fieldsOf(t, properties, &required)
		return map[string]any{"type": "object", "properties": properties, "required": required}
	}
	return map[string]any{}
}

func fieldsOf(t reflect.Type, properties map[string]any, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case f.Anonymous && name == "":
			fieldsOf(f.Type, properties, required)
		default:
			if name == "" {
				name = f.Name
			}
			properties[name] = schemaOf(f.Type)
			if rest != "omitempty" {
				*required = append(*required, name)
			}
		}
	}
}
