package bolt

import (
	"errors"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"demarche/graph"
)

func someRecords(all *faults) []*Record {
	keys := []string{"id", "n", "none", "names", "rows", "maps"}
	return recordsOf("some", []*neo4j.Record{
		{Keys: keys, Values: []any{"a", int64(1), nil, []any{"x", "y"}, []any{[]any{"p", int64(2)}}, []any{map[string]any{"k": true, "nil": nil}}}},
		{Keys: keys, Values: []any{int64(7), "one", nil, []any{"x", int64(3)}, []any{"p"}, []any{"m"}}},
	}, all)
}

// A column that is missing or has another type is an error, and null is the zero value.
func TestRecord(t *testing.T) {
	for name, tt := range map[string]struct {
		read func(good, bad *Record) // what of the good record is an error of the bad one
		want string                  // in the error of the bad record
	}{
		"text":          {func(r, _ *Record) { Get[string](r, "id") }, "id holds a int64, not a string"},
		"number":        {func(r, _ *Record) { Get[int64](r, "n") }, "n holds a string, not a int64"},
		"texts":         {func(r, _ *Record) { Texts(r, "names") }, "a list of strings holds a int64, not a string"},
		"row":           {func(r, _ *Record) { At[int64](r, Get[[]any](r, "rows")[0], 1) }, "a row holds a string, not a []interface {}"},
		"map":           {func(r, _ *Record) { In[bool](r, Maps(r, "maps")[0], "k") }, "maps holds a string, not a map[string]interface {}"},
		"missing":       {func(r, bad *Record) { Get[string](bad, "other") }, "it has no column other"},
		"short row":     {func(r, bad *Record) { At[string](bad, []any{"x"}, 1) }, "a row has 1 values, and no value 1"},
		"missing key":   {func(r, bad *Record) { In[string](bad, map[string]any{}, "k") }, "a map has no key k"},
		"null":          {func(r, _ *Record) { Get[string](r, "none") }, ""},
		"no texts":      {func(r, _ *Record) { Texts(r, "none") }, ""},
		"null in a map": {func(r, _ *Record) { In[string](r, map[string]any{"nil": nil}, "nil") }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var all faults
			records := someRecords(&all)
			good, bad := records[0], records[1]
			tt.read(good, bad)
			if err := good.Err(); err != nil {
				t.Errorf("the good record: %v", err)
			}
			tt.read(bad, bad)
			err := bad.Err()
			switch {
			case tt.want == "" && err == nil:
			case err == nil || !errors.Is(err, graph.ErrInternal) || !strings.HasSuffix(err.Error(), "the result of some: "+tt.want):
				t.Errorf("%v, want %q", err, tt.want)
			case !errors.Is(Err(records), err) || good.Err() != nil:
				t.Errorf("of all records: %v; of the good one: %v", Err(records), good.Err())
			}
		})
	}
	if err := errors.Join((*Record)(nil).Err(), Err(nil)); err != nil {
		t.Error(err)
	}
}

// Work that misreads a record fails, and its transaction with it, even if the work reports success or another error.
func TestTx_misread(t *testing.T) {
	for _, reported := range []error{nil, errors.New("undo")} {
		err := (&DB{}).run(t.Context(), nil, func(t *Tx) error {
			Get[int64](someRecords(t.faults)[0], "id")
			return reported
		})
		if !errors.Is(err, graph.ErrInternal) {
			t.Errorf("work that returned %v: %v", reported, err)
		}
	}
}
