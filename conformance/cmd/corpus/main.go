// Command corpus picks generated environments that show each sort of answer an
// SDK gives (each provider, refusal and failure), made small, and prints them
// with the answers of all the readings. What it prints is kept as regression
// cases, which the tests of the module above replay without any SDK.
//
// Usage: go run ./cmd/corpus [-seed N] [-n COUNT] [-also READING,READING] READING...
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/sessctl/sessctl/conformance/internal/gen"
	"github.com/sessctl/sessctl/conformance/internal/hunt"
	"github.com/sessctl/sessctl/conformance/internal/shrink"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

func main() {
	seed := flag.Uint64("seed", 1, "seed of the generator")
	count := flag.Int("n", 2000, "how many environments are tried")
	also := flag.String("also", "", "readings whose answers are recorded too, but not looked for")
	flag.Parse()
	if err := run(*seed, *count, flag.Args(), strings.FieldsFunc(*also, func(r rune) bool { return r == ',' })); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

func run(seed uint64, count int, readings, also []string) error {
	hunters := map[string]*hunt.Hunter{}
	all := slices.Concat(readings, also)
	for _, name := range all {
		h, err := hunt.New(hunt.Options{Reading: name, Parallel: 1})
		if err != nil {
			return err
		}
		defer h.Close()
		hunters[name] = h
	}
	seen := map[string]bool{}
	written := map[string]bool{}
	for i := range count {
		c := gen.Generate(seed, i)
		for _, name := range readings {
			a, err := hunters[name].Ask(c)
			if err != nil {
				return err
			}
			for _, fact := range hunt.Facts(a) {
				if seen[name+fact] || a["timeout"] != nil {
					continue
				}
				seen[name+fact] = true
				small := smallest(hunters[name], c, fact)
				small.ID, small.Note = fmt.Sprintf("%s-%d", c.ID, len(seen)), name+": "+fact
				key := fmt.Sprint(small.Files, small.Env, small.Profile, small.Region)
				if written[key] {
					continue
				}
				written[key] = true
				if err := write(small, all, hunters, seen); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// smallest shrinks a case that shows a fact.
func smallest(h *hunt.Hunter, c cases.Case, fact string) cases.Case {
	deadline := time.Now().Add(20 * time.Second)
	return shrink.Minimize(c, 250, func(c cases.Case) bool {
		if time.Now().After(deadline) {
			return false
		}
		a, err := h.Ask(c)
		return err == nil && slices.Contains(hunt.Facts(a), fact)
	})
}

// write prints the case with every reading's answer; what facts it shows beside
// its own are seen too.
func write(c cases.Case, readings []string, hunters map[string]*hunt.Hunter, seen map[string]bool) error {
	c.Answers = map[string]cases.Answer{}
	for _, name := range readings {
		a, err := hunters[name].Ask(c)
		if err != nil {
			return err
		}
		if a["timeout"] != nil {
			continue
		}
		c.Answers[name] = a.Abridged()
		for _, fact := range hunt.Facts(a) {
			seen[name+fact] = true
		}
	}
	_, err := fmt.Println(c.Line())
	return err
}
