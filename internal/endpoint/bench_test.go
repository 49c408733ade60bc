package endpoint

import (
	"testing"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// given are parameters to resolve with, by service.
var given = []struct {
	name, service string
	params        func(p *Params)
}{
	{"sts", "sts", func(p *Params) { p.SetString("Region", "us-east-1") }},
	{"ec2-unlisted-region", "ec2", func(p *Params) { p.SetString("Region", "us-east-9") }},
	{"dynamodb-account", "dynamodb", func(p *Params) {
		p.SetString("Region", "us-east-1")
		p.SetString("AccountId", "123456789012")
		p.SetString("AccountIdEndpointMode", "preferred")
	}},
	{"s3-bucket", "s3", func(p *Params) {
		p.SetString("Region", "us-west-2")
		p.SetString("Bucket", "bucket-name")
	}},
	{"s3-access-point", "s3", func(p *Params) {
		p.SetString("Region", "us-west-2")
		p.SetString("Bucket", "arn:aws:s3:us-west-2:123456789012:accesspoint:myendpoint")
	}},
	{"s3-outposts", "s3", func(p *Params) {
		p.SetString("Region", "us-west-2")
		p.SetString("Bucket", "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01234567890123456:accesspoint:reports")
	}},
	{"s3control-outposts", "s3control", func(p *Params) {
		p.SetString("Region", "us-west-2")
		p.SetString("AccountId", "123456789012")
		p.SetString("Bucket", "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01234567890123456:bucket:b")
		p.SetBool("RequiresAccountId", true)
	}},
	{"kinesis-stream", "kinesis", func(p *Params) {
		p.SetString("Region", "us-west-2")
		p.SetString("StreamARN", "arn:aws:kinesis:us-west-2:123456789012:stream/s")
		p.SetString("OperationType", "data")
	}},
	{"lambda", "lambda", func(p *Params) { p.SetString("Region", "us-west-2") }},
	{"s3-express", "s3", func(p *Params) {
		p.SetString("Region", "us-west-2")
		p.SetString("Bucket", "mybucket--usw2-az1--x-s3")
		p.SetString("Endpoint", "https://custom.com")
	}},
}

func rulesOf(t testing.TB, service string) (*Rules, *Partitions) {
	t.Helper()
	s, err := catalogue.Find(service)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := For(s)
	if err != nil {
		t.Fatal(err)
	}
	partitions, err := DefaultPartitions()
	if err != nil {
		t.Fatal(err)
	}
	return rules, partitions
}

func BenchmarkResolve(b *testing.B) {
	for _, g := range given {
		b.Run(g.name, func(b *testing.B) {
			rules, partitions := rulesOf(b, g.service)
			var p Params
			g.params(&p)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := rules.Resolve(p, partitions); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, service := range []string{"sts", "s3"} {
		b.Run(service, func(b *testing.B) {
			s, err := catalogue.Find(service)
			if err != nil {
				b.Fatal(err)
			}
			text, err := s.RuleSet()
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Compile(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPartitions(b *testing.B) {
	text, err := catalogue.Embedded().Partitions()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := ParsePartitions(text); err != nil {
			b.Fatal(err)
		}
	}
}
