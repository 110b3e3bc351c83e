package main

import (
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
