package jmespath

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sessctl/sessctl/internal/catalogue"
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

func TestDepth(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("keys(", n) + "a" + strings.Repeat(")", n) }
	for path, good := range map[string]bool{
		nested(maxDepth): true, nested(maxDepth + 1): false,
		strings.Repeat("[", maxDepth) + "a" + strings.Repeat("]", maxDepth): true, strings.Repeat("[", 100_000): false,
	} {
		if _, err := Search(path, treeOf(2), smallTree); (err == nil) != good {
			t.Errorf("a path of %d bytes: %v", len(path), err)
		}
	}
}

// TestErrors names the path and what is wrong with it.
func TestErrors(t *testing.T) {
	for path, want := range map[string]string{
		"a b":     `read the path "a b": unexpected "b"`,
		"a.":      `read the path "a.": a name is missing at ""`,
		"a[x]":    `read the path "a[x]": an index is no number`,
		"keys(a":  `read the path "keys(a": keys( is not closed`,
		"[a, b":   `read the path "[a, b": a list of paths is not closed`,
		`"a`:      `read the path "\"a": a quoted name is not closed`,
		"length(": `read the path "length(": unexpected "("`,
	} {
		if _, err := Search(path, treeOf(2), smallTree); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", path, err, want)
		}
	}
}

// TestPathsOfTheModels reads every path that the embedded models have: what
// cannot be read would leave an endpoint's parameter out in silence.
func TestPathsOfTheModels(t *testing.T) {
	seen := map[string]bool{}
	for _, service := range catalogue.Names() {
		model, err := catalogue.Find(service)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range model.OperationNames() {
			op, err := model.FindOperation(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range op.OperationContextParams {
				if _, err := Search(p.Path, treeOf(2), smallTree); err != nil {
					t.Errorf("%s %s: %v", service, name, err)
				}
				seen[p.Path] = true
			}
		}
	}
	if len(seen) < 4 {
		t.Errorf("the models have no more paths than %v", seen)
	}
}
