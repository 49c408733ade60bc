package endpoint

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// jsonTree looks into JSON.
var jsonTree = Tree[*jsontree.Value]{
	Field: func(v *jsontree.Value, name string) (*jsontree.Value, bool) { f := v.Get(name); return f, f != nil },
	Items: func(v *jsontree.Value) (all []*jsontree.Value, ok bool) {
		for i := range v.Items {
			all = append(all, &v.Items[i])
		}
		return all, v.Kind == jsontree.Array
	},
	Keys: func(v *jsontree.Value) (all []string, ok bool) {
		for _, f := range v.Fields {
			all = append(all, f.Name)
		}
		return all, v.Kind == jsontree.Object
	},
	Plain: func(v *jsontree.Value) any {
		switch v.Kind {
		case jsontree.String:
			return v.Text
		case jsontree.Bool:
			return v.Text == "true"
		}
		return nil
	},
}

func TestSearch(t *testing.T) {
	const input = `{"RequestItems": {"a": {}, "b": {}}, "T": {"Name": "n", "On": true, "N": 1},
		"TransactItems": [{"Put": {"TableName": "p"}}, {"Get": {"TableName": "g"}, "Delete": {"TableName": "d"}}, {}],
		"Lists": [["x", "y"], "z", []]}`
	v, err := jsontree.Parse([]byte(input))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]any{
		"keys(RequestItems)": []string{"a", "b"}, "keys(T.Name)": nil, "keys(Missing)": nil,
		"T.Name": "n", "T.On": true, "T.N": nil, "T": nil, "Missing.Name": nil, `"T"."Name"`: "n", "@": nil,
		"TransactItems[*].Get.TableName": []string{"g"}, "TransactItems[0].Put.TableName": "p", "TransactItems[-2].Get.TableName": "g", "TransactItems[9]": nil,
		"TransactItems[*].[Put.TableName, Delete.TableName, Get.TableName][]": []string{"p", "d", "g"},
		"Missing[*].Name": nil, "T[*]": nil, "Lists[]": []string{"x", "y", "z"}, "[T.Name, Missing]": []string{"n"}, "Lists[0][*]": []string{"x", "y"},
	} {
		got, err := Search(path, v, jsonTree)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	for _, path := range []string{"", ".", "a.", "a[", "a[x]", "keys(a", "[a, b", "a b", `"a`, "a[*", "a..b"} {
		if got, err := Search(path, v, jsonTree); err == nil {
			t.Errorf("%q gives %v", path, got)
		}
	}
}
