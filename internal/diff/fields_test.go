package diff

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/sessctl/sessctl/internal/document"
)

// fill gives each field a value of its own, in what pointers point at too.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + string(rune('a'+*n)) + "\xff<&>")
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	}
}

func TestFieldsAreThoseOfTheJSON(t *testing.T) {
	for _, s := range []document.Step{new(document.StaticStep), new(document.ProcessStep), new(document.AssumeRoleStep), new(document.WebIdentityStep),
		new(document.SSOStep), new(document.LoginStep), new(document.ContainerStep), new(document.IMDSStep)} {
		for _, filled := range []bool{false, true} {
			if filled {
				fill(reflect.ValueOf(s).Elem(), new(int))
			}
			text, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]any{}
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			if got := fieldsOf(s); !reflect.DeepEqual(got, want) {
				t.Errorf("%T:\ngot  %v\nwant %v", s, got, want)
			}
		}
	}
}
