package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// patience is how long a command of the system, or a publish, may take where a disk may hang.
const patience = 30 * time.Second

// system runs a command of the system. The error holds what it said. A command that takes too long is killed, and left
// to itself where even that does not end it, as it may be on a disk that hangs.
func system(name string, args ...string) error {
	path, err := find(name)
	if err != nil {
		return err
	}
	said, err := os.CreateTemp("", "torture.said.")
	if err != nil {
		return err
	}
	defer os.Remove(said.Name())
	defer said.Close()
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err = <-done:
	case <-time.After(patience):
		cmd.Process.Kill()
		err = fmt.Errorf("no end after %v", patience)
	}
	if err != nil {
		text, _ := os.ReadFile(said.Name())
		return fmt.Errorf("%s: %w: %s", name, err, tail(string(text)))
	}
	return nil
}

// kernelLacks says why file systems in files cannot be mounted on this kernel, or nothing: no package brings that.
func kernelLacks() string {
	for _, device := range []string{"/dev/fuse", "/dev/loop-control"} {
		if !exists(device) {
			return "there is no " + device
		}
	}
	return ""
}

// lacking says why file systems in files cannot be mounted here by these programs, or nothing.
func lacking(programs ...string) string {
	if os.Getuid() != 0 {
		return "mounting a file system in a file asks for root"
	}
	for _, name := range append(programs, "mount", "umount") {
		if _, err := find(name); err != nil {
			return "there is no " + name
		}
	}
	return ""
}

// mounted calls do while the file system of an image is mounted at a folder.
func mounted(image, at string, do func(), options ...string) error {
	if err := system("mount", append(options, image, at)...); err != nil {
		return err
	}
	defer func() { must(dismount(at)) }()
	do()
	return nil
}

// dismount unmounts a file system, as soon as nobody uses it any more where it cannot be done at once. Its loop device,
// which mount made, goes with it.
func dismount(at string) error {
	err := system("umount", at)
	if err != nil && system("umount", "-l", at) == nil {
		return nil
	}
	return err
}

// newImage makes a file for a file system of so many megabytes.
func newImage(megabytes int64, parts ...string) (string, error) {
	image := filepath.Join(parts...)
	f, err := os.Create(image)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return image, f.Truncate(megabytes << 20)
}
