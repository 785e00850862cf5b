package neo4jd

// memoryFor returns Neo4j's heap and page cache in MiB for a machine with so many bytes of memory, 0 meaning unknown.
// Measured to suit: 1 GiB each of 4 GiB, 4 and 5 GiB of 24 GiB. Between and above them it is a straight line, below
// them a quarter of the memory each.
func memoryFor(total uint64) (heapMB, pageCacheMB int) {
	const (
		gib     = 1 << 30
		gibMB   = 1024
		small   = 4
		maxHeap = 16 * gibMB // above that, pauses grow and nothing is gained
	)
	memory := int((total + gib - 1) / gib) // a machine reports a little less than it has
	if memory == 0 {
		memory = small
	}
	if memory <= small {
		return memory * gibMB / small, memory * gibMB / small
	}
	above := (memory - small) * gibMB
	return min(gibMB+above*3/20, maxHeap), gibMB + above/5
}

// memory returns the configured sizes, and the machine's for those that are not.
func (c Config) memory() (heapMB, pageCacheMB int) {
	heapMB, pageCacheMB = memoryFor(machineMemory())
	if c.HeapMB > 0 {
		heapMB = c.HeapMB
	}
	if c.PageCacheMB > 0 {
		pageCacheMB = c.PageCacheMB
	}
	return heapMB, pageCacheMB
}
