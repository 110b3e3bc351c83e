package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// cost is what one run of a program took.
type cost struct {
	Wall   time.Duration
	CPU    time.Duration // user and system
	Memory int64         // bytes, at the peak
}

// measure runs a command in a folder. The command is started by a small process of its own: on Linux a child's peak
// memory is at least that of the process which started it.
func measure(dir string, command []string) (cost, error) {
	self, err := os.Executable()
	if err != nil {
		return cost{}, err
	}
	var c cost
	cmd := exec.Command(self, append([]string{"measure"}, command...)...)
	var out, fault bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &fault
	if err := cmd.Run(); err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, tail(fault.String()))
	}
	return c, json.Unmarshal(out.Bytes(), &c)
}

// tail is the end of what a failed program said.
func tail(text string) string { return text[max(0, len(text)-4<<10):] }

// launch is that small process: it prints the cost as JSON.
func launch(command []string) error {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(cost{
		Wall:   time.Since(start),
		CPU:    cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		Memory: peak(cmd.ProcessState),
	})
}
