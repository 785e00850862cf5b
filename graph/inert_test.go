package graph_test

import (
	"testing"

	"demarche/graph"
)

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "a", "a=b": "a=b", "'": "'", "'a": "'a", "../2025": "../2025", "Côte d'Ivoire": "Côte d'Ivoire",
		"=1+1": "'=1+1", "+1": "'+1", "-0044": "'-0044", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r": "'\r",
		"'=1": "''=1", "''=1": "'''=1",
	} {
		got := graph.EscapeFormula(in)
		if got != want {
			t.Errorf("%q becomes %q, not %q", in, got, want)
		}
		if back := graph.FromInert(got); back != in {
			t.Errorf("%q becomes %q, and that %q", in, got, back)
		}
	}
}
