// Command replay judges sessctl on saved cases, by the answers recorded in them
// or, with -ask, by what the real SDKs answer now. With -record it prints the
// cases with fresh answers of the readings in place of judging anything.
//
// Usage: go run ./cmd/replay [-ask | -record] READING[,READING...] FILE...
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/sessctl/sessctl/conformance/internal/hunt"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

func main() {
	ask := flag.Bool("ask", false, "ask the SDKs, whatever is recorded")
	record := flag.Bool("record", false, "print the cases with the SDKs' answers")
	flag.Parse()
	if flag.NArg() < 2 {
		fmt.Fprintln(os.Stderr, "usage: replay [-ask | -record] READING[,READING...] FILE...")
		os.Exit(2)
	}
	agree, err := run(strings.Split(flag.Arg(0), ","), flag.Args()[1:], *ask, *record)
	if err != nil {
		fmt.Fprintln(os.Stderr, "replay:", err)
		os.Exit(2)
	}
	if !agree {
		os.Exit(1)
	}
}

func run(readings, files []string, ask, record bool) (agree bool, err error) {
	var saved []cases.Case
	for _, name := range files {
		found, err := read(name)
		if err != nil {
			return false, err
		}
		saved = append(saved, found...)
	}
	sessctl := ""
	if !record {
		if sessctl, err = hunt.Sessctl(); err != nil {
			return false, err
		}
	}
	agree = true
	for _, reading := range readings {
		h, err := hunt.New(hunt.Options{Reading: reading, Sessctl: sessctl, Parallel: 1})
		if err != nil {
			return false, err
		}
		defer h.Close()
		if record {
			if err := answer(h, saved); err != nil {
				return false, err
			}
			continue
		}
		report, err := h.Replay(saved, ask)
		if err != nil {
			return false, err
		}
		fmt.Println(report)
		agree = agree && report.Failed == 0
	}
	if record {
		for _, c := range saved {
			fmt.Println(c.Line())
		}
	}
	return agree, nil
}

func read(name string) ([]cases.Case, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	found, err := cases.Read(in)
	if err != nil {
		return nil, fmt.Errorf("reading cases of %s: %w", name, err)
	}
	return found, nil
}

func answer(h *hunt.Hunter, saved []cases.Case) error {
	for i := range saved {
		a, err := h.Ask(saved[i])
		if err != nil {
			return err
		}
		if saved[i].Answers == nil {
			saved[i].Answers = map[string]cases.Answer{}
		}
		saved[i].Answers[h.Reading] = a.Abridged()
	}
	return nil
}
