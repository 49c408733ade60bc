// Command hunt judges sessctl on generated environments against the real SDKs
// and prints each kind of disagreement, made small.
//
// Usage: go run ./cmd/hunt [-seed N] [-n COUNT] [-from NUMBER] [-examples N] [-kinds N] [-cases FILE] READING...
//
// $SESSCTL names the program to test; without it the one in the module above is
// built. The exit status is 1 when there was a disagreement.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/sessctl/sessctl/conformance/internal/gen"
	"github.com/sessctl/sessctl/conformance/internal/hunt"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

func main() {
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano())%1_000_000, "seed of the generator")
	from := flag.Int("from", 0, "number of the first environment")
	count := flag.Int("n", 5000, "how many environments for each reading")
	file := flag.String("cases", "", "write the shrunk cases with the SDK's answers to this file, as JSON lines")
	facts := flag.Bool("facts", false, "print what sorts of answers there were")
	var o hunt.Options
	flag.IntVar(&o.Examples, "examples", 1, "shrunk cases of each kind of disagreement")
	flag.IntVar(&o.Kinds, "kinds", 40, "kinds of disagreement that are shrunk; the rest is counted")
	flag.IntVar(&o.Budget, "budget", 400, "tries to shrink one case")
	flag.IntVar(&o.Parallel, "parallel", 2, "workers of one SDK")
	flag.Parse()
	agree, err := run(o, *seed, *from, *count, *file, *facts)
	if err != nil {
		fmt.Fprintln(os.Stderr, "hunt:", err)
		os.Exit(2)
	}
	if !agree {
		os.Exit(1)
	}
}

func run(o hunt.Options, seed uint64, from, count int, file string, facts bool) (agree bool, err error) {
	if o.Sessctl, err = hunt.Sessctl(); err != nil {
		return false, err
	}
	agree = true
	for _, o.Reading = range flag.Args() {
		h, err := hunt.New(o)
		if err != nil {
			return false, err
		}
		i := from
		report, err := h.Run(func() (cases.Case, bool) {
			i++
			return gen.Generate(seed, i-1), i <= from+count
		})
		h.Close()
		if err != nil {
			return false, err
		}
		fmt.Printf("seed %d, environments %d to %d\n%s\n", seed, from, from+count-1, report)
		if facts {
			fmt.Println(report.Facts())
		}
		if file != "" {
			if err := save(file, report); err != nil {
				return false, err
			}
		}
		agree = agree && report.Failed == 0
	}
	return agree, nil
}

func save(file string, report *hunt.Report) error {
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer out.Close()
	for _, c := range report.Cases() {
		if _, err := fmt.Fprintln(out, c.Line()); err != nil {
			return err
		}
	}
	return nil
}
