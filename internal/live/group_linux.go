package live

import "syscall"

// withParent ends the program when this process ends in a way that it cannot see.
func withParent(a *syscall.SysProcAttr) { a.Pdeathsig = syscall.SIGKILL }
