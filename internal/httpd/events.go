package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Server-sent events as the graphql-sse protocol has them in its distinct connections mode: an operation is a request,
// its answers are events called next, and one called complete follows them. A stream that ends without it was cut off.

// stream answers one operation with events.
func (t overHTTP) stream(ctx context.Context, to reply, op *graphql.OperationContext) {
	if op.Operation.Operation == ast.Subscription {
		leave, why := t.streams.enter(clientOf(to.r), "sse")
		if why != nil {
			t.seen(gqlerror.List{why.err})
			writeBusy(to.w, to.r, why)
			return
		}
		defer leave()
		to.leave()
		recordOf(ctx).stream = true
	}
	ctx, cancel := context.WithCancel(ctx)
	out := newEventStream(to.w, t.limits)
	var living sync.WaitGroup
	begun := func() {
		out.begin()
		living.Go(func() {
			defer cancel()
			out.live(ctx, t.limits.KeepAlive, t.streams.stopped)
		})
	}
	err := t.each(ctx, op, begun, func(answer *graphql.Response) error { return out.next(answer) })
	cancel()
	living.Wait()
	switch {
	case err == nil:
		out.end(nil)
	case errors.Is(err, context.DeadlineExceeded):
		why := t.tookTooLong(op).err
		t.seen(gqlerror.List{why})
		out.end(gqlerror.List{why})
	}
}

// An eventStream writes events. The client has to receive each event within a time limit; the stream itself has none.
type eventStream struct {
	w      http.ResponseWriter
	rc     *http.ResponseController
	taking time.Duration

	mu    sync.Mutex
	begun bool
}

func newEventStream(w http.ResponseWriter, limits Limits) *eventStream {
	return &eventStream{w: w, rc: http.NewResponseController(w), taking: limits.Taking}
}

// begin sends the header and a comment, because some clients wait for a byte.
func (s *eventStream) begin() {
	_ = s.write([]byte(":\n\n")) // who is not there any more is missed soon enough
}

// live sends comments at an interval, until ctx ends, the server stops or a write fails.
func (s *eventStream) live(ctx context.Context, every time.Duration, stopped <-chan struct{}) {
	beat := time.NewTicker(every)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-stopped:
			return
		case <-beat.C:
			if s.write([]byte(":\n\n")) != nil {
				return
			}
		}
	}
}

func (s *eventStream) next(answer *graphql.Response) error {
	return s.write(append(append([][]byte{[]byte("event: next\ndata: ")}, partsOf(answer)...), []byte("\n\n"))...)
}

// end sends the errors, if there are any, and the event that ends the stream.
func (s *eventStream) end(errs gqlerror.List) {
	if errs != nil && s.next(&graphql.Response{Errors: errs}) != nil {
		return
	}
	_ = s.write([]byte("event: complete\ndata:\n\n")) // see begin
}

func (s *eventStream) write(parts ...[]byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.begun {
		s.begun = true
		// A server's limits are for requests that end soon. Not every ResponseWriter has such.
		_ = s.rc.SetReadDeadline(time.Time{})
		h := s.w.Header()
		h.Set("Content-Type", mediaEvents+"; charset=utf-8")
		h.Set("Cache-Control", "no-cache")
		h.Set("X-Accel-Buffering", "no") // proxies pass on what they have
	}
	_ = s.rc.SetWriteDeadline(time.Now().Add(s.taking))
	for _, part := range parts {
		if _, err := s.w.Write(part); err != nil {
			return fmt.Errorf("sending an event: %w", err)
		}
	}
	if err := s.rc.Flush(); err != nil {
		return fmt.Errorf("sending an event: %w", err)
	}
	return nil
}
