package suite

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/sessctl/sessctl/"

// imports gives what the files of a folder import of this project, tests left out.
func imports(t *testing.T, folder string) map[string][]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("../..", folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no files: %v", folder, err)
	}
	found := map[string][]string{}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			if rest, own := strings.CutPrefix(name, module); own {
				found[rest] = append(found[rest], filepath.Base(path))
			}
		}
	}
	return found
}

// TestRenderTakesDocuments holds render to finished documents: it can neither see
// a resolution nor decide what is secret.
func TestRenderTakesDocuments(t *testing.T) {
	for name, files := range imports(t, "internal/render") {
		if !slices.Contains([]string{"internal/bundle", "internal/check", "internal/diff", "internal/document", "internal/graph", "internal/jsontree", "internal/lookup", "internal/printable", "internal/report", "internal/suggest"}, name) {
			t.Errorf("render imports %s in %q", name, files)
		}
	}
}

// TestCommandsHideNothing leaves it to document to take secrets out.
func TestCommandsHideNothing(t *testing.T) {
	if files := imports(t, "cmd/sessctl")["internal/redact"]; files != nil {
		t.Errorf("the commands take secrets out themselves, in %q", files)
	}
}
