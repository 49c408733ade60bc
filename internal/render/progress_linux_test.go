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

// TestProgressOnATerminal has the line written anew for each step, and taken away.
func TestProgressOnATerminal(t *testing.T) {
	for total, want := range map[int]string{
		3: "\r\x1b[K[##########--------------------] 1 of 3 environments" +
			"\r\x1b[K[####################----------] 2 of 3 environments" +
			"\r\x1b[K[##############################] 3 of 3 environments\r\x1b[K",
		0: "\r\x1b[K1 environments\r\x1b[K2 environments\r\x1b[K3 environments\r\x1b[K",
	} {
		master, slave := terminal(t)
		p := NewProgress(slave, total)
		for range 3 {
			p.told = time.Now().Add(-progressEvery)
			p.Step()
		}
		p.End()
		shown := make([]byte, len(want))
		if _, err := io.ReadFull(master, shown); err != nil {
			t.Fatal(err)
		}
		if string(shown) != want {
			t.Errorf("of %d, the terminal is sent %q, not %q", total, shown, want)
		}
		p = NewProgress(slave, total)
		p.told = time.Now().Add(time.Hour)
		p.Step() // so soon after the last, nothing is
		fmt.Fprint(slave, "nothing")
		if n, err := master.Read(shown); err != nil || string(shown[:n]) != "nothing" {
			t.Errorf("so soon after the last, the terminal is sent %q", shown[:n])
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
