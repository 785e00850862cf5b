package answer

import (
	"fmt"
	"math"

	"github.com/shopspring/decimal"

	"demarche/graph"
)

// decodeChange decodes [value, quantum, base value, base quantum, circular, reported, its quantum]. The values are
// decimal text, the reported change and its quantum are floats.
func decodeChange(_ *Selection, v any, _ Args) (any, error) {
	in := v.([]any)
	var reported *graph.Percent
	if value, ok := in[5].(float64); ok && !math.IsNaN(value) {
		quantum, _ := in[6].(float64)
		reported = &graph.Percent{Value: value, Quantum: quantum}
	}
	var nums [4]*decimal.Decimal
	for i := range nums {
		text, ok := in[i].(string)
		if !ok || reported == nil && i%2 == 1 { // a quantum serves the comparison alone
			continue
		}
		d, err := decimal.NewFromString(text)
		if err != nil {
			return nil, fmt.Errorf("%w: a stored number is broken: %q", graph.ErrInternal, text)
		}
		nums[i] = &d
	}
	circular, _ := in[4].(bool)
	c := graph.Compare(
		graph.Measured{
			Value:   nums[0],
			Quantum: nums[1],
		},
		graph.Measured{Value: nums[2], Quantum: nums[3]},
		reported,
		circular,
	)
	return &c, nil
}

var changeFields = fieldsOf[graph.Change]{
	"computed":  func(r *renderer, _ *Field, c *graph.Change) bool { return r.float(c.Computed) },
	"reported":  func(r *renderer, _ *Field, c *graph.Change) bool { return r.float(c.Reported) },
	"agreement": func(r *renderer, _ *Field, c *graph.Change) bool { return r.text(string(c.Agreement)) },
}
