package catalogue

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sessctl/sessctl/internal/jsontree"
)

// every calls do for each embedded service.
func every(t *testing.T, do func(t *testing.T, s *Service)) {
	t.Helper()
	names := Names()
	if len(names) < 400 {
		t.Fatalf("the catalogue has %d services", len(names))
	}
	for _, name := range names {
		s, err := Find(name)
		if err != nil {
			t.Fatal(err)
		}
		if s.Name != name {
			t.Errorf("%s finds %s", name, s.Name)
		}
		do(t, s)
	}
}

func TestEveryServiceIsWhole(t *testing.T) {
	operations := 0
	every(t, func(t *testing.T, s *Service) {
		if s.ID == "" || s.FullName == "" || s.APIVersion == "" || s.EndpointPrefix == "" || s.SignatureVersion == "" || s.Protocol == "" || s.From == "" {
			t.Errorf("%s lacks metadata: %+v", s.Name, s)
		}
		for i, name := range s.OperationNames() {
			operations++
			o := s.Operation(name)
			if o != s.Operations[i] || o.Method == "" || !strings.HasPrefix(o.RequestURI, "/") {
				t.Errorf("%s %s is %+v", s.Name, name, o)
			}
			for _, m := range []*Member{o.Input, o.Output} {
				if m != nil && m.Shape.Kind != Structure {
					t.Errorf("%s %s takes or gives a %s", s.Name, name, m.Shape.Kind)
				}
			}
		}
		for _, sh := range s.Shapes {
			if s.Shape(sh.Name) != sh {
				t.Errorf("%s: shape %s is not found", s.Name, sh.Name)
			}
			if sh.Payload != "" && sh.Member(sh.Payload) == nil {
				t.Errorf("%s: the payload of %s is no member", s.Name, sh.Name)
			}
		}
		rules, err := s.RuleSet()
		if err != nil {
			t.Fatal(err)
		}
		if v, err := jsontree.Parse(rules); err != nil || v.Get("rules") == nil {
			t.Errorf("the rule set of %s: %v", s.Name, err)
		}
	})
	if operations < 18000 {
		t.Errorf("the catalogue has %d operations", operations)
	}
}

func TestEncodeIsTheInverseOfDecode(t *testing.T) {
	for _, e := range embedded.archive.entries() {
		b, err := embedded.archive.text(e.model, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(encode(decode(b)), b) {
			t.Errorf("%s changes", e.name)
		}
	}
}

func TestNoProse(t *testing.T) {
	every(t, func(t *testing.T, s *Service) {
		b := encode(s)
		for _, tag := range []string{"<p>", "<code>", "<i>", "</a>"} {
			if i := bytes.Index(b, []byte(tag)); i >= 0 {
				t.Errorf("%s has documentation: %q", s.Name, b[i:min(len(b), i+60)])
			}
		}
	})
}

func TestFacts(t *testing.T) {
	s, err := Find("s3")
	if err != nil {
		t.Fatal(err)
	}
	put := s.Operation("PutObject")
	if put.Method != "PUT" || put.RequestURI != "/{Bucket}/{Key+}" || put.Checksum.RequestAlgorithmMember != "ChecksumAlgorithm" || put.Checksum.RequestRequired {
		t.Errorf("PutObject is %+v", put)
	}
	bucket, body, in := put.Input.Shape.Member("Bucket"), put.Input.Shape.Member("Body"), put.Input.Shape
	if !bucket.Is(Required) || bucket.Location != InURI || bucket.ContextParam != "Bucket" || in.Payload != "Body" || !body.Is(Streaming) || body.Shape.Kind != Blob {
		t.Errorf("the input of PutObject: %+v, %+v", bucket, body)
	}
	if acl := in.Member("ACL"); acl.Location != InHeader || acl.WireName() != "x-amz-acl" || len(acl.Shape.Enum) < 5 {
		t.Errorf("ACL is %+v of %+v", acl, acl.Shape)
	}
	if e := s.Shape("Expires"); e.Kind != Timestamp {
		t.Errorf("the extras do not count: Expires is a %s", e.Kind)
	}
	if m := s.Shape("Grantee").Member("Type"); !m.Is(XMLAttribute) || m.WireName() != "xsi:type" {
		t.Errorf("the type of a grantee is %+v", m)
	}
	if got := s.Shape("NoSuchKey"); !got.Is(Exception) || got.Code() != "NoSuchKey" {
		t.Errorf("NoSuchKey is %+v", got)
	}
	front, err := Find("cloudfront")
	if err != nil {
		t.Fatal(err)
	}
	if o := front.Operation("TagResource"); o.WireName != "TagResource2020_05_31" {
		t.Errorf("the wire name of TagResource is %s", o.WireName)
	}
	table, err := Find("dynamodb")
	if err != nil {
		t.Fatal(err)
	}
	if got := table.Operation("BatchGetItem").OperationContextParams; len(got) != 1 || got[0] != (PathParam{"ResourceArnList", "keys(RequestItems)"}) {
		t.Errorf("the context parameters of BatchGetItem are %+v", got)
	}
}

func BenchmarkFind(b *testing.B) {
	for _, name := range []string{"sts", "s3", "ec2"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var s Source
				if _, err := s.Find(name); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRuleSet(b *testing.B) {
	for b.Loop() {
		var s Source
		svc, err := s.Find("s3")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := svc.RuleSet(); err != nil {
			b.Fatal(err)
		}
	}
}
