package environ

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"
)

// patience is how long a file may take to be read: one that takes longer is on
// a file system that no longer answers.
const patience = 10 * time.Second

// ErrSlow tells that a file was not read in time.
var ErrSlow = errors.New("it cannot be read within " + patience.String())

// ReadFile reads a regular file of at most limit bytes, as Env.File does, of a
// path that is no part of the environment examined: sessctl's own files.
func ReadFile(path string, limit int64) *File { return readInTime(path, limit) }

// OpenInput opens a file that a person named for a command to read, which may be a
// pipe: that is waited for. The size is that of a regular file, 0 of another.
func OpenInput(path string) (r io.ReadCloser, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	return file, size, nil
}

// readInTime reads a file unless that takes too long. What is still reading
// then ends with the process. To wait with a limit takes as long as all else that
// a command does, and so a file is waited for only where it may not come.
func readInTime(path string, limit int64) *File {
	if near(path) {
		return readFile(path, limit)
	}
	done := make(chan *File, 1)
	go func() { done <- readFile(path, limit) }()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case f := <-done:
		return f
	case <-late.C:
		return &File{Path: path, Err: ErrSlow}
	}
}

// readFile looks at what is there before it opens it, since to open a device
// can do something, and again at what it has opened, since that can be another.
func readFile(path string, limit int64) *File {
	f := &File{Path: path}
	if path == os.DevNull {
		return f
	}
	info, err := os.Stat(path)
	if err == nil && isDevNull(info) {
		return f // a link to it: people keep a file away like that
	}
	if f.refuses(info, err, limit) {
		return f
	}
	r, err := openFile(path)
	if err != nil {
		f.Err = err
		return f
	}
	defer r.Close()
	info, err = r.Stat()
	if f.refuses(info, err, limit) {
		return f
	}
	f.Data, f.Err = readAll(r, info.Size(), limit)
	if errors.Is(f.Err, syscall.EAGAIN) {
		f.Err = fmt.Errorf("%w (its reader has to wait)", ErrNotRegular)
	}
	return f
}

// refuses notes why a file is not to be read, if that is so.
func (f *File) refuses(info fs.FileInfo, err error, limit int64) bool {
	if err != nil {
		f.Err = err
		return true
	}
	f.Mode = info.Mode()
	switch {
	case info.IsDir():
		f.Err = errDirectory
	case !info.Mode().IsRegular():
		f.Err = fmt.Errorf("%w (%s)", ErrNotRegular, kindOf(info.Mode()))
	case info.Size() > limit:
		f.Err = tooLarge(limit)
	}
	return f.Err != nil
}

// readAll reads to the end. The size can be a lie (procfs) or grow meanwhile:
// the limit counts what is read.
func readAll(r io.Reader, size, limit int64) ([]byte, error) {
	data := make([]byte, 0, size+1)
	for {
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		if int64(len(data)) > limit {
			return nil, tooLarge(limit)
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// tooLarge is ErrTooLarge for a limit.
func tooLarge(limit int64) error {
	if limit == MaxFileSize {
		return ErrTooLarge
	}
	return &sizeError{limit}
}

type sizeError struct{ limit int64 }

func (e *sizeError) Error() string        { return fmt.Sprintf("larger than %d KiB", e.limit>>10) }
func (e *sizeError) Is(target error) bool { return target == ErrTooLarge }

func isDevNull(info fs.FileInfo) bool {
	if info.Mode()&fs.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err == nil && os.SameFile(info, null)
}

func kindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}
