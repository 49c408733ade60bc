package suite

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors are the packages from the top floor down. A package imports only what
// stands on a lower floor, and SDKs one another.
var floors = [][]string{
	{"cmd/sessctl", "internal/hostile"},
	{"internal/render"},
	{"internal/report"},
	{"internal/check", "internal/bundle", "internal/diff", "internal/graph"},
	{"internal/policy"},
	{"internal/document"},
	{"internal/rewrite"},
	{"internal/compare", "internal/diagnose", "internal/live"},
	{"internal/sdk"},
	{sdkFolders},
	{"internal/dryrun"},
	{"internal/protocol"},
	{"internal/session"},
	{"internal/endpoint", "internal/endpoint/table"},
	{"internal/catalogue", "internal/hclfile"},
	{"internal/resolve"},
	{"internal/hosts", "internal/logins", "internal/profiles", "internal/settings"},
	{"internal/sharedfile"},
	{"internal/environ", "internal/handlers", "internal/sharedfile/edit"},
	{"internal/redact"},
	{"internal/dates", "internal/deflate", "internal/jmespath", "internal/jsontree", "internal/lookup", "internal/origin", "internal/printable", "internal/suggest"},
}

// sdkFolders are the folders that may import one another: a reading borrows a rule by importing it.
const sdkFolders = "internal/sdk/"

func floorOf(room string) int {
	if strings.HasPrefix(room, sdkFolders) {
		room = sdkFolders
	}
	return slices.IndexFunc(floors, func(rooms []string) bool { return slices.Contains(rooms, room) })
}

// TestArrowsPointDown holds the packages to their floors.
func TestArrowsPointDown(t *testing.T) {
	const module = "github.com/sessctl/sessctl/"
	seen := map[string]bool{}
	eachSource(t, func(path string) {
		room := filepath.ToSlash(filepath.Dir(path))
		if generator(room) {
			return
		}
		from := floorOf(room)
		if from < 0 {
			t.Errorf("%s stands on no floor of the house", room)
			return
		}
		seen[room] = true
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", path), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			other, ours := strings.CutPrefix(name, module)
			if !ours || strings.HasPrefix(room, sdkFolders) && strings.HasPrefix(other, sdkFolders) {
				continue
			}
			if to := floorOf(other); to <= from {
				t.Errorf("%s imports %s, which stands on a floor as high or higher", path, other)
			}
		}
	})
	if len(seen) < 20 {
		t.Errorf("only %d packages were looked at", len(seen))
	}
}

// generator reports whether a folder's programs serve the build or the tests alone.
func generator(room string) bool {
	return strings.HasSuffix(room, "/generate") || strings.HasSuffix(room, "/release") || room == "internal/suite" ||
		strings.HasPrefix(room, "internal/judge") || strings.HasSuffix(room, "/sdktest")
}

// eachSource calls f with every Go file of the program, as a path from the top of the repository.
func eachSource(t *testing.T, f func(path string)) {
	t.Helper()
	for _, top := range []string{"cmd", "internal"} {
		err := filepath.WalkDir(filepath.Join("../..", top), func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				path, _ = filepath.Rel("../..", path)
				f(path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheHouseIsDrawn holds the picture of the house in CONTRIBUTING.md to its
// packages: each is in it, and nothing else.
func TestTheHouseIsDrawn(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, house, _ := strings.Cut(string(text), "## The house")
	house, _, _ = strings.Cut(house, "\n## ")
	eachSource(t, func(path string) {
		room := filepath.ToSlash(filepath.Dir(path))
		top := strings.Join(strings.Split(room, "/")[:2], "/")
		if name := strings.TrimPrefix(top, "internal/"); !generator(top) && !strings.Contains(house, top) && !strings.Contains(house, " "+name+",") && !strings.Contains(house, " "+name+" ") {
			t.Errorf("CONTRIBUTING.md does not have %s", top)
		}
	})
	for _, word := range strings.Fields(house) {
		if room := strings.Trim(word, "`.,"); strings.HasPrefix(room, "internal/") {
			if _, err := os.Stat(filepath.Join("../..", room)); err != nil {
				t.Errorf("CONTRIBUTING.md has %s, and there is none", room)
			}
		}
	}
}
