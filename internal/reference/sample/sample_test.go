package sample_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/graph/edtf"
	"demarche/internal/reference/sample"
)

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
