package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"

	"golang.org/x/sys/unix"
)

// shape says which arguments of a call stand for a file: descriptors, and paths below a descriptor.
type shape struct {
	name  string
	fds   []int // arguments that are descriptors by themselves
	dirs  []int // arguments that are folders, the path beside it below them
	paths []int // arguments that are paths below the working folder
	flags int   // the argument with flags, 0: none
}

// calls are those that can touch a file, start a program or reach the network.
var calls = map[uint64]shape{
	unix.SYS_OPENAT:            {name: "openat", dirs: []int{0}, flags: 2},
	unix.SYS_OPENAT2:           {name: "openat2", dirs: []int{0}},
	unix.SYS_OPEN:              {name: "open", paths: []int{0}, flags: 1},
	unix.SYS_CREAT:             {name: "creat", paths: []int{0}},
	unix.SYS_READ:              {name: "read", fds: []int{0}},
	unix.SYS_PREAD64:           {name: "pread64", fds: []int{0}},
	unix.SYS_READV:             {name: "readv", fds: []int{0}},
	unix.SYS_WRITE:             {name: "write", fds: []int{0}},
	unix.SYS_PWRITE64:          {name: "pwrite64", fds: []int{0}},
	unix.SYS_WRITEV:            {name: "writev", fds: []int{0}},
	unix.SYS_COPY_FILE_RANGE:   {name: "copy_file_range", fds: []int{0, 2}},
	unix.SYS_SENDFILE:          {name: "sendfile", fds: []int{0, 1}},
	unix.SYS_CLOSE:             {name: "close", fds: []int{0}},
	unix.SYS_FSTAT:             {name: "fstat", fds: []int{0}},
	unix.SYS_NEWFSTATAT:        {name: "newfstatat", dirs: []int{0}},
	unix.SYS_STATX:             {name: "statx", dirs: []int{0}},
	unix.SYS_STAT:              {name: "stat", paths: []int{0}},
	unix.SYS_LSTAT:             {name: "lstat", paths: []int{0}},
	unix.SYS_STATFS:            {name: "statfs", paths: []int{0}},
	unix.SYS_ACCESS:            {name: "access", paths: []int{0}},
	unix.SYS_FACCESSAT:         {name: "faccessat", dirs: []int{0}},
	unix.SYS_FACCESSAT2:        {name: "faccessat2", dirs: []int{0}},
	unix.SYS_READLINK:          {name: "readlink", paths: []int{0}},
	unix.SYS_READLINKAT:        {name: "readlinkat", dirs: []int{0}},
	unix.SYS_GETDENTS64:        {name: "getdents64", fds: []int{0}},
	unix.SYS_LSEEK:             {name: "lseek", fds: []int{0}},
	unix.SYS_FCNTL:             {name: "fcntl", fds: []int{0}},
	unix.SYS_FLOCK:             {name: "flock", fds: []int{0}},
	unix.SYS_FSYNC:             {name: "fsync", fds: []int{0}},
	unix.SYS_FDATASYNC:         {name: "fdatasync", fds: []int{0}},
	unix.SYS_SYNCFS:            {name: "syncfs", fds: []int{0}},
	unix.SYS_FTRUNCATE:         {name: "ftruncate", fds: []int{0}},
	unix.SYS_FALLOCATE:         {name: "fallocate", fds: []int{0}},
	unix.SYS_FCHMOD:            {name: "fchmod", fds: []int{0}},
	unix.SYS_FCHMODAT:          {name: "fchmodat", dirs: []int{0}},
	unix.SYS_CHMOD:             {name: "chmod", paths: []int{0}},
	unix.SYS_FCHOWN:            {name: "fchown", fds: []int{0}},
	unix.SYS_UTIMENSAT:         {name: "utimensat", dirs: []int{0}},
	unix.SYS_MKDIR:             {name: "mkdir", paths: []int{0}},
	unix.SYS_MKDIRAT:           {name: "mkdirat", dirs: []int{0}},
	unix.SYS_RENAME:            {name: "rename", paths: []int{0, 1}},
	unix.SYS_RENAMEAT:          {name: "renameat", dirs: []int{0, 2}},
	unix.SYS_RENAMEAT2:         {name: "renameat2", dirs: []int{0, 2}},
	unix.SYS_LINKAT:            {name: "linkat", dirs: []int{0, 2}},
	unix.SYS_SYMLINKAT:         {name: "symlinkat", paths: []int{0}, dirs: []int{1}},
	unix.SYS_UNLINK:            {name: "unlink", paths: []int{0}},
	unix.SYS_RMDIR:             {name: "rmdir", paths: []int{0}},
	unix.SYS_UNLINKAT:          {name: "unlinkat", dirs: []int{0}, flags: 2},
	unix.SYS_MKNODAT:           {name: "mknodat", dirs: []int{0}},
	unix.SYS_TRUNCATE:          {name: "truncate", paths: []int{0}},
	unix.SYS_INOTIFY_ADD_WATCH: {name: "inotify_add_watch", paths: []int{1}},

	unix.SYS_EXECVE:   {name: "execve", paths: []int{0}},
	unix.SYS_EXECVEAT: {name: "execveat", dirs: []int{0}},
	unix.SYS_FORK:     {name: "fork"}, unix.SYS_VFORK: {name: "vfork"},
	unix.SYS_SOCKET: {name: "socket"}, unix.SYS_SOCKETPAIR: {name: "socketpair"},
	unix.SYS_CONNECT: {name: "connect"}, unix.SYS_BIND: {name: "bind"}, unix.SYS_LISTEN: {name: "listen"},
	unix.SYS_SENDTO: {name: "sendto"}, unix.SYS_SENDMSG: {name: "sendmsg"}, unix.SYS_SENDMMSG: {name: "sendmmsg"},
	unix.SYS_IO_URING_SETUP: {name: "io_uring_setup"}, // past which nobody sees a call
	unix.SYS_PTRACE:         {name: "ptrace"},
}

