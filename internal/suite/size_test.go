package suite

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"
)

// What is longer has a second subject.
const (
	longestFunction = 60
	longestFile     = 500
)

// TestFunctionsAndFilesAreShort holds the program's functions and files to lengths that
// one reads at one go.
func TestFunctionsAndFilesAreShort(t *testing.T) {
	files := token.NewFileSet()
	functions := 0
	eachSource(t, func(path string) {
		text, err := os.ReadFile(filepath.Join("../..", path))
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte("\n")); n > longestFile {
			t.Errorf("%s has %d lines", path, n)
		}
		tree, err := parser.ParseFile(files, path, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			functions++
			if n := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1; n > longestFunction {
				t.Errorf("%s: %s has %d lines", files.Position(f.Pos()), f.Name.Name, n)
			}
		}
	})
	if functions < 2000 {
		t.Errorf("only %d functions were read", functions)
	}
}
