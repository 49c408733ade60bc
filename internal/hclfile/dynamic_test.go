package hclfile

import "testing"

func TestDynamicBlocks(t *testing.T) {
	const head = "variable \"r\" {}\nvariable \"list\" { default = [\"x\", \"y\"] }\nprovider \"aws\" {\n"
	const many = "for_each = split(\",\", \"1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9\")\n"
	const nested = "dynamic \"assume_role\" {\n" + many + "content {\ndynamic \"b\" {\n" + many + "content {\ndynamic \"c\" {\n" + many + "content {}\n}\n}\n}\n}\n}"
	tests := []struct {
		name, text string
		vars       []string
		want       []string
		unknown    string
	}{
		{name: "of a list", text: "dynamic \"assume_role\" {\nfor_each = var.list\ncontent {\nrole_arn = \"arn:${assume_role.value}\"\n}\n}", want: []string{"arn:x", "arn:y"}},
		{name: "by another name", text: "dynamic \"assume_role\" {\nfor_each = { a = 1 }\niterator = it\ncontent {\nrole_arn = \"${it.key}${it.value}\"\n}\n}", want: []string{"a1"}},
		{name: "of none", text: "dynamic \"assume_role\" {\nfor_each = var.r == \"\" ? [] : [1]\ncontent {}\n}", vars: []string{"TF_VAR_r="}},
		{name: "of a set", text: "dynamic \"assume_role\" {\nfor_each = toset([\"a\"])\ncontent {\nrole_arn = assume_role.key\n}\n}", want: []string{"a"}},
		{name: "of what has no value", text: "dynamic \"assume_role\" {\nfor_each = var.r\ncontent {}\n}", unknown: "it stands in a dynamic block, and var.r has no default and no value in the module or in TF_VAR_r"},
		{name: "of no list", text: "dynamic \"assume_role\" {\nfor_each = 7\ncontent {}\n}", unknown: "it stands in a dynamic block that cannot be computed here"},
		{name: "blocks in blocks in blocks", text: nested, unknown: "it stands in a dynamic block that cannot be computed here: it would take more than 4 MiB"},
		{name: "without content", text: "dynamic \"assume_role\" {\nfor_each = [1]\n}", unknown: "it stands in a dynamic block that cannot be computed here"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, err := find(t, map[string]string{"main.tf": head + tt.text + "\n}\n"}, "main.tf", "", tt.vars...)
			if err != nil {
				t.Fatal(err)
			}
			roles := n.Get("assume_role")
			if tt.unknown != "" {
				if roles == nil || roles.Unknown != tt.unknown {
					t.Errorf("%+v", roles)
				}
				return
			}
			list := n.Blocks("assume_role")
			if len(list) != len(tt.want) {
				t.Fatalf("%d blocks, want %d: %+v", len(list), len(tt.want), roles)
			}
			for i, want := range tt.want {
				if got := list[i].Value("role_arn"); got != want {
					t.Errorf("block %d: %q, want %q", i, got, want)
				}
			}
		})
	}
}

func TestFunctions(t *testing.T) {
	for expression, want := range map[string]string{
		`lookup({ a = "x" }, "a")`: "x", `lookup({ a = "x" }, "b", "y")`: "y", `coalesce("", "x")`: "x", `replace("a-b", "-", "_")`: "a_b", `replace("a1b22", "/[0-9]+/", "n")`: "anbn",
		`one(["x"])`: "x", `length("abc")`: "3", `length(["a", "b"])`: "2", `length({ a = 1 })`: "1", `startswith("abc", "ab") ? "y" : "n"`: "y", `endswith("abc", "x") ? "y" : "n"`: "n",
		`strcontains("abc", "b") ? "y" : "n"`: "y", `basename("/a/b.tf")`: "b.tf", `dirname("/a/b.tf")`: "/a", `nonsensitive(sensitive("x"))`: "x", `jsondecode("{\"a\": \"x\"}").a`: "x",
		`element(sort(["b", "a"]), 0)`: "a", `element(tolist(["b", "a"]), 0)`: "b", `tostring(7)`: "7", `join(",", compact(["a", "", "b"]))`: "a,b", `regex("[a-z]+", "12ab")`: "ab",
		`zipmap(["a"], ["x"]).a`: "x", `format("%s-%d", "a", 1)`: "a-1", `formatlist("%s!", ["a"])[0]`: "a!", `max(1, 3)`: "3", `title("ab")`: "Ab", `reverse(["a", "b"])[0]`: "b",
	} {
		n, err := find(t, map[string]string{"main.tf": "provider \"aws\" {\n region = " + expression + "\n}\n"}, "main.tf", "")
		if err != nil {
			t.Fatal(err)
		}
		if r := n.Get("region"); r == nil || r.Text != want {
			t.Errorf("%s is %+v, want %s", expression, r, want)
		}
	}
	n, err := find(t, map[string]string{"main.tf": "provider \"aws\" {\n region = lookup({ a = 1 }, \"b\")\n}\n"}, "main.tf", "")
	if err != nil || n.Get("region").Unknown == "" {
		t.Errorf("a key that is not there: %+v, %v", n.Get("region"), err)
	}
}

func TestWorkspace(t *testing.T) {
	files := map[string]string{"main.tf": "provider \"aws\" {\n region = terraform.workspace\n}\n", "environment": "prod\n"}
	for _, vars := range [][]string{{"TF_WORKSPACE=prod"}, {"TF_DATA_DIR=."}} {
		n, err := find(t, files, "main.tf", "", vars...)
		if err != nil || n.Get("region").Text != "prod" {
			t.Errorf("%v: %+v, %v", vars, n.Get("region"), err)
		}
	}
}
