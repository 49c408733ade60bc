// Command generate writes the embedded catalogue from the API models of an
// installed botocore, or of the aws-sdk-go v1 module.
//
//	go run ./internal/catalogue/generate -botocore DIR [-o FILE]
//	go run ./internal/catalogue/generate -aws-sdk-go DIR -partitions FILE [-o FILE]
//
// The same models give the same bytes. Without -botocore, the directory is
// that of the variable BOTOCORE or of the python3 in PATH.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// pinned is the release whose models are part of the program.
const pinned = "1.43.11"

func main() {
	botocore := flag.String("botocore", os.Getenv("BOTOCORE"), "the `directory` of the botocore package")
	module := flag.String("aws-sdk-go", "", "the `directory` of the aws-sdk-go v1 module, instead of botocore")
	partitions := flag.String("partitions", "", "a partitions.json, for models that come without one")
	anyRelease := flag.Bool("any", false, "take any release of botocore, not only "+pinned)
	out := flag.String("o", "internal/catalogue/models.bin", "the `file` to write")
	flag.Parse()
	if err := run(*botocore, *module, *partitions, *anyRelease, *out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(botocore, module, partitionsFile string, anyRelease bool, out string) error {
	var l layout
	var err error
	if module != "" {
		l, err = goLayout(module, partitionsFile)
	} else {
		l, err = pythonLayout(botocore, anyRelease)
	}
	if err != nil {
		return err
	}
	items, err := l.items()
	if err != nil {
		return err
	}
	partitions, err := os.ReadFile(l.partitions)
	if err != nil {
		return fmt.Errorf("read the partitions: %w", err)
	}
	var dictionary []string
	for _, name := range []string{"s3control", "iam", "acm"} { // one of the large ones, of the global ones, of the ordinary ones
		for _, it := range items {
			if it.Service.Name == name {
				dictionary = append(dictionary, name)
			}
		}
	}
	b, err := catalogue.Archive(l.release, items, partitions, dictionary...)
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, b, 0o644); err != nil {
		return fmt.Errorf("write the catalogue: %w", err)
	}
	operations := 0
	for _, it := range items {
		operations += len(it.Service.Operations)
	}
	fmt.Printf("%s: %s, %d services, %d operations, %d bytes\n", out, l.release, len(items), operations, len(b))
	return nil
}

// findBotocore asks the python3 in PATH where its botocore is.
func findBotocore() (string, error) {
	b, err := exec.Command("python3", "-c", "import botocore; print(botocore.__path__[0])").Output()
	if err != nil {
		return "", fmt.Errorf("find botocore: name its directory with -botocore or BOTOCORE, or install it: pip install botocore==%s", pinned)
	}
	return strings.TrimSpace(string(b)), nil
}
