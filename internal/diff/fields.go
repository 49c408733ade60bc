package diff

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/sessctl/sessctl/internal/document"
)

// fieldsOf are the fields of a step by their names, as if it had been written as
// JSON and read again: of thousands of profiles that takes longest.
func fieldsOf(s document.Step) map[string]any {
	fields := map[string]any{}
	addFields(fields, reflect.ValueOf(s).Elem())
	return fields
}

func addFields(fields map[string]any, v reflect.Value) {
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			addFields(fields, v.Field(i))
			continue
		}
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if option == "omitempty" && v.Field(i).IsZero() {
			continue
		}
		fields[name] = plain(v.Field(i))
	}
}

// plain is a value as JSON has it. Steps are made of texts, numbers and places.
func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.String:
		return asJSON(v.String())
	case reflect.Int:
		return float64(v.Int())
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return plain(v.Elem())
	case reflect.Struct:
		fields := map[string]any{}
		addFields(fields, v)
		return fields
	}
	panic(fmt.Sprintf("a step has a field of type %s", v.Type()))
}
