package httpd

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// subprotocol is the protocol of GraphQL over WebSockets: graphql-transport-ws.
const subprotocol = "graphql-transport-ws"

// overWebSocket answers GraphQL over WebSockets.
type overWebSocket struct {
	overHTTP
	log     *slog.Logger
	sockets *inFlight
}

// upgrades reports whether r asks for a WebSocket.
func upgrades(r *http.Request) bool {
	return strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// ServeHTTP serves one client until either side ends the connection.
func (t overWebSocket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// A browser lets every page open a WebSocket to every site, and sends the origin of the page.
	if t.origins.crossSite(r) {
		t.overHTTP.refuse(w, r, mediaJSON, refuse(http.StatusForbidden, codeCrossSite,
			"WebSockets of other sites' pages are refused; the server's operator can allow the site"))
		return
	}
	leave, why := t.sockets.enter(clientOf(r))
	if why != nil {
		t.seen(gqlerror.List{why.err})
		writeBusy(w, r, why)
		return
	}
	defer leave()
	done, ok := t.streams.begin()
	if !ok {
		t.overHTTP.refuse(w, r, mediaJSON, refuse(http.StatusServiceUnavailable, codeOverloaded, "the server is stopping: try again later"))
		return
	}
	defer done()
	// See crossSite for InsecureSkipVerify.
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		Subprotocols: []string{subprotocol}, InsecureSkipVerify: true,
	})
	if err != nil {
		return // it has been answered
	}
	recordOf(r.Context()).stream = true
	s := &socket{
		overWebSocket: t, conn: conn, client: clientOf(r), header: r.Header.Clone(), id: RequestID(r.Context()),
		token: bearer(r.Header.Get("Authorization")), tokens: t.origins.tokens(r), running: map[string]*subscriber{},
	}
	s.serve(r.Context())
}

// A socket is one connection.
type socket struct {
	overWebSocket
	conn   *websocket.Conn
	client netip.Prefix
	header http.Header
	id     string // of the request that it began as
	token  string
	tokens bool // it may give one in its first message

	mu      sync.Mutex
	greeted bool
	running map[string]*subscriber // by the client's ids
}

// A subscriber is an operation that runs for a client.
type subscriber struct {
	id    string
	stop  context.CancelFunc
	leave func() // gives its place back; it can be called again
}

// message is a message of either side.
type message struct {
	Type    string          `json:"type"`
	ID      string          `json:"id"`
	Payload json.RawMessage `json:"payload"`
}

func (s *socket) serve(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer func() { _ = s.conn.CloseNow() }() // the client may have closed it before
	defer cancel()
	if s.conn.Subprotocol() == "" {
		s.close(&fatal{closeNoSubprotocol, "Subprotocol not acceptable"})
		return
	}
	s.bound()
	running.Go(func() { s.live(ctx) })
	greeting := time.AfterFunc(s.limits.Greeting, func() {
		if !s.isGreeted() {
			s.close(&fatal{closeNoInit, "Connection initialisation timeout"})
		}
	})
	defer greeting.Stop()
	for {
		kind, data, err := s.conn.Read(ctx)
		if err != nil {
			return
		}
		var m message
		if kind != websocket.MessageText || decode(data, &m) != nil {
			s.close(invalid("Invalid message: a JSON object in text was expected"))
			return
		}
		if why := s.take(ctx, m, &running); why != nil {
			s.close(why)
			return
		}
	}
}

// take handles a message. Operations run concurrently.
func (s *socket) take(ctx context.Context, m message, running *sync.WaitGroup) *fatal {
	switch m.Type {
	case "connection_init":
		return s.greet(ctx, m)
	case "ping":
		_ = s.write(ctx, []byte(`{"type":"pong"}`)) // see answer
	case "pong":
	case "subscribe":
		return s.subscribe(ctx, m, running)
	case "complete":
		s.mu.Lock()
		defer s.mu.Unlock()
		if sub := s.running[m.ID]; sub != nil {
			sub.stop()
			delete(s.running, m.ID)
		}
	default:
		return invalid("Invalid message: its type is none that a client sends")
	}
	return nil
}

// greet answers the first message. Its payload may hold the values of headers, because a browser's WebSocket cannot
// set any.
func (s *socket) greet(ctx context.Context, m message) *fatal {
	if s.isGreeted() {
		return &fatal{closeTooManyInits, "Too many initialisation requests"}
	}
	var payload map[string]any
	if m.Payload != nil && decode(m.Payload, &payload) != nil {
		return invalid("Invalid message: the payload of connection_init is an object")
	}
	for name, v := range payload {
		text, ok := v.(string)
		switch {
		case !ok || !strings.EqualFold(name, "Authorization"):
		case !s.tokens:
			return &fatal{closeForbidden, "Forbidden: pages of any site may read, not send a token"}
		default:
			s.token = bearer(text)
			s.bound()
		}
	}
	s.mu.Lock()
	s.greeted = true
	s.mu.Unlock()
	_ = s.write(ctx, []byte(`{"type":"connection_ack"}`)) // see answer
	return nil
}

func (s *socket) isGreeted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.greeted
}

