package diagnose

import (
	"iter"
	"runtime"
	"sync"

	"github.com/sessctl/sessctl/internal/resolve"
)

// eachOne is how many profiles are worth a thread of their own, which reads and
// merges the files for itself, and batch how many of them it takes at a time.
const (
	eachOne = 500
	batch   = 32
)

// inOrder gives what is made of each of n profiles, in their order: several are
// examined at once where there are many. One examiner alone goes on from what a
// resolution has read, if there is one.
func inOrder[T any](w *resolve.Workspace, in resolve.Inputs, rd *resolve.Reading, read *resolve.Resolution, n int, do func(x *profileExaminer, i int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		threads := max(1, min(runtime.GOMAXPROCS(0), n/eachOne))
		if threads > 1 {
			atOnce(threads, n, func() func(int) T {
				x := &profileExaminer{w: w, Examiner: resolve.NewExaminer(w, in, rd)}
				return func(i int) T { return do(x, i) }
			}, yield)
			return
		}
		x := &profileExaminer{w: w, Examiner: resolve.NewExaminer(w, in, rd)}
		x.GoOn(read)
		for i := range n {
			if !yield(do(x, i)) {
				return
			}
		}
	}
}

// part is some of what is made of many, as it comes from a thread.
type part[T any] struct {
	from, to int
	made     chan []T
}

// atOnce makes something of each of n on several threads, each with a worker of
// its own, and hands it on in order.
func atOnce[T any](threads, n int, worker func() func(int) T, yield func(T) bool) {
	work, order := make(chan part[T]), make(chan part[T], 2*threads)
	stop := make(chan struct{})
	var wait sync.WaitGroup
	defer wait.Wait()
	defer close(stop)
	wait.Go(func() {
		defer close(work)
		defer close(order)
		for from := 0; from < n; from += batch {
			p := part[T]{from, min(from+batch, n), make(chan []T, 1)}
			select {
			case order <- p:
			case <-stop:
				return
			}
			select {
			case work <- p:
			case <-stop:
				return
			}
		}
	})
	for range threads {
		wait.Go(func() {
			do := worker()
			for p := range work {
				made := make([]T, 0, p.to-p.from)
				for i := p.from; i < p.to; i++ {
					made = append(made, do(i))
				}
				p.made <- made
			}
		})
	}
	for p := range order {
		for _, one := range <-p.made {
			if !yield(one) {
				return
			}
		}
	}
}
