package answer

import (
	"encoding/json"
	"fmt"

	"demarche/graph"
)

// decodeDispute decodes a dispute from its JSON.
func decodeDispute(_ *Selection, v any, _ Args) (any, error) {
	var d graph.Dispute
	if err := json.Unmarshal([]byte(v.(string)), &d); err != nil {
		return nil, fmt.Errorf("%w: a stored dispute is broken: %w", graph.ErrInternal, err)
	}
	return &d, nil
}

var disputeFields = fieldsOf[graph.Dispute]{
	"field":  func(r *renderer, _ *Field, d *graph.Dispute) bool { return r.text(d.Field) },
	"values": func(r *renderer, f *Field, d *graph.Dispute) bool { return items(r, f, f.Type.Item, d.Values) },
}

var disputedFields = fieldsOf[graph.DisputedValue]{
	"value":   func(r *renderer, _ *Field, v *graph.DisputedValue) bool { return r.text(v.Value) },
	"records": func(r *renderer, _ *Field, v *graph.DisputedValue) bool { return r.texts(v.Records) },
	"sources": func(r *renderer, _ *Field, v *graph.DisputedValue) bool { return r.texts(v.Sources) },
	"origins": func(r *renderer, _ *Field, v *graph.DisputedValue) bool { return r.number(v.Origins) },
}
