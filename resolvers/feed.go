package resolvers

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"demarche/graph/store"
)

const (
	// pollEvery is the interval of the polls while there are subscribers.
	pollEvery = 500 * time.Millisecond
	// awayFor is how long the database may be unavailable before subscribers receive an error.
	awayFor = 2 * time.Minute
	// readingAtOnce bounds the subscribers that read at a time. The others wait, so that queries find free connections
	// too.
	readingAtOnce = 2
)

// A changeFeed polls how far the graph is recorded. It polls once for all subscribers, and not at all without any.
type changeFeed struct {
	ask   func(context.Context) (store.Watermark, error)
	slots *semaphore.Weighted // to read

	mu          sync.Mutex
	subscribers int
	stop        context.CancelFunc
	mark        store.Watermark
	asked       chan struct{} // closed after the next answer
	answered    time.Time     // when an answer came last that was no error
	err         error         // what subscribers are to be told
}

func newFeed(ask func(context.Context) (store.Watermark, error)) *changeFeed {
	return &changeFeed{ask: ask, slots: semaphore.NewWeighted(readingAtOnce), asked: make(chan struct{})}
}

// join adds a subscriber that has read up to a mark, until leave is called.
func (f *changeFeed) join(mark store.Watermark) (leave func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.subscribers++; f.subscribers == 1 {
		ctx, stop := context.WithCancel(context.Background())
		f.stop, f.mark, f.answered, f.err = stop, mark, time.Now(), nil
		go f.poll(ctx)
	}
	return sync.OnceFunc(func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.subscribers--; f.subscribers == 0 {
			f.stop()
		}
	})
}

func (f *changeFeed) poll(ctx context.Context) {
	every := time.NewTicker(pollEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			mark, err := f.ask(ctx)
			f.publish(ctx, mark, err)
		}
	}
}

// publish wakes all subscribers that wait for the next poll.
func (f *changeFeed) publish(ctx context.Context, mark store.Watermark, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case ctx.Err() != nil: // the answer is to nobody, or to a poll before the one that runs
		return
	case err == nil:
		f.mark, f.answered = mark, time.Now()
	case time.Since(f.answered) > awayFor:
		f.err = err
	}
	close(f.asked)
	f.asked = make(chan struct{})
}

// past waits until more is recorded than number, and returns the mark.
func (f *changeFeed) past(ctx context.Context, number int64) (store.Watermark, error) {
	for {
		mark, asked, err := f.now()
		switch {
		case err != nil:
			return mark, err
		case mark.Number > number:
			return mark, nil
		}
		if err := wait(ctx, asked); err != nil {
			return mark, err
		}
	}
}

// next waits for the next poll, and returns its error for subscribers, if any.
func (f *changeFeed) next(ctx context.Context) error {
	_, asked, err := f.now()
	if err != nil {
		return err
	}
	return wait(ctx, asked)
}

func (f *changeFeed) now() (store.Watermark, <-chan struct{}, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.mark, f.asked, f.err
}

func wait(ctx context.Context, c <-chan struct{}) error {
	select {
	case <-c:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// inReadSlot calls read once fewer than readingAtOnce subscribers read.
func (f *changeFeed) inReadSlot(ctx context.Context, read func() error) error {
	if err := f.slots.Acquire(ctx, 1); err != nil {
		return err
	}
	defer f.slots.Release(1)
	return read()
}
