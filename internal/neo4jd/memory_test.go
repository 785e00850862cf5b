package neo4jd

import "testing"

func TestMemoryFor(t *testing.T) {
	const mib = 1 << 20
	tests := []struct{ totalMB, heap, pageCache int }{
		{0, 1024, 1024}, // unknown
		{512, 256, 256},
		{1024, 256, 256},
		{2000, 512, 512},
		{4096, 1024, 1024},
		{8 * 1024, 1638, 1843},
		{24*1024 - 400, 4096, 5120},
		{64 * 1024, 10240, 13312},
		{512 * 1024, 16384, 105062},
	}
	for _, tt := range tests {
		heap, pageCache := memoryFor(uint64(tt.totalMB) * mib)
		if heap != tt.heap || pageCache != tt.pageCache {
			t.Errorf("memoryFor(%d MiB) = %d, %d, want %d, %d", tt.totalMB, heap, pageCache, tt.heap, tt.pageCache)
		}
	}
}
