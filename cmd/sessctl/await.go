package main

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/sessctl/sessctl/internal/environ"
	"github.com/sessctl/sessctl/internal/render"
)

// silence is how long the program waits for its input without a word.
const silence = 5 * time.Second

// awaits says, after a while, whose input the program is waiting for. What it
// gives ends that, and is called when something has come.
func (a *app) awaits(name string) (came func()) {
	late := time.AfterFunc(silence, func() { a.tellWaiting(name) })
	return func() { late.Stop() }
}

func (a *app) tellWaiting(name string) {
	render.Note(a.errTerm(), a.docOptions().Message("still waiting for "+name))
	if out, is := a.err.(*render.Output); is {
		_ = out.Flush() // it tells itself, later
	}
}

// awaited is a reader whose first read is waited for with a word.
type awaited struct {
	io.Reader
	begin func() (came func())
	first sync.Once
}

func (r *awaited) Read(p []byte) (int, error) {
	came := func() {}
	r.first.Do(func() { came = r.begin() })
	defer came()
	return r.Reader.Read(p)
}

// standardInput is what a command reads that was told to.
func (a *app) standardInput() io.Reader {
	return &awaited{Reader: a.in, begin: func() func() { return a.awaits("standard input") }}
}

// readFile reads a file that a flag names, or a pipe.
func (a *app) readFile(name string) ([]byte, error) {
	defer a.awaits(name)()
	file, size, err := environ.OpenInput(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if size > maxInput {
		return nil, tooLarge(name)
	}
	return readAll(file, name)
}

// readResponse reads the file of a recorded response. What is none is quoted in an
// error, whatever it is.
func (a *app) readResponse(name string) ([]byte, error) {
	data, err := a.readFile(name)
	if !bytes.HasPrefix(data, []byte("HTTP/")) {
		a.env.Vault.FileText(name, string(data))
	}
	return data, err
}

func readAll(from io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = tooLarge(name)
	}
	return data, err
}

func tooLarge(name string) error { return fmt.Errorf("%s is larger than %d MB", name, maxInput>>20) }
