package environ

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMounts(t *testing.T) {
	const list = `1 1 0:2 / / rw - rootfs rootfs rw
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:21 / /proc rw,relatime - proc proc rw
31 22 0:40 / /home rw,relatime shared:1 master:2 - nfs4 server:/home rw
32 31 0:41 / /home/me/a\040disk rw - xfs /dev/sdb rw
33 22 0:42 / /mnt rw - fuse.sshfs me@host:/ rw
34 33 0:43 / /mnt/local rw - tmpfs tmpfs rw
`
	want := []mountPoint{{"/", true}, {"/proc", false}, {"/home", false}, {"/home/me/a disk", true}, {"/mnt", false}, {"/mnt/local", true}}
	if diff := cmp.Diff(want, mountsIn([]byte(list)), cmp.AllowUnexported(mountPoint{})); diff != "" {
		t.Error(diff)
	}
	for _, broken := range []string{"1 1 0:2 / / rw ext4 /dev/vda rw\n", "1 1 - ext4 x rw\n", "\n"} {
		if got := mountsIn([]byte(broken)); got != nil {
			t.Errorf("%q: %v", broken, got)
		}
	}
	for _, c := range []struct {
		point, path string
		holds       bool
	}{{"/", "/a", true}, {"/mnt", "/mnt", true}, {"/mnt", "/mnt/a", true}, {"/mnt", "/mntx", false}, {"/mnt", "/m", false}} {
		if got := (mountPoint{point: c.point}).holds(c.path); got != c.holds {
			t.Errorf("%s holds %s: %t", c.point, c.path, got)
		}
	}
}

// TestNear: a way that leaves the machine's own file systems, by itself or by a
// link, is one that is waited for.
func TestNear(t *testing.T) {
	dir := t.TempDir()
	if !near(filepath.Join(dir, "none")) {
		t.Skipf("%s is on no file system that is known to be this machine's own", dir)
	}
	for name, to := range map[string]string{"file": "", "link": "file", "away": "/proc/self/status", "gone": "nowhere", "below-file": "file/x", "round": "round"} {
		if to == "" {
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		} else if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]bool{
		"file": true, "link": true, "gone": true, "below-file": true, "away": false, "round": false, "../../../../../../../../../../../proc/self/status": false,
	} {
		if got := near(dir + "/" + path); got != want {
			t.Errorf("%s: %t", path, got)
		}
	}
	for _, path := range []string{"/proc/self/status", "/dev/null", "relative", ""} {
		if near(path) {
			t.Errorf("%q is near", path)
		}
	}
}
