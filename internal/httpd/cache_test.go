package httpd

import (
	"fmt"
	"testing"
)

func TestCache(t *testing.T) {
	for name, c := range map[string]struct{ bytes, added, kept int }{
		"short texts":        {1, cachedTexts + 5, cachedTexts},
		"long texts":         {cachedTextBytes, 100, cachedBytes / cachedTextBytes},
		"one that is longer": {cachedTextBytes + 1, 3, 0},
	} {
		t.Run(name, func(t *testing.T) {
			cache := newCache[int]()
			for i := range c.added {
				for range 2 { // what is there already is replaced
					cache.add(fmt.Sprint(i), i, c.bytes)
				}
			}
			kept := 0
			for i := range c.added {
				v, ok := cache.get(fmt.Sprint(i))
				if ok != (i >= c.added-c.kept) || (ok && v != i) {
					t.Errorf("text %d: %d, kept %t", i, v, ok)
				}
				if ok {
					kept++
				}
			}
			if kept != c.kept || cache.bytes != kept*c.bytes {
				t.Errorf("%d are kept, of %d bytes; want %d", kept, cache.bytes, c.kept)
			}
		})
	}
}
