// Package conformance tests sessctl against the real SDKs on generated
// environments. See README.md.
package conformance

import (
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sessctl/sessctl/conformance/internal/gen"
	"github.com/sessctl/sessctl/conformance/internal/hunt"
	"github.com/sessctl/sessctl/conformance/internal/oracle"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

var (
	seed  = flag.Uint64("seed", uint64(time.Now().UnixNano())%1_000_000, "seed of the generated environments")
	count = flag.Int("cases", 0, "generated environments for each reading; 0 is a sample that takes some ten seconds")
)

// sample is how many environments a reading is judged on when -cases does not say.
var sample = map[string]int{"go-v1.1": 600, "go-v1": 600, "go-v1-shared": 600, "go-v2": 600, "boto3": 120, "cli": 50, "js-v3": 200,
	"terraform": 600, "rust": 300, "java-v2": 100}

var sessctl = sync.OnceValues(hunt.Sessctl)

// TestAgainstSDK judges each reading on random environments against its SDK.
// Every kind of disagreement is shown with its smallest environment found.
func TestAgainstSDK(t *testing.T) {
	for _, reading := range oracle.Readings {
		t.Run(reading.Name, func(t *testing.T) {
			if _, err := oracle.NewWorker(reading); err != nil {
				t.Fatal(err)
			}
			program, err := sessctl()
			if err != nil {
				t.Fatal(err)
			}
			h, err := hunt.New(hunt.Options{Reading: reading.Name, Sessctl: program})
			if err != nil {
				t.Fatal(err)
			}
			defer h.Close()
			n, i := *count, 0
			if n == 0 {
				n = sample[reading.Name]
			}
			t.Logf("seed %d, %d environments", *seed, n)
			report, err := h.Run(func() (cases.Case, bool) {
				i++
				return gen.Generate(*seed, i-1), i <= n
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Log(report.Summary())
			if report.Failed > 0 {
				t.Errorf("seed %d: %s", *seed, report)
			}
			if report.Judged < n*9/10 {
				t.Errorf("the SDK answered for %d of %d environments only: %s", report.Judged, n, report)
			}
		})
	}
}

// TestRecordedAnswersStand asks the SDKs again about every regression case, so
// that what the tests of the module above trust is what the SDKs say.
func TestRecordedAnswersStand(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "regressions", "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	saved := map[string][]cases.Case{}
	for _, name := range files {
		in, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		found, err := cases.Read(in)
		in.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, c := range found {
			for reading := range c.Answers {
				saved[reading] = append(saved[reading], c)
			}
		}
	}
	for _, reading := range oracle.Readings {
		if len(saved[reading.Name]) == 0 {
			continue
		}
		t.Run(reading.Name, func(t *testing.T) {
			h, err := hunt.New(hunt.Options{Reading: reading.Name, Parallel: 1})
			if err != nil {
				t.Fatal(err)
			}
			defer h.Close()
			every := 1
			if *count == 0 { // a sample, another with each seed
				every = max(1, len(saved[reading.Name])/40)
			}
			for i, c := range saved[reading.Name] {
				if uint64(i)%uint64(every) != *seed%uint64(every) {
					continue
				}
				a, err := h.Ask(c)
				if err != nil {
					t.Fatal(err)
				}
				if a["timeout"] != nil {
					t.Logf("case %s: no answer: %v", c.ID, a["why"])
					continue
				}
				if diff := cases.Differences(c.Answers[reading.Name], a); len(diff) > 0 {
					t.Errorf("case %s: recorded and real answer differ in %v", c.ID, diff)
				}
			}
		})
	}
}
