package environ

import "time"

// lockPatience is how long another writer is waited for.
const lockPatience = 3 * time.Second

// lockPause is how long to wait before the lock is tried again.
const lockPause = 20 * time.Millisecond

// lockFile takes the lock that is a file of its own beside the one to be written.
// It is gone with the process that holds it, however that ends.
func lockFile(path string) (*fileLock, error) {
	for end := time.Now().Add(lockPatience); ; time.Sleep(lockPause) {
		l, busy, err := tryLock(path)
		switch {
		case err != nil:
			return nil, err
		case !busy:
			return l, nil
		case time.Now().After(end):
			return nil, ErrLocked
		}
	}
}
