package httpd

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/trace"
)

const requestIDHeader = "X-Request-Id"

// A record holds what the log line of a request needs.
type record struct {
	id        string
	operation string // the GraphQL operation's name
	cost      int
	stream    bool // it goes on after the first answer
	answers   int  // of a stream

	statements atomic.Int64
	database   atomic.Int64 // nanoseconds that they took, which may have run side by side
}

type recordKey struct{}

func recordOf(ctx context.Context) *record {
	rec, _ := ctx.Value(recordKey{}).(*record)
	return rec
}

// RequestID returns the id of the request that ctx belongs to. It is the X-Request-Id of the client if that has 1 to
// 64 letters, digits, dots, hyphens and underscores. Otherwise it is random. It is empty outside a request.
func RequestID(ctx context.Context) string {
	if rec := recordOf(ctx); rec != nil {
		return rec.id
	}
	return ""
}

var saneID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// observed gives every request an id, logs, counts and traces it, and answers 500 after a panic. It passes on
// http.ErrAbortHandler, with which a handler cuts an answer short.
func (s *Server) observed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &record{id: r.Header.Get(requestIDHeader)}
		if !saneID.MatchString(rec.id) {
			rec.id = rand.Text()
		}
		w.Header().Set(requestIDHeader, rec.id)
		counted := &countingWriter{ResponseWriter: w}
		ctx, span := s.traced(r)
		r = r.WithContext(context.WithValue(ctx, recordKey{}, rec))
		defer func() {
			p := recover()
			err, _ := p.(error)
			aborted := errors.Is(err, http.ErrAbortHandler)
			if p != nil && !aborted {
				s.panicked(counted, r, p)
			}
			s.finish(counted, r, span, time.Since(start))
			if aborted {
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(counted, r)
	})
}

// panicked logs p once, and answers 500 if nothing was sent yet.
func (s *Server) panicked(w *countingWriter, r *http.Request, p any) {
	s.log.ErrorContext(r.Context(), "panic", "panic", p, "id", RequestID(r.Context()), "stack", string(debug.Stack()))
	if w.status == 0 {
		writeRefusal(w, r, mediaJSON, http.StatusInternalServerError,
			refusal(codeInternal, "internal error; the log has it under the id "+RequestID(r.Context())))
	}
}

func (s *Server) finish(w *countingWriter, r *http.Request, span trace.Span, took time.Duration) {
	status := w.status
	if status == 0 {
		status = http.StatusOK
	}
	route := routeOf(r)
	s.metrics.request(route, r.Method, status, took, recordOf(r.Context()).stream)
	level := slog.LevelInfo
	if quietRoutes[route] {
		level = slog.LevelDebug
	}
	rec := recordOf(r.Context())
	endRequest(span, rec, r.Method, route, status)
	attrs := []slog.Attr{
		slog.String("method", r.Method), slog.String("path", clipped(r.URL.Path)), slog.Int("status", status),
		slog.Int64("bytes", w.bytes), slog.Float64("ms", millis(took)), slog.String("id", rec.id),
	}
	s.log.LogAttrs(r.Context(), level, "request", append(attrs, rec.attrs()...)...)
}

// attrs returns the log attributes of an operation.
func (rec *record) attrs() (attrs []slog.Attr) {
	if rec.operation != "" {
		attrs = append(attrs, slog.String("operation", rec.operation))
	}
	if rec.cost > 0 {
		attrs = append(attrs, slog.Int("cost", rec.cost))
	}
	if rec.answers > 0 {
		attrs = append(attrs, slog.Int("answers", rec.answers))
	}
	if n := rec.statements.Load(); n > 0 {
		attrs = append(attrs, slog.Int64("statements", n), slog.Float64("db_ms", millis(time.Duration(rec.database.Load()))))
	}
	return attrs
}

// millis returns d in milliseconds.
func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// countingWriter records the status and the size of an answer.
type countingWriter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *countingWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *countingWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap returns the underlying writer for http.ResponseController.
func (w *countingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
