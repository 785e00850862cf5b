package answer

import (
	"fmt"

	"demarche/graph"
	"demarche/graph/edtf"
)

// decodeDate decodes the EDTF text of a date.
func decodeDate(_ *Selection, v any, _ Args) (any, error) {
	d, err := edtf.Parse(v.(string))
	if err != nil {
		return nil, fmt.Errorf("%w: a stored date is broken: %w", graph.ErrInternal, err)
	}
	return &d, nil
}

var dateFields = fieldsOf[edtf.Date]{
	"edtf":      func(r *renderer, _ *Field, d *edtf.Date) bool { return r.text(d.String()) },
	"earliest":  func(r *renderer, _ *Field, d *edtf.Date) bool { return r.day(d.Earliest()) },
	"latest":    func(r *renderer, _ *Field, d *edtf.Date) bool { return r.day(d.Latest()) },
	"precision": func(r *renderer, _ *Field, d *edtf.Date) bool { return r.text(string(d.Precision())) },
	"label":     func(r *renderer, _ *Field, d *edtf.Date) bool { return r.text(d.Label()) },
}

// decodeGap decodes the EDTF texts of the earlier and the later date.
func decodeGap(_ *Selection, v any, _ Args) (any, error) {
	texts := v.([]any)
	earlier, err1 := edtf.Parse(texts[0].(string))
	later, err2 := edtf.Parse(texts[1].(string))
	gap, ok := edtf.GapBetween(earlier, later)
	if err1 != nil || err2 != nil || !ok {
		return nil, fmt.Errorf("%w: no gap between %v and %v", graph.ErrInternal, texts[0], texts[1])
	}
	return &gap, nil
}

var gapFields = fieldsOf[edtf.Gap]{
	"min": func(r *renderer, _ *Field, g *edtf.Gap) bool { return r.number(int(g.Min)) },
	"max": func(r *renderer, _ *Field, g *edtf.Gap) bool { return r.number(int(g.Max)) },
}
