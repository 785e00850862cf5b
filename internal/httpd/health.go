package httpd

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	readyTimeout = 2 * time.Second
	readyFor     = time.Second // how long an answer is good for
)

// readiness answers /readyz. It calls check at most once a second, for any number of requests.
type readiness struct {
	check    func(context.Context) error
	stopping atomic.Bool

	mu    sync.Mutex
	asked time.Time
	err   error
}

func (h *readiness) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.stopping.Load() {
		writeJSON(w, http.StatusServiceUnavailable, readyAnswer{Reason: "shutting down"})
		return
	}
	if err := h.ask(r.Context()); err != nil {
		writeJSON(w, http.StatusServiceUnavailable, readyAnswer{Reason: err.Error()})
		return
	}
	writeJSON(w, http.StatusOK, readyAnswer{Ready: true})
}

type readyAnswer struct {
	Ready  bool   `json:"ready"`
	Reason string `json:"reason,omitempty"`
}

func (h *readiness) ask(ctx context.Context) error {
	if h.check == nil {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if time.Since(h.asked) < readyFor {
		return h.err
	}
	// The answer is for everybody: it must not depend on whether this client waits for it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readyTimeout)
	defer cancel()
	h.err = h.check(ctx)
	h.asked = time.Now()
	return h.err
}

func live(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}
