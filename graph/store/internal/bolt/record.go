package bolt

import (
	"cmp"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
)

// A Record is a row of a result. Get and the functions below read its columns by name. They note the first column that
// is missing or has another type than was asked for, and return the zero value then. In a transaction such a column
// fails the work; after any other read the caller asks Err.
type Record struct {
	*neo4j.Record
	statement string
	err       error
	all       *faults
}

// faults holds the first error of the records of a result, or of a transaction.
type faults struct{ err error }

func recordsOf(statement string, in []*neo4j.Record, f *faults) []*Record {
	all, out := make([]Record, len(in)), make([]*Record, len(in))
	for i, r := range in {
		all[i] = Record{Record: r, statement: statement, all: f}
		out[i] = &all[i]
	}
	return out
}

// Err returns the first error in reading the record. It wraps graph.ErrInternal.
func (r *Record) Err() error {
	if r == nil {
		return nil
	}
	return r.err
}

// Err returns the first error in reading the records of a result. It wraps graph.ErrInternal.
func Err(records []*Record) error {
	if len(records) == 0 {
		return nil
	}
	return records[0].all.err
}

func (r *Record) fault(format string, args ...any) {
	err := fmt.Errorf("%w: the result of %s: %s", graph.ErrInternal, r.statement, fmt.Sprintf(format, args...))
	r.err, r.all.err = cmp.Or(r.err, err), cmp.Or(r.all.err, err)
}

// Get returns the value of a column as T, or the zero T if it is null.
func Get[T any](r *Record, column string) T {
	v, ok := r.Get(column)
	if !ok {
		r.fault("it has no column %s", column)
	}
	return as[T](r, v, column)
}

// At returns the value at an index of a list in a record as T, or the zero T if it is null.
func At[T any](r *Record, list any, i int) (zero T) {
	values := as[[]any](r, list, "a row")
	if i >= len(values) {
		r.fault("a row has %d values, and no value %d", len(values), i)
		return zero
	}
	return as[T](r, values[i], "a row")
}

// In returns the value of a key of a map in a record as T, or the zero T if it is null.
func In[T any](r *Record, m map[string]any, key string) T {
	v, ok := m[key]
	if !ok {
		r.fault("a map has no key %s", key)
	}
	return as[T](r, v, key)
}

// as returns v as T. of says where v is, for the error.
func as[T any](r *Record, v any, of string) T {
	t, ok := v.(T)
	if !ok && v != nil {
		r.fault("%s holds a %T, not a %T", of, v, t)
	}
	return t
}

// Texts returns the list of strings in a column, without nulls.
func Texts(r *Record, column string) []string { return StringsIn(r, Get[[]any](r, column)) }

// Maps returns the list of maps in a column.
func Maps(r *Record, column string) []map[string]any {
	in := Get[[]any](r, column)
	out := make([]map[string]any, len(in))
	for i, v := range in {
		out[i] = as[map[string]any](r, v, column)
	}
	return out
}

// StringsIn returns a list of strings in a record, without nulls; v is null or the list.
func StringsIn(r *Record, v any) []string {
	in := as[[]any](r, v, "a list")
	out := make([]string, 0, len(in))
	for _, item := range in {
		if item != nil {
			out = append(out, as[string](r, item, "a list of strings"))
		}
	}
	return out
}

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
