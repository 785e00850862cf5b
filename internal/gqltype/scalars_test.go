package gqltype_test

import (
	"encoding/json"
	"errors"
	"testing"

	"demarche/graph"
	"demarche/internal/gqltype"
)

// No digit of a decimal number is lost, or it is an error.
func TestUnmarshalDecimal(t *testing.T) {
	const digits = "0.12345678901234567890123"
	for _, c := range []struct {
		given any
		want  string
	}{{digits, digits}, {json.Number(digits), digits}, {int64(5), "5"}, {"x", "x"}} {
		if got, err := gqltype.UnmarshalDecimal(c.given); got != c.want || err != nil {
			t.Errorf("%v: %q %v", c.given, got, err)
		}
	}
	for _, v := range []any{1.5, true, nil, []any{}, map[string]any{}} {
		if got, err := gqltype.UnmarshalDecimal(v); !errors.Is(err, graph.ErrBadInput) {
			t.Errorf("%v: %q %v", v, got, err)
		}
	}
}

func TestUnmarshalEDTF_quarter(t *testing.T) {
	if got, err := gqltype.UnmarshalEDTF("2025-Q3"); err != nil || got.String() != "2025-07/2025-09" {
		t.Error(got, err)
	}
}
