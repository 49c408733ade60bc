//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package environ

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// fileLock is a lock that stands as long as its file is there.
type fileLock struct{ path string }

// staleAfter is when a lock is one that a writer left behind: no write takes so long.
const staleAfter = time.Minute

func tryLock(path string) (l *fileLock, busy bool, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case err == nil:
		_ = f.Close()
		return &fileLock{path}, false, nil
	case !errors.Is(err, fs.ErrExist):
		return nil, false, fmt.Errorf("write into the directory %s: %w", filepath.Dir(path), reasonOf(err))
	}
	if info, err := os.Lstat(path); err == nil && time.Since(info.ModTime()) > staleAfter {
		_ = os.Remove(path)
	}
	return nil, true, nil
}

func (l *fileLock) release() { _ = os.Remove(l.path) }
