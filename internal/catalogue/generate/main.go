// Command generate writes the embedded catalogue from the API models of
// botocore, or of the aws-sdk-go v1 module. -newest is the newest botocore,
// -botocore the one that the reading boto3 follows.
//
//	go run ./internal/catalogue/generate -newest DIR|WHEEL [-o FILE]
//	go run ./internal/catalogue/generate -aws-sdk-go DIR -partitions FILE [-o FILE]
//	go run ./internal/catalogue/generate -kept -newest DIR|WHEEL -botocore DIR|WHEEL -o FILE
//	go run ./internal/catalogue/generate -missing -newest DIR|WHEEL -botocore DIR|WHEEL -aws-sdk-go DIR -o FILE
//
// The same models give the same bytes, with the Go release that go.mod names;
// another one may compress otherwise.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/catalogue/release"
)

// options are what the flags say.
type options struct {
	newest, botocore, module, partitions string
	anyRelease, kept, missing            bool
	out                                  string
}

func main() {
	var o options
	flag.StringVar(&o.newest, "newest", "", "the `directory` of the newest botocore package, or its wheel")
	flag.StringVar(&o.botocore, "botocore", "", "the same of the botocore that the reading boto3 follows: a `directory` or wheel")
	flag.StringVar(&o.module, "aws-sdk-go", "", "the `directory` of the aws-sdk-go v1 module, instead of botocore")
	flag.StringVar(&o.partitions, "partitions", "", "a partitions.json, for models that come without one")
	flag.BoolVar(&o.anyRelease, "any", false, "take any releases of botocore, not only "+release.Models+" and "+release.Botocore)
	flag.StringVar(&o.out, "o", "internal/catalogue/models.bin", "the `file` to write")
	flag.BoolVar(&o.kept, "kept", false, "take only what the newest botocore no longer says of requests")
	flag.BoolVar(&o.missing, "missing", false, "of aws-sdk-go, take only the services that botocore has no longer")
	wanted := flag.Bool("releases", false, "print the releases of botocore that are wanted, the newest first, and do nothing")
	flag.Parse()
	if *wanted {
		fmt.Println(release.Models, release.Botocore)
		return
	}
	said, err := run(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
	fmt.Println(said)
}

// run writes the catalogue and says what is in it.
func run(o options) (string, error) {
	var l layout
	var err error
	switch {
	case o.kept:
		return kept(o)
	case o.missing:
		return retired(o)
	case o.module != "":
		l, err = goLayout(o.module, o.partitions)
	default:
		l, err = pythonLayout(o.newest, release.Models, o.anyRelease)
	}
	if err != nil {
		return "", err
	}
	items, err := l.items()
	if err != nil {
		return "", err
	}
	return write(o, l, items)
}

// retired writes the services that aws-sdk-go v1 has with endpoint rules, and
// botocore has no longer.
func retired(o options) (string, error) {
	old, newest, err := bothReleases(o)
	if err != nil {
		return "", err
	}
	known := map[string]bool{}
	for _, l := range []layout{old, newest} {
		current, err := l.items()
		if err != nil {
			return "", err
		}
		for _, it := range current {
			known[it.Service.ID], known[it.Service.Name] = true, true
		}
	}
	l, err := moduleLayout(o.module)
	if err != nil {
		return "", err
	}
	l.partitions = newest.partitions
	all, err := l.items()
	if err != nil {
		return "", err
	}
	var items []catalogue.Item
	for _, it := range all {
		if it.RuleSet != nil && !known[it.Service.ID] && !known[it.Service.Name] {
			items = append(items, it)
		}
	}
	return write(o, l, items)
}

// write writes an archive.
func write(o options, l layout, items []catalogue.Item) (string, error) {
	b, err := catalogue.Archive(l.release, items, l.partitions, patterns(items)...)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(o.out, b, 0o644); err != nil {
		return "", fmt.Errorf("write the catalogue: %w", err)
	}
	operations := 0
	for _, it := range items {
		operations += len(it.Service.Operations)
	}
	return fmt.Sprintf("%s: %s, %d services, %d operations, %d bytes", o.out, l.release, len(items), operations, len(b)), nil
}

// patterns gives the services whose rule sets the others are like: one of the
// large ones, one of the global ones, one of the ordinary ones.
func patterns(items []catalogue.Item) []string {
	var names []string
	for _, name := range []string{"s3control", "iam", "acm"} {
		for _, it := range items {
			if it.Service.Name == name && it.RuleSet != nil {
				names = append(names, name)
			}
		}
	}
	return names
}
