package main

import (
	"fmt"
	"path/filepath"
	"slices"
)

const block = 4096 // bytes: what a file system in memory gives out at a time

// fullDisk publishes into file systems that are too small: by bytes, from room for nothing to room for the site
// twice, and by how many files they may hold.
func fullDisk(l *lab) *outcome {
	t, o := l.bench(0), &outcome{}
	dir := l.path("small")
	clear(dir)
	if err := mount(dir, "size=64k"); err != nil {
		return skip("no small file system can be mounted, which asks for root: %v", err)
	}
	must(unmount(dir))
	size, files := 0, 0
	for _, e := range []*edition{t.a, t.b} {
		for _, data := range e.files {
			size += (len(data) + block - 1) / block * block
		}
		files += len(e.files)
	}
	sizes, counts, full := 0, 0, 0
	for blocks := 1; blocks*block <= 2*size && !l.enough(o); blocks += l.count(8, 1) {
		full += t.small(o, dir, fmt.Sprintf("size=%d", blocks*block))
		sizes++
	}
	for n := 2; n <= 2*files && !l.enough(o); n += l.count(4, 1) {
		full += t.small(o, dir, fmt.Sprintf("size=64m,nr_inodes=%d", n))
		counts++
	}
	return o.say("%d sizes up to %d KB, %d counts of files; %d had no room", sizes, 2*size>>10, counts, full)
}

// small publishes edition a, then b, into a file system of its own, and returns 1 if there was no room for one of
// them. What was there before is then still there, and once there is room the next publish heals.
func (t *bench) small(o *outcome, dir, options string) (full int) {
	must(mount(dir, options))
	defer func() { must(unmount(dir)) }()
	out := filepath.Join(dir, "out")
	before := []*edition(nil)
	for _, e := range []*edition{t.a, t.b} {
		trial := fmt.Sprintf("edition %s with %s", e.name, options)
		r := t.l.publish(e, out)
		if r.code != 0 {
			full = 1
			o.missAll(trial, slices.Concat(r.complaint(), noRoom(out, e, before)))
			must(mount(dir, "remount,size=64m,nr_inodes=4096"))
			r = t.l.publish(e, out)
			trial += ", then with room"
		}
		if r.code != 0 {
			o.miss("%s: %s", trial, r.stderr)
			return full
		}
		o.missAll(trial, readTree(out).unhealed(e, before...))
		before = append(before, e)
	}
	return full
}

// noRoom says what is wrong after a publish for which there was no room.
func noRoom(out string, e *edition, before []*edition) []string {
	if len(before) == 0 {
		if !exists(out) {
			return nil
		}
		return readTree(out).without(nil).torn(e)
	}
	now := readTree(out).without(nil)
	return slices.Concat(now.broken(before[0], e), now.lost(before[0], e), now.unknown())
}
