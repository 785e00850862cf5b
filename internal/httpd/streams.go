package httpd

import (
	"context"
	"net/netip"
	"regexp"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// streams holds the open subscriptions, which end when the server stops.
type streams struct {
	open    *inFlight
	metrics *metrics
	stopped chan struct{}

	mu      sync.Mutex
	ended   bool
	sockets sync.WaitGroup // connections that the HTTP server has given away
}

func newStreams(limits Limits, m *metrics) *streams {
	return &streams{open: newOpen(limits, "subscriptions"), metrics: m, stopped: make(chan struct{})}
}

// enter counts a subscription of a client until leave is called. It refuses the subscription if there are too many.
func (s *streams) enter(client netip.Prefix, transport string) (leave func(), why *refused) {
	left, why := s.open.enter(client)
	if why != nil {
		return nil, why
	}
	gauge := s.metrics.open.WithLabelValues(transport)
	gauge.Inc()
	return sync.OnceFunc(func() {
		gauge.Dec()
		left()
	}), nil
}

// begin counts a WebSocket until done is called. It returns false if the server is stopping.
func (s *streams) begin() (done func(), ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return nil, false
	}
	s.sockets.Add(1)
	s.metrics.sockets.Inc()
	return func() {
		s.metrics.sockets.Dec()
		s.sockets.Done()
	}, true
}

// stop ends all streams.
func (s *streams) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.ended = true
		close(s.stopped)
	}
}

// wait returns when all WebSockets are closed or ctx ends.
func (s *streams) wait(ctx context.Context) {
	closed := make(chan struct{})
	go func() {
		s.sockets.Wait()
		close(closed)
	}()
	select {
	case <-closed:
	case <-ctx.Done():
	}
}

// each runs an operation and passes every answer to take. It asks for the next answer afterwards, because answers
// share a buffer. It calls begun, if not nil, when the operation runs. It returns nil if the operation has ended, else
// the error of ctx or of take.
func (t overHTTP) each(
	ctx context.Context,
	op *graphql.OperationContext,
	begun func(),
	take func(*graphql.Response) error,
) error {
	subscribed := op.Operation.Operation == ast.Subscription
	if !subscribed {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, t.limits.Timeout)
		defer cancel()
	}
	rec := recordOf(ctx)
	next, ctx := t.exec.DispatchOperation(ctx, op)
	if begun != nil {
		begun()
	}
	for first := true; ; first = false {
		response := next(ctx)
		switch {
		case response == nil && !subscribed && !first:
			return nil
		case response == nil:
			return ctx.Err()
		}
		if subscribed {
			bubble(response)
			rec.answers++
			t.streams.metrics.sent.Inc()
		}
		t.seen(response.Errors)
		if err := take(response); err != nil {
			return err
		}
	}
}

var failedAlone = regexp.MustCompile(`^\{"\w+":null\}$`)

// bubble sets the data to null if their one field failed. No field of a subscription may be null, and gqlgen does not
// propagate the null.
func bubble(response *graphql.Response) {
	if len(response.Errors) > 0 && failedAlone.Match(response.Data) {
		response.Data = []byte("null")
	}
}
