package endpoint

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rulesIn makes a rule set of parameters and rules.
func rulesIn(parameters, rules string) string {
	return `{"version": "1.0", "parameters": {` + parameters + `}, "rules": [` + rules + `]}`
}

const (
	twoParameters = `"A": {"type": "String"}, "B": {"type": "boolean", "required": true, "default": false}`
	toA           = `{"conditions": [], "endpoint": {"url": "https://{A}", "properties": {}, "headers": {}}, "type": "endpoint"}`
)

func compile(t testing.TB, text string) *Rules {
	t.Helper()
	r, err := Compile([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFunctionsOfTheLanguage(t *testing.T) {
	partitions, err := DefaultPartitions()
	if err != nil {
		t.Fatal(err)
	}
	// Each expression stands for a template; A is "a-b", B is false, L is [x, y], U is not set.
	for expression, want := range map[string]string{
		`{"fn": "coalesce", "argv": [{"ref": "U"}, {"ref": "A"}, "z"]}`:                                     "a-b",
		`{"fn": "ite", "argv": [{"ref": "B"}, "yes", "no"]}`:                                                "no",
		`{"fn": "ite", "argv": [{"fn": "not", "argv": [{"ref": "B"}]}, "yes", "no"]}`:                       "yes",
		`{"fn": "getAttr", "argv": [{"fn": "split", "argv": [{"ref": "A"}, "-", 0]}, "[-1]"]}`:              "b",
		`{"fn": "getAttr", "argv": [{"fn": "split", "argv": [{"ref": "A"}, "-", 0]}, "[5]"]}`:               "",
		`{"fn": "getAttr", "argv": [{"ref": "L"}, "[1]"]}`:                                                  "y",
		`{"fn": "getAttr", "argv": [{"ref": "A"}, "name"]}`:                                                 "",
		`{"fn": "getAttr", "argv": [{"fn": "aws.partition", "argv": [{"ref": "U"}]}, "name"]}`:              "aws",
		`{"fn": "getAttr", "argv": [{"fn": "aws.partition", "argv": ["cn-north-9"]}, "dnsSuffix"]}`:         "amazonaws.com.cn",
		`{"fn": "getAttr", "argv": [{"fn": "aws.parseArn", "argv": ["arn:a:b:c:d:e:f"]}, "resourceId[1]"]}`: "f",
		`{"fn": "uriEncode", "argv": ["a b/{A}~é"]}`:                                                        "a%20b%2Fa-b~%C3%A9",
		`{"fn": "substring", "argv": [{"ref": "A"}, 0, 1, true]}`:                                           "b",
		`{"fn": "substring", "argv": [{"ref": "U"}, 0, 1, true]}`:                                           "",
		`"{{A}} {A} }}"`:     "{A} a-b }",
		`"{U}"`:              "",
		`{"ref": "Nothing"}`: "",
		`{"fn": "ite", "argv": [{"fn": "stringEquals", "argv": [{"ref": "U"}, {"ref": "U"}]}, "y", "n"]}`:    "n",
		`{"fn": "ite", "argv": [{"fn": "booleanEquals", "argv": [{"ref": "B"}, false]}, "y", "n"]}`:          "y",
		`{"fn": "ite", "argv": [{"fn": "isValidHostLabel", "argv": ["a.b", true]}, "y", "n"]}`:               "y",
		`{"fn": "ite", "argv": [{"fn": "aws.isVirtualHostableS3Bucket", "argv": ["a.b", false]}, "y", "n"]}`: "n",
		`{"fn": "getAttr", "argv": [{"fn": "parseURL", "argv": ["https://h/p"]}, "normalizedPath"]}`:         "/p/",
	} {
		rules := compile(t, rulesIn(twoParameters+`, "L": {"type": "stringArray"}, "U": {"type": "string"}`,
			`{"conditions": [{"fn": "isSet", "argv": [`+expression+`]}], "error": `+expression+`, "type": "error"}`))
		var p Params
		p.SetString("A", "a-b")
		p.SetStrings("L", []string{"x", "y"})
		_, err := rules.Resolve(p, partitions)
		var refused *RuleError
		if errors.As(err, &refused) != (want != "") || want != "" && refused.Message != want {
			t.Errorf("%s is %v, want %q", expression, err, want)
		}
	}
}

func TestScopes(t *testing.T) {
	assign := func(as, value string) string {
		return `{"fn": "uriEncode", "argv": ["` + value + `"], "assign": "` + as + `"}`
	}
	fail := `{"fn": "isSet", "argv": [{"ref": "A"}]}`
	rules := compile(t, rulesIn(twoParameters,
		`{"conditions": [`+assign("x", "one")+`, `+fail+`], "error": "unreachable", "type": "error"},
		{"conditions": [{"fn": "isSet", "argv": [{"ref": "x"}]}], "error": "x is seen outside of its rule", "type": "error"},
		{"conditions": [`+assign("x", "two")+`], "type": "tree", "rules": [
			{"conditions": [`+assign("x", "three")+`, `+fail+`], "error": "unreachable", "type": "error"},
			{"conditions": [`+assign("y", "{x}!")+`], "endpoint": {"url": "https://{x}{y}"}, "type": "endpoint"}]}`))
	e, steps, err := rules.Trace(Params{}, nil)
	if err != nil || e.URL != "https://twotwo%21" {
		t.Fatalf("the endpoint is %+v, %v", e, err)
	}
	want := []Step{
		{Rule: "2", Conditions: []Condition{{Text: `uriEncode("two")`, Assign: "x", Value: "two", Met: true}}},
		{Rule: "2.1", Conditions: []Condition{{Text: `uriEncode("{x}!")`, Assign: "y", Value: "two%21", Met: true}}},
	}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	if got := steps[0].Conditions[0].String(); got != `x = uriEncode("two") → "two"` {
		t.Error(got)
	}
}

func TestParameters(t *testing.T) {
	rules := compile(t, rulesIn(twoParameters+`, "C": {"type": "string", "required": true, "builtIn": "AWS::Region"}`, toA))
	var p Params
	_, err := rules.Resolve(p, nil)
	if err == nil || err.Error() != "the endpoint parameter C is required and not set" {
		t.Error(err)
	}
	p.SetBool("C", true)
	if _, err = rules.Resolve(p, nil); err == nil || err.Error() != "the endpoint parameter C must be a string" {
		t.Error(err)
	}
	p.SetString("C", "")
	if _, err = rules.Resolve(p, nil); err == nil || !strings.Contains(err.Error(), `"https://{A}", refers to something that is not set`) {
		t.Error(err)
	}
	p.SetString("A", "x")
	p.SetString("Unknown", "is passed over")
	if e, err := rules.Resolve(p, nil); err != nil || e.URL != "https://x" {
		t.Error(e, err)
	}
	p.Unset("A")
	if _, set := p.Text("A"); set {
		t.Error("A is still set")
	}
	if c := rules.Parameter("C"); c.BuiltIn != "AWS::Region" || !c.Required || rules.Parameter("B").Default() != "false" || rules.Parameter("D") != nil {
		t.Errorf("C is %+v", c)
	}
}

func TestNoRuleMatches(t *testing.T) {
	rules := compile(t, rulesIn(twoParameters, `{"conditions": [{"fn": "isSet", "argv": [{"ref": "A"}]}], "type": "tree", "rules": []}`))
	var p Params
	p.SetString("A", "x")
	if _, err := rules.Resolve(p, nil); err == nil || err.Error() != "no endpoint rule matches A=x" {
		t.Error(err)
	}
	if _, err := rules.Resolve(Params{}, nil); err == nil || err.Error() != "no endpoint rule matches without parameters" {
		t.Error(err)
	}
}

func TestResult(t *testing.T) {
	rules := compile(t, rulesIn(twoParameters, `{"conditions": [], "endpoint": {"url": {"ref": "A"}, "headers": {"x-a": ["{A}", "b"]},
		"properties": {"authSchemes": [{"name": "sigv4a", "signingName": "s", "signingRegionSet": ["*", "{A}"], "disableDoubleEncoding": true}, {"name": "sigv4", "signingRegion": "{A}"}], "n": 1, "o": {}}}, "type": "endpoint"}`))
	var p Params
	p.SetString("A", "a")
	e, err := rules.Resolve(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := &Endpoint{URL: "a", Headers: []Header{{"x-a", []string{"a", "b"}}}, AuthSchemes: []AuthScheme{
		{Name: "sigv4a", SigningName: "s", SigningRegionSet: []string{"*", "a"}, DisableDoubleEncoding: true}, {Name: "sigv4", SigningRegion: "a"}}}
	got := *e
	got.Properties = nil
	if diff := cmp.Diff(want, &got); diff != "" {
		t.Errorf("endpoint (-want +got):\n%s", diff)
	}
	const text = `{"authSchemes":[{"name":"sigv4a","signingName":"s","signingRegionSet":["*","a"],"disableDoubleEncoding":true},{"name":"sigv4","signingRegion":"a"}],"n":1,"o":{}}`
	if s := string(e.Properties.Append(nil)); s != text {
		t.Errorf("the properties are %s", s)
	}
}

func TestBadRuleSets(t *testing.T) {
	deep := strings.Repeat(`{"conditions": [], "type": "tree", "rules": [`, 90) + strings.Repeat(`]}`, 90)
	many, assigned := "", ""
	for i := range maxVariables + 1 {
		many += fmt.Sprintf(`"A%d": {"type": "string"},`, i)
		assigned += fmt.Sprintf(`{"fn": "isSet", "argv": ["x"], "assign": "a%d"},`, i)
	}
	many, assigned = strings.TrimSuffix(many, ","), strings.TrimSuffix(assigned, ",")
	for text, want := range map[string]string{
		rulesIn(many, toA): "more than 1000 variables",
		rulesIn(``, `{"conditions": [`+assigned+`], "error": ""}`):                                    "more than 1000 variables",
		`{"parameters": {}, "conditions": [` + assigned + `], "results": [], "root": 1, "nodes": ""}`: "more than 1000 variables",
		`{`:                     "line 1, column 2",
		`{}`:                    "it has no rules",
		rulesIn(``, deep):       "nested deeper than",
		rulesIn(``, `{}`):       "rules[0]: it is neither a tree, an endpoint nor an error",
		rulesIn(`"A": {}`, toA): `parameter A: unknown type ""`,
		rulesIn(`"A": {"type": "string", "default": true}`, toA):                                                              "the default is not a string",
		rulesIn(``, `{"conditions": [{"fn": "nope", "argv": [1]}], "error": ""}`):                                             `rules[0]: condition 0: unknown function "nope"`,
		rulesIn(``, `{"conditions": [{"fn": "not", "argv": [true, true]}], "error": ""}`):                                     "not takes 1 arguments, not 2",
		rulesIn(``, `{"conditions": [{"fn": "getAttr", "argv": [{"ref": "A"}, "a[x]"]}], "error": ""}`):                       "wrong index",
		rulesIn(``, `{"conditions": [{"fn": "isSet", "argv": [null]}], "error": ""}`):                                         "expected an expression, found null",
		rulesIn(``, toA+`, {"conditions": [], "rules": [{"error": {}}]}`):                                                     "rules[1].rules[0]: error: expected an expression, found object",
		rulesIn(``, `{"conditions": [], "error": "{A"}`):                                                                      "a brace is not closed",
		`{"parameters": {}, "conditions": [], "results": [], "root": 1, "nodes": "AAAA"}`:                                     "12 bytes each",
		`{"parameters": {}, "conditions": [], "results": [], "root": 9, "nodes": ""}`:                                         "the root does not exist",
		`{"parameters": {}, "conditions": [], "results": [{"conditions": [], "error": "x"}], "root": 100000002, "nodes": ""}`: "the root does not exist",
		`{"parameters": {}, "conditions": [], "results": [], "root": 2, "nodes": "/////wAAAAH/////AAAAAAAAAAEAAAAB"}`:         "node 1 refers to something",
		rulesIn(``, `{"conditions": [], "endpoint": {"url": "x", "properties": {"a": [["{b"]]}}}`):                            "properties: a brace",
		rulesIn(``, `{"conditions": [], "endpoint": {"url": "x", "headers": {"h": [1.5]}}}`):                                  "1.5 is not an integer",
	} {
		if _, err := Compile([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.80s: %v, want %s", text, err, want)
		}
	}
}

func TestDiagramsAgreeWithTrees(t *testing.T) {
	regions := []string{"us-east-1", "us-west-2", "aws-global", "cn-north-1", "us-gov-west-1", "bad region", ""}
	buckets := []string{"", "bucket-name", "my.bucket", "My_Bucket", "mybucket--usw2-az1--x-s3", "mybucket--usw2-abc-az1--xa-s3",
		"test-accessp-o0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3", "arn:aws:s3:us-west-2:123456789012:accesspoint:myendpoint",
		"arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/mybanner",
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01234567890123456:accesspoint:reports"}
	endpoints := []string{"", "https://custom.example", "http://10.0.0.1:80/path"}
	for _, service := range []string{"sts", "s3"} {
		tree, partitions := rulesOf(t, service)
		text, err := os.ReadFile("testdata/bdd-" + service + ".json")
		if err != nil {
			t.Fatal(err)
		}
		diagram := compile(t, string(text))
		n := 0
		for _, region := range regions {
			for _, bucket := range buckets {
				for _, custom := range endpoints {
					for flags := range 32 {
						var p Params
						set(&p, "Region", region)
						set(&p, "Bucket", bucket)
						set(&p, "Endpoint", custom)
						for i, name := range []string{"UseFIPS", "UseDualStack", "ForcePathStyle", "Accelerate", "UseGlobalEndpoint"} {
							p.SetBool(name, flags&(1<<i) != 0)
						}
						a, err := tree.Resolve(p, partitions)
						b, err2 := diagram.Resolve(p, partitions)
						if diff := cmp.Diff(said(a, err), said(b, err2)); diff != "" {
							t.Errorf("%s, %s (-tree +diagram):\n%s", service, p.list(), diff)
						}
						n++
					}
				}
			}
		}
		t.Logf("%s: %d cases", service, n)
	}
}

func set(p *Params, name, s string) {
	if s != "" {
		p.SetString(name, s)
	}
}

// said gives an outcome as text.
func said(e *Endpoint, err error) string {
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%s %v %+v", e.URL, e.Headers, e.AuthSchemes)
}

func TestDiagramTrace(t *testing.T) {
	text, err := os.ReadFile("testdata/bdd-sts.json")
	if err != nil {
		t.Fatal(err)
	}
	_, partitions := rulesOf(t, "sts")
	var p Params
	p.SetString("Region", "us-west-2")
	e, steps, err := compile(t, string(text)).Trace(p, partitions)
	if err != nil || e.URL != "https://sts.us-west-2.amazonaws.com" || len(steps) != 1 || len(steps[0].Conditions) < 4 {
		t.Fatalf("%+v, %+v, %v", e, steps, err)
	}
	if c := steps[0].Conditions[0]; c.Text != "isSet(Endpoint)" || c.Met {
		t.Errorf("the first condition is %+v", c)
	}
}

func TestPartitions(t *testing.T) {
	p, err := ParsePartitions([]byte(`{"partitions": [
		{"id": "one", "regionRegex": "^a-\\d+$", "outputs": {"dnsSuffix": "one.com", "supportsFIPS": true}, "regions": {"a-1": {"supportsFIPS": false}, "x": {"description": "d"}}},
		{"id": "two", "regionRegex": "^(", "outputs": {"dnsSuffix": "two.com"}, "regions": {"x": {}, "y": {}}},
		{"id": "three", "regionRegex": "^z", "outputs": {"name": "drei"}, "regions": {}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for region, want := range map[string]Partition{
		"a-1": {Name: "one", DNSSuffix: "one.com"}, "a-2": {Name: "one", DNSSuffix: "one.com", SupportsFIPS: true}, "x": {Name: "one", DNSSuffix: "one.com", SupportsFIPS: true},
		"y": {Name: "two", DNSSuffix: "two.com"}, "zz": {Name: "drei"}, "nowhere": {Name: "one", DNSSuffix: "one.com", SupportsFIPS: true},
	} {
		if got := *p.Of(region); got != want {
			t.Errorf("%s is in %+v, want %+v", region, got, want)
		}
	}
	for _, text := range []string{``, `{}`, `{"partitions": []}`} {
		if _, err := ParsePartitions([]byte(text)); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	var wait sync.WaitGroup
	for range 4 {
		for _, g := range given {
			wait.Go(func() {
				rules, partitions := rulesOf(t, g.service)
				var p Params
				g.params(&p)
				if _, err := rules.Resolve(p, partitions); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wait.Wait()
}

// TestNoBlowUp has templates that double a string again and again.
func TestNoBlowUp(t *testing.T) {
	conditions := `{"fn": "uriEncode", "argv": ["0123456789"], "assign": "v0"}`
	for i := range 50 {
		conditions += fmt.Sprintf(`, {"fn": "coalesce", "argv": ["{v%d}{v%d}"], "assign": "v%d"}`, i, i, i+1)
	}
	rules := compile(t, rulesIn(``, `{"conditions": [`+conditions+`], "error": "done", "type": "error"}`))
	if _, err := rules.Resolve(Params{}, nil); err == nil || err.Error() == "done" {
		t.Error(err)
	}
}
