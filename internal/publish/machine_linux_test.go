package publish

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestReadOnly publishes into a file system that lets nobody write: refused before anything changed, and mended by the
// next publish once it does.
func TestReadOnly(t *testing.T) {
	for name, was := range map[string]site{"published": first, "empty": nil} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if was != nil {
				publish(t, dir, was)
			}
			if err := bind(dir, dir); err != nil {
				t.Skip("cannot mount here: ", err)
			}
			defer unbind(dir)
			check(t, unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, ""))
			next := first.with("index.html", "2", "about.html", "2", "images/plan.svg", "")
			refused(t, dir, next, dir, "read-only file system")
			check(t, unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_BIND, ""))
			publish(t, dir, next)
			expect(t, dir, next)
		})
	}
}

// TestImmutable makes one file or folder immutable, which stops root too: whatever the publish would do with it is
// refused before the first move.
func TestImmutable(t *testing.T) {
	next := first.with("index.html", "2", "new-terms.html", "", "images/plan.svg", "2", "assets/style.0a1b2c3d.css", "")
	third := site{"index.html": "3"} // in which the kept asset goes
	for path, to := range map[string]site{
		"index.html": next, "new-terms.html": next, "images": next, "images/plan.svg": next, ".": next, ManifestName: next,
		"assets/style.0a1b2c3d.css": third, "assets": third,
	} {
		t.Run(path, func(t *testing.T) {
			dir := t.TempDir()
			publish(t, dir, first)
			if to["index.html"] == "3" {
				publish(t, dir, next)
			}
			if err := immutable(filepath.Join(dir, path), true); err != nil {
				t.Skip("nothing can be made immutable here: ", err)
			}
			defer immutable(filepath.Join(dir, path), false)
			refused(t, dir, to, dir, "operation not permitted")
			check(t, immutable(filepath.Join(dir, path), false))
			publish(t, dir, to)
			publish(t, dir, site{"index.html": "4"})
			publish(t, dir, site{"index.html": "5"})
			expect(t, dir, site{"index.html": "5"})
		})
	}
}

func immutable(path string, on bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	flags, err := unix.IoctlGetInt(int(f.Fd()), unix.FS_IOC_GETFLAGS)
	if err != nil {
		return err
	}
	if flags &^= unix.STATX_ATTR_IMMUTABLE; on { // the flag of chattr has the same number
		flags |= unix.STATX_ATTR_IMMUTABLE
	}
	return unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, flags)
}

// TestModes: files may be read and folders entered by all whom the umask lets, and nothing can be run; in a folder that
// hands its group on, they get it.
func TestModes(t *testing.T) {
	const group = 54321 // nobody's
	for _, mask := range []int{0, 0o022, 0o027, 0o077} {
		t.Run(fmt.Sprintf("%03o", mask), func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			check(t, os.Mkdir(dir, 0o755))
			shared := os.Chown(dir, -1, group) == nil && os.Chmod(dir, 0o755|fs.ModeSetgid) == nil
			defer syscall.Umask(syscall.Umask(mask))
			publish(t, dir, first)
			publish(t, dir, first.with("index.html", "2", "deep/er/page.html", "2"))
			check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
				check(t, err)
				info, err := d.Info()
				check(t, err)
				want := fs.FileMode(0o644 &^ mask)
				if path == dir {
					return nil
				}
				if d.IsDir() {
					want = fs.ModeDir | fs.FileMode(0o755&^mask)
					if shared {
						want |= fs.ModeSetgid
					}
				}
				if info.Mode() != want {
					t.Errorf("%s: mode %v, want %v", path, info.Mode(), want)
				}
				if gid := info.Sys().(*syscall.Stat_t).Gid; shared && gid != group {
					t.Errorf("%s: group %d, want %d", path, gid, group)
				}
				return nil
			}))
		})
	}
}

// TestMounted: an output that is a file system of its own has its stage on it. A folder in it that is another one
// cannot be moved into; the publish says so, and what is there stays whole.
func TestMounted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	check(t, os.Mkdir(dir, 0o755))
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skip("cannot mount here: ", err)
	}
	defer unbind(dir)
	publish(t, dir, first)
	expect(t, dir, first)
	images := filepath.Join(dir, "images")
	check(t, unix.Mount("tmpfs", images, "tmpfs", 0, "size=1m"))
	defer unbind(images)
	put(t, filepath.Join(images, "plan.svg"), first["images/plan.svg"])
	next := first.with("assets/style.0a1b2c3d.css", "2", "images/plan.svg", "2", "index.html", "2")
	refused(t, dir, next, "images", "mounted") // before anything moves, the manifest too
	unbind(images)
	expect(t, dir, first)
	check(t, os.Mkdir(dir+"/twice", 0o755))
	check(t, bind(dir+"/twice", images)) // another mount of the same file system is no better
	put(t, filepath.Join(images, "plan.svg"), first["images/plan.svg"])
	refused(t, dir, next, "images", "mounted")
	unbind(images)
	check(t, os.RemoveAll(dir+"/twice"))
	expect(t, dir, first)
	publish(t, dir, next)
	expect(t, dir, next)
}

// TestFlipped publishes while somebody swaps a folder of ours for a link out of the output, and back, without a pause:
// whatever comes of each publish, outside nothing is written, removed or taken for ours.
func TestFlipped(t *testing.T) {
	outside := t.TempDir()
	theirs := site{"plan.svg": "theirs", "old.svg": "theirs"}
	for name, data := range theirs {
		put(t, filepath.Join(outside, name), data)
	}
	var flips atomic.Int64
	published, refused := 0, 0
	for range 10 { // folders: one may come to a state that every publish refuses
		top := t.TempDir()
		dir, link := filepath.Join(top, "public"), filepath.Join(top, "link")
		publish(t, dir, first)
		check(t, os.Symlink(outside, link))
		stop, ended := make(chan bool), make(chan bool)
		go func() {
			defer close(ended)
			for {
				select {
				case <-stop:
					return
				default:
					if unix.Renameat2(unix.AT_FDCWD, link, unix.AT_FDCWD, filepath.Join(dir, "images"), unix.RENAME_EXCHANGE) == nil {
						flips.Add(1)
					}
				}
			}
		}()
		for i := range 30 {
			next := first.with("images/plan.svg", fmt.Sprint(i), "images/new.svg", fmt.Sprint(i), "images/old.svg", "ours")
			if i%2 == 1 {
				next = first.with("images/plan.svg", "theirs", "images/old.svg", "")
			}
			if _, err := try(dir, next, Options{NoSync: true}); err != nil {
				refused++
			} else {
				published++
			}
		}
		close(stop)
		<-ended
	}
	t.Logf("%d publishes, %d refused, %d flips", published, refused, flips.Load())
	if refused == 0 || flips.Load() < 1000 {
		t.Error("nobody was in the way")
	}
	expect(t, outside, theirs)
}
