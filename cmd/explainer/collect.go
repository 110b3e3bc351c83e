package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	slack = 64 << 20 // bytes that the heap may always grow by before it is collected
	first = 1600     // per cent of the least heap that Go knows, 4 MB: the same, until it is known what lives
	most  = 400      // per cent of what lives: less makes small sites slow
	least = 100      // and less makes large ones slow: what lives grows with the pages, and so does each collection
)

// collect has the heap of a small site collected hardly ever, which is a good part of its speed, and that of a large
// one often, since ten thousand pages would take five times the memory that they need.
func collect() {
	debug.SetGCPercent(first)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	percent := first
	var next func(struct{})
	watch := func() { runtime.AddCleanup(new(*byte), next, struct{}{}) } // which runs after each collection
	next = func(struct{}) {
		metrics.Read(live)
		now := max(least, min(most, int(slack*100/max(live[0].Value.Uint64(), 1))))
		if now != percent {
			percent = now
			debug.SetGCPercent(percent)
		}
		watch()
	}
	watch()
}
