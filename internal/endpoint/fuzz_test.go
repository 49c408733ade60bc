package endpoint

import (
	"os"
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// FuzzRules compiles any text, and resolves with any parameters: no panic, no
// endless evaluation, no endless text.
func FuzzRules(f *testing.F) {
	for _, service := range []string{"sts", "dynamodb", "s3"} {
		s, err := catalogue.Find(service)
		if err != nil {
			f.Fatal(err)
		}
		text, err := s.RuleSet()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, "us-east-1", "bucket", "https://h:1/p", true)
	}
	diagram, err := os.ReadFile("testdata/bdd-sts.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(diagram, "aws-global", "", "", false)
	f.Add([]byte(rulesIn(twoParameters, toA)), "", "", "", false)
	partitions, err := DefaultPartitions()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, ruleSet []byte, region, bucket, custom string, flag bool) {
		rules, err := Compile(ruleSet)
		if err != nil {
			return
		}
		resolveAll(t, rules, partitions, region, bucket, custom, flag)
	})
}

// FuzzParameters resolves with the rules of the services that ask for most.
func FuzzParameters(f *testing.F) {
	f.Add("us-east-1", "bucket", "", true)
	f.Add("us-west-2", "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01234567890123456:accesspoint:reports", "https://[::1]/a;b#c", false)
	f.Add("", "mybucket--usw2-az1--x-s3", "http://10.0.0.1", false)
	f.Fuzz(func(t *testing.T, region, bucket, custom string, flag bool) {
		for _, service := range []string{"s3", "s3control", "dynamodb", "kinesis"} {
			rules, partitions := rulesOf(t, service)
			resolveAll(t, rules, partitions, region, bucket, custom, flag)
		}
	})
}

// resolveAll gives every parameter something of its type.
func resolveAll(t *testing.T, rules *Rules, partitions *Partitions, region, bucket, custom string, flag bool) {
	t.Helper()
	var p Params
	for _, want := range rules.Parameters {
		switch {
		case want.Type == "boolean":
			p.SetBool(want.Name, flag)
		case want.Type == "stringArray":
			p.SetStrings(want.Name, []string{bucket, region})
		case want.Name == "Region":
			set(&p, want.Name, region)
		case want.Name == "Endpoint":
			set(&p, want.Name, custom)
		default:
			p.SetString(want.Name, bucket)
		}
	}
	a, err := rules.Resolve(p, partitions)
	b, steps, err2 := rules.Trace(p, partitions)
	if said(a, err) != said(b, err2) {
		t.Errorf("traced: %s, otherwise: %s", said(b, err2), said(a, err))
	}
	if err == nil && len(steps) == 0 {
		t.Error("an endpoint that no rule gave")
	}
	if a != nil && len(a.URL) > 2*maxText+len(custom) {
		t.Errorf("the URL has %d bytes", len(a.URL))
	}
}
