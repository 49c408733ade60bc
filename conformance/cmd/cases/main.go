// Command cases prints generated environments as JSON lines, and with -ask what
// the real SDKs answer to them.
//
// Usage: go run ./cmd/cases [-seed N] [-n COUNT] [-from NUMBER] [-ask READING,READING] [-facts]
package main

import (
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/sessctl/sessctl/conformance/internal/gen"
	"github.com/sessctl/sessctl/conformance/internal/hunt"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

func main() {
	seed := flag.Uint64("seed", 1, "seed of the generator")
	count := flag.Int("n", 10, "how many environments")
	from := flag.Int("from", 0, "number of the first")
	ask := flag.String("ask", "", "readings whose SDKs are asked, separated by commas")
	facts := flag.Bool("facts", false, "print what sorts of answers there were, not the environments")
	flag.Parse()
	if err := run(*seed, *from, *count, *ask, *facts); err != nil {
		fmt.Fprintln(os.Stderr, "cases:", err)
		os.Exit(1)
	}
}

func run(seed uint64, from, count int, ask string, facts bool) error {
	hunters := map[string]*hunt.Hunter{}
	for name := range strings.SplitSeq(ask, ",") {
		if name == "" {
			continue
		}
		h, err := hunt.New(hunt.Options{Reading: name, Parallel: 1})
		if err != nil {
			return err
		}
		defer h.Close()
		hunters[name] = h
	}
	seen := map[string]int{}
	for i := from; i < from+count; i++ {
		c := gen.Generate(seed, i)
		for name, h := range hunters {
			a, err := h.Ask(c)
			if err != nil {
				return err
			}
			if c.Answers == nil {
				c.Answers = map[string]cases.Answer{}
			}
			c.Answers[name] = a
			for _, fact := range hunt.Facts(a) {
				seen[name+": "+fact]++
			}
		}
		if !facts {
			fmt.Println(c.Line())
		}
	}
	if facts {
		printFacts(seen, count)
	}
	return nil
}

func printFacts(seen map[string]int, count int) {
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		return seen[names[i]] > seen[names[j]] || seen[names[i]] == seen[names[j]] && names[i] < names[j]
	})
	for _, name := range names {
		fmt.Printf("%6.2f%%  %s\n", 100*float64(seen[name])/float64(count), name)
	}
}
