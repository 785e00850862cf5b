package bolt

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"demarche/graph"
)

// What takes too long says so as what it is: a read may ask for less, and a write may not.
func TestFailed_slow(t *testing.T) {
	late, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	ended := &neo4j.Neo4jError{Code: "Neo.ClientError.Transaction.TransactionTimedOut"}
	for name, tt := range map[string]struct {
		ctx context.Context //nolint:containedctx // of a table
		err error
	}{"its context ended": {late, context.DeadlineExceeded}, "its transaction was ended": {t.Context(), ended}} {
		if err := failed(tt.ctx, "x", tt.err); !errors.Is(err, graph.ErrTooBroad) || !strings.Contains(err.Error(), "ask for less") {
			t.Errorf("a read of which %s: %v", name, err)
		}
		if err := failedSlowly(tt.ctx, "x", tt.err, errSlowWrite); !errors.Is(err, graph.ErrTimeout) || errors.Is(err, graph.ErrTooBroad) || strings.Contains(err.Error(), "less") {
			t.Errorf("a write of which %s: %v", name, err)
		}
	}
}

// slow is a driver whose sessions end every transaction because it took too long.
type slow struct {
	neo4j.DriverWithContext
	neo4j.SessionWithContext
}

func (s slow) NewSession(context.Context, neo4j.SessionConfig) neo4j.SessionWithContext { return s }

func (slow) Close(context.Context) error { return nil }

func (slow) ExecuteRead(context.Context, neo4j.ManagedTransactionWork, ...func(*neo4j.TransactionConfig)) (any, error) {
	return nil, &neo4j.Neo4jError{Code: "Neo.ClientError.Transaction.TransactionTimedOut"}
}

// A long read that takes too long says so, and speaks of no write.
func TestReading_slow(t *testing.T) {
	d := &DB{at: &atomic.Pointer[server]{}}
	d.at.Store(&server{driver: slow{}})
	_, err := d.Scan(t.Context(), "counts", nil)
	if !errors.Is(err, graph.ErrTimeout) || !strings.Contains(err.Error(), "was read for more than 5m0s") || strings.Contains(err.Error(), "writ") {
		t.Error(err)
	}
}

// closing notes that it was closed.
type closing struct {
	neo4j.DriverWithContext
	closed *int
}

func (c closing) Close(context.Context) error { *c.closed++; return nil }

// Where the second driver cannot be made the first is closed.
func TestConnectWith_second(t *testing.T) {
	wrong := errors.New("no more")
	made, closed := 0, 0
	_, err := connectWith(Config{}, func(Config, func(*config.Config)) (neo4j.DriverWithContext, error) {
		if made++; made > 1 {
			return nil, wrong
		}
		return closing{closed: &closed}, nil
	})
	if !errors.Is(err, wrong) || made != 2 || closed != 1 {
		t.Errorf("%v; made %d, closed %d", err, made, closed)
	}
}
