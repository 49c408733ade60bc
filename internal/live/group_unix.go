//go:build unix

package live

import (
	"os/exec"
	"syscall"
)

// group is the session of a program: it has no terminal, so that nothing in it
// can wait for one, or be stopped by it.
type group struct{ cmd *exec.Cmd }

func newGroup(cmd *exec.Cmd) (*group, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	withParent(cmd.SysProcAttr)
	return &group{cmd}, nil
}

func (g *group) started() error { return nil }

// end ends everything in the group, the program's children too when it has
// itself gone.
func (g *group) end() {
	if g.cmd.Process != nil {
		_ = syscall.Kill(-g.cmd.Process.Pid, syscall.SIGKILL)
	}
}

func (g *group) close() { g.end() }
