package store

import (
	"context"
	"demarche/graph/store/cypher"
	"fmt"
	"maps"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// tx is a transaction with the context of its write. It lives as long as the function of the write.
type tx struct {
	ctx context.Context //nolint:containedctx // lives exactly as long as the call that made it
	m   neo4j.ManagedTransaction
	now time.Time // when the lock of writers was taken; zero in what only reads

	observe func(Call) // may be nil
}

// lock waits for the other writers and for migrations. Statements that write get the time at which it was taken as $now: the time
// at which the transaction began may lie before that of a write that ended while this one waited.
func (t *tx) lock() error {
	records, err := t.all("write_lock", nil)
	if err == nil {
		t.now = get[time.Time](records[0], "now")
	}
	return err
}

// all runs the statement of that name and returns its records.
func (t *tx) all(name string, params map[string]any) ([]*neo4j.Record, error) {
	return t.run(name, cypher.Text(name), params)
}

func (t *tx) run(name, cypher string, params map[string]any) ([]*neo4j.Record, error) {
	if !t.now.IsZero() {
		params = maps.Clone(params)
		if params == nil {
			params = map[string]any{}
		}
		params["now"] = t.now
	}
	if t.observe != nil {
		t.observe(Call{name, cypher, params})
	}
	result, err := t.m.Run(t.ctx, cypher, params)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	records, err := result.Collect(t.ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return records, nil
}

// get returns the value of that name in a record as T, or the zero T if the value is null or absent.
func get[T any](r *neo4j.Record, name string) T {
	v, _ := r.Get(name)
	t, _ := v.(T)
	return t
}

// texts returns a list of strings in a record.
func texts(r *neo4j.Record, name string) []string { return stringsIn(get[[]any](r, name)) }

func stringsIn(in []any) []string {
	out := make([]string, 0, len(in))
	for _, v := range in {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}
