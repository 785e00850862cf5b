package sample_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph"
	"demarche/graph/edtf"
	"demarche/internal/reference/sample"
)

// Every field of an event is set in some events and empty in others.
func TestBatch_events(t *testing.T) {
	events := sample.Batch(1).Events
	for f := range reflect.TypeFor[graph.Event]().Fields() {
		set := 0
		for _, e := range events {
			if !reflect.ValueOf(e).FieldByIndex(f.Index).IsZero() {
				set++
			}
		}
		if optional := strings.Contains(f.Tag.Get("json"), "omitempty"); set == 0 || optional && set == len(events) {
			t.Errorf("%d of %d events have %s", set, len(events), f.Name)
		}
	}
}

func TestBatchIsSound(t *testing.T) {
	for seed := range uint64(5) {
		b := sample.Batch(seed)
		if problems := b.CheckWhole(); len(problems) > 0 {
			t.Errorf("seed %d: %d problems: %v", seed, len(problems), problems[0])
		}
		if diff := cmp.Diff(b, sample.Batch(seed), cmp.Comparer(func(a, b edtf.Date) bool { return a == b })); diff != "" {
			t.Errorf("seed %d gives another graph the second time:\n%s", seed, diff)
		}
	}
}
