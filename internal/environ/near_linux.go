package environ

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// near reports whether a path leads to a file system that answers at once, and by
// no link away from it: the one that has / in it, without which nothing on a machine
// goes on, or one that is kept on the machine. What cannot be told is far. Nothing
// that might not answer is asked.
func near(path string) bool {
	if !strings.HasPrefix(path, "/") {
		return false
	}
	if plainly(path) {
		return true
	}
	point := ""
	for _, m := range mounts() {
		if !m.holds(path) {
			continue
		}
		if !m.own {
			return false // on the way there, or at its end
		}
		if len(m.point) > len(point) {
			point = m.point
		}
	}
	return point != "" && stays(point, path)
}

// plainly reports whether every directory on the way to a path, and what is there,
// is of the file system that / is of, and no link.
func plainly(path string) bool {
	var root, at unix.Statx_t
	if !mounted("/", &root) {
		return false
	}
	for end := 1; end <= len(path); end++ {
		if end < len(path) && path[end] != '/' {
			continue
		}
		part := path[:end]
		if strings.HasSuffix(part, "/..") || strings.HasSuffix(part, "/") {
			return false
		}
		switch err := unix.Statx(unix.AT_FDCWD, part, unix.AT_SYMLINK_NOFOLLOW|unix.AT_NO_AUTOMOUNT, unix.STATX_TYPE|unix.STATX_MNT_ID, &at); {
		case err == unix.ENOENT:
			return true
		case err != nil, at.Mask&unix.STATX_MNT_ID == 0, at.Mnt_id != root.Mnt_id, at.Mode&unix.S_IFMT == unix.S_IFLNK:
			return false
		}
	}
	return true
}

func mounted(path string, at *unix.Statx_t) bool {
	err := unix.Statx(unix.AT_FDCWD, path, unix.AT_NO_AUTOMOUNT, unix.STATX_MNT_ID, at)
	return err == nil && at.Mask&unix.STATX_MNT_ID != 0
}

// stays reports whether the way to a path does not leave the file system that
// begins at a point.
func stays(point, path string) bool {
	at, err := unix.Open(point, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return false
	}
	defer unix.Close(at)
	below := strings.TrimLeft(path[len(point):], "/")
	if below == "" {
		return true
	}
	fd, err := unix.Openat2(at, below, &unix.OpenHow{Flags: unix.O_PATH | unix.O_CLOEXEC, Resolve: unix.RESOLVE_NO_XDEV})
	if err == nil {
		unix.Close(fd)
	}
	return err == nil || err == unix.ENOENT || err == unix.ENOTDIR || err == unix.EACCES
}

// mountPoint is a place in the tree of files at which a file system begins.
type mountPoint struct {
	point string
	own   bool // it is kept on this machine
}

func (m mountPoint) holds(path string) bool {
	return m.point == "/" || strings.HasPrefix(path, m.point) && (len(path) == len(m.point) || path[len(m.point)] == '/')
}

// ownSystems are the kinds of file systems that are kept on a machine itself.
var ownSystems = []string{"ext4", "ext3", "ext2", "xfs", "btrfs", "overlay", "tmpfs", "zfs", "f2fs", "bcachefs", "erofs", "squashfs", "ramfs"}

// mostMounts is how much is read of the list of mounts, in bytes.
const mostMounts = 32 << 10

// mounts are those that this process sees, none where that is not told or too many.
var mounts = sync.OnceValue(func() []mountPoint {
	fd, err := unix.Open("/proc/self/mountinfo", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil
	}
	defer unix.Close(fd)
	text := make([]byte, 0, 4<<10)
	for len(text) < mostMounts {
		text = slices.Grow(text, 4<<10)
		got, err := unix.Read(fd, text[len(text):cap(text)])
		if err != nil {
			return nil
		}
		if got == 0 {
			return mountsIn(text)
		}
		text = text[:len(text)+got]
	}
	return nil
})

// mountsIn reads lines as proc_pid_mountinfo(5) describes them. Of two mounts at one
// point the later lies over the other.
func mountsIn(text []byte) []mountPoint {
	var all []mountPoint
	for line := range bytes.Lines(text) {
		head, tail, ok := strings.Cut(string(line), " - ")
		fields := strings.Fields(head)
		if !ok || len(fields) < 5 {
			return nil
		}
		system, _, _ := strings.Cut(tail, " ")
		m := mountPoint{pointOf(fields[4]), slices.Contains(ownSystems, system)}
		if i := slices.IndexFunc(all, func(o mountPoint) bool { return o.point == m.point }); i >= 0 {
			all[i] = m
			continue
		}
		all = append(all, m)
	}
	return all
}

// pointOf gives a mount's point, of which the list writes some bytes in octal.
func pointOf(text string) string {
	var b []byte
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+4 <= len(text) {
			if n, err := strconv.ParseUint(text[i+1:i+4], 8, 8); err == nil {
				b = append(b, byte(n))
				i += 3
				continue
			}
		}
		b = append(b, text[i])
	}
	return string(b)
}
