package main

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var shotsFlag = flag.String("shots", "", "compare pictures of every page with those at this revision")

// shotsDir is where pictures that differ are put: base, head, and what differs in red, side by side.
const shotsDir = "../../shots"

// strip is how much of a page is on one picture, in pixels from top to bottom: a page may be longer than
// Chromium can draw at once.
const strip = 4000

// difference is one picture that is not the same any more.
type difference struct {
	name   string
	pixels int
}

// TestShots takes pictures of each page at three widths in both schemes, as they are now and as they were at a
// revision, and lists those that differ. That is to be looked at, and no failure.
func TestShots(t *testing.T) {
	if *shotsFlag == "" {
		t.Skip("it compares with a revision: make shots BASE=main")
	}
	base, head := siteAt(t, *shotsFlag), filepath.Join(t.TempDir(), "head")
	command(t, "../..", "go", "run", "./cmd/explainer", "build", "--draft", "--output", head, "--no-sync")
	if err := os.RemoveAll(shotsDir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(shotsDir, 0o755); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t)
	was, is := host(t, base, "/", base), host(t, head, "/", head)
	all := map[string]bool{}
	for _, name := range append(pages(t, base), pages(t, head)...) {
		all[name] = true
	}
	var mu sync.Mutex
	var found []difference
	taken := 0
	spread(t, b, screens(slices.Sorted(maps.Keys(all)), 360, 768, 1280), func(b *browser, l screen) {
		l.height = strip // nothing to lay out anew for each picture
		if err := b.show(l); err != nil {
			t.Error(err)
		}
		before, after := shoot(t, b, was, l), shoot(t, b, is, l)
		for i := range max(len(before), len(after)) {
			name := fmt.Sprintf("%s-%d-%s-%02d.png", strings.TrimSuffix(l.page, ".html"), l.width, l.prefers["prefers-color-scheme"], i+1)
			sheet, n := compare(at(before, i), at(after, i))
			mu.Lock()
			taken++
			if n > 0 {
				found = append(found, difference{name, n})
			}
			mu.Unlock()
			if n > 0 {
				savePicture(t, filepath.Join(shotsDir, name), sheet)
			}
		}
	})
	slices.SortFunc(found, func(a, b difference) int { return cmp.Or(cmp.Compare(b.pixels, a.pixels), cmp.Compare(a.name, b.name)) })
	list := fmt.Sprintf("%d of %d pictures differ from %s:\n", len(found), taken, *shotsFlag)
	for _, d := range found {
		list += fmt.Sprintf("%9d pixels  shots/%s\n", d.pixels, d.name)
	}
	t.Log("\n" + list)
}

// siteAt builds the site of a revision with the program of that revision, as a draft: it need not be sound.
func siteAt(t *testing.T, revision string) string {
	t.Helper()
	top := t.TempDir()
	tree, program, out := filepath.Join(top, "tree"), filepath.Join(top, "explainer"), filepath.Join(top, "site")
	command(t, ".", "git", "worktree", "add", "--detach", tree, revision)
	t.Cleanup(func() { command(t, ".", "git", "worktree", "remove", "--force", tree) })
	command(t, tree, "go", "build", "-o", program, "./cmd/explainer")
	command(t, tree, program, "build", "--draft", "--output", out, "--no-sync")
	return out
}

func command(t *testing.T, dir, name string, arguments ...string) {
	t.Helper()
	cmd := exec.Command(name, arguments...)
	cmd.Dir = dir
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(arguments, " "), err, said)
	}
}

// shoot takes the pictures of a page, from top to bottom; a page that is not there has none.
func shoot(t *testing.T, b *browser, address string, l screen) (strips []image.Image) {
	t.Helper()
	var height int64
	var there bool
	said := b.open(address+l.page, chromedp.Evaluate(`document.documentElement.scrollHeight`, &height),
		chromedp.Evaluate(`performance.getEntriesByType("navigation")[0].responseStatus === 200`, &there))
	if len(said) > 0 {
		t.Logf("%v: %s", l, said)
	}
	for y := int64(0); there && y < height; y += strip {
		clip := &page.Viewport{Y: float64(y), Width: float64(l.width), Height: float64(min(strip, height-y)), Scale: 1}
		var data []byte
		ctx, stop := context.WithTimeout(b.ctx, 30*time.Second)
		err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) (err error) {
			data, err = page.CaptureScreenshot().WithOptimizeForSpeed(true).WithClip(clip).WithCaptureBeyondViewport(true).Do(ctx)
			return err
		}))
		stop()
		picture, _, err2 := image.Decode(bytes.NewReader(data))
		if err != nil || err2 != nil {
			t.Errorf("%v: no picture: %v, %v", l, err, err2)
			return strips
		}
		strips = append(strips, picture)
	}
	return strips
}

// at is one of some pictures, or an empty one.
func at(pictures []image.Image, i int) image.Image {
	if i < len(pictures) {
		return pictures[i]
	}
	return image.NewRGBA(image.Rectangle{})
}

// compare counts the pixels that two pictures do not share, and sets the pictures side by side with a third
// that shows those in red.
func compare(a, b image.Image) (sheet *image.RGBA, n int) {
	w, h := max(a.Bounds().Dx(), b.Bounds().Dx()), max(a.Bounds().Dy(), b.Bounds().Dy())
	sheet = image.NewRGBA(image.Rect(0, 0, 3*w, h))
	draw.Draw(sheet, image.Rect(0, 0, w, h), a, image.Point{}, draw.Src)
	draw.Draw(sheet, image.Rect(w, 0, 2*w, h), b, image.Point{}, draw.Src)
	for y := range h {
		for x := range w {
			if sheet.RGBAAt(x, y) != sheet.RGBAAt(w+x, y) {
				sheet.SetRGBA(2*w+x, y, color.RGBA{R: 255, A: 255})
				n++
			}
		}
	}
	return sheet, n
}

func savePicture(t *testing.T, file string, picture image.Image) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Error(err)
		return
	}
	defer f.Close()
	if err := png.Encode(f, picture); err != nil {
		t.Error(err)
	}
}

// TestCompare makes sure that a pixel is enough, and so is a page that grew.
func TestCompare(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 9, 9)), image.NewRGBA(image.Rect(0, 0, 9, 9))
	if _, n := compare(a, b); n != 0 {
		t.Errorf("%d pixels of the same differ", n)
	}
	b.SetRGBA(3, 4, color.RGBA{B: 1, A: 255})
	if sheet, n := compare(a, b); n != 1 || sheet.RGBAAt(2*9+3, 4) != (color.RGBA{R: 255, A: 255}) {
		t.Errorf("%d pixels differ, want 1, in red", n)
	}
	long := image.NewRGBA(image.Rect(0, 0, 9, 10))
	draw.Draw(long, long.Bounds(), image.White, image.Point{}, draw.Src)
	if _, n := compare(a, long); n != 90 {
		t.Errorf("%d pixels differ, want 90", n)
	}
}
