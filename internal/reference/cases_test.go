package reference_test

import (
	"testing"

	"demarche/internal/reference/documents"
)

func TestCases(t *testing.T) {
	b := seeded(t)
	for _, c := range documents.Cases {
		t.Run(c.Name, func(t *testing.T) {
			p := params{Query: c.Query, OperationName: c.Operation, Variables: vars(c.Vars)}
			want, got := b.plain.show(p), b.api.show(p)
			if c.Spec != "" {
				want = c.Spec
			}
			if want != got {
				t.Errorf("%s\n%s\n%s", c.Query, c.Vars, differ(want, got))
			}
		})
	}
}
