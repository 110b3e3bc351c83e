//go:build !linux

package publish

import (
	"os"
	"runtime"
)

func syncFile(f *os.File) error { return f.Sync() }

func syncStage(*os.File) error { return nil } // each file was, by syncFile

func syncFolder(f *os.File) error {
	if runtime.GOOS == "windows" {
		return nil // a folder cannot be synced there
	}
	return f.Sync()
}

func mayWrite(*os.File, string) error { return nil } // the first move finds out

func mayReplace(*os.File, string) error { return nil }
