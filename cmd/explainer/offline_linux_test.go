package main

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestServeOffline shows a site on a machine that has no network at all, made by a namespace of its own.
func TestServeOffline(t *testing.T) {
	const inside = "EXPLAINER_TEST_OFFLINE"
	if os.Getenv(inside) != "" {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		if err != nil {
			t.Fatal(err)
		}
		lo, err := unix.NewIfreq("lo")
		if err != nil {
			t.Fatal(err)
		}
		lo.SetUint16(unix.IFF_UP)
		if err := errors.Join(unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, lo), unix.Close(fd)); err != nil {
			t.Fatal(err)
		}
		if all, err := net.Interfaces(); err != nil || len(all) != 1 {
			t.Fatalf("there is a network: %v %v", all, err)
		}
		l := serveLive(t)
		for _, words := range []string{"one", "two"} {
			l.page(words)
			if !strings.Contains(l.get("words.html"), "It says "+words+".") {
				t.Errorf("%s is not shown", words)
			}
		}
		return
	}
	cmd := exec.Command("/proc/self/exe", "-test.run", "^TestServeOffline$", "-test.v")
	cmd.Env = append(os.Environ(), inside+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if _, ran := errors.AsType[*exec.ExitError](err); err != nil && !ran {
		t.Skip("no namespace of users can be made: ", err)
	}
	if err != nil || !strings.Contains(string(out), "--- PASS: TestServeOffline") {
		t.Errorf("%v\n%s", err, out)
	}
}
