package conformance

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/sessctl/sessctl/conformance/internal/gen"
)

// written is how many environments are mended when -cases does not say.
const written = 100

// TestWritesOfRandomEnvironments mends the files of random environments and compares
// them with what they were: nothing breaks down, no secret is shown, no SDK takes
// anything else otherwise, what was mended
// is not mended again, and what differs from A to B does so from B to A.
func TestWritesOfRandomEnvironments(t *testing.T) {
	program, err := sessctl()
	if err != nil {
		t.Fatal(err)
	}
	dir, n := t.TempDir(), *count
	if n == 0 {
		n = written
	}
	t.Logf("seed %d, %d environments", *seed, n)
	statuses := map[string]int{}
	for i := range n {
		c := gen.Generate(*seed, i).Clone()
		for name, f := range c.Files {
			f.Text = plantedKeys.ReplaceAllString(f.Text, "${1}"+canaryWord)
			c.Files[name] = f
		}
		was, err := c.LayOut(filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			t.Fatal(err)
		}
		is, err := c.LayOut(filepath.Join(dir, fmt.Sprint(i)+"-fixed"))
		if err != nil {
			t.Fatal(err)
		}
		is.Env, was.Env = nil, nil // the files alone
		call := func(args ...string) (string, int) {
			out, errs, status := runOn(string(program), is, args)
			statuses[fmt.Sprintf("%s %d", args[0], status)]++
			if status == 4 && args[0] != "copy" || status == 2 || bytes.Contains(errs, []byte("a fault of sessctl")) {
				t.Errorf("seed %d, environment %d: %q ends with %d and says\n%s%.2000s", *seed, i, args, status, errs, out)
			}
			if bytes.Contains(append(out, errs...), []byte(canaryWord)) {
				t.Errorf("seed %d, environment %d: %q shows a secret:\n%s", *seed, i, args, around(out))
			}
			return string(out), status
		}
		call("lint", "--fix")
		fixed := contents(t, is.Home)
		other, err := changedElsewhere(string(program), was, is)
		if err != nil || len(other) > 0 {
			t.Errorf("seed %d, environment %d: what was not mended is otherwise: %q %v", *seed, i, other, err)
		}
		call("lint", "--fix", "-o", "json")
		if again := contents(t, is.Home); again != fixed {
			t.Errorf("seed %d, environment %d: mended twice:\n%s\n---\n%s", *seed, i, fixed, again)
		}
		call("copy", "--region", "eu-west-1", "--write", "made", "--dry-run", "--no-env", "--home", is.Home)
		_, there := call("diff", was.Home, is.Home, "--exit-code", "-o", "markdown")
		_, back := call("diff", is.Home, was.Home, "--exit-code")
		_, same := call("diff", is.Home, is.Home, "--exit-code", "-o", "json")
		if there != back || same != 0 {
			t.Errorf("seed %d, environment %d: diff ends with %d, turned round with %d, and with itself with %d", *seed, i, there, back, same)
		}
		os.RemoveAll(was.Home)
		os.RemoveAll(is.Home)
	}
	t.Log(statuses)
}

// contents are the two files of a home, one after the other.
func contents(t *testing.T, home string) string {
	t.Helper()
	config, _ := os.ReadFile(filepath.Join(home, ".aws", "config"))
	credentials, _ := os.ReadFile(filepath.Join(home, ".aws", "credentials"))
	return string(config) + "\x00" + string(credentials)
}
