//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// lockWait is how long a publish waits for another one.
const lockWait = 20 * time.Second

// lock takes the folder for this process until the file is closed or the process dies. A file system
// that has no locks is used without.
func lock(f *os.File) error {
	for end := time.Now().Add(lockWait); ; time.Sleep(5 * time.Millisecond) {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case errors.Is(err, unix.EINTR):
		case !errors.Is(err, unix.EWOULDBLOCK):
			return nil
		case time.Now().After(end):
			return errors.New("another explainer has been publishing there for a while; wait for it, or end it")
		}
	}
}