func (s *socket) subscribe(ctx context.Context, m message, running *sync.WaitGroup) *fatal {
	if !s.isGreeted() {
		return &fatal{closeUnauthorized, "Unauthorized"}
	}
	const longest = 128
	if m.ID == "" || len(m.ID) > longest {
		return invalid("Invalid message: subscribe has an id of 1 to 128 bytes")
	}
	params := &graphql.RawParams{Headers: s.header, ReadTime: graphql.TraceTiming{Start: graphql.Now()}}
	if m.Payload == nil || decode(m.Payload, params) != nil {
		return invalid("Invalid message: the payload of subscribe is not {query, operationName, variables, extensions}")
	}
	params.ReadTime.End = graphql.Now()
	ctx, stop := context.WithCancel(ctx)
	sub := &subscriber{m.ID, stop, func() {}}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running[m.ID] != nil {
		stop()
		return &fatal{closeSubscriberExists, "Subscriber for " + shortened(m.ID) + " already exists"}
	}
	s.running[m.ID] = sub
	leave, why := s.enter(len(m.Payload))
	if why == nil {
		sub.leave = leave
	}
	running.Go(func() {
		defer stop()
		if why != nil {
			s.refuse(ctx, sub, why)
			return
		}
		defer leave()
		s.run(ctx, sub, params)
	})
	return nil
}

// shortened returns an id that fits in the reason of a close frame.
func shortened(id string) string {
	const most = 60
	if len(id) > most {
		id = strings.ToValidUTF8(id[:most], "") + "…"
	}
	return id
}

// run runs an operation. A subscription gives its place among the requests in flight back when it begins.
func (s *socket) run(ctx context.Context, sub *subscriber, params *graphql.RawParams) {
	start := time.Now()
	rec := &record{id: s.id}
	ctx = context.WithValue(graphql.StartOperationTrace(ctx), recordKey{}, rec)
	defer func() {
		if p := recover(); p != nil {
			s.log.ErrorContext(ctx, "panic", "panic", p, "id", s.id, "stack", string(debug.Stack()))
			s.close(&fatal{closeInternal, "Internal server error"})
		}
		attrs := []slog.Attr{slog.String("id", s.id), slog.Float64("ms", millis(time.Since(start)))}
		s.log.LogAttrs(ctx, slog.LevelInfo, "operation", append(attrs, rec.attrs()...)...)
	}()
	if why := s.fill(params); why != nil {
		s.refuse(ctx, sub, why)
		return
	}
	ctx, op, errs := s.prepare(ctx, s.token, params)
	if errs != nil {
		s.fail(ctx, sub, errs)
		return
	}
	if op.Operation.Operation == ast.Subscription {
		left, why := s.streams.enter(s.client, "websocket")
		if why != nil {
			s.refuse(ctx, sub, why)
			return
		}
		defer left()
		s.mu.Lock()
		sub.leave()
		sub.leave = left
		s.mu.Unlock()
	}
	s.answer(ctx, sub, op)
}

func (s *socket) answer(ctx context.Context, sub *subscriber, op *graphql.OperationContext) {
	err := s.each(ctx, op, nil, func(answer *graphql.Response) error {
		if !s.runs(sub) {
			return context.Canceled
		}
		return s.tell(ctx, sub.id, "next", partsOf(answer)...)
	})
	switch {
	case errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil:
		s.refuse(ctx, sub, s.tookTooLong(op))
	case err == nil && s.over(sub):
		_ = s.tell(ctx, sub.id, "complete") // the connection's end is seen where it is read
	}
}

// refuse reports to the client why its operation does not run.
func (s *socket) refuse(ctx context.Context, sub *subscriber, why *refused) {
	errs := gqlerror.List{why.err}
	s.seen(errs)
	s.fail(ctx, sub, errs)
}

// fail ends an operation with errors.
func (s *socket) fail(ctx context.Context, sub *subscriber, errs gqlerror.List) {
	if !s.over(sub) {
		return
	}
	payload, err := json.Marshal(errs)
	if err == nil {
		_ = s.tell(ctx, sub.id, "error", payload) // see answer
	}
}

// runs reports whether a client still wants an operation.
func (s *socket) runs(sub *subscriber) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.running[sub.id] == sub
}

// over ends an operation before the client learns of it, because the client may then use its id and its place again.
// It reports whether the client still wanted the operation.
func (s *socket) over(sub *subscriber) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running[sub.id] != sub {
		return false
	}
	delete(s.running, sub.id)
	sub.leave()
	return true
}

// tell sends a message about an operation, with a payload if it has any parts.
func (s *socket) tell(ctx context.Context, id, kind string, payload ...[]byte) error {
	quoted, err := json.Marshal(id)
	if err != nil {
		return err
	}
	b := append([]byte(`{"id":`), quoted...)
	b = append(b, `,"type":"`+kind+`"`...)
	if payload != nil {
		b = append(b, `,"payload":`...)
		for _, part := range payload {
			b = append(b, part...)
		}
	}
	return s.write(ctx, append(b, '}'))
}

// write sends a message. It closes the connection if the client does not receive the message in time. It sends the
// whole message even if its operation ends meanwhile.
func (s *socket) write(ctx context.Context, text []byte) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limits.Taking)
	defer cancel()
	return s.conn.Write(ctx, websocket.MessageText, text)
}

// live pings the client at an interval until ctx ends, and drops a client that does not answer. It closes the
// connection when the server stops.
func (s *socket) live(ctx context.Context) {
	beat := time.NewTicker(s.limits.KeepAlive)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.streams.stopped:
			s.close(&fatal{websocket.StatusGoingAway, "the server is stopping"})
			return
		case <-beat.C:
			if !s.answers(ctx) {
				_ = s.conn.CloseNow()
				return
			}
		}
	}
}

func (s *socket) answers(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, s.limits.Taking)
	defer cancel()
	return s.conn.Ping(ctx) == nil
}
