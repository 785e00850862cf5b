package graph

import (
	"fmt"
	"math"

	"github.com/shopspring/decimal"
)

// decodeChange decodes [value, quantum, base value, base quantum, circular, reported, its quantum]. The values are
// decimal text, the reported change and its quantum are floats.
func decodeChange(_ *Selection, v any, _ map[string]any) (any, error) {
	in := v.([]any)
	var reported *Percent
	if value, ok := in[5].(float64); ok && !math.IsNaN(value) {
		quantum, _ := in[6].(float64)
		reported = &Percent{Value: value, Quantum: quantum}
	}
	var nums [4]*decimal.Decimal
	for i := range nums {
		text, ok := in[i].(string)
		if !ok || reported == nil && i%2 == 1 { // a quantum serves the comparison alone
			continue
		}
		d, err := decimal.NewFromString(text)
		if err != nil {
			return nil, fmt.Errorf("%w: a stored number is broken: %q", ErrInternal, text)
		}
		nums[i] = &d
	}
	circular, _ := in[4].(bool)
	c := Compare(Measured{nums[0], nums[1]}, Measured{nums[2], nums[3]}, reported, circular)
	return &c, nil
}

var changeFields = fieldsOf[Change]{
	"computed":  func(r *renderer, _ *Field, c *Change) bool { return r.float(c.Computed) },
	"reported":  func(r *renderer, _ *Field, c *Change) bool { return r.float(c.Reported) },
	"agreement": func(r *renderer, _ *Field, c *Change) bool { return r.text(string(c.Agreement)) },
}
