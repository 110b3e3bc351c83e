//go:build !linux

package publish

import (
	"errors"
	"os"
)

func bind(string, string) error { return errors.ErrUnsupported }

func unbind(string) {}

func pipe(path string) error { return os.Mkdir(path, 0o755) }
