package resolvers

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sync/semaphore"

	"demarche/graph/answer"
)

// A large answer that waits for a slot ends with its context, and is not read.
func TestRoot_inRenderSlot(t *testing.T) {
	r := &Root{slots: semaphore.NewWeighted(1)}
	if err := r.slots.Acquire(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err := r.inRenderSlot(ctx, true, func(answer.Projection) (any, error) {
		t.Error("it is read")
		return nil, nil
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// At most readingAtOnce subscribers read at a time, and all read in the end.
func TestFeed_inReadSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFeed((&counter{}).ask)
		var reading, most, read atomic.Int64
		for range 5 * readingAtOnce {
			go func() {
				_ = f.inReadSlot(t.Context(), func() error {
					most.Store(max(most.Load(), reading.Add(1)))
					time.Sleep(time.Second) // of the test's own clock
					reading.Add(-1)
					read.Add(1)
					return nil
				})
			}()
		}
		time.Sleep(time.Minute)
		if most.Load() != readingAtOnce || read.Load() != 5*readingAtOnce {
			t.Errorf("%d read, %d at once", read.Load(), most.Load())
		}
	})
}
