package environ

import "time"

// lockPatience is how long another writer is waited for.
const lockPatience = 3 * time.Second

// lockPause is how long to wait before the lock is tried again.
const lockPause = 20 * time.Millisecond

// lockFile takes the lock that is a file of its own beside the one to be written,
// for a writer to release. It is gone with the process that holds it, however that ends.
func lockFile(path string, t *tidy) (err error) {
	for end := time.Now().Add(lockPatience); ; time.Sleep(lockPause) {
		busy := false
		t.step(func() { t.lock, busy, err = tryLock(path) })
		switch {
		case err != nil || !busy:
			return err
		case time.Now().After(end):
			return ErrLocked
		}
		point("waiting")
	}
}
