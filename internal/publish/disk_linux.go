package publish

import (
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
// is read-only, a folder that is immutable.
func mayWrite(output *os.File, folder string) error {
	return access(output, folder, unix.W_OK|unix.X_OK)
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