// tracing says why programs cannot be traced here, or nothing.
func tracing() string {
	if _, err := trace(exec.Command("/bin/true"), nil, nil); err != nil {
		return fmt.Sprintf("this system lets nobody trace a program: %v", err)
	}
	return ""
}

var turn atomic.Int32

// thread is a thread of the program between the beginning and the end of a call.
type thread struct {
	inside bool
	call   *call
	errno  syscall.Errno
}

// trace runs a command to its end. Before is asked at each of the calls what is to become of it, and after is told
// how it ended; either may be nil.
func trace(cmd *exec.Cmd, before func(*call) effect, after func(*call)) (ended, error) {
	type answer struct {
		ended
		err error
	}
	done := make(chan answer)
	go func() {
		runtime.LockOSThread() // whoever starts a traced program must be who waits for it; the thread ends with us
		var one unix.CPUSet
		one.Set(int(turn.Add(1)) % runtime.NumCPU())
		unix.SchedSetaffinity(0, &one) // they take turns, which is quicker on one processor; where it is refused, slower
		e, err := follow(cmd, before, after)
		done <- answer{e, err}
	}()
	a := <-done
	return a.ended, a.err
}

func follow(cmd *exec.Cmd, before func(*call) effect, after func(*call)) (ended, error) {
	var files []*os.File
	for _, name := range []string{"in", "out", "err"} {
		f, err := os.CreateTemp("", "torture.std"+name+".")
		if err != nil {
			return ended{}, err
		}
		defer os.Remove(f.Name())
		defer f.Close()
		files = append(files, f)
	}
	env := cmd.Env
	if env == nil {
		env = os.Environ()
	}
	p, err := os.StartProcess(cmd.Path, cmd.Args, &os.ProcAttr{
		Dir: cmd.Dir, Env: env, Files: files,
		Sys: &syscall.SysProcAttr{Ptrace: true, Setpgid: true}, // so that its threads can be told from other children of this one
	})
	if err != nil {
		return ended{}, err
	}
	code, err := watch(p.Pid, before, after)
	p.Release()
	stdout, _ := os.ReadFile(files[1].Name())
	stderr, _ := os.ReadFile(files[2].Name())
	return ended{code, string(stdout), string(stderr)}, err
}

