package render

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is a pseudo terminal, by both ends.
func terminal(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("there are no pseudo terminals here")
	}
	t.Cleanup(func() { master.Close() })
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0); err != nil {
		t.Skip("there are no pseudo terminals here")
	}
	return master, slave
}

// shownUntil is what a terminal is sent before a word that is written now.
func shownUntil(t *testing.T, master io.Reader, slave io.Writer, word string) string {
	t.Helper()
	fmt.Fprint(slave, word)
	var shown []byte
	for buf := make([]byte, 1024); ; {
		n, err := master.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, buf[:n]...)
		if rest, ok := bytes.CutSuffix(shown, []byte(word)); ok {
			return string(rest)
		}
	}
}

// TestProgressOnATerminal has the line written anew for each step, and taken away.
func TestProgressOnATerminal(t *testing.T) {
	for total, want := range map[int]string{
		3: "\r\x1b[K[##########--------------------] 1 of 3 environments" +
			"\r\x1b[K[####################----------] 2 of 3 environments" +
			"\r\x1b[K[##############################] 3 of 3 environments\r\x1b[K",
		0: "\r\x1b[K1 environment\r\x1b[K2 environments\r\x1b[K3 environments\r\x1b[K",
	} {
		master, slave := terminal(t)
		p := NewProgress(slave, total)
		for range 3 {
			p.told = time.Now().Add(-progressEvery)
			p.Step()
		}
		p.End()
		if shown := shownUntil(t, master, slave, "END"); shown != want {
			t.Errorf("of %d, the terminal is sent %q, not %q", total, shown, want)
		}
		p = NewProgress(slave, total)
		p.told = time.Now().Add(time.Hour)
		p.Step() // so soon after the last, nothing is
		if shown := shownUntil(t, master, slave, "END"); shown != "" {
			t.Errorf("so soon after the last, the terminal is sent %q", shown)
		}
		slave.Close()
	}
	var pipe bytes.Buffer
	p := NewProgress(&pipe, 3)
	p.told = time.Time{}
	p.Step()
	p.End()
	if pipe.Len() > 0 {
		t.Errorf("what is no terminal is sent %q", &pipe)
	}
}
