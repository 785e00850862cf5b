package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// What a server lets garbage grow to, unless GOGC or GOMEMLIMIT says otherwise. Little of its memory lives longer than a
// request: Go's own percentage, of next to nothing, would have it collect all the time, and a higher one is too much where
// large answers are under way. A limit of memory instead makes Go collect without end as soon as more than that is in use:
// a map of two hundred nodes took three times as long. So after each collection the percentage follows from what lives.
const (
	mostGarbage  = 400      // percent of what lives
	leastGarbage = 100      // Go's own
	smallHeap    = 40 << 20 // bytes, garbage included, up to which it may be more than Go's own
)

// boundMemory sets what the environment does not.
func boundMemory() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	afterEachCollection(func() { debug.SetGCPercent(garbage(living())) })
}

// garbage is how much of it there may be, in percent of the bytes that live.
func garbage(live uint64) int {
	live = max(live, 1<<20)
	return int(min(max(leastGarbage, smallHeap*100/live-min(100, smallHeap*100/live)), mostGarbage))
}

// living are the bytes that the last collection left.
func living() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// afterEachCollection calls f now, and each time that the collector has run.
func afterEachCollection(f func()) {
	f()
	// Something that nothing refers to lasts until the next collection.
	runtime.AddCleanup(new([16]byte), func(struct{}) { afterEachCollection(f) }, struct{}{})
}
