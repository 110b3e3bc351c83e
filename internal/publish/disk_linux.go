package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncFile does nothing: one syncfs before the first move makes all staged files durable at once.
func syncFile(*os.File) error { return nil }

// syncStage makes every file of the stage durable, and reports what could not be written. It asks by the output, which
// is open since the publish began: of what the system failed to write before a file was opened, and has told somebody
// else, that file is told nothing.
func syncStage(output *os.File) error { return unix.Syncfs(int(output.Fd())) }

func syncFolder(f *os.File) error { return f.Sync() }

// mayWrite reports why names in a folder of the output could not be changed: no right, a file system that
// is read-only, a folder that is immutable, or in which something else is mounted.
func mayWrite(output *os.File, folder string) error {
	if err := access(output, folder, unix.W_OK|unix.X_OK); err != nil {
		return err
	}
	if whole, part := mountOf(output, "."), mountOf(output, folder); whole != 0 && part != 0 && whole != part {
		return errors.New("something else is mounted there, and nothing can be moved into it")
	}
	return nil
}

// mountOf tells mounts apart, also of one file system; 0 where the kernel does not say.
func mountOf(output *os.File, path string) uint64 {
	var s unix.Statx_t
	if unix.Statx(int(output.Fd()), path, unix.AT_SYMLINK_NOFOLLOW, unix.STATX_MNT_ID, &s) != nil || s.Mask&unix.STATX_MNT_ID == 0 {
		return 0
	}
	return s.Mnt_id
}

// mayReplace reports an immutable file, which no right and no rename gets past. A file that is merely not
// writable may be replaced.
func mayReplace(output *os.File, file string) error {
	if err := access(output, file, unix.W_OK); err == unix.EPERM {
		return err
	}
	return nil
}

// access asks the kernel and no one else: given AT_EACCESS, unix.Faccessat takes EPERM, which an immutable file gives,
// for the word of a kernel that does not know the call, and goes by the file's mode.
func access(output *os.File, path string, mode uint32) error {
	return unix.Faccessat(int(output.Fd()), path, mode, 0)
}
