package diagnose

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// noCodes are texts that look like codes and are none: kinds of steps and
// values, names of regions, partitions and readings.
var noCodes = map[string]bool{}

func init() {
	for _, s := range strings.Fields(`shared-credentials web-identity assume-role sso-session credential-file boto-config in-region cross-region
		aws-cli execute-api yaml-stream raw-in-base64-out on-partial needs-process needs-network us-east-1 cn-north-1 aws-global aws-fips fips-aws-global aws-cn aws-us-gov
		token-cache js-v3 go-v1 go-v1-shared go-v2 cli-v1 cli-v2 java-v2 sdk-ua-app-id aws-iso aws-iso-b aws-iso-e aws-iso-f aws-eusc aws-config endpoint-conflict terraform-s3-backend tf-s3-backend s3-backend`) {
		noCodes[s] = true
	}
}

// TestEveryCodeHasAnEntry reads the sources: whatever looks like a code, where
// readings, parsers and entries are written, is in the catalogue.
func TestEveryCodeHasAnEntry(t *testing.T) {
	looks := regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`)
	emitted := map[string]string{}
	for _, dir := range []string{"../resolve", "../sdk", "../sharedfile", "."} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			for _, about := range []string{"manner", "style", "finish", "s3names", "hosts", "refuse"} { // requests and clients
				if strings.HasPrefix(filepath.Base(path), about) {
					return nil
				}
			}
			inCatalogue := dir == "."
			ast.Inspect(file, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				text, _ := strconv.Unquote(lit.Value)
				if looks.MatchString(text) && !noCodes[text] && (!inCatalogue || strings.HasPrefix(filepath.Base(path), "parsers")) {
					emitted[text] = path
				}
				return true
			})
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if len(emitted) < 80 {
		t.Fatalf("only %d codes were found in the sources", len(emitted))
	}
	for code, path := range emitted {
		if Lookup(code) == nil {
			t.Errorf("%s: the code %s has no entry", path, code)
		}
	}
	for _, e := range Catalogue() {
		if e.Find == nil && e.Plan == nil && e.Each == nil && emitted[e.Code] == "" {
			t.Errorf("nothing raises %s", e.Code)
		}
	}
}

// TestEntriesAreWhole holds every entry to a page, a title and a code of its own.
func TestEntriesAreWhole(t *testing.T) {
	code := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, s := range Subjects() {
		if len(s.Entries) == 0 {
			t.Errorf("the subject %s has no entry", s.Title)
		}
		for _, e := range s.Entries {
			switch {
			case !code.MatchString(e.Code) || seen[e.Code]:
				t.Errorf("the code %q is malformed or stands twice", e.Code)
			case e.Title == "" || strings.HasSuffix(e.Title, "."):
				t.Errorf("%s: the title %q", e.Code, e.Title)
			case e.Severity == "":
				t.Errorf("%s has no severity", e.Code)
			}
			seen[e.Code] = true
			for _, part := range []string{e.Page.What, e.Page.Why, e.Page.Cure, e.Page.Who} {
				if part == "" || strings.Contains(part, "this SDK says") {
					t.Errorf("%s: a part of its page is missing", e.Code)
				}
			}
			for _, o := range e.Over {
				if Lookup(o) == nil {
					t.Errorf("%s goes over %s, which has no entry", e.Code, o)
				}
			}
		}
	}
}
