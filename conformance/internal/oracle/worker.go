package oracle

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/judge/cases"
)

// A Worker is one running SDK. It starts when it is first asked, and again when
// it has ended or hung. It is for one caller at a time.
type Worker struct {
	reading Reading
	argv    []string
	cmd     *exec.Cmd
	in      io.WriteCloser
	lines   chan []byte
	stderr  *tail
}

// NewWorker checks that the reading's worker can run.
func NewWorker(r Reading) (*Worker, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	if what := r.missing(root); what != "" {
		return nil, fmt.Errorf("reading %s cannot be asked: %s", r.Name, what)
	}
	return &Worker{reading: r, argv: append(isolation(), r.command(root)...)}, nil
}

// Ask is the SDK's answer to a case that was laid out, with the home in it as
// HomeWord. Where the SDK hangs, or takes its process down with it as a panic in
// one of its own goroutines does, the answer is {"timeout": true, "why": …}.
func (w *Worker) Ask(c cases.Case) (cases.Answer, error) {
	for try := 0; ; try++ {
		line, err := w.exchange(c.Question())
		if err == errTimeout {
			w.Close()
			return cases.Answer{"id": c.ID, "timeout": true, "why": err.Error()}, nil
		}
		if err == nil {
			return cases.ParseAnswer(line, c.Home)
		}
		said := w.stderr.String()
		w.Close()
		if try == 1 {
			if _, err := w.exchange(cases.Case{ID: "plain", Home: os.TempDir()}.Question()); err != nil {
				return nil, fmt.Errorf("the worker of reading %s does not run: %w\n%s", w.reading.Name, err, w.stderr)
			}
			return cases.Answer{"id": c.ID, "timeout": true, "why": "the process died: " + cause(said)}, nil
		}
	}
}

// cause is the line that says why a process died.
func cause(said string) string {
	for line := range strings.SplitSeq(said, "\n") {
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") {
			return line
		}
	}
	return said[max(0, len(said)-300):]
}

var errTimeout = fmt.Errorf("no answer in time")

func (w *Worker) exchange(question []byte) ([]byte, error) {
	if w.cmd == nil {
		if err := w.start(); err != nil {
			return nil, err
		}
	}
	if _, err := w.in.Write(question); err != nil {
		return nil, err
	}
	select {
	case line, open := <-w.lines:
		if !open {
			return nil, io.ErrUnexpectedEOF
		}
		return line, nil
	case <-time.After(w.reading.timeout):
		return nil, errTimeout
	}
}

func (w *Worker) start() error {
	w.stderr = &tail{}
	w.cmd = exec.Command(w.argv[0], w.argv[1:]...)
	w.cmd.Stderr = w.stderr
	in, err := w.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := w.cmd.Start(); err != nil {
		return err
	}
	lines := make(chan []byte)
	w.in, w.lines = in, lines
	go func() {
		defer close(lines)
		scan := bufio.NewScanner(out)
		scan.Buffer(nil, 64<<20)
		for scan.Scan() {
			if bytes.HasPrefix(scan.Bytes(), []byte("{")) {
				lines <- bytes.Clone(scan.Bytes())
			}
		}
	}()
	return nil
}

// Close ends the process.
func (w *Worker) Close() {
	if w.cmd == nil {
		return
	}
	w.in.Close()
	timer := time.AfterFunc(2*time.Second, func() { w.cmd.Process.Kill() })
	for range w.lines { // let the reader come to its end
	}
	w.cmd.Wait()
	timer.Stop()
	w.cmd = nil
}

// isolation is the command under which there is no network but the loopback, or
// nothing where the system cannot do that.
var isolation = sync.OnceValue(func() []string {
	argv := []string{"unshare", "-rn", "sh", "-c", `ip link set lo up 2>/dev/null; exec "$@"`, "worker"}
	if err := exec.Command(argv[0], append(argv[1:], "true")...).Run(); err != nil {
		fmt.Fprintln(os.Stderr, "conformance: `unshare -rn` does not work here: the SDKs run with the network in reach, though their calls are still recorded")
		return nil
	}
	return argv
})

// tail keeps the end of what a worker says on its standard error.
type tail struct {
	mu   sync.Mutex
	text []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b...)
	if over := len(t.text) - 64<<10; over > 0 {
		t.text = t.text[over:]
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}
