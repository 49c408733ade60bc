package render

import (
	"fmt"
	"io"
	"os"
	"time"
)

// Progress is a line on a terminal that says how far a long run is.
type Progress struct {
	file  *os.File // nil where there is no terminal
	total int      // 0 where it is not known
	done  int
	told  time.Time
}

// progressEvery is how often the line is written anew.
const progressEvery = 100 * time.Millisecond

// NewProgress begins one, which is silent where w is no terminal.
func NewProgress(w io.Writer, total int) *Progress {
	p := &Progress{total: total, told: time.Now()}
	if file, tty := isTerminal(w); tty {
		p.file = file
	}
	return p
}

// Step says that one more is done.
func (p *Progress) Step() {
	p.done++
	if p.file == nil || time.Since(p.told) < progressEvery {
		return
	}
	p.told = time.Now()
	fmt.Fprintf(p.file, "\r\x1b[K%s", p.line())
}

func (p *Progress) line() string {
	const width = 30
	if p.total == 0 {
		if p.done == 1 {
			return "1 environment"
		}
		return fmt.Sprintf("%d environments", p.done)
	}
	bar := make([]byte, width)
	for i := range bar {
		bar[i] = '-'
		if i*p.total < p.done*width {
			bar[i] = '#'
		}
	}
	return fmt.Sprintf("[%s] %d of %d environments", bar, p.done, p.total)
}

// End takes the line away.
func (p *Progress) End() {
	if p.file != nil {
		fmt.Fprint(p.file, "\r\x1b[K")
	}
}
