package build

import (
	"fmt"
	"runtime/debug"
)

// fault is a panic on its way from the goroutine of a page to that of Run, whose caller may recover it. Its first
// line says what happened, the others where.
type fault struct {
	file  string // of the author's, "" where it was on none
	cause any
	stack []byte
}

func (f *fault) Error() string {
	if f.file == "" {
		return fmt.Sprintf("%v\n%s", f.cause, f.stack)
	}
	return fmt.Sprintf("%s: %v\n%s", f.file, f.cause, f.stack)
}

// blame, deferred, says on which of the author's files the program has panicked.
func blame(file string) {
	if p := recover(); p != nil {
		panic(faultOf(file, p))
	}
}

// faultOf keeps where a panic comes from; one that was kept stays as it is.
func faultOf(file string, p any) *fault {
	if f, ok := p.(*fault); ok {
		return f
	}
	return &fault{file, p, debug.Stack()}
}
