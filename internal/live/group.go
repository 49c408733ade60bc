package live

import (
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"sync"
	"syscall"

	"github.com/sessctl/sessctl/internal/environ"
)

// catchPipes has the signal of a closed pipe caught, and by nobody: what is
// ignored stays ignored in the programs that are started, what is caught does not.
var catchPipes = sync.OnceFunc(func() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) })

// runGroup runs a program in a group of its own and leaves nothing of it behind.
func runGroup(cmd *exec.Cmd) error {
	// Where a system can end the program when the thread that started it does,
	// that thread has to stay.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	catchPipes()
	signals := make(chan os.Signal, 1)
	environ.NotifyEndings(signals)
	defer signal.Stop(signals)

	g, err := newGroup(cmd)
	if err != nil {
		return err
	}
	defer g.close()
	cmd.Cancel = func() error {
		g.end()
		return cmd.Process.Kill()
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := g.started(); err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case s := <-signals:
		g.end()
		<-done
		signal.Stop(signals)
		environ.Die(s)
		return nil
	}
}