// watch lets a program run from call to call, and returns its exit status, or -1 where a signal ended it.
func watch(pid int, before func(*call) effect, after func(*call)) (code int, err error) {
	const waiting = unix.WALL | unix.WNOTHREAD
	threads := map[int]*thread{}
	var status unix.WaitStatus
	if _, err := unix.Wait4(pid, &status, waiting, nil); err != nil {
		return 0, err
	}
	options := unix.PTRACE_O_TRACESYSGOOD | unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_TRACEFORK | unix.PTRACE_O_TRACEVFORK | unix.PTRACE_O_EXITKILL
	if err := unix.PtraceSetOptions(pid, options); err != nil {
		unix.Kill(pid, unix.SIGKILL)
		return 0, err
	}
	tid, signal := pid, 0
	for {
		if err := unix.PtraceSyscall(tid, signal); err != nil && err != unix.ESRCH { // ESRCH: killed meanwhile
			return 0, err
		}
		for {
			tid, err = unix.Wait4(-pid, &status, waiting, nil)
			if err != unix.EINTR {
				break
			}
		}
		if err != nil {
			return 0, err
		}
		for !status.Stopped() {
			delete(threads, tid)
			if tid == pid {
				if status.Signaled() {
					return -1, nil
				}
				return status.ExitStatus(), nil
			}
			if tid, err = unix.Wait4(-pid, &status, waiting, nil); err != nil && err != unix.EINTR {
				return 0, err
			}
		}
		t := threads[tid]
		if t == nil {
			t = &thread{}
			threads[tid] = t
		}
		signal = 0
		switch stop := status.StopSignal(); {
		case stop == unix.SIGTRAP|0x80:
			if err := t.step(pid, tid, before, after); err != nil && err != unix.ESRCH {
				return 0, err
			}
		case stop == unix.SIGTRAP, stop == unix.SIGSTOP: // an event; a thread that is new
		default:
			signal = int(stop)
		}
	}
}

// step is the beginning or the end of a call.
func (t *thread) step(pid, tid int, before func(*call) effect, after func(*call)) error {
	t.inside = !t.inside
	if !t.inside && t.call == nil && t.errno == 0 {
		return nil
	}
	var regs unix.PtraceRegs
	if err := unix.PtraceGetRegs(tid, &regs); err != nil {
		return err
	}
	if t.inside {
		s, ok := calls[regs.Orig_rax]
		if !ok {
			return nil
		}
		t.call = s.read(tid, &regs)
		if before == nil {
			return nil
		}
		e := before(t.call)
		if e.kill {
			return unix.Kill(pid, unix.SIGKILL)
		}
		switch t.errno = e.errno; {
		case t.errno != 0:
			regs.Orig_rax = ^uint64(0) // no such call: nothing happens
		case t.call.name == "write" && e.bytes > 0:
			regs.Rdx = min(regs.Rdx, uint64(e.bytes))
		default:
			return nil
		}
		return unix.PtraceSetRegs(tid, &regs)
	}
	if t.errno != 0 {
		regs.Rax = uint64(-int64(t.errno))
		if err := unix.PtraceSetRegs(tid, &regs); err != nil {
			return err
		}
	}
	t.call.got = int64(regs.Rax)
	if after != nil {
		after(t.call)
	}
	t.call, t.errno = nil, 0
	return nil
}

// read is a call with what it names.
func (s shape) read(tid int, regs *unix.PtraceRegs) *call {
	args := []uint64{regs.Rdi, regs.Rsi, regs.Rdx, regs.R10, regs.R8, regs.R9}
	c := &call{name: s.name}
	for _, i := range s.fds {
		c.paths = append(c.paths, link(tid, fmt.Sprintf("fd/%d", int32(args[i]))))
	}
	for _, i := range s.dirs {
		dir := "cwd"
		if fd := int32(args[i]); fd != unix.AT_FDCWD {
			dir = fmt.Sprintf("fd/%d", fd)
		}
		c.paths = append(c.paths, join(link(tid, dir), text(tid, args[i+1])))
	}
	for _, i := range s.paths {
		c.paths = append(c.paths, join(link(tid, "cwd"), text(tid, args[i])))
	}
	if s.flags != 0 {
		c.flags = int(args[s.flags])
	}
	if s.name == "write" {
		c.data = memory(tid, args[1], int(args[2]))
	}
	return c
}

func join(dir, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

func link(tid int, name string) string {
	to, _ := os.Readlink(fmt.Sprintf("/proc/%d/%s", tid, name))
	return strings.TrimSuffix(to, " (deleted)")
}

// text reads a string of C's.
func text(tid int, at uint64) string {
	var all []byte
	for len(all) < unix.PathMax {
		part := memory(tid, at+uint64(len(all)), 256-int((at+uint64(len(all)))%256)) // never past the end of a page
		if end := bytes.IndexByte(part, 0); end >= 0 {
			return string(append(all, part[:end]...))
		}
		if len(part) == 0 {
			break
		}
		all = append(all, part...)
	}
	return string(all)
}

func memory(tid int, at uint64, size int) []byte {
	if size <= 0 {
		return nil
	}
	data := make([]byte, size)
	n, err := unix.ProcessVMReadv(tid, []unix.Iovec{{Base: &data[0], Len: uint64(size)}},
		[]unix.RemoteIovec{{Base: uintptr(at), Len: size}}, 0)
	if err != nil {
		return nil
	}
	return data[:n]
}
