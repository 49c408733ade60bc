package policy

import (
	"errors"
	"time"

	"github.com/expr-lang/expr/vm"
)

// patience is how long an expression may take that has a loop in a loop: the
// language bounds what one needs of memory, and not how long it takes.
const patience = 5 * time.Second

var errLate = errors.New("it takes longer than " + patience.String())

// run evaluates an expression.
func run(p *vm.Program, env map[string]any) (any, error) {
	if loops(p) > 1 {
		return runInTime(p, env, patience)
	}
	m := machines.Get().(*vm.VM)
	defer machines.Put(m)
	return m.Run(p, env)
}

// loops counts the loops of an expression.
func loops(p *vm.Program) int {
	n := 0
	for _, op := range p.Bytecode {
		if op == vm.OpBegin {
			n++
		}
	}
	return n
}

// runInTime gives up an expression that takes too long. What still computes it
// then ends with the process.
func runInTime(p *vm.Program, env map[string]any, patience time.Duration) (any, error) {
	type outcome struct {
		value any
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		v, err := new(vm.VM).Run(p, env)
		done <- outcome{v, err}
	}()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case o := <-done:
		return o.value, o.err
	case <-late.C:
		return nil, errLate
	}
}
