package main

import (
	"cmp"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// screen is one way in which a page is shown.
type screen struct {
	page    string
	width   int64             // CSS pixels
	height  int64             // the same; 0 is 800
	media   string            // "" is the screen
	prefers map[string]string // media features, as {"prefers-color-scheme": "dark"}
}

func (l screen) String() string {
	name := l.page
	if l.width > 0 {
		name += " at " + strconv.FormatInt(l.width, 10) + " px"
	}
	if scheme := l.prefers["prefers-color-scheme"]; scheme != "" {
		name += ", " + scheme
	}
	return name
}

var light, dark = map[string]string{"prefers-color-scheme": "light"}, map[string]string{"prefers-color-scheme": "dark"}

// screens are all pages in both schemes at each width.
func screens(pages []string, widths ...int64) []screen {
	var all []screen
	for _, page := range pages {
		for _, width := range widths {
			all = append(all, screen{page: page, width: width, prefers: light}, screen{page: page, width: width, prefers: dark})
		}
	}
	return all
}

// show makes the tab the screen that is asked for.
func (b *browser) show(l screen) error {
	media := emulation.SetEmulatedMedia().WithMedia(l.media)
	for name, value := range l.prefers {
		media.Features = append(media.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	return chromedp.Run(b.ctx, emulation.SetDeviceMetricsOverride(l.width, cmp.Or(l.height, 800), 1, false), emulation.SetScrollbarsHidden(true), media)
}

// spread shares jobs out to a tab per processor. Each has a window of its own, since a hidden tab draws nothing.
func spread[J any](t *testing.T, b *browser, jobs []J, judge func(*browser, J)) {
	t.Helper()
	queue := make(chan J, len(jobs))
	for _, job := range jobs {
		queue <- job
	}
	close(queue)
	var all sync.WaitGroup
	for range min(runtime.NumCPU(), len(jobs)) {
		all.Go(func() {
			tab, err := b.another()
			if err != nil {
				t.Errorf("cannot open a tab: %v", err)
				return
			}
			for job := range queue {
				judge(tab, job)
			}
		})
	}
	all.Wait()
	if len(queue) > 0 {
		t.Errorf("%d of %d jobs were not done", len(queue), len(jobs))
	}
}

// another opens one more tab, in a window of its own.
func (b *browser) another() (*browser, error) {
	process := chromedp.FromContext(b.ctx).Browser
	id, err := target.CreateTarget("about:blank").WithNewWindow(true).Do(cdp.WithExecutor(b.ctx, process))
	if err != nil {
		return nil, err
	}
	ctx, _ := chromedp.NewContext(b.ctx, chromedp.WithTargetID(id)) // ends with the browser
	return listen(ctx)
}
