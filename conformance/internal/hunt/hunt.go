// Package hunt looks for cases on which sessctl and an SDK disagree: it asks
// both, compares, and makes each kind of disagreement as small as it gets.
package hunt

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sessctl/sessctl/conformance/internal/oracle"
	"github.com/sessctl/sessctl/conformance/internal/program"
	"github.com/sessctl/sessctl/conformance/internal/shrink"
	"github.com/sessctl/sessctl/internal/judge"
	"github.com/sessctl/sessctl/internal/judge/cases"
)

// Options say what to hunt for.
type Options struct {
	Reading  string
	Sessctl  string // path of the program
	Parallel int    // SDKs running at once; 2 when 0
	Examples int    // shrunk counterexamples of one kind; 1 when 0
	Kinds    int    // kinds that are shrunk, the rest is counted; 40 when 0
	Budget   int    // tries to shrink one; 400 when 0
}

// A Hunter has one SDK's workers running, once they are needed.
type Hunter struct {
	Options
	judge   judge.Judge
	workers chan *oracle.Worker
	base    string
	homes   atomic.Int64
}

// New makes a hunter. Its workers start when a case first needs them.
func New(o Options) (*Hunter, error) {
	o.Parallel, o.Examples, o.Kinds, o.Budget = or(o.Parallel, 2), or(o.Examples, 1), or(o.Kinds, 40), or(o.Budget, 400)
	if _, err := oracle.Find(o.Reading); err != nil {
		return nil, err
	}
	base, err := os.MkdirTemp("", "sess")
	if err != nil {
		return nil, err
	}
	h := &Hunter{Options: o, workers: make(chan *oracle.Worker, o.Parallel), base: base, judge: judge.Judge{Reading: o.Reading}}
	for range o.Parallel {
		h.workers <- nil
	}
	return h, nil
}

// Close ends the workers and removes what was laid out.
func (h *Hunter) Close() {
	for range h.Parallel {
		if w := <-h.workers; w != nil {
			w.Close()
		}
	}
	os.RemoveAll(h.base)
}

// laid runs do with the case laid out in a home of its own.
func (h *Hunter) laid(c cases.Case, do func(cases.Case) error) error {
	home := filepath.Join(h.base, fmt.Sprint(h.homes.Add(1)))
	defer os.RemoveAll(home)
	laid, err := c.LayOut(home)
	if err != nil {
		return err
	}
	return do(laid)
}

// Ask is the SDK's answer to a case.
func (h *Hunter) Ask(c cases.Case) (a cases.Answer, err error) {
	err = h.laid(c, func(laid cases.Case) error {
		a, err = h.ask(laid)
		return err
	})
	return a, err
}

func (h *Hunter) ask(laid cases.Case) (cases.Answer, error) {
	w := <-h.workers
	defer func() { h.workers <- w }()
	if w == nil {
		reading, err := oracle.Find(h.Reading)
		if err != nil {
			return nil, err
		}
		if w, err = oracle.NewWorker(reading); err != nil {
			return nil, err
		}
	}
	return w.Ask(laid)
}

// A Verdict is what both said of a case, and where they disagree.
type Verdict struct {
	Case        cases.Case
	Answer      cases.Answer
	Document    judge.Document
	Differences []judge.Difference
}

// Judge asks both about a case. A recorded answer is used in place of asking the SDK.
func (h *Hunter) Judge(c cases.Case, recorded cases.Answer) (v Verdict, err error) {
	v.Case = c
	err = h.laid(c, func(laid cases.Case) error {
		v.Answer = recorded
		if recorded == nil {
			if v.Answer, err = h.ask(laid); err != nil {
				return err
			}
		}
		v.Document = program.Sessctl(h.Sessctl).Ask(laid, h.Reading)
		v.Differences = h.judge.Disagreements(laid, v.Answer.In(laid.Home), v.Document)
		if len(v.Differences) > 0 && h.judge.Unknowable(laid, v.Answer, v.Document) {
			v.Differences = knowable(v.Differences)
		}
		return nil
	})
	return v, err
}

// knowable leaves out what depends on how a step ends that only running it would tell.
func knowable(all []judge.Difference) []judge.Difference {
	var left []judge.Difference
	for _, d := range all {
		if d.Kind != "credentials" && d.Kind != "steps" && d.Kind != "status" && d.Kind != "provider" {
			left = append(left, d)
		}
	}
	return left
}

// Run judges the cases that next gives until it says that there are no more.
func (h *Hunter) Run(next func() (cases.Case, bool)) (*Report, error) {
	report := newReport(h.Reading)
	var (
		mu    sync.Mutex
		first error
		group sync.WaitGroup
	)
	for range h.Parallel {
		group.Add(1)
		go func() {
			defer group.Done()
			for {
				mu.Lock()
				c, more := next()
				more = more && first == nil
				mu.Unlock()
				if !more {
					return
				}
				v, err := h.Judge(c, nil)
				mu.Lock()
				if err != nil && first == nil {
					first = err
				}
				wanted := report.add(v, h.Examples, h.Kinds)
				mu.Unlock()
				if wanted == "" {
					continue
				}
				small, err := h.shrink(v, wanted)
				mu.Lock()
				if err != nil && first == nil {
					first = err
				}
				report.example(small, wanted)
				mu.Unlock()
			}
		}()
	}
	group.Wait()
	return report, first
}

// shrink makes the case of a verdict small, keeping its disagreement of a kind.
func (h *Hunter) shrink(v Verdict, kind string) (Verdict, error) {
	best := v
	var failed error
	deadline := time.Now().Add(time.Minute)
	shrink.Minimize(v.Case, h.Budget, func(c cases.Case) bool {
		if time.Now().After(deadline) {
			return false
		}
		smaller, err := h.Judge(c, nil)
		if err != nil {
			failed = err
			return false
		}
		if !has(smaller, kind) {
			return false
		}
		best = smaller
		return true
	})
	return best, failed
}

func has(v Verdict, kind string) bool {
	for _, d := range v.Differences {
		if Signature(d) == kind {
			return true
		}
	}
	return false
}

func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}
