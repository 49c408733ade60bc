package hostile

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"time"
)

// patience is how long a command may take on a machine that is busy.
const patience = 20 * time.Second

// outcome is what came of a command.
type outcome struct {
	args           []string
	status         int // -1 where it was ended
	stdout, stderr string
}

func (o *outcome) all() string { return o.stdout + "\n" + o.stderr }

// run runs the program, and complains where it hangs, crashes or ends in a way
// that it should not.
func (w *world) run(args ...string) *outcome {
	var out, errs bytes.Buffer
	return w.runTo(&out, &errs, args...)
}

func (w *world) runTo(stdout, stderr *bytes.Buffer, args ...string) *outcome {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, w.bin, args...)
	cmd.Dir, cmd.Env, cmd.Stdin = w.dir, w.env, strings.NewReader(w.stdin)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	o := &outcome{args: args, status: cmd.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
	if ctx.Err() != nil {
		w.complain("%q does not end", args)
		return o
	}
	w.judge(o, err)
	return o
}

// judge looks at how a command ended.
func (w *world) judge(o *outcome, err error) {
	switch {
	case o.status < 0 || o.status > 4:
		w.complain("%q ends with %v\n%.2000s", o.args, err, o.stderr)
	case strings.Contains(o.stderr, "goroutine ") || strings.Contains(o.stderr, "panic:"):
		w.complain("%q breaks down\n%.2000s", o.args, o.stderr)
	case o.status == 4 && !strings.Contains(plain(o.stderr), "error: ") && !strings.Contains(o.stdout, "\"error\": {"):
		w.complain("%q ends with 4 and says nothing", o.args)
	}
}

// missing reports whether a program or file that a case needs is not there.
func missing(name string) bool {
	if strings.HasPrefix(name, "/") {
		_, err := os.Stat(name)
		return err != nil
	}
	_, err := exec.LookPath(name)
	return err != nil
}
