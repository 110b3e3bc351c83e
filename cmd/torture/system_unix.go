//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

const nobody = 65534

// asNobody runs a command as the user who owns nothing.
func asNobody(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}

func umask(mask int) int { return syscall.Umask(mask) }

func mkfifo(path string) error { return syscall.Mkfifo(path, 0o600) }
