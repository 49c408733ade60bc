package sdk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/sdk"
)

// below are the packages on the floors below the SDKs.
var below = []string{"dryrun", "protocol", "session", "handlers", "endpoint", "endpoint/table", "catalogue", "resolve", "settings", "profiles", "origin", "logins", "hosts", "sharedfile", "sharedfile/edit",
	"environ", "redact", "hclfile", "dates", "deflate", "jmespath", "jsontree", "lookup", "suggest"}

// mayName are the files below them that have names of SDKs all the same.
var mayName = map[string]string{
	"../settings/setting.go": "SDKs are columns of the settings table", "../settings/table.go": "likewise", "../settings/inputs.go": "likewise",
	"../catalogue/installed.go": "where packages keep models on a machine",
	"../hclfile/eval.go":        "the language is Terraform's, and so are its files", "../hclfile/find.go": "likewise",
	"../hclfile/bounds.go": "a field of the library that takes functions", "../hclfile/functions.go": "likewise",
	"../redact/command.go": "a program whose arguments are known", "../redact/module.go": "the prefix of a module's variables",
	// Each grammar is called by the parser that it follows.
	"../sharedfile/grammar.go": "their list", "../sharedfile/grammar_configparser.go": "a parser", "../sharedfile/grammar_gov1.go": "a parser", "../sharedfile/gov1_tokens.go": "a parser",
	"../sharedfile/grammar_gov2.go": "a parser", "../sharedfile/grammar_java.go": "a parser", "../sharedfile/grammar_javascript.go": "a parser", "../sharedfile/grammar_spec.go": "a parser",
}

// TestNoSDKIsNamedBelow reads the packages by which all SDKs make sessions and send requests: no
// name and no text in them is an SDK's. Comments say where a rule comes from, and
// imports are of whatever library does the work.
func TestNoSDKIsNamedBelow(t *testing.T) {
	words := []string{"botocore", "boto", "javascript", "go-?v1", "go-?v2", "js-?v3", "aws-?sdk-", "aws-?cli", "terraform", "^cli$", "^seed", "^rust", "^js$", "(?-i:^tf[A-Z]|TF_)"}
	for _, s := range sdk.All() {
		for _, name := range append([]string{s.Reading.ID}, s.Reading.Aliases...) {
			if len(name) > 2 && name != "sdk" && name != "node" { // a rule set has nodes
				words = append(words, "^"+regexp.QuoteMeta(name)+"$")
			}
		}
	}
	folders, err := filepath.Glob("*/manner.go")
	if err != nil || len(folders) < 6 {
		t.Fatalf("the SDKs' folders are missing: %q, %v", folders, err)
	}
	for _, f := range folders {
		words = append(words, "^"+filepath.Dir(f)+"$")
	}
	forbidden := regexp.MustCompile("(?i)" + strings.Join(words, "|"))
	if !forbidden.MatchString("presignedByBoto") || !forbidden.MatchString("Seed") || !forbidden.MatchString("aws-sdk-go/1.2") || !forbidden.MatchString("tfUserAgent") || forbidden.MatchString("client") {
		t.Fatal("the words are not those of SDKs")
	}
	read := 0
	for _, dir := range below {
		files, err := filepath.Glob("../" + dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			read++
			found, why := named(t, file, forbidden), mayName[filepath.ToSlash(file)]
			if why != "" && len(found) == 0 {
				t.Errorf("%s names no SDK, and may: take it off the list", file)
			}
			for _, name := range found {
				if why == "" {
					t.Errorf("%s names an SDK: that is for internal/sdk", name)
				}
			}
		}
	}
	if read < 200 {
		t.Errorf("only %d files", read)
	}
}

// named gives the identifiers and texts of a file that match.
func named(t *testing.T, file string, forbidden *regexp.Regexp) (found []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, file, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		word := ""
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Ident:
			word = n.Name
		case *ast.BasicLit:
			word = strings.Trim(n.Value, "\"`")
		}
		if forbidden.MatchString(word) {
			found = append(found, files.Position(n.Pos()).String()+" "+word)
		}
		return true
	})
	return found
}
