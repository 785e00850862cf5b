package resolvers

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"demarche/graph/store"
)

// A counter is a database of which only the counter is there.
type counter struct {
	mu     sync.Mutex
	number int64
	err    error
	asked  int
}

func (c *counter) ask(context.Context) (store.Watermark, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	return store.Watermark{Number: c.number}, c.err
}

func (c *counter) set(number int64, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.number, c.err = number, err
}

// answered says how often it was asked since the last time.
func (c *counter) answered() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.asked
	c.asked = 0
	return n
}

// It asks once for all, and nothing for nobody.
func TestFeed_asks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &counter{}
		f := newFeed(c.ask)
		asked := func(during time.Duration) int {
			c.answered()
			time.Sleep(during) // of the test's own clock
			synctest.Wait()
			return c.answered()
		}
		if n := asked(time.Hour); n != 0 {
			t.Errorf("asked %d times for nobody", n)
		}
		leave := []func(){f.join(store.Watermark{}), f.join(store.Watermark{}), f.join(store.Watermark{})}
		if n := asked(10*pollEvery + pollEvery/2); n != 10 {
			t.Errorf("asked %d times, want 10", n)
		}
		leave[0]()
		leave[0]()
		leave[1]()
		if n := asked(10 * pollEvery); n != 10 {
			t.Errorf("asked %d times for those who are left, want 10", n)
		}
		leave[2]()
		if n := asked(time.Hour); n != 0 {
			t.Errorf("asked %d times for nobody again", n)
		}
		defer f.join(store.Watermark{})()
		if n := asked(10*pollEvery + pollEvery/2); n != 10 {
			t.Errorf("asked %d times for those who came again, want 10", n)
		}
	})
}

func TestFeed_past(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &counter{number: 7}
		f := newFeed(c.ask)
		defer f.join(store.Watermark{Number: 7})()
		if mark, err := f.past(t.Context(), 6); err != nil || mark.Number != 7 {
			t.Errorf("%v %v", mark, err)
		}
		began := time.Now()
		time.AfterFunc(10*time.Second, func() { c.set(9, nil) })
		if mark, err := f.past(
			t.Context(),
			7,
		); err != nil || mark.Number != 9 ||
			time.Since(began) > 10*time.Second+pollEvery {
			t.Errorf("%v %v after %s", mark, err, time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := f.past(ctx, 9); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
	})
}

// A database that is away for a moment is waited for, and then it is told.
func TestFeed_away(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away := errors.New("away")
		c := &counter{}
		f := newFeed(c.ask)
		defer f.join(store.Watermark{})()
		c.set(0, away)
		time.AfterFunc(awayFor/2, func() { c.set(1, nil) })
		if mark, err := f.past(t.Context(), 0); err != nil || mark.Number != 1 {
			t.Errorf("%v %v", mark, err)
		}
		c.set(1, away)
		began := time.Now()
		_, err := f.past(t.Context(), 1)
		if took := time.Since(began); !errors.Is(err, away) || took < awayFor || took > awayFor+2*pollEvery {
			t.Errorf("%v after %s", err, took)
		}
		if err := f.next(t.Context()); !errors.Is(err, away) {
			t.Errorf("%v", err)
		}
	})
}
