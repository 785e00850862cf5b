package bolt

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph/store/cypher"
)

// Tx is a transaction with the context of its write. It lives as long as the function of the write.
type Tx struct {
	ctx context.Context //nolint:containedctx // lives exactly as long as the call that made it
	m   neo4j.ManagedTransaction
	now time.Time // when the lock of writers was taken; zero in what only reads

	observe func(Call) // may be nil
}

// Lock waits for the other writers and for migrations. Statements get the time at which the lock was taken as $given.now. The
// time at which the transaction began may lie before a write that ended while this one waited.
func (t *Tx) Lock() error {
	records, err := t.All("write_lock", nil)
	if err == nil {
		t.now = Get[time.Time](records[0], "now")
	}
	return err
}

// All runs the statement of that name and returns its records.
func (t *Tx) All(name string, params map[string]any) ([]*neo4j.Record, error) {
	return t.Run(name, cypher.Text(name), params)
}

// Run runs a statement and returns its records. name is for errors and the query log.
func (t *Tx) Run(name, cypher string, params map[string]any) ([]*neo4j.Record, error) {
	if !t.now.IsZero() {
		params = maps.Clone(params)
		if params == nil {
			params = map[string]any{}
		}
		params["now"] = t.now
	}
	call := Call{name, cypher, params}
	if t.observe != nil {
		t.observe(call)
	}
	result, err := t.m.Run(t.ctx, cypher, call.Given())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	records, err := result.Collect(t.ctx)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return records, nil
}

// Get returns the value of that name in a record as T, or the zero T if the value is null or absent.
func Get[T any](r *neo4j.Record, name string) T {
	v, _ := r.Get(name)
	t, _ := v.(T)
	return t
}

// Texts returns a list of strings in a record.
func Texts(r *neo4j.Record, name string) []string { return Strings(Get[[]any](r, name)) }

// Strings returns the strings in a list, without other values.
func Strings(in []any) []string {
	out := make([]string, 0, len(in))
	for _, v := range in {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}
