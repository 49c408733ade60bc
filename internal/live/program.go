package live

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Bounds of what a program may take and print.
const (
	DefaultTimeout = 30 * time.Second

	maxOutput = 64 << 20
	maxErrors = 4 << 10
)

// Programs runs the programs of exec handlers. A program and all that it has
// started, as far as they stay in its process group (its job, on Windows), end
// when it ends, when its time is over, when sessctl gets a signal, and with
// sessctl.
type Programs struct {
	Timeout time.Duration // of one run; DefaultTimeout when it is not positive
	Env     []string      // NAME=VALUE, beside the variables of this process
}

// errTooMuch ends the reading of a program that prints without end.
var errTooMuch = errors.New("it prints more than " + strconv.Itoa(maxOutput>>20) + " MB")

// Run runs a command line, in this process's environment, and gives what it
// prints: on standard output all, on standard error the first 4 KB. The error
// says how it failed, and with which words on standard error.
func (p Programs) Run(command string, stdin []byte) (stdout, stderr []byte, err error) {
	words, err := Words(command)
	if err != nil {
		return nil, nil, err
	}
	timeout := p.Timeout
	if timeout <= 0 {
		timeout = DefaultTimeout
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	out, errs := bounded{limit: maxOutput, full: errTooMuch}, bounded{limit: maxErrors}
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &out, &errs
	if len(p.Env) > 0 {
		cmd.Env = append(cmd.Environ(), p.Env...)
	}
	cmd.WaitDelay = time.Second // a child of the program may keep the pipes open
	err = runGroup(cmd)
	if err != nil {
		err = fmt.Errorf("run %s: %w", words[0], why(ctx, timeout, err, &out))
		if said := strings.TrimSpace(errs.buf.String()); said != "" {
			err = fmt.Errorf("%w: %s", err, said)
		}
	}
	return out.buf.Bytes(), errs.buf.Bytes(), err
}

// why says how a program failed.
func why(ctx context.Context, timeout time.Duration, err error, out *bounded) error {
	var exit *exec.ExitError
	var start *exec.Error
	var path *os.PathError
	switch {
	case out.over:
		return errTooMuch
	case ctx.Err() != nil:
		return fmt.Errorf("it did not end within %s", timeout)
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("there is no such program on the PATH")
	case errors.As(err, &start):
		return start.Err
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &exit):
		return errors.New(exit.ProcessState.String())
	}
	return err
}

// bounded keeps the first bytes of what is written to it. What is beyond the
// limit is dropped, or fails where there is an error for that.
type bounded struct {
	buf   bytes.Buffer
	limit int
	full  error
	over  bool
}

func (b *bounded) Write(p []byte) (int, error) {
	room := b.limit - b.buf.Len()
	if len(p) <= room {
		return b.buf.Write(p)
	}
	b.over = true
	b.buf.Write(p[:room])
	if b.full != nil {
		return room, b.full
	}
	return len(p), nil
}
