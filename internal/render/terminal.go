// Package render prints results: one file an output format, with colour, width
// and the terminal in one place. It decides nothing but how things look.
package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/fatih/color"
	"golang.org/x/term"
)

// Terminal is where text goes and how wide and colourful it may be.
type Terminal struct {
	io.Writer
	Width  int // columns
	Colour bool

	home string // written as ~
	now  time.Time
}

// instant is the one from which others are told.
func (t Terminal) instant() time.Time {
	if t.now.IsZero() {
		return time.Now()
	}
	return t.now
}

// DefaultWidth is the width of text where there is no terminal.
const DefaultWidth = 80

// Preferences are what a person wants of the look.
type Preferences struct {
	Colour string              // auto, always or never
	Home   string              // the directory that is written as ~
	Now    time.Time           // from which instants are told; the zero time for now
	Getenv func(string) string // NO_COLOR, CLICOLOR_FORCE, TERM and COLUMNS
}

// NewTerminal looks at w. With colour auto, NO_COLOR and CLICOLOR_FORCE decide
// before the terminal does; COLUMNS before the terminal's own width.
func NewTerminal(w io.Writer, p Preferences) Terminal {
	t := Terminal{Writer: w, Width: DefaultWidth, home: strings.TrimRight(p.Home, "/"), now: p.Now}
	file, tty := isTerminal(w)
	if tty {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil {
			t.Width = width
		}
	}
	if width, err := strconv.Atoi(p.Getenv("COLUMNS")); err == nil {
		t.Width = width
	}
	t.Width = min(max(t.Width, 40), 200)
	switch {
	case p.Colour == "always":
		t.Colour = true
	case p.Colour == "never", p.Getenv("NO_COLOR") != "":
	case p.Getenv("CLICOLOR_FORCE") != "" && p.Getenv("CLICOLOR_FORCE") != "0":
		t.Colour = true
	default:
		t.Colour = tty && p.Getenv("TERM") != "dumb"
	}
	return t
}

// styled gives where text goes that is coloured.
func (t Terminal) styled() io.Writer {
	if o, ok := t.Writer.(*Output); ok {
		return o.Styled()
	}
	return t.Writer
}

// Short writes a path below the home directory with ~.
func (t Terminal) Short(path string) string {
	if t.home != "" && strings.HasPrefix(path, t.home) {
		if rest := path[len(t.home):]; rest == "" || rest[0] == '/' || rest[0] == '\\' {
			return "~" + rest
		}
	}
	return path
}

// Shorten does so for every mention of the home directory in a text.
func (t Terminal) Shorten(s string) string {
	if t.home == "" {
		return s
	}
	return strings.ReplaceAll(s, t.home+"/", "~/")
}

type style []color.Attribute

var (
	plain  style
	bold   = style{color.Bold}
	faint  = style{color.Faint}
	red    = style{color.FgRed}
	yellow = style{color.FgYellow}
	green  = style{color.FgGreen}
	cyan   = style{color.FgCyan}
)

// paint colours a text where colour is wanted. Control characters are shown,
// never sent.
func (t Terminal) paint(st style, s string) string {
	s = visible(s)
	if !t.Colour || len(st) == 0 || s == "" {
		return s
	}
	c := color.New(st...)
	c.EnableColor()
	return c.Sprint(s)
}

// Note prints what a person should know beside the answer.
func Note(t Terminal, message string) {
	fmt.Fprintf(t.styled(), "%s %s\n", t.paint(faint, "note:"), t.Shorten(visible(message)))
}
