package dryrun_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
	. "github.com/sessctl/sessctl/internal/dryrun"
	"github.com/sessctl/sessctl/internal/handlers"
	"github.com/sessctl/sessctl/internal/protocol"
)

func operation(t testing.TB, service, name string) *catalogue.Operation {
	t.Helper()
	model, err := catalogue.Find(service)
	if err != nil {
		t.Fatal(err)
	}
	op := model.Operation(name)
	if op == nil {
		t.Fatalf("%s has no %s", service, name)
	}
	return op
}

// written is a value in few letters.
func written(v *protocol.Value) string {
	var parts []string
	switch v.Kind {
	case protocol.Map:
		for _, f := range v.Fields {
			parts = append(parts, f.Name+":"+written(&f.Value))
		}
		return "{" + strings.Join(parts, " ") + "}"
	case protocol.List:
		for i := range v.Items {
			parts = append(parts, written(&v.Items[i]))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case protocol.Blob:
		return fmt.Sprintf("%q", v.Bytes)
	case protocol.Bool:
		return fmt.Sprint(v.True)
	case protocol.Number:
		return "#" + v.Text
	}
	return v.Text
}

func TestSetParam(t *testing.T) {
	for _, tt := range []struct{ service, operation, params, want string }{
		{"s3", "PutObject", `Bucket=b Key=k Bucket=c`, `{Bucket:c Key:k}`},
		{"s3", "PutObject", `Metadata.owner=me Metadata.a.b=c Metadata["x]y"]=z`, `{Metadata:{owner:me a.b:c x]y:z}}`},
		{"s3", "PutObject", `Body=AAE= ContentLength=5 BucketKeyEnabled=true Expires=2026-01-02`, `{Body:"\x00\x01" ContentLength:#5 BucketKeyEnabled:true Expires:2026-01-02}`},
		{"ec2", "CreateTags", `Resources=["a","b"] Tags[0].Key=x Tags[0].Value= Tags[1]={"Key":"y"} Resources[1]=c`, `{Resources:[a c] Tags:[{Key:x Value:} {Key:y}]}`},
		{"dynamodb", "PutItem", `Item["a.b"].M.c.L[0].N=1 Item.d={"B":"AAE="} Item.e.NULL=true`, `{Item:{a.b:{M:{c:{L:[{N:1}]}}} d:{B:"\x00\x01"} e:{NULL:true}}}`},
	} {
		op := operation(t, tt.service, tt.operation)
		input := protocol.Value{Kind: protocol.Map}
		for _, p := range strings.Fields(tt.params) {
			path, text, _ := strings.Cut(p, "=")
			if err := SetParam(op, &input, path, text); err != nil {
				t.Errorf("%s: %v", p, err)
			}
		}
		if got := written(&input); got != tt.want {
			t.Errorf("%s\nbecomes %s\nwant    %s", tt.params, got, tt.want)
		}
	}
}

func TestSetParamIsRefused(t *testing.T) {
	for _, tt := range []struct {
		service, operation, path, text string
		code                           protocol.Code
		problem                        string
	}{
		{"sqs", "ListQueues", "QueueNamePrefx", "x", protocol.Unknown, `QueueNamePrefx: there is no QueueNamePrefx, did you mean "QueueNamePrefix"?`},
		{"sqs", "ListQueues", "MaxResults", "many", protocol.WrongType, `MaxResults: "many" is not a number`},
		{"sqs", "ListQueues", "MaxResults", "1 2", protocol.WrongType, "is not a number"},
		{"sqs", "ListQueues", "MaxResults.x", "1", protocol.Unknown, "x stands below an integer, which has no members"},
		{"sqs", "ListQueues", "MaxResults[0]", "1", protocol.WrongType, "[0] stands behind an integer, which is no list"},
		{"ec2", "CreateTags", "Tags[1].Key", "x", protocol.Unknown, "[1] comes before [0] is given"},
		{"ec2", "CreateTags", "Tags[x].Key", "x", protocol.Unknown, "[x] is no place in a list"},
		{"ec2", "CreateTags", "Tags[-1].Key", "x", protocol.Unknown, "[-1] is no place in a list"},
		{"ec2", "CreateTags", "Tags[99999999999999999999].Key", "x", protocol.Unknown, "is no place in a list"},
		{"ec2", "CreateTags", "Tags[0].Kye", "x", protocol.Unknown, `there is no Kye, did you mean "Key"?`},
		{"ec2", "CreateTags", "Tags", "x", protocol.WrongType, "a list is given as JSON: line 1, column 1"},
		{"ec2", "CreateTags", "DryRun", "yes", protocol.WrongType, `"yes" is neither true nor false`},
		{"s3", "PutObject", "Body", "?", protocol.NotBase64, "a blob is given in base64"},
		{"dynamodb", "PutItem", "Item", `{"a":{"B":"?"}}`, protocol.NotBase64, "Item.a.B: must be base64"},
		{"dynamodb", "PutItem", `Item["a`, "x", protocol.Unknown, `does not end with "]`},
		{"sts", "GetCallerIdentity", "A", "x", protocol.Unknown, "there is no A"},
	} {
		input := protocol.Value{Kind: protocol.Map, Fields: []protocol.Field{{Name: "Kept", Value: protocol.Text("x")}}}
		err := SetParam(operation(t, tt.service, tt.operation), &input, tt.path, tt.text)
		var in *protocol.InputError
		if !errors.As(err, &in) || in.Problems[0].Code != tt.code || !strings.Contains(in.Problems[0].String(), tt.problem) {
			t.Errorf("%s=%s: %v", tt.path, tt.text, err)
		}
		if got := written(&input); got != "{Kept:x}" {
			t.Errorf("%s=%s: the input has become %s", tt.path, tt.text, got)
		}
	}
}

// TestSetParamUndoes refuses what stands below values that are there already, of another
// kind or of the same.
func TestSetParamUndoes(t *testing.T) {
	op := operation(t, "dynamodb", "PutItem")
	input := protocol.Value{Kind: protocol.Map}
	for _, p := range []string{"Item.a.S=x", "Item.b.L[0].N=1", "TableName=t"} {
		path, text, _ := strings.Cut(p, "=")
		if err := SetParam(op, &input, path, text); err != nil {
			t.Fatal(err)
		}
	}
	was := written(&input)
	for _, path := range []string{"Item.a.L[0].M.q.Z", "Item.b.L[1].L[0].L[0].BOOL", "Item.b.L[0].N.x", "Item.b.M.c.M.d.NULL", "Item.new.M.a.L[1]", "Expected.x.Exists", "Item.b.L[2].S"} {
		if err := SetParam(op, &input, path, "?"); err == nil {
			t.Errorf("%s is taken", path)
		}
		if got := written(&input); got != was {
			t.Fatalf("%s is refused and leaves %s, not %s", path, got, was)
		}
	}
}

func TestSetBody(t *testing.T) {
	input := protocol.Value{Kind: protocol.Map}
	if err := SetBody(operation(t, "s3", "PutObject"), &input, []byte("x")); err != nil || written(&input) != `{Body:"x"}` {
		t.Errorf("%v, %s", err, written(&input))
	}
	for _, op := range []*catalogue.Operation{operation(t, "sqs", "ListQueues"), operation(t, "s3", "PutBucketTagging")} {
		if err := SetBody(op, &input, nil); err == nil {
			t.Errorf("%s takes a body", op.Name)
		}
	}
}

func FuzzSetParam(f *testing.F) {
	for _, s := range []string{"Item.a.S\nx", "Item[\"a.b\"].L[0].M.c.N\n1", "Item\n{\"a\":{\"B\":\"AA==\"}}", "Tags[0]\nx", "[", "Item.\n", "Item[\"\\u0000\"].S\n"} {
		f.Add(s)
	}
	op := operation(f, "dynamodb", "PutItem")
	f.Fuzz(func(t *testing.T, s string) {
		path, text, _ := strings.Cut(s, "\n")
		input := protocol.Value{Kind: protocol.Map}
		if err := SetParam(op, &input, path, text); err != nil && len(input.Fields) > 0 {
			t.Errorf("%q is refused and leaves %s", s, written(&input))
		}
	})
}

func FuzzFlags(f *testing.F) {
	for _, s := range []string{"Build:back:header=X-A:b", "Sign:front:remove=x", "503,timeout,200", "send:back:exec=a b"} {
		f.Add(s)
	}
	c := testClient(f, "go-v1", "sqs")
	f.Fuzz(func(t *testing.T, s string) {
		if a, err := ParseAnswers(s, os.ReadFile); err == nil && len(a) == 0 {
			t.Errorf("%q is no answer, and no error", s)
		}
		if p, err := ParsePush(s); err == nil {
			h := c.Handlers.Copy()
			if err := p.Apply(&h); err == nil && h.Stage(p.Stage) == nil {
				t.Errorf("%q goes on no list", s)
			}
		}
	})
}

func FuzzExecOutput(f *testing.F) {
	for _, s := range []string{`{}`, `{"method":"PUT","url":"https://h/","headers":{"A":["b"]},"body_base64":"AA=="}`, `{"headers":{"Host":["x"],"a":null}}`, `[`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := &Call{Options: Options{Exec: func(string, []byte) ([]byte, []byte, error) { return []byte(s), nil, nil }}}
		c.Request = handlers.NewRequest("sqs", "ListQueues", handlers.Handlers{}, c, nil)
		if c.RunProgram("Build", "x") != nil {
			return
		}
		for name, values := range c.Request.HTTP.Header {
			if !IsToken(name) || strings.ContainsAny(strings.Join(values, ""), "\r\n") {
				t.Errorf("%q gives the header %q: %q", s, name, values)
			}
		}
	})
}
