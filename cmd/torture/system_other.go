//go:build !unix

package main

import (
	"errors"
	"os/exec"
)

const nobody = -1

func asNobody(*exec.Cmd) {}

func umask(int) int { return 0 }

func mkfifo(string) error { return errors.New("this system has no named pipes") }
