package bolt

import (
	"context"
	"errors"
	"strings"
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
