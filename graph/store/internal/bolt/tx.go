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
	faults  *faults    // of all records
}

// run runs work in a transaction. It fails if work misread a record.
func (d *DB) run(ctx context.Context, m neo4j.ManagedTransaction, work func(t *Tx) error) error {
	t := &Tx{ctx: ctx, m: m, observe: d.observe, faults: &faults{}}
	err := work(t)
	if t.faults.err != nil {
		return t.faults.err
	}
	return err
}

// Lock waits for the other writers and for migrations. Statements get the time at which the lock was taken as
// $given.now. The time at which the transaction began may lie before a write that ended while this one waited.
func (t *Tx) Lock() error {
	records, err := t.All("write_lock", nil)
	if err == nil {
		t.now = Get[time.Time](records[0], "now")
	}
	return err
}

// All runs the statement of that name and returns its records.
func (t *Tx) All(name string, params map[string]any) ([]*Record, error) {
	return t.Run(name, cypher.Text(name), params)
}

// Run runs a statement and returns its records. name is for errors and the query log.
func (t *Tx) Run(name, cypher string, params map[string]any) ([]*Record, error) {
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
	return recordsOf(name, records, t.faults), nil
}
