package sdk_test

import (
	"go/parser"
	"go/token"
	"math/bits"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/sdk"
)

// TestEveryFolderIsListed: an SDK whose folder nobody imports is none.
func TestEveryFolderIsListed(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "sdk.go", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, i := range file.Imports {
		name, _ := strconv.Unquote(i.Path.Value)
		if strings.HasSuffix(path.Dir(name), "internal/sdk") {
			listed[path.Base(name)] = true
		}
	}
	folders, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if f.IsDir() && f.Name() != "sdktest" && !listed[f.Name()] {
			t.Errorf("internal/sdk/%s is not in the list of sdk.go", f.Name())
		}
	}
	if len(listed) < 9 {
		t.Errorf("the list has %d folders only", len(listed))
	}
}

// TestEverySDKIsWhole: each has what people and programs know it by, a name that no
// other has, columns of the table, and all that a reading cannot do without.
func TestEverySDKIsWhole(t *testing.T) {
	names := map[string]string{}
	for _, of := range append(sdk.All(), sdk.Beside()...) {
		rd := of.Reading
		for _, name := range append([]string{rd.ID}, rd.Aliases...) {
			if was := names[strings.ToLower(name)]; was != "" || name == "" {
				t.Errorf("%q is a name of %s and of %s", name, was, rd.Title)
			}
			names[strings.ToLower(name)] = rd.Title
		}
		if rd.Title == "" || rd.Follows == "" {
			t.Errorf("%s says neither what it is nor what it follows: %q, %q", rd.ID, rd.Title, rd.Follows)
		}
		if bits.OnesCount16(uint16(rd.SDK)) != 1 {
			t.Errorf("%s has %b for its column of the settings table", rd.ID, rd.SDK)
		}
		if rd.Grammar == nil || rd.Choose == nil || rd.Locate == nil || rd.Name == nil || rd.Merge == nil || rd.Chain == nil {
			t.Errorf("%s lacks a function that every reading has", rd.ID)
		}
		m := of.Manner()
		if m == nil || m.Style == nil || m.Stock.Agent == "" && rd.ID != sdk.Default { // which no program has written
			t.Errorf("the clients of %s have no manner, no style or no name", rd.ID)
		}
	}
}
