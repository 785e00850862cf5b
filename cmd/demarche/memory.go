package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// A server bounds its garbage by a size, unless GOGC or GOMEMLIMIT is set. Little of its memory lives longer than a
// request. Go's default percentage of a tiny heap would run the collector all the time; a higher one is too much
// during large answers. A memory limit makes Go collect without end above the limit: a map of two hundred nodes took
// three times as long. Therefore the percentage is computed from the live heap after each collection.
const (
	mostGarbage  = 400      // percent of what lives
	leastGarbage = 100      // Go's own
	smallHeap    = 20 << 20 // bytes, garbage included, up to which it may be more than Go's own
)

// boundMemory sets, until restore is called, what the environment does not.
func boundMemory() (restore func()) { return boundGarbage(garbage) }

func garbageIsSet() bool { return os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" }

// These bound the garbage of a bulk import by a fixed size. The data that grows (bulk.Writer) holds no pointers and
// costs the collector almost nothing. Go's own percentage would double the memory.
const (
	bulkGarbage      = 40 << 20 // bytes
	leastBulkGarbage = 20       // percent of the live heap
)

// boundBulk sets, until restore is called, what the environment does not.
func boundBulk() (restore func()) { return boundGarbage(garbageInBulk) }

func garbageInBulk(live uint64) int {
	return int(min(max(leastBulkGarbage, bulkGarbage*100/max(live, 1)), mostGarbage))
}

// garbage returns the percentage of garbage allowed for a live heap of that many bytes.
func garbage(live uint64) int {
	live = max(live, 1<<20)
	return int(min(max(leastGarbage, smallHeap*100/live-min(100, smallHeap*100/live)), mostGarbage))
}

// boundGarbage sets the garbage percentage from the live heap after each collection, until restore is called.
func boundGarbage(percent func(live uint64) int) (restore func()) {
	if garbageIsSet() {
		return func() {}
	}
	var lock sync.Mutex
	over, before := false, debug.SetGCPercent(mostGarbage)
	afterEachCollection(func() bool {
		lock.Lock()
		defer lock.Unlock()
		if !over {
			debug.SetGCPercent(percent(living()))
		}
		return !over
	})
	return func() {
		lock.Lock()
		defer lock.Unlock()
		over = true
		debug.SetGCPercent(before)
	}
}

// living returns the bytes that the last collection left.
func living() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// afterEachCollection calls f now and after each garbage collection, until f returns false.
func afterEachCollection(f func() bool) {
	if !f() {
		return
	}
	// Something that nothing refers to lasts until the next collection.
	runtime.AddCleanup(new([16]byte), func(struct{}) { afterEachCollection(f) }, struct{}{})
}
