package live

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMain makes this test the program that its tests run.
func TestMain(m *testing.M) {
	if os.Getenv("SESSCTL_TEST_PROGRAM") == "" {
		os.Exit(m.Run())
	}
	what, arg := os.Args[1], ""
	if len(os.Args) > 2 {
		arg = os.Args[2]
	}
	switch what {
	case "cat":
		if _, err := io.Copy(os.Stdout, os.Stdin); err != nil {
			os.Exit(1)
		}
		fmt.Fprint(os.Stderr, arg)
	case "exit":
		status, _ := strconv.Atoi(arg)
		fmt.Fprintln(os.Stderr, "no, thank you")
		os.Exit(status)
	case "sleep":
		time.Sleep(time.Minute)
	case "flood":
		line := bytes.Repeat([]byte("x"), 1<<20)
		for {
			if _, err := os.Stdout.Write(line); err != nil {
				os.Exit(1)
			}
		}
	case "parent", "restless": // a child that outlives it, and whose number it tells
		child := exec.Command(os.Args[0], "sleep")
		if err := child.Start(); err != nil {
			os.Exit(1)
		}
		if err := os.WriteFile(arg, []byte(strconv.Itoa(child.Process.Pid)), 0o600); err != nil {
			os.Exit(1)
		}
		if what == "restless" {
			time.Sleep(time.Minute)
		}
	case "host": // a process that runs a program
		if _, _, err := (Programs{}).Run("'"+os.Args[0]+"' restless '"+arg+"'", nil); err != nil {
			os.Exit(1)
		}
	case "grumble":
		fmt.Fprint(os.Stderr, strings.Repeat("y", 1<<20))
	}
	os.Exit(0)
}

func runSelf(t *testing.T, timeout time.Duration, stdin []byte, args string) (stdout, stderr string, err error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("SESSCTL_TEST_PROGRAM", "1")
	out, errs, err := Programs{Timeout: timeout}.Run("'"+self+"' "+args, stdin)
	return string(out), string(errs), err
}

func TestProgramGetsAndGives(t *testing.T) {
	out, errs, err := runSelf(t, 0, []byte("a\x00b\n"), "cat '$HOME;x'")
	if err != nil || out != "a\x00b\n" || errs != "$HOME;x" {
		t.Errorf("printed %q and %q, %v", out, errs, err)
	}
}

func TestProgramThatDoesNotRead(t *testing.T) {
	if _, _, err := runSelf(t, 0, make([]byte, 8<<20), "deaf"); err != nil {
		t.Errorf("a program that reads nothing fails: %v", err)
	}
}

func TestProgramFails(t *testing.T) {
	_, errs, err := runSelf(t, 0, nil, "exit 3")
	if err == nil || !strings.HasSuffix(err.Error(), ": exit status 3: no, thank you") || errs != "no, thank you\n" {
		t.Errorf("%v, %q", err, errs)
	}
	start := time.Now()
	if _, _, err := runSelf(t, 200*time.Millisecond, nil, "sleep"); err == nil || !strings.HasSuffix(err.Error(), "did not end within 200ms") {
		t.Errorf("a program that sleeps: %v", err)
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("waited %s", d)
	}
	if out, _, err := runSelf(t, 0, nil, "flood"); err == nil || !strings.Contains(err.Error(), "more than 64 MB") || len(out) > maxOutput {
		t.Errorf("a program that prints without end: %v, %d bytes", err, len(out))
	}
	if _, errs, err := runSelf(t, 0, nil, "grumble"); err != nil || len(errs) != maxErrors {
		t.Errorf("kept %d bytes of standard error, %v", len(errs), err)
	}
}

func TestProgramThatIsNotThere(t *testing.T) {
	for command, want := range map[string]string{
		"sessctl-has-no-such-program x":            "run sessctl-has-no-such-program: there is no such program on the PATH",
		"'" + t.TempDir() + "/missing/no-program'": "no-program: ",
		"'a": "the ' is not closed",
	} {
		if _, _, err := (Programs{}).Run(command, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", command, err)
		}
	}
}
