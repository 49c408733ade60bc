package environ

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// Endings are the signals by which people and systems end a program.
var Endings = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}

// NotifyEndings sends to a channel those that the process was not told to ignore.
func NotifyEndings(to chan<- os.Signal) {
	for _, s := range Endings {
		if !signal.Ignored(s) {
			signal.Notify(to, s)
		}
	}
}

// tidy has a writer that a signal ends leave neither its lock nor a new file that
// is not yet in its place.
type tidy struct {
	target  string
	signals chan os.Signal
	done    chan struct{} // the writer is
	gone    chan struct{} // and no signal has come before

	steps sync.Mutex // held while something comes to be that would be left behind
	lock  *fileLock
}

func newTidy(target string) *tidy {
	t := &tidy{target: target, signals: make(chan os.Signal, 1), done: make(chan struct{}), gone: make(chan struct{})}
	NotifyEndings(t.signals)
	go func() {
		select {
		case s := <-t.signals:
			t.die(s)
		case <-t.done:
		}
		select {
		case s := <-t.signals:
			t.die(s)
		default:
			close(t.gone)
		}
	}()
	return t
}

// step does what is not to be cut in two.
func (t *tidy) step(do func()) {
	t.steps.Lock()
	defer t.steps.Unlock()
	do()
}

// die ends the process; no further step is taken.
func (t *tidy) die(s os.Signal) {
	t.steps.Lock()
	if t.lock != nil {
		sweep(t.target)
		t.lock.release()
	}
	Die(s)
}

// end releases the lock. Signals do again what they did before.
func (t *tidy) end() {
	t.step(func() {
		if t.lock != nil {
			t.lock.release()
			t.lock = nil
		}
	})
	signal.Stop(t.signals)
	close(t.done)
	<-t.gone
}
