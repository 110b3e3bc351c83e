package publish

import "golang.org/x/sys/unix"

func bind(from, to string) error { return unix.Mount(from, to, "", unix.MS_BIND, "") }

func unbind(at string) { unix.Unmount(at, unix.MNT_DETACH) }

func pipe(path string) error { return unix.Mkfifo(path, 0o644) }
