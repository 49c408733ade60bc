package bundle

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/environ"
)

// Item is one of many bundles, unread as yet.
type Item struct {
	Name string
	Read func() ([]byte, error)
}

// maxBundle is the most that is read of a bundle that is one of many, in bytes.
const maxBundle = 64 << 20

// InDir gives the bundles of a directory, *.json, in the order of their names.
func InDir(dir string, names []string) []Item {
	var list []Item
	for _, name := range names {
		if strings.HasSuffix(name, ".json") && !strings.HasPrefix(name, ".") {
			path := filepath.Join(dir, name)
			list = append(list, Item{name, func() ([]byte, error) {
				f := environ.ReadFile(path, maxBundle)
				if f.Err != nil {
					return nil, errors.New(f.Reason())
				}
				return f.Data, nil
			}})
		}
	}
	return list
}

// Lines gives the bundles of a stream, one a line, named by their lines unless
// they have names. A stream that begins with a brace alone is one bundle.
func Lines(r io.Reader) func(yield func(Item) bool) { return lines(r, maxBundle) }

func lines(r io.Reader, limit int) func(yield func(Item) bool) {
	return func(yield func(Item) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		for n := 1; ; n++ {
			line, err := readLine(in, limit)
			if text := bytes.TrimSpace(line); n == 1 && string(text) == "{" {
				rest, readErr := io.ReadAll(io.LimitReader(in, int64(limit)+1))
				if readErr == nil && len(rest) > limit {
					readErr = fmt.Errorf("it is larger than %d KiB", limit>>10)
				}
				yield(Item{"line 1", func() ([]byte, error) { return append(line, rest...), readErr }})
				return
			} else if len(text) > 0 && !yield(Item{fmt.Sprintf("line %d", n), func() ([]byte, error) { return text, nil }}) {
				return
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					yield(Item{fmt.Sprintf("line %d", n), func() ([]byte, error) { return nil, err }})
				}
				return
			}
		}
	}
}

// readLine reads to the end of a line of at most limit bytes. A longer one is an
// error, behind which there is no next.
func readLine(in *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > limit:
			return nil, fmt.Errorf("it is longer than %d KiB", limit>>10)
		case !errors.Is(err, bufio.ErrBufferFull):
			return line, err
		}
	}
}

// Open reads and parses an item.
func (i Item) Open() (*environ.Bundle, error) {
	text, err := i.Read()
	if err != nil {
		return nil, err
	}
	return environ.ParseBundle(text)
}

// Each does some work for each item, on all processors at once, and hands the
// results over in the order of the items, until take says no. No more are held
// than there are workers, a few times over.
func Each[T any](items func(yield func(Item) bool), work func(Item) T, take func(T) bool) {
	type job struct {
		item Item
		done chan T
	}
	workers := runtime.GOMAXPROCS(0)
	jobs, order, stop := make(chan job, workers), make(chan chan T, 8*workers), make(chan struct{})
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for j := range jobs {
				j.done <- work(j.item)
			}
		})
	}
	go func() {
		defer close(order)
		defer close(jobs)
		for item := range items {
			done := make(chan T, 1)
			select {
			case order <- done:
			case <-stop:
				return
			}
			jobs <- job{item, done}
		}
	}()
	for done := range order {
		if !take(<-done) {
			break
		}
	}
	close(stop)
	for done := range order {
		<-done
	}
	wait.Wait()
}
