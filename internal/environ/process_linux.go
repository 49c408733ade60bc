package environ

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// process is what is known of another process.
type process struct {
	environ   []string
	root      string // below which its files are, "" for this process's own
	cwd, home string
}

// maxEnviron is the most that is read of a process's environment, in bytes.
const maxEnviron = 8 << 20

// readProcess reads the environment that a process was started with. What it has
// set since is not there to be read (proc(5), /proc/pid/environ).
func readProcess(pid int) (*process, error) {
	dir := filepath.Join("/proc", strconv.Itoa(pid))
	f := readInTime(filepath.Join(dir, "environ"), maxEnviron)
	switch {
	case errors.Is(f.Err, fs.ErrNotExist):
		return nil, fmt.Errorf("--pid %d: there is no such process", pid)
	case errors.Is(f.Err, fs.ErrPermission):
		return nil, fmt.Errorf("--pid %d: the environment of a process can be read by its own user and by root alone: run sessctl as that user", pid)
	case f.Err != nil:
		return nil, fmt.Errorf("--pid %d: read its environment: %s", pid, f.Reason())
	}
	p := &process{}
	for kv := range bytes.SplitSeq(f.Data, []byte{0}) {
		if len(kv) > 0 {
			p.environ = append(p.environ, string(kv))
		}
	}
	root, err := os.Readlink(filepath.Join(dir, "root"))
	if err != nil {
		return nil, fmt.Errorf("--pid %d: find its root directory: %s", pid, plainPath(err))
	}
	if own, err := os.Readlink("/proc/self/root"); err != nil || own != root || !sameNamespace(dir) {
		p.root = filepath.Join(dir, "root")
	}
	if p.cwd, err = os.Readlink(filepath.Join(dir, "cwd")); err != nil {
		return nil, fmt.Errorf("--pid %d: find its working directory: %s", pid, plainPath(err))
	}
	p.cwd = withinRoot(root, p.cwd)
	p.home = homeOf(p.root, owner(dir))
	return p, nil
}

// sameNamespace reports whether a process sees the files that this one sees.
func sameNamespace(dir string) bool {
	its, err := os.Readlink(filepath.Join(dir, "ns", "mnt"))
	own, ownErr := os.Readlink("/proc/self/ns/mnt")
	return err == nil && ownErr == nil && its == own
}

// withinRoot is a path as a process sees it that has another root.
func withinRoot(root, path string) string {
	if root == "/" {
		return path
	}
	if rest, ok := strings.CutPrefix(path, root); ok && (rest == "" || rest[0] == '/') {
		return "/" + strings.TrimPrefix(rest, "/")
	}
	return path
}

func plainPath(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// owner gives the effective user of a process.
func owner(dir string) string {
	f := readInTime(filepath.Join(dir, "status"), 1<<20)
	for line := range strings.SplitSeq(string(f.Data), "\n") {
		if rest, ok := strings.CutPrefix(line, "Uid:"); ok {
			if ids := strings.Fields(rest); len(ids) > 1 {
				return ids[1]
			}
		}
	}
	return ""
}

// homeOf gives the home directory of a user by /etc/passwd.
func homeOf(root, uid string) string {
	f := (&machine{root: root}).file("/etc/passwd")
	if f.Err != nil || uid == "" {
		return ""
	}
	lines := bufio.NewScanner(bytes.NewReader(f.Data))
	for lines.Scan() {
		if fields := strings.Split(lines.Text(), ":"); len(fields) >= 6 && fields[2] == uid {
			return fields[5]
		}
	}
	return ""
}
