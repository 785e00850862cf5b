package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// lastPatience bounds the time that an interrupted command has to end in order.
const lastPatience = 1500 * time.Millisecond

// signalled is the cause of a context that a signal ended. It is context.Canceled too.
type signalled struct{ signal syscall.Signal }

func (s signalled) Error() string {
	name := map[syscall.Signal]string{syscall.SIGINT: "SIGINT", syscall.SIGTERM: "SIGTERM"}[s.signal]
	return "interrupted by " + name
}

func (signalled) Is(target error) bool { return target == context.Canceled }

// status returns the exit status of a program that a signal ended, in the convention of shells.
func (s signalled) status() int { return 128 + int(s.signal) }

// untilSignal returns a context that ends with SIGINT or SIGTERM. A second signal ends the program at once.
func untilSignal() (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		s, ok := (<-signals).(syscall.Signal)
		signal.Stop(signals)
		if ok {
			cancel(signalled{s})
		}
	}()
	return ctx, func() { cancel(nil) }
}

// interruptible runs work. When ctx ends, it waits at most lastPatience longer, because work may block forever, for
// example on a pipe without a reader. A managed database that work used stops by itself then.
func interruptible(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(lastPatience):
		return fmt.Errorf("what was under way was left: %w", context.Cause(ctx))
	}
}
