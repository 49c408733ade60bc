package protocol_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/protocol"
)

// TestProtocolNamesNoSDK holds the package to what its styles say: it knows no SDK.
func TestProtocolNamesNoSDK(t *testing.T) {
	names := []string{"boto", "gov1", "gov2", "go-v1", "go-v2", "jsv3", "js-v3", "javav2", "rust", "javascript", "smithy", "aws-sdk", "terraform", "internal/sdk"}
	allowed := []string{`"smithy-rpc-v2-cbor"`, `"Smithy-Protocol"`} // the protocol's own
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		seen++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0) // without comments: they cite
		if err != nil {
			t.Fatal(err)
		}
		check := func(at token.Pos, word string) {
			for _, name := range names {
				if strings.Contains(strings.ToLower(word), name) && !slices.Contains(allowed, word) {
					t.Errorf("%s: %s names an SDK; make it a choice of protocol.Style", set.Position(at), word)
				}
			}
		}
		check(file.Package, path)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				check(n.Pos(), n.Name)
			case *ast.BasicLit:
				check(n.Pos(), n.Value)
			}
			return true
		})
	}
	if seen < 40 {
		t.Errorf("only %d files were read", seen)
	}
}

// choices gives the choices of a style by their paths, such as "JSON.Spaced".
func choices(s *protocol.Style) map[string]reflect.Value {
	found := map[string]reflect.Value{}
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		for i := range v.NumField() {
			field, name := v.Field(i), strings.TrimPrefix(path+"."+v.Type().Field(i).Name, ".")
			if field.Kind() == reflect.Struct {
				walk(field, name)
				continue
			}
			found[name] = field
		}
	}
	walk(reflect.ValueOf(s).Elem(), "")
	return found
}

// TestStylesAreWhole finds code that a style lacks, which would be missed only when
// a request of its kind is made.
func TestStylesAreWhole(t *testing.T) {
	for _, named := range styles {
		optional := []string{"REST.CleanPath", "REST.ValueBefore", "HTTP.Compress", "Numbers.Floats", "REST.StreamType", "Members.InputBefore", "Errors.OfOperation", "Errors.Unsaid"}
		if named.style.Members.InputOrder {
			optional = append(optional, "Members.Before", "Members.JSONBefore")
		}
		if reflect.ValueOf(named.style.Signing.Payload).Pointer() != reflect.ValueOf(protocol.SignPayload).Pointer() {
			optional = append(optional, "Signing.S3Payload")
		}
		for name, choice := range choices(named.style) {
			if choice.Kind() == reflect.Func && choice.IsNil() && !slices.Contains(optional, name) {
				t.Errorf("%s has no %s", named.name, name)
			}
		}
	}
}

// TestEveryChoiceIsMade finds fields in which no two styles differ.
func TestEveryChoiceIsMade(t *testing.T) {
	first := choices(styles[0].style)
	if len(first) < 80 {
		t.Errorf("there are only %d choices", len(first))
	}
	for name, choice := range first {
		differs := false
		for _, named := range styles[1:] {
			other := choices(named.style)[name]
			switch choice.Kind() {
			case reflect.Func:
				differs = differs || choice.Pointer() != other.Pointer()
			case reflect.Slice:
				differs = differs || choice.Len() != other.Len() || choice.Pointer() != other.Pointer()
			default:
				differs = differs || !choice.Equal(other)
			}
		}
		if !differs {
			t.Errorf("all styles have the same %s: it is no choice", name)
		}
	}
}
