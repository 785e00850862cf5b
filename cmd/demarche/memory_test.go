package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestGarbage(t *testing.T) {
	for live, want := range map[uint64]int{
		0: 400, 2 << 20: 400, 4 << 20: 400, 5 << 20: 300, 10 << 20: 100, 20 << 20: 100, 4 << 30: 100,
	} {
		if got := garbage(live); got != want {
			t.Errorf("%d bytes live: %d %%, want %d", live, got, want)
		}
	}
}

func TestBoundMemory(t *testing.T) {
	const percent = 123
	defer debug.SetGCPercent(debug.SetGCPercent(percent))
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, "1GiB")
			boundMemory()
			if got := debug.SetGCPercent(percent); got != percent {
				t.Errorf("the percentage is %d, although the environment says something", got)
			}
		})
	}
}

func TestAfterEachCollection(t *testing.T) {
	called, calls := make(chan bool, 10), 0
	afterEachCollection(func() bool {
		called <- true
		calls++
		return calls < 4
	})
	<-called
	late := time.After(10 * time.Second)
	for n := 0; n < 3; {
		runtime.GC() // the first may come before what it waits for is there
		select {
		case <-called:
			n++
		case <-time.After(10 * time.Millisecond):
		case <-late:
			t.Fatal("it is not called after a collection")
		}
	}
}

func TestGarbageInBulk(t *testing.T) {
	for live, want := range map[uint64]int{0: 400, 10 << 20: 400, 40 << 20: 100, 80 << 20: 50, 4 << 30: 20} {
		if got := garbageInBulk(live); got != want {
			t.Errorf("%d bytes live: %d %%, want %d", live, got, want)
		}
	}
}

// What was set before is set again afterwards, and stays: a server may run within a longer-lived process, as in tests.
func TestBound_restore(t *testing.T) {
	if garbageIsSet() {
		t.Skip("the environment says what garbage may grow to")
	}
	const percent = 123
	defer debug.SetGCPercent(debug.SetGCPercent(percent))
	for name, bound := range map[string]func() func(){"memory": boundMemory, "bulk": boundBulk} {
		t.Run(name, func(t *testing.T) {
			restore := bound()
			if got := debug.SetGCPercent(percent); got == percent {
				t.Error("nothing was set")
			}
			restore()
			for range 3 {
				collected := make(chan struct{})
				runtime.AddCleanup(new([16]byte), func(struct{}) { close(collected) }, struct{}{})
				runtime.GC()
				<-collected // what is called after a collection has had its turn, or soon has
			}
			if got := debug.SetGCPercent(percent); got != percent {
				t.Errorf("the percentage is %d afterwards", got)
			}
		})
	}
}
