package sharedfile

import (
	"fmt"
	"strings"
	"testing"
)

// manyProfiles is a config file of n profiles such as people have.
func manyProfiles(n int) string {
	var b strings.Builder
	b.WriteString("[default]\nregion = eu-west-1\noutput = json\n\n")
	for i := range n {
		fmt.Fprintf(&b, "[profile p%d]\nregion = us-west-%d\nrole_arn = arn:aws:iam::%012d:role/team-%d\nsource_profile = default\n\n", i, i%2+1, i, i)
	}
	return b.String()
}

func BenchmarkGrammars(b *testing.B) {
	text := manyProfiles(10000)
	b.Run("document", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			NewDocument("config", []byte(text))
		}
	})
	for _, g := range Grammars() {
		b.Run(g.Name, func(b *testing.B) {
			doc := NewDocument("config", []byte(text))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				g.Parse(doc)
			}
		})
	}
}

func BenchmarkOutline(b *testing.B) {
	text := manyProfiles(10000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if NewDocument("config", []byte(text)).outline() == nil {
			b.Fatal("no outline")
		}
	}
}
