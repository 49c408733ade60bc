package live

import (
	"os"
	"os/exec"
	"unsafe"

	"golang.org/x/sys/windows"
)

// group is the job of a program. The system ends all that is in it when the last
// handle is closed, so also when this process ends.
type group struct {
	cmd *exec.Cmd
	job windows.Handle
}

func newGroup(cmd *exec.Cmd) (*group, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, os.NewSyscallError("CreateJobObject", err)
	}
	var limits windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
	if _, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits))); err != nil {
		_ = windows.CloseHandle(job)
		return nil, os.NewSyscallError("SetInformationJobObject", err)
	}
	return &group{cmd: cmd, job: job}, nil
}

// started puts the program into the job: what it starts from now on is in it too.
func (g *group) started() error {
	const rights = windows.PROCESS_SET_QUOTA | windows.PROCESS_TERMINATE
	p, err := windows.OpenProcess(rights, false, uint32(g.cmd.Process.Pid))
	if err != nil {
		return os.NewSyscallError("OpenProcess", err)
	}
	defer func() { _ = windows.CloseHandle(p) }()
	return os.NewSyscallError("AssignProcessToJobObject", windows.AssignProcessToJobObject(g.job, p))
}

func (g *group) end() {
	_ = windows.TerminateJobObject(g.job, 1)
}

func (g *group) close() {
	g.end()
	_ = windows.CloseHandle(g.job)
}
