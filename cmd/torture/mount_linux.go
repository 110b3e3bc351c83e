package main

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// mount mounts a file system in memory. Options that begin with "remount," change the one that is there.
func mount(dir, options string) error {
	flags := uintptr(0)
	if rest, ok := strings.CutPrefix(options, "remount,"); ok {
		flags, options = unix.MS_REMOUNT, rest
	}
	return unix.Mount("tmpfs", dir, "tmpfs", flags, options)
}

func unmount(dir string) error { return unix.Unmount(dir, unix.MNT_DETACH) }

// writeBack has the files of a folder written to the disk, as the system does by itself after a while: nothing is made
// durable, and whoever wrote them is not told what fails.
func writeBack(dir string) {
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, name := range names {
		if f, err := os.Open(name); err == nil {
			unix.SyncFileRange(int(f.Fd()), 0, 0, unix.SYNC_FILE_RANGE_WAIT_BEFORE|unix.SYNC_FILE_RANGE_WRITE|unix.SYNC_FILE_RANGE_WAIT_AFTER)
			f.Close()
		}
	}
}
