package jmespath

import "testing"

// FuzzSearch reads any path.
func FuzzSearch(f *testing.F) {
	f.Add("TransactItems[*].[Put.TableName, Delete.TableName][]", "keys(a)")
	f.Add("a[0].b", "@")
	f.Fuzz(func(t *testing.T, path, other string) {
		for _, p := range []string{path, other} {
			_, _ = Search(p, treeOf(4), smallTree)
		}
	})
}

// small is a value that is everything at once, to a depth.
type small int

func treeOf(depth int) small { return small(depth) }

var smallTree = Tree[small]{
	Field: func(v small, _ string) (small, bool) { return v - 1, v > 0 },
	Items: func(v small) ([]small, bool) { return []small{v - 1, v - 1}, v > 0 },
	Keys:  func(v small) ([]string, bool) { return []string{"k"}, v > 0 },
	Plain: func(v small) any { return "text" },
}
